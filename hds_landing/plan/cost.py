"""What the landing zone costs while idle, from a dated price table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

from hds_landing.plan.addresses import zones
from hds_landing.plan.owners import PLATFORM, SpokeOwner
from hds_landing.plan.pending_facts import find_price
from hds_landing.spec.cloud import CloudProvider
from hds_landing.spec.landing_zone import LandingZoneSpec


@dataclass(frozen=True)
class CostLine:
    """One item for one owner. Never guessed: without a sourced price, `monthly_eur` is none."""

    owner: str
    """Spoke key, or `platform` (shared by all)."""
    item: str
    quantity: float
    unit: str
    monthly_eur: Optional[float]
    basis: str
    """Source and date of the price, or `unknown`."""


def cost_lines(spec: LandingZoneSpec, owners: Mapping[str, SpokeOwner]) -> list[CostLine]:
    """What stands there from the first day, the platform's first, then every spoke's."""
    aws = spec.cloud.provider is CloudProvider.AWS
    platform, spoke = (_aws_platform(spec), _aws_spoke(spec)) if aws else (_azure_platform(spec), _azure_spoke(spec))
    items = [(PLATFORM, item) for item in platform] + [(key, item) for key in owners for item in spoke]
    return [_line(spec, owner, *item) for owner, item in items]


def _line(spec: LandingZoneSpec, owner: str, item: str, quantity: float, unit: str) -> CostLine:
    price = find_price(spec.cloud.provider.value, item, spec.cloud.region)
    if price is None or price.monthly_eur is None:
        return CostLine(owner, item, quantity, unit, None, "unknown")
    return CostLine(owner, item, quantity, unit, round(price.monthly_eur * quantity, 2), price.source)


def _aws_platform(spec: LandingZoneSpec) -> list[tuple[str, float, str]]:
    zone_count = float(len(zones(spec.cloud.provider, spec.profile)))
    return [("network-firewall-endpoint", zone_count, "endpoint"), ("kms-key", 4.0, "key")]


def _aws_spoke(spec: LandingZoneSpec) -> list[tuple[str, float, str]]:
    return [
        ("transit-gateway-attachment", 1.0, "attachment"),
        ("kms-key", 5.0 if spec.cloud.recovery_region else 4.0, "key"),
    ]


def _azure_platform(spec: LandingZoneSpec) -> list[tuple[str, float, str]]:
    return [("firewall", 1.0, "firewall")]


def _azure_spoke(spec: LandingZoneSpec) -> list[tuple[str, float, str]]:
    return [("key-vault", 1.0, "vault")]
