"""Rules of a subnet's network security group: what the plan allows, what the platform needs, and nothing else."""

from collections.abc import Iterable

from pulumi_azure_native import network

from hds_landing.azure.network.firewall_rules import by_transport
from hds_landing.errors import ComponentArgsError
from hds_landing.plan.spoke import AccessRule, Direction

_PROBE_PRIORITY = 4000
_DNS_PRIORITY = 4001
_DENY_PRIORITY = 4096
"""The last priority there is: behind it Azure's own rules would let the whole of every peered network in."""


def tier_rules(tier: str, cidr: str, access: Iterable[AccessRule], firewall_ip: str) -> list[network.SecurityRuleArgs]:
    """The whole rule list of one tier's subnet.

    Besides the declared access: the load balancer's health probes, which come from Azure's host (168.63.129.16) and
    without which a load balancer in the tier takes its machines for dead; and names, asked of the firewall's DNS proxy.

    Raises:
        ComponentArgsError: an access rule that one security rule cannot hold.
    """
    allowed = [_access_rule(rule, cidr) for rule in access if rule.tier == tier]
    return [*allowed, _health_probes(cidr), _name_resolution(cidr, firewall_ip), *closed_rules()]


def closed_rules() -> list[network.SecurityRuleArgs]:
    """Denies everything, both ways."""
    return [
        network.SecurityRuleArgs(
            name=f"deny-all-{direction.lower()}",
            description="What no rule above allows",
            priority=_DENY_PRIORITY,
            direction=direction,
            access="Deny",
            protocol="*",
            source_address_prefix="*",
            source_port_range="*",
            destination_address_prefix="*",
            destination_port_range="*",
        )
        for direction in ("Inbound", "Outbound")
    ]


def _access_rule(rule: AccessRule, cidr: str) -> network.SecurityRuleArgs:
    protocol, ports = _protocol_and_ports(rule)
    inbound = rule.direction is Direction.INGRESS
    return network.SecurityRuleArgs(
        name=rule.key,
        description=rule.purpose,
        priority=rule.priority,
        direction="Inbound" if inbound else "Outbound",
        access="Allow",
        protocol=protocol,
        source_address_prefixes=rule.peer_cidrs if inbound else [cidr],
        source_port_range="*",
        destination_address_prefixes=[cidr] if inbound else rule.peer_cidrs,
        destination_port_ranges=ports,
    )


def _protocol_and_ports(rule: AccessRule) -> tuple[str, list[str]]:
    ports = by_transport(rule.ports)
    if len(ports) != 1:
        raise ComponentArgsError(
            f"access rule '{rule.key}' has ports of {' and '.join(ports) or 'no transport'}, and one security rule "
            "holds one transport. Give each transport an access rule of its own."
        )
    transport, texts = next(iter(ports.items()))
    return transport.value.capitalize(), texts


def _health_probes(cidr: str) -> network.SecurityRuleArgs:
    return network.SecurityRuleArgs(
        name="allow-health-probes",
        description="Health probes of Azure's load balancers",
        priority=_PROBE_PRIORITY,
        direction="Inbound",
        access="Allow",
        protocol="*",
        source_address_prefix="AzureLoadBalancer",
        source_port_range="*",
        destination_address_prefix=cidr,
        destination_port_range="*",
    )


def _name_resolution(cidr: str, firewall_ip: str) -> network.SecurityRuleArgs:
    return network.SecurityRuleArgs(
        name="allow-dns",
        description="Names, asked of the firewall's DNS proxy",
        priority=_DNS_PRIORITY,
        direction="Outbound",
        access="Allow",
        protocol="*",
        source_address_prefix=cidr,
        source_port_range="*",
        destination_address_prefix=f"{firewall_ip}/32",
        destination_port_range="53",
    )
