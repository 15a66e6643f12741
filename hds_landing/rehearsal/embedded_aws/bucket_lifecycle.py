"""S3: lifecycle rules, as the provider nests them and as S3 takes them."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.property_names import as_aws
from hds_landing.rehearsal.embedded_cloud import Refused


def lifecycle_configuration(inputs: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rules for S3; raises Refused for what S3 answers MalformedXML or InvalidArgument to."""
    rules = [_rule(rule) for rule in inputs.get("rules") or []]
    names = [rule["ID"] for rule in rules]
    if len(set(names)) < len(names):
        raise Refused(f"rules: each needs an id of its own; given {', '.join(names)}")
    return rules


def _rule(rule: Mapping[str, Any]) -> dict[str, Any]:
    written: dict[str, Any] = {"ID": rule["id"], "Status": rule["status"], "Filter": _filter(rule.get("filter") or {})}
    for name, theirs in (
        ("expiration", "Expiration"),
        ("noncurrentVersionExpiration", "NoncurrentVersionExpiration"),
        ("abortIncompleteMultipartUpload", "AbortIncompleteMultipartUpload"),
    ):
        if rule.get(name):
            written[theirs] = as_aws(rule[name])
    for name, theirs in (
        ("transitions", "Transitions"),
        ("noncurrentVersionTransitions", "NoncurrentVersionTransitions"),
    ):
        if rule.get(name):
            written[theirs] = as_aws(rule[name])
    if not set(written) - {"ID", "Status", "Filter"}:
        raise Refused(f"rule {rule['id']!r} does nothing: give an expiration, a transition or an abort")
    _refuse_backwards(rule)
    return written


def _filter(given: Mapping[str, Any]) -> dict[str, Any]:
    if not given:
        return {"Prefix": ""}
    if given.get("and"):
        both = as_aws(given["and"])
        both["Tags"] = [{"Key": key, "Value": value} for key, value in (given["and"].get("tags") or {}).items()]
        return {"And": {name: value for name, value in both.items() if value}}
    return dict(as_aws(given))


def _refuse_backwards(rule: Mapping[str, Any]) -> None:
    expires = (rule.get("expiration") or {}).get("days")
    for transition in rule.get("transitions") or []:
        days = transition.get("days")
        if expires is not None and days is not None and days >= expires:
            raise Refused(f"rule {rule['id']!r}: moves after {days} days what expires after {expires}")
