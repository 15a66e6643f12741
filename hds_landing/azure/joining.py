"""What the platform and an establishment tell each other so that it joins, within one stack or from one to another."""

from dataclasses import dataclass, fields
from typing import Optional

import pulumi

from hds_landing.plan.landing_zone import LandingZonePlan


@dataclass(frozen=True)
class FromPlatform:
    """What an establishment needs of the platform."""

    hub_id: pulumi.Input[str]
    """The hub's virtual network, known once it takes one more peering."""
    network_store_id: pulumi.Input[str]
    """Storage account of the archive that keeps flows."""
    administration_store_id: pulumi.Input[str]
    """Storage account of the archive that keeps administration traces."""
    flow_log_identity_id: pulumi.Input[str]
    """Identity that writes flow logs."""
    workspace_id: pulumi.Input[str]
    """The platform's workspace."""
    cluster_id: Optional[pulumi.Input[str]] = None
    """Dedicated cluster, where there is one."""


@dataclass(frozen=True)
class FromEstablishment:
    """What the hub needs of an establishment to connect it."""

    network_id: pulumi.Input[str]
    """Its virtual network."""
    attachment_id: pulumi.Input[str]
    """Its peering to the hub, which stands first."""


def names_from_platform(plan: LandingZonePlan, _key: str) -> list[str]:
    """Which fields of `FromPlatform` any establishment is told: all, the cluster where the platform has one."""
    return [
        each.name for each in fields(FromPlatform) if each.name != "cluster_id" or plan.log_archive.dedicated_cluster
    ]
