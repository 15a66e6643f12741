"""What the landing zone costs while idle, from a dated price table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Optional

from hds_landing.catalogue.prices import Price, find_price
from hds_landing.plan.addresses import zones
from hds_landing.plan.keys import key_sets, platform_key_set
from hds_landing.plan.owners import PLATFORM, SpokeOwner
from hds_landing.plan.ways_out import resolve_ways_out
from hds_landing.spec.cloud import CloudProvider, Profile
from hds_landing.spec.landing_zone import LandingZoneSpec

Item = tuple[str, int, str]
"""Item of the price catalogue, how many, and of what."""


@dataclass(frozen=True)
class CostLine:
    """One item for one owner. Never guessed: without a sourced price, `monthly` is none."""

    owner: str
    """Spoke key, or `platform` (shared by all)."""
    item: str
    quantity: float
    unit: str
    monthly: Optional[float]
    """For 730 hours, in `currency`, taxes apart."""
    currency: Optional[str]
    """`EUR` or `USD`, as published: nothing is converted."""
    basis: str
    """Source and date of the price, or `unknown`."""


def cost_lines(
    spec: LandingZoneSpec, owners: Mapping[str, SpokeOwner], own_prices: Sequence[Price] = ()
) -> list[CostLine]:
    """What stands there before any workload does: the platform's items first, then every spoke's.

    `own_prices`: the hospital's, which go before the catalogue's.
    """
    aws = spec.cloud.provider is CloudProvider.AWS
    items = [(PLATFORM, item) for item in (_aws_platform if aws else _azure_platform)(spec, owners)]
    items += [(key, item) for key in owners for item in (_aws_spoke if aws else _azure_spoke)(spec, owners, key)]
    return [_line(spec, owner, item, own_prices) for owner, item in items]


def costs_by_profile(
    spec: LandingZoneSpec, owners: Mapping[str, SpokeOwner], own_prices: Sequence[Price] = ()
) -> dict[Profile, list[CostLine]]:
    """The same lines for each profile that the spec could choose."""
    return {
        profile: cost_lines(spec.model_copy(update={"profile": profile}), owners, own_prices) for profile in Profile
    }


def _line(spec: LandingZoneSpec, owner: str, item: Item, own_prices: Sequence[Price]) -> CostLine:
    name, quantity, unit = item
    price = find_price(spec.cloud.provider.value, name, spec.cloud.region, own_prices)
    if price is None or price.monthly is None:
        return CostLine(owner, name, quantity, unit, None, None, "unknown")
    checked = f" ({price.checked_on.isoformat()})" if price.checked_on else ""
    monthly = round(price.monthly * quantity, 2)
    return CostLine(owner, name, quantity, unit, monthly, price.currency, f"{price.source}{checked}")


def _aws_platform(spec: LandingZoneSpec, owners: Mapping[str, SpokeOwner]) -> list[Item]:
    zone_count = len(zones(spec.cloud.provider, spec.profile))
    items = [
        ("transit-gateway-attachment", 1, "attachment"),
        ("network-firewall-endpoint", zone_count, "endpoint"),
        ("kms-key", len(platform_key_set(spec).keys), "key"),
    ]
    if resolve_ways_out(spec, owners)[0]:
        items += [("nat-gateway", zone_count, "gateway"), ("public-ip-address", zone_count, "address")]
    return items


def _aws_spoke(spec: LandingZoneSpec, owners: Mapping[str, SpokeOwner], key: str) -> list[Item]:
    keys = key_sets(spec, {key: owners[key]})[key].keys
    return [("transit-gateway-attachment", 1, "attachment"), ("kms-key", len(keys), "key")]


def _azure_platform(spec: LandingZoneSpec, owners: Mapping[str, SpokeOwner]) -> list[Item]:
    tier = "standard" if spec.profile is Profile.ESSENTIAL else "premium"
    items = [(f"firewall-{tier}", 1, "firewall"), (_azure_key(spec), len(platform_key_set(spec).keys), "key")]
    if spec.profile is Profile.REINFORCED:
        items += [("ddos-protection-plan", 1, "plan"), ("log-analytics-cluster", 1, "cluster")]
    # One for the firewall's management; one more where something may leave.
    return [*items, ("public-ip-address", 1 + bool(resolve_ways_out(spec, owners)[0]), "address")]


def _azure_spoke(spec: LandingZoneSpec, owners: Mapping[str, SpokeOwner], key: str) -> list[Item]:
    return [(_azure_key(spec), len(key_sets(spec, {key: owners[key]})[key].keys), "key")]


def _azure_key(spec: LandingZoneSpec) -> str:
    return "key-vault-key" if spec.profile is Profile.ESSENTIAL else "key-vault-hsm-key"
