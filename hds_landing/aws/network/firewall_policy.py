"""What the firewall decides by: the rule groups and the policy of the whole spec."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
from pulumi_aws import ec2, networkfirewall

from hds_landing.aws.network.firewall_rules import egress_rules, flow_rules, undeclared_rules
from hds_landing.aws.partition import partition
from hds_landing.errors import ComponentArgsError
from hds_landing.plan.firewall import FirewallTier
from hds_landing.plan.hub import HubPlan

_CAPACITY = 3000
"""Rules that a group may ever hold. Fixed: another capacity means another group."""

_MANAGED_GROUPS = (
    "BotNetCommandAndControlDomainsStrictOrder",
    "MalwareDomainsStrictOrder",
    "ThreatSignaturesBotnetStrictOrder",
    "ThreatSignaturesMalwareStrictOrder",
)
"""AWS's own threat lists, none of which needs sight into TLS. Source: Network Firewall, managed rule groups."""

_FORWARD = ["aws:forward_to_sfe"]


@dataclass(frozen=True)
class FirewallGround:
    """What the firewall stands on."""

    vpc_id: pulumi.Input[str]
    subnets: Mapping[str, ec2.Subnet]
    """Firewall subnets by zone letter."""
    key_id: pulumi.Input[str]
    log_store_id: pulumi.Input[str]
    """ARN of the archive's bucket for `network`."""


def create_firewall_policy(
    name: str, hub: HubPlan, ground: FirewallGround, parent: pulumi.Resource
) -> networkfirewall.FirewallPolicy:
    """Draws the rule groups and the policy that puts them in order.

    Raises:
        ComponentArgsError: a rule cannot be written, or there are more than a group holds.
    """
    groups = _create_rule_groups(name, hub, ground, parent)
    return _create_policy(name, hub, groups, ground, parent)


def encryption(ground: FirewallGround) -> Any:
    """The platform's own key."""
    return {"type": "CUSTOMER_KMS", "key_id": ground.key_id}


def _create_rule_groups(
    name: str, hub: HubPlan, ground: FirewallGround, parent: pulumi.Resource
) -> dict[str, networkfirewall.RuleGroup]:
    """By subject; a subject without a rule has no group, because AWS takes no empty one."""
    texts = {
        "flows": flow_rules(hub.firewall.rules),
        "egress": egress_rules(hub.firewall.egress, hub.pool),
        "undeclared": undeclared_rules(hub.firewall.observe_until),
    }
    return {
        subject: _create_rule_group(f"{name}-rules-{subject}", f"{hub.name}-{subject}", rules, hub, ground, parent)
        for subject, rules in texts.items()
        if rules
    }


def _create_rule_group(
    name: str, physical_name: str, rules: Sequence[str], hub: HubPlan, ground: FirewallGround, parent: pulumi.Resource
) -> networkfirewall.RuleGroup:
    if len(rules) > _CAPACITY:
        raise ComponentArgsError(f"{physical_name}: {len(rules)} firewall rules, and a rule group holds {_CAPACITY}.")
    return networkfirewall.RuleGroup(
        name,
        name=physical_name,
        type="STATEFUL",
        capacity=_CAPACITY,
        rule_group={
            "rules_source": {"rules_string": "\n".join(rules)},
            "stateful_rule_options": {"rule_order": "STRICT_ORDER"},
        },
        encryption_configuration=encryption(ground),
        tags=hub.tags | {"Name": physical_name},
        opts=pulumi.ResourceOptions(parent=parent),
    )


def _create_policy(
    name: str,
    hub: HubPlan,
    groups: Mapping[str, networkfirewall.RuleGroup],
    ground: FirewallGround,
    parent: pulumi.Resource,
) -> networkfirewall.FirewallPolicy:
    observe = hub.firewall.observe_until is not None
    return networkfirewall.FirewallPolicy(
        f"{name}-firewall-policy",
        name=hub.firewall.name,
        firewall_policy={
            "stateless_default_actions": _FORWARD,
            "stateless_fragment_default_actions": _FORWARD,
            "stateful_default_actions": ["aws:alert_established"]
            if observe
            else ["aws:drop_established", "aws:alert_established"],
            "stateful_engine_options": {
                "rule_order": "STRICT_ORDER",
                "stream_exception_policy": "REJECT",
                "flow_timeouts": {"tcp_idle_timeout_seconds": hub.firewall.tcp_idle_timeout_seconds},
            },
            "stateful_rule_group_references": _references(hub, groups, observe),
            "policy_variables": {
                "rule_variables": [{"key": "HOME_NET", "ip_set": {"definitions": [hub.pool]}}],
            },
        },
        encryption_configuration=encryption(ground),
        tags=hub.tags | {"Name": hub.firewall.name},
        opts=pulumi.ResourceOptions(parent=parent),
    )


def _references(hub: HubPlan, groups: Mapping[str, networkfirewall.RuleGroup], observe: bool) -> list[Any]:
    """Threats first, then what is declared, then what is not: in strict order the first match decides."""
    priorities = {"flows": 100, "egress": 200, "undeclared": 300}
    own = [{"priority": priorities[subject], "resource_arn": group.arn} for subject, group in groups.items()]
    if hub.firewall.tier is not FirewallTier.PREMIUM:
        return own
    prefix = f"arn:{partition(hub.region)}:network-firewall:{hub.region}:aws-managed:stateful-rulegroup"
    override = {"override": {"action": "DROP_TO_ALERT"}} if observe else {}
    managed = [
        {"priority": 10 + index, "resource_arn": f"{prefix}/{group}", **override}
        for index, group in enumerate(_MANAGED_GROUPS)
    ]
    return [*managed, *own]
