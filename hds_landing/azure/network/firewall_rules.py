"""The firewall's rules, generated from the plan. What no rule allows is denied: Azure Firewall's own default."""

from collections.abc import Iterable
from dataclasses import dataclass

from pulumi_azure_native import network

from hds_landing.plan.firewall import EgressRule, FirewallPlan, FirewallRule
from hds_landing.plan.ports import PortRange, Transport

_HTTP = {"http": "Http", "https": "Https"}
"""Protocols whose host names the firewall reads in the traffic itself; only these take wildcards."""


@dataclass(frozen=True)
class RuleGroup:
    """One rule collection group; priorities run from 100 (first) to 65000 (last)."""

    key: str
    priority: int
    collections: list[network.FirewallPolicyFilterRuleCollectionArgs]


def rule_groups(firewall: FirewallPlan, pool: str) -> list[RuleGroup]:
    """Declared flows, then ways out, then, while observing, all the rest; empty groups are left out."""
    observed = [_observed(firewall.observe_until, pool)] if firewall.observe_until else []
    groups = [
        RuleGroup("flows", 1000, _collection("flows", 1000, _flow_rules(firewall.rules))),
        RuleGroup(
            "egress",
            2000,
            _collection("addresses", 2000, _address_rules(firewall.egress))
            + _collection("web", 2100, _web_rules(firewall.egress)),
        ),
        RuleGroup("observe", 65000, observed),
    ]
    return [group for group in groups if group.collections]


def port_text(ports: PortRange) -> str:
    """`443`, or `5000-5100`."""
    return str(ports.first) if ports.first == ports.last else f"{ports.first}-{ports.last}"


def by_transport(ports: Iterable[PortRange]) -> dict[Transport, list[str]]:
    """Port texts by transport; a transport without ports is absent."""
    texts: dict[Transport, list[str]] = {}
    for port_range in ports:
        texts.setdefault(port_range.transport, []).append(port_text(port_range))
    return texts


def _flow_rules(rules: Iterable[FirewallRule]) -> list[network.NetworkRuleArgs]:
    return [
        network.NetworkRuleArgs(
            rule_type="NetworkRule",
            name=f"{rule.key}-{transport.value}",
            description=rule.purpose,
            ip_protocols=[transport.value.upper()],
            source_addresses=rule.source_cidrs,
            destination_addresses=rule.destination_cidrs,
            destination_ports=ports,
        )
        for rule in rules
        for transport, ports in by_transport(rule.ports).items()
    ]


def _address_rules(egress: Iterable[EgressRule]) -> list[network.NetworkRuleArgs]:
    """Ways out by range, or by a host name that the firewall resolves (its DNS proxy is on)."""
    return [
        network.NetworkRuleArgs(
            rule_type="NetworkRule",
            name=f"{rule.key}-{transport.value}",
            description=rule.purpose,
            ip_protocols=[transport.value.upper()],
            source_addresses=rule.source_cidrs,
            destination_addresses=rule.destination_cidrs or None,
            destination_fqdns=[rule.fqdn] if rule.fqdn else None,
            destination_ports=ports,
        )
        for rule in egress
        if not _is_web(rule)
        for transport, ports in by_transport(rule.ports).items()
    ]


def _web_rules(egress: Iterable[EgressRule]) -> list[network.ApplicationRuleArgs]:
    return [
        network.ApplicationRuleArgs(
            rule_type="ApplicationRule",
            name=rule.key,
            description=rule.purpose,
            source_addresses=rule.source_cidrs,
            target_fqdns=[rule.fqdn],
            protocols=[
                network.FirewallPolicyRuleApplicationProtocolArgs(protocol_type=_HTTP[rule.protocol], port=port)
                for ports in rule.ports
                for port in range(ports.first, ports.last + 1)
            ],
        )
        for rule in egress
        if _is_web(rule)
    ]


def _is_web(rule: EgressRule) -> bool:
    return rule.fqdn is not None and rule.protocol in _HTTP


def _observed(until: str, pool: str) -> network.FirewallPolicyFilterRuleCollectionArgs:
    """What no declared rule allowed, to and from the pool, until the date in its name; it is in the firewall's log."""
    everything = {
        "rule_type": "NetworkRule",
        "description": f"Observing until {until}: passes and is logged",
        "ip_protocols": [network.FirewallPolicyRuleNetworkProtocol.ANY],
        "destination_ports": ["*"],
    }
    name = f"observe-until-{until}"
    return _collection(
        name,
        65000,
        [
            network.NetworkRuleArgs(
                name="from-pool", source_addresses=[pool], destination_addresses=["*"], **everything
            ),
            network.NetworkRuleArgs(name="to-pool", source_addresses=["*"], destination_addresses=[pool], **everything),
        ],
    )[0]


def _collection(
    name: str, priority: int, rules: list[network.NetworkRuleArgs] | list[network.ApplicationRuleArgs]
) -> list[network.FirewallPolicyFilterRuleCollectionArgs]:
    if not rules:
        return []
    return [
        network.FirewallPolicyFilterRuleCollectionArgs(
            rule_collection_type="FirewallPolicyFilterRuleCollection",
            name=name,
            priority=priority,
            action=network.FirewallPolicyFilterRuleCollectionActionArgs(
                type=network.FirewallPolicyFilterRuleCollectionActionType.ALLOW
            ),
            rules=rules,
        )
    ]
