"""EC2: entries of a network access list that are resources of their own."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle, nothing_but_tags
from hds_landing.rehearsal.embedded_aws.network_acl_entries import acl_kept, add_entry, as_inline, is_entry
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_cloud import Created, Gone

RULE = "aws:ec2/networkAclRule:NetworkAclRule"


def _network_acl_rule(request: Request) -> Created:
    inputs = request.inputs
    direction = "egress" if inputs.get("egress") else "ingress"
    add_entry(request, inputs["networkAclId"], inputs, direction)
    return request.exercised(f"nacl-{int(request.digest(8), 16)}", {"egress": direction == "egress"})


def _observe_rule(request: Request, identity: str) -> Mapping[str, Any]:
    known = request.known
    for entry in acl_kept(request, known["networkAclId"])["Entries"]:
        if entry["RuleNumber"] == known["ruleNumber"] and entry["Egress"] == bool(known.get("egress")):
            found = as_inline(entry)
            given = {**known, "ruleNo": known["ruleNumber"], "action": known["ruleAction"]}
            return {} if is_entry(given, found) else _renamed(found)
    raise Gone(f"{known['networkAclId']} has no entry {known['ruleNumber']}")


def _renamed(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {{"action": "ruleAction", "ruleNo": "ruleNumber"}.get(name, name): entry[name] for name in entry}


def _delete_rule(request: Request, identity: str) -> None:
    _observe_rule(request, identity)
    known = request.known
    request.client("ec2").delete_network_acl_entry(
        NetworkAclId=known["networkAclId"], RuleNumber=known["ruleNumber"], Egress=bool(known.get("egress"))
    )


LIFECYCLES: Mapping[str, Lifecycle] = {
    RULE: Lifecycle(_network_acl_rule, _observe_rule, nothing_but_tags, _delete_rule),
}
