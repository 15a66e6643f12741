"""The ends of a declared flow: what the spec writes, and the ranges that stand for it.

`<establishment>` is the whole spoke; `<establishment>/<workload>` and `shared:<workload>` are the slots of that
workload's tiers, all of them, for a flow cannot name a tier; `site:<site>` its routed ranges, `site:<site>/<zone>`
those of the zone, translated where the site is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, collapse_addresses

from hds_landing.plan.address_ledger import AddressLedger
from hds_landing.plan.owners import SHARED_PREFIX, SpokeOwner
from hds_landing.spec.landing_zone import LandingZoneSpec
from hds_landing.spec.network import Site


@dataclass(frozen=True)
class Endpoint:
    """One end of a flow. Exactly one of `spoke` and `site`."""

    spoke: str | None
    """Spoke key."""
    workload: str | None
    """None: the whole spoke."""
    site: str | None
    zone: str | None
    """None: the whole site."""


def find_endpoint(text: str, spec: LandingZoneSpec) -> Endpoint | None:
    """The end that `text` names; none where the spec has no such thing."""
    if text.startswith("site:"):
        site, _, zone = text.removeprefix("site:").partition("/")
        known = site in spec.sites and (not zone or zone in spec.sites[site].zones)
        return Endpoint(None, None, site, zone or None) if known and not text.endswith("/") else None
    if text.startswith("shared:"):
        workload = text.removeprefix("shared:")
        return (
            Endpoint(f"{SHARED_PREFIX}{workload}", workload, None, None) if workload in spec.shared_workloads else None
        )
    key, _, workload = text.partition("/")
    known = key in spec.establishments and (not workload or workload in spec.establishments[key].workloads)
    return Endpoint(key, workload or None, None, None) if known and not text.endswith("/") else None


def endpoint_tiers(endpoint: Endpoint, owners: Mapping[str, SpokeOwner]) -> list[str]:
    """The tiers of its spoke that take part, sorted; none for a site."""
    if endpoint.spoke is None:
        return []
    owner = owners[endpoint.spoke]
    return owner.tiers if endpoint.workload is None else sorted(set(owner.workloads[endpoint.workload].tiers))


def endpoint_cidrs(
    endpoint: Endpoint, spec: LandingZoneSpec, owners: Mapping[str, SpokeOwner], ledger: AddressLedger
) -> list[str]:
    """Its ranges, merged and sorted."""
    if endpoint.site is not None:
        return merged(_site_cidrs(spec.sites[endpoint.site], endpoint.zone))
    assert endpoint.spoke is not None  # noqa: S101 - one of the two, by construction
    if endpoint.workload is None:
        return merged(ledger.spoke_ranges(endpoint.spoke))
    return tier_cidrs(ledger, endpoint.spoke, endpoint_tiers(endpoint, owners))


def tier_cidrs(ledger: AddressLedger, spoke: str, tiers: Iterable[str]) -> list[str]:
    """The slots of some tiers of a spoke, merged and sorted."""
    wanted = set(tiers)
    return merged(cidr for (tier, _), cidr in ledger.tier_ranges(spoke).items() if tier in wanted)


def merged(cidrs: Iterable[IPv4Network]) -> list[str]:
    """Fewest ranges that cover the same addresses, sorted."""
    return [str(cidr) for cidr in collapse_addresses(cidrs)]


def _site_cidrs(site: Site, zone: str | None) -> tuple[IPv4Network, ...]:
    narrowed = site.zones[zone].cidrs if zone is not None else ()
    if not narrowed:
        return site.routed_cidrs
    return tuple(_translated(cidr, site) for cidr in narrowed)


def _translated(cidr: IPv4Network, site: Site) -> IPv4Network:
    """What the hub sees of a part of the site: the same offset in the range of the same position."""
    for own, routed in zip(site.cidrs, site.routed_cidrs, strict=False):
        if cidr.subnet_of(own):
            offset = int(cidr.network_address) - int(own.network_address)
            return IPv4Network((IPv4Address(int(routed.network_address) + offset), cidr.prefixlen))
    return cidr
