"""The stateless list of a spoke: which ranges of the pool it may speak with. It knows no ports.

Port filters without a memory cut the answers of long sessions; ports are the security groups' and the firewall's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Network

import pulumi
from pulumi_aws import ec2

from hds_landing.aws.network.range_name import range_name
from hds_landing.errors import ComponentArgsError
from hds_landing.plan.spoke import SpokePlan

_OWN, _HUB, _PEERS, _REST_OF_POOL, _ELSEWHERE = 100, 900, 1000, 32000, 32500
_PEER_SLOTS = 16384
_SMALLEST_SLOT = 256


@dataclass(frozen=True)
class AclEntry:
    """One entry, the same in both directions. Lower numbers are read first."""

    key: str
    number: int
    cidr: str
    allow: bool


def acl_entries(spoke: SpokePlan) -> list[AclEntry]:
    """Own ranges, the hub, declared peers; no other range of the pool; whatever lies outside the pool.

    Raises:
        ComponentArgsError: two peers that one number would stand for.
    """
    own = [AclEntry(f"own-{range_name(cidr)}", _OWN + index, cidr, True) for index, cidr in enumerate(spoke.cidrs)]
    peers = [
        AclEntry(f"peer-{range_name(cidr)}", _peer_number(cidr, spoke.pool), cidr, True) for cidr in spoke.peer_cidrs
    ]
    _refuse_shared_numbers(peers)
    return [
        *own,
        AclEntry("hub", _HUB, spoke.hub_cidr, True),
        *peers,
        AclEntry("pool", _REST_OF_POOL, spoke.pool, False),
        AclEntry("elsewhere", _ELSEWHERE, "0.0.0.0/0", True),
    ]


def _peer_number(cidr: str, pool: str) -> int:
    """From the range's place in the pool, so that another peer never renumbers this one."""
    whole, part = IPv4Network(pool), IPv4Network(cidr)
    if not part.subnet_of(whole):
        raise ComponentArgsError(f"peer_cidrs has {cidr}, which is not part of the pool {pool}.")
    slot = max(_SMALLEST_SLOT, whole.num_addresses // _PEER_SLOTS)
    return _PEERS + (int(part.network_address) - int(whole.network_address)) // slot


def _refuse_shared_numbers(entries: Iterable[AclEntry]) -> None:
    by_number: dict[int, str] = {}
    for entry in entries:
        other = by_number.setdefault(entry.number, entry.cidr)
        if other != entry.cidr:
            raise ComponentArgsError(
                f"peer_cidrs has {other} and {entry.cidr}, too close to each other for a pool of this size: "
                "give each spoke at least a /24, or take a smaller pool."
            )


def create_network_acl(
    name: str,
    spoke: SpokePlan,
    vpc_id: pulumi.Input[str],
    subnet_ids: list[pulumi.Output[str]],
    parent: pulumi.Resource,
) -> None:
    """Draws the list, its entries as resources of their own, for every subnet of the spoke."""
    opts = pulumi.ResourceOptions(parent=parent)
    acl = ec2.NetworkAcl(
        f"{name}-acl", vpc_id=vpc_id, subnet_ids=subnet_ids, tags=spoke.tags | {"Name": spoke.name}, opts=opts
    )
    for entry in acl_entries(spoke):
        for direction, egress in (("in", False), ("out", True)):
            ec2.NetworkAclRule(
                f"{name}-acl-{entry.key}-{direction}",
                network_acl_id=acl.id,
                rule_number=entry.number,
                egress=egress,
                protocol="-1",
                rule_action="allow" if entry.allow else "deny",
                cidr_block=entry.cidr,
                opts=opts,
            )
