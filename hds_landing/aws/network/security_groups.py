"""One security group per tier: nothing comes in or goes out but by a declared flow."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pulumi
from pulumi_aws import ec2, vpc

from hds_landing.aws.network.range_name import range_name
from hds_landing.errors import ComponentArgsError
from hds_landing.plan.access import AccessRule, Direction
from hds_landing.plan.ports import PortRange
from hds_landing.plan.spoke import SpokePlan

_ALLOWED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ._-:/()#,@[]+=&;{}!$*")
_DESCRIPTION_LENGTH = 255


@dataclass(frozen=True)
class Opening:
    """What AWS knows a rule by: it refuses a second one with the same values, whatever its description."""

    tier: str
    direction: Direction
    cidr: str
    ports: PortRange

    @property
    def name(self) -> str:
        """`app-ingress-10-1-0-0-16-443-tcp`."""
        return f"{self.tier}-{self.direction.value}-{range_name(self.cidr)}-{port_name(self.ports)}"


def create_security_groups(
    name: str, spoke: SpokePlan, vpc_id: pulumi.Input[str], parent: pulumi.Resource
) -> dict[str, ec2.SecurityGroup]:
    """Draws the groups by tier, and a rule per peer range and port range.

    Raises:
        ComponentArgsError: a rule for a tier that the spoke does not have.
    """
    _refuse_unknown_tiers(spoke)
    groups = {tier: _create_group(name, tier, spoke, vpc_id, parent) for tier in spoke.tiers}
    for opening, rules in openings(spoke.access).items():
        _create_rule(f"{name}-{opening.name}", opening, rules, groups[opening.tier], spoke, parent)
    return groups


def openings(access: Iterable[AccessRule]) -> dict[Opening, list[AccessRule]]:
    """Each distinct opening with the declared flows that need it, by their keys."""
    found: dict[Opening, list[AccessRule]] = {}
    for rule in sorted(access, key=lambda rule: rule.key):
        for cidr in rule.peer_cidrs:
            for ports in rule.ports:
                found.setdefault(Opening(rule.tier, rule.direction, cidr, ports), []).append(rule)
    return found


def _refuse_unknown_tiers(spoke: SpokePlan) -> None:
    for rule in spoke.access:
        if rule.tier not in spoke.tiers:
            raise ComponentArgsError(
                f"{spoke.name}: the access rule '{rule.key}' is for the tier '{rule.tier}', "
                f"and the spoke has {', '.join(sorted(spoke.tiers)) or 'none'}."
            )


def _create_group(
    name: str, tier: str, spoke: SpokePlan, vpc_id: pulumi.Input[str], parent: pulumi.Resource
) -> ec2.SecurityGroup:
    return ec2.SecurityGroup(
        f"{name}-{tier}",
        name=f"{spoke.name}-{tier}",
        description=f"{spoke.name}: declared flows of the tier {tier}",
        vpc_id=vpc_id,
        tags=spoke.tags | {"Name": f"{spoke.name}-{tier}"},
        opts=pulumi.ResourceOptions(parent=parent),
    )


def _create_rule(
    name: str,
    opening: Opening,
    rules: Sequence[AccessRule],
    group: ec2.SecurityGroup,
    spoke: SpokePlan,
    parent: pulumi.Resource,
) -> None:
    ingress = opening.direction is Direction.INGRESS
    kind = vpc.SecurityGroupIngressRule if ingress else vpc.SecurityGroupEgressRule
    kind(
        name,
        security_group_id=group.id,
        cidr_ipv4=opening.cidr,
        ip_protocol=opening.ports.transport.value,
        from_port=opening.ports.first,
        to_port=opening.ports.last,
        description=rule_description(rules),
        tags=spoke.tags,
        opts=pulumi.ResourceOptions(parent=parent),
    )


def port_name(ports: PortRange) -> str:
    """`443-tcp`, `50000-50059-udp`."""
    last = "" if ports.first == ports.last else f"-{ports.last}"
    return f"{ports.first}{last}-{ports.transport.value}"


def rule_description(rules: Sequence[AccessRule]) -> str:
    """The purposes of the flows, each once, in the characters and the length that EC2 takes."""
    purposes = "; ".join(dict.fromkeys(rule.purpose for rule in rules))
    plain = unicodedata.normalize("NFKD", purposes).encode("ascii", "ignore").decode()
    return "".join(letter if letter in _ALLOWED else " " for letter in plain)[:_DESCRIPTION_LENGTH]
