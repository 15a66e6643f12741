"""Network Firewall: policies (validated and recorded)."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.constraints import refuse_unless_valid
from hds_landing.rehearsal.embedded_aws.firewalls import FIREWALL
from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.network_firewall import NAMES, SERVICE, common_parameters, recorded
from hds_landing.rehearsal.embedded_aws.property_names import as_aws
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_cloud import Created, Refused

POLICY = "aws:networkfirewall/firewallPolicy:FirewallPolicy"


def _firewall_policy(request: Request) -> Created:
    policy = request.inputs["firewallPolicy"]
    asked = {
        "FirewallPolicyName": request.name(),
        "FirewallPolicy": _policy_as_aws(policy),
        **common_parameters(request),
    }
    refuse_unless_valid(SERVICE, "CreateFirewallPolicy", asked)
    _refuse_order_mismatch(request, policy)
    return recorded(request, f"firewall-policy/{request.name()}", {})


def _policy_as_aws(policy: Mapping[str, Any]) -> dict[str, Any]:
    written: dict[str, Any] = as_aws({name: policy[name] for name in policy if name != "policyVariables"}, NAMES)
    variables = (policy.get("policyVariables") or {}).get("ruleVariables") or []
    if variables:
        written["PolicyVariables"] = {
            "RuleVariables": {each["key"]: as_aws(each["ipSet"], NAMES) for each in variables}
        }
    return written


def _refuse_order_mismatch(request: Request, policy: Mapping[str, Any]) -> None:
    order = (policy.get("statefulEngineOptions") or {}).get("ruleOrder", "DEFAULT_ACTION_ORDER")
    strict = order == "STRICT_ORDER"
    if policy.get("statefulDefaultActions") and not strict:
        raise Refused("statefulDefaultActions need statefulEngineOptions.ruleOrder STRICT_ORDER")
    references = policy.get("statefulRuleGroupReferences") or []
    priorities = [reference.get("priority") for reference in references]
    if strict and (None in priorities or len(set(priorities)) < len(priorities)):
        raise Refused(f"in strict order every rule group needs a priority of its own; given {priorities}")
    for reference in references:
        arn = reference["resourceArn"]
        request.standing.require("rule group", arn)
        options = (request.standing.find(arn).get("ruleGroup") or {}).get("statefulRuleOptions") or {}
        theirs = options.get("ruleOrder", "DEFAULT_ACTION_ORDER")
        if arn in request.standing and theirs != order:
            raise Refused(f"rule group {arn} is in {theirs}, the policy in {order}")
    for reference in policy.get("statelessRuleGroupReferences") or []:
        request.standing.require("rule group", reference["resourceArn"])


def _delete_firewall_policy(request: Request, identity: str) -> None:
    policies = [each.outputs["firewallPolicyArn"] for each in request.standing if each.place.type == FIREWALL]
    if identity in policies:
        raise Refused(f"InvalidOperationException: firewall policy {identity} is in use by a firewall")


LIFECYCLES: Mapping[str, Lifecycle] = {
    POLICY: Lifecycle(_firewall_policy, delete=_delete_firewall_policy),
}
