"""What the plan needs more of than a cloud gives without asking."""

from collections.abc import Iterator, Mapping

from hds_landing.catalogue.quotas import find_quota
from hds_landing.plan.hub import HubPlan
from hds_landing.plan.providers import ProviderPlan
from hds_landing.plan.spoke import AccessRule, SpokePlan
from hds_landing.spec.cloud import CloudProvider


def quota_notices(
    cloud: CloudProvider, providers: Mapping[str, ProviderPlan], hub: HubPlan, spokes: Mapping[str, SpokePlan]
) -> list[str]:
    """One notice per default limit that the plan exceeds."""
    needs = _aws_needs(providers, hub, spokes) if cloud is CloudProvider.AWS else _azure_needs(spokes)
    notices = []
    for quota_id, needed, place in needs:
        quota = find_quota(cloud.value, quota_id)
        if needed > quota.limit:
            cure = "ask the provider to raise it before deploying" if quota.adjustable else "it cannot be raised"
            notices.append(f"quota {quota_id}: {place} needs {needed}, the default limit is {quota.limit}; {cure}")
    return notices


def _aws_needs(
    providers: Mapping[str, ProviderPlan], hub: HubPlan, spokes: Mapping[str, SpokePlan]
) -> Iterator[tuple[str, int, str]]:
    dedicated = len(providers) > 1
    yield "vpcs", 1 if dedicated else 1 + len(spokes), "the platform's account"
    if hub.internet_egress:
        yield "elastic-ip-addresses", len(hub.zones), "the platform's account"
    # One table for each spoke, one for the way back from the firewall.
    yield "transit-gateway-route-tables", 1 + len(spokes), "the transit gateway"
    for key, spoke in spokes.items():
        # Own ranges and peers, the hub, the rest of the pool, and whatever lies outside it.
        yield "network-acl-rules", len(spoke.cidrs) + len(spoke.peer_cidrs) + 3, key
        for (tier, direction), rules in _groups(spoke).items():
            # A security group's rule has one peer and one range of ports.
            entries = sum(len(rule.peer_cidrs) * len(rule.ports) for rule in rules)
            yield "security-group-rules", entries, f"{key}, tier {tier}, {direction}"


def _azure_needs(spokes: Mapping[str, SpokePlan]) -> Iterator[tuple[str, int, str]]:
    yield "virtual-network-peerings", len(spokes), "the hub"
    for key, spoke in spokes.items():
        for (tier, direction), rules in _groups(spoke).items():
            yield "network-security-rules", len(rules), f"{key}, tier {tier}, {direction}"


def _groups(spoke: SpokePlan) -> dict[tuple[str, str], list[AccessRule]]:
    groups: dict[tuple[str, str], list[AccessRule]] = {}
    for rule in spoke.access:
        groups.setdefault((rule.tier, rule.direction.value), []).append(rule)
    return groups
