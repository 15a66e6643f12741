"""Network Firewall: rule groups (validated and recorded)."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.constraints import refuse_unless_valid
from hds_landing.rehearsal.embedded_aws.firewall_policies import POLICY
from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.network_firewall import NAMES, SERVICE, common_parameters, recorded
from hds_landing.rehearsal.embedded_aws.property_names import as_aws
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_cloud import Created, Refused


def _rule_group(request: Request) -> Created:
    inputs = request.inputs
    group = inputs.get("ruleGroup")
    if bool(group) == bool(inputs.get("rules")):
        raise Refused("a rule group takes either ruleGroup or rules")
    refuse_unless_valid(
        SERVICE,
        "CreateRuleGroup",
        {
            "RuleGroupName": request.name(),
            "Type": inputs["type"],
            "Capacity": inputs["capacity"],
            **common_parameters(request),
            **({"RuleGroup": _rules_as_aws(group)} if group else {"Rules": inputs["rules"]}),
        },
    )
    _refuse_too_many_rules(inputs)
    return recorded(request, f"{inputs['type'].lower()}-rulegroup/{request.name()}", {"ruleGroup": group or {}})


def _rules_as_aws(group: Mapping[str, Any]) -> dict[str, Any]:
    """The provider nests what varies: variable sets by key, one block where AWS has a list."""
    variables = group.get("ruleVariables") or {}
    sets = {
        "IPSets": {each["key"]: as_aws(each["ipSet"], NAMES) for each in variables.get("ipSets") or []},
        "PortSets": {each["key"]: as_aws(each["portSet"], NAMES) for each in variables.get("portSets") or []},
    }
    references = {
        each["key"]: {"ReferenceArn": each["ipSetReferences"][0]["referenceArn"]}
        for each in (group.get("referenceSets") or {}).get("ipSetReferences") or []
    }
    source = group.get("rulesSource") or {}
    return {
        "RulesSource": as_aws(source, NAMES),
        **({"StatefulRuleOptions": as_aws(group["statefulRuleOptions"])} if group.get("statefulRuleOptions") else {}),
        **({"RuleVariables": {name: value for name, value in sets.items() if value}} if variables else {}),
        **({"ReferenceSets": {"IPSetReferences": references}} if references else {}),
    }


def _refuse_too_many_rules(inputs: Mapping[str, Any]) -> None:
    source = (inputs.get("ruleGroup") or {}).get("rulesSource") or {}
    text = source.get("rulesString") or inputs.get("rules") or ""
    rules = sum(1 for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#"))
    rules += len(source.get("statefulRules") or [])
    if rules > inputs["capacity"]:
        raise Refused(f"{rules} rules do not fit into capacity {inputs['capacity']}")


def _delete_rule_group(request: Request, identity: str) -> None:
    policies = [each.outputs["firewallPolicy"] for each in request.standing if each.place.type == POLICY]
    references = [
        reference["resourceArn"]
        for policy in policies
        for kind in ("statefulRuleGroupReferences", "statelessRuleGroupReferences")
        for reference in policy.get(kind) or []
    ]
    if identity in references:
        raise Refused(f"InvalidOperationException: rule group {identity} is in use by a firewall policy")


LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:networkfirewall/ruleGroup:RuleGroup": Lifecycle(_rule_group, delete=_delete_rule_group),
}
