"""One security group per tier: nothing comes in or goes out but by a declared flow."""

import pulumi
from pulumi_aws import ec2, vpc

from hds_landing.aws.range_name import range_name
from hds_landing.errors import ComponentArgsError
from hds_landing.plan.access import AccessRule, Direction
from hds_landing.plan.ports import PortRange
from hds_landing.plan.spoke import SpokePlan


def create_security_groups(
    name: str, spoke: SpokePlan, vpc_id: pulumi.Input[str], parent: pulumi.Resource
) -> dict[str, ec2.SecurityGroup]:
    """Draws the groups by tier, and a rule per declared flow, peer range and port range.

    Raises:
        ComponentArgsError: a rule for a tier that the spoke does not have.
    """
    groups = {tier: _create_group(name, tier, spoke, vpc_id, parent) for tier in spoke.tiers}
    for rule in spoke.access:
        if rule.tier not in groups:
            raise ComponentArgsError(
                f"{spoke.name}: the access rule '{rule.key}' is for the tier '{rule.tier}', "
                f"and the spoke has {', '.join(sorted(groups)) or 'none'}."
            )
        for cidr in rule.peer_cidrs:
            for ports in rule.ports:
                _create_rule(name, rule, cidr, ports, groups[rule.tier], spoke, parent)
    return groups


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
    rule: AccessRule,
    cidr: str,
    ports: PortRange,
    group: ec2.SecurityGroup,
    spoke: SpokePlan,
    parent: pulumi.Resource,
) -> None:
    kind = vpc.SecurityGroupIngressRule if rule.direction is Direction.INGRESS else vpc.SecurityGroupEgressRule
    kind(
        f"{name}-{rule.key}-{range_name(cidr)}-{port_name(ports)}",
        security_group_id=group.id,
        cidr_ipv4=cidr,
        ip_protocol=ports.transport.value,
        from_port=ports.first,
        to_port=ports.last,
        description=rule_description(rule),
        tags=spoke.tags,
        opts=pulumi.ResourceOptions(parent=parent),
    )


def port_name(ports: PortRange) -> str:
    """`443-tcp`, `50000-50059-udp`."""
    last = "" if ports.first == ports.last else f"-{ports.last}"
    return f"{ports.first}{last}-{ports.transport.value}"


_ALLOWED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ._-:/()#,@[]+=&;{}!$*")
_DESCRIPTION_LENGTH = 255


def rule_description(rule: AccessRule) -> str:
    """The flow's purpose in the characters and the length that EC2 takes."""
    text = "".join(letter if letter in _ALLOWED else " " for letter in f"{rule.key}: {rule.purpose}")
    return text[:_DESCRIPTION_LENGTH]
