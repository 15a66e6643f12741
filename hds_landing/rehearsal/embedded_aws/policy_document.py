"""`getPolicyDocument`: statements of the provider as an IAM policy."""

import json
from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.request import Request

_PLAIN = {"sid": "Sid", "actions": "Action", "notActions": "NotAction", "resources": "Resource"}
_PLAIN |= {"notResources": "NotResource"}


def policy_document(request: Request) -> Mapping[str, Any]:
    """The policy as text, one value alone rather than in a list of one, as the provider writes it."""
    arguments = request.inputs
    document = {
        "Version": arguments.get("version") or "2012-10-17",
        **({"Id": arguments["policyId"]} if arguments.get("policyId") else {}),
        "Statement": [_statement(statement) for statement in arguments.get("statements") or []],
    }
    text = json.dumps(document, indent=2)
    return {"id": request.digest(10), "json": text, "minifiedJson": json.dumps(document, separators=(",", ":"))}


def _statement(statement: Mapping[str, Any]) -> dict[str, Any]:
    written: dict[str, Any] = {"Effect": statement.get("effect") or "Allow"}
    for ours, theirs in _PLAIN.items():
        if statement.get(ours):
            written[theirs] = _alone(statement[ours])
    for ours, theirs in (("principals", "Principal"), ("notPrincipals", "NotPrincipal")):
        for principal in statement.get(ours) or []:
            if principal["type"] == "*":
                written[theirs] = "*"
            else:
                written.setdefault(theirs, {})[principal["type"]] = _alone(principal["identifiers"])
    for condition in statement.get("conditions") or []:
        written.setdefault("Condition", {}).setdefault(condition["test"], {})[condition["variable"]] = _alone(
            condition["values"]
        )
    return written


def _alone(value: Any) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 1 else value
