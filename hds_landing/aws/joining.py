"""What the platform and an establishment tell each other so that it joins, within one stack or from one to another."""

from dataclasses import dataclass
from typing import Optional

import pulumi

from hds_landing.accounts import is_elsewhere
from hds_landing.plan.landing_zone import LandingZonePlan


@dataclass(frozen=True)
class FromPlatform:
    """What an establishment needs of the platform."""

    hub_id: pulumi.Input[str]
    """Id of the transit gateway, known once it is shared with the establishment's account."""
    network_store_id: pulumi.Input[str]
    """ARN of the archive's bucket for `network`."""
    administration_store_id: Optional[pulumi.Input[str]] = None
    """ARN of the archive's bucket for `administration`, for an establishment with an account of its own."""
    log_key_id: Optional[pulumi.Input[str]] = None
    """ARN of the archive's key, for an establishment with an account of its own."""
    query_log_id: Optional[pulumi.Input[str]] = None
    """The DNS query log, for an establishment in the platform's account."""


@dataclass(frozen=True)
class FromEstablishment:
    """What the hub needs of an establishment to connect it."""

    attachment_id: pulumi.Input[str]
    """Its attachment to the transit gateway, accepted."""


def names_from_platform(plan: LandingZonePlan, key: str) -> list[str]:
    """Which fields of `FromPlatform` one establishment is told."""
    own_account = ["administration_store_id", "log_key_id"] if is_elsewhere(plan, key) else ["query_log_id"]
    return ["hub_id", "network_store_id", *own_account]
