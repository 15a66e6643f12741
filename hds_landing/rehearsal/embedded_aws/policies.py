"""Policy documents that AWS refuses and the emulated services would take."""

import json
from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_cloud import Refused


def refuse_unreadable_policy(policy: str, *, principals: bool = True, resource: str | None = None) -> None:
    """Raises Refused for a document that AWS answers MalformedPolicy to.

    Args:
        policy: the document.
        principals: whether its statements name who (resource policies do, identity policies do not).
        resource: a part that every resource named must have; AWS refuses a bucket policy about another bucket.
    """
    try:
        document = json.loads(policy)
        statements = document["Statement"]
    except (ValueError, KeyError, TypeError):
        raise Refused("policy: not a JSON document with a Statement") from None
    for position, statement in enumerate(statements if isinstance(statements, list) else [statements]):
        problems = list(_problems(statement, principals, resource))
        if problems:
            raise Refused(f"policy: statement {statement.get('Sid', position)!r}: " + "; ".join(problems))


def _problems(statement: Mapping[str, Any], principals: bool, resource: str | None) -> list[str]:
    needed = [("Effect",), ("Action", "NotAction"), ("Resource", "NotResource")]
    needed += [("Principal", "NotPrincipal")] if principals else []
    problems = [f"lacks {' or '.join(names)}" for names in needed if not any(name in statement for name in names)]
    if statement.get("Effect") not in ("Allow", "Deny", None):
        problems.append(f"Effect: given {statement['Effect']!r}, allowed Allow, Deny")
    if not principals and "Principal" in statement:
        problems.append("an identity policy names no Principal")
    named = statement.get("Resource", [])
    for each in named if isinstance(named, list) else [named]:
        if resource is not None and resource not in each and each != "*":
            problems.append(f"names {each}, which is not what the policy is for")
    return problems
