"""A whole landing zone on Azure: the platform, then everything of each establishment and shared workload."""

from dataclasses import dataclass, replace
from typing import Optional

import pulumi

from hds_landing.arguments import component_type, one_provider_per_package, validated
from hds_landing.azure.assembly import (
    all_accounts,
    draw_connection,
    draw_establishment,
    draw_platform,
    told_by_platform,
)
from hds_landing.keyed_outputs import keyed
from hds_landing.plan.landing_zone import LandingZonePlan


@dataclass(frozen=True)
class LandingZoneArgs:
    """What `LandingZone` draws."""

    plan: LandingZonePlan
    """Every decision, as `plan_landing_zone` computes it."""


class LandingZone(pulumi.ComponentResource):
    """The components of a plan, each under the explicit provider of the subscription that holds it."""

    hub_id: pulumi.Output[str]
    """The hub's virtual network."""
    network_ids: pulumi.Output[dict[str, str]]
    """Virtual network, by spoke key."""
    vault_ids: pulumi.Output[dict[str, str]]
    """Backup vault, by spoke key."""

    def __init__(
        self,
        name: str,
        args: LandingZoneArgs,
        opts: Optional[pulumi.ResourceOptions] = None,
    ) -> None:
        """Draws the landing zone.

        Raises:
            ComponentArgsError: the arguments do not fit.
        """
        plan = validated(LandingZoneArgs, args).plan
        one_provider_per_package(name, opts)
        super().__init__(component_type("hds-azure", LandingZone), name, {}, opts)
        accounts = all_accounts(plan, self)
        platform = draw_platform(accounts)
        establishments = {}
        hub_id = platform.hub_id
        for key, told in told_by_platform(accounts, platform).items():
            establishments[key], joining = draw_establishment(accounts, key, replace(told, hub_id=hub_id))
            # The spokes are drawn together; only their peerings follow one another.
            hub_id = draw_connection(accounts, key, platform, joining, hub_id).hub_id
        self.hub_id = platform.hub_id
        self.network_ids = keyed({key: each.network_id for key, each in establishments.items()})
        self.vault_ids = keyed({key: each.vault_id for key, each in establishments.items() if each.vault_id})
        self.register_outputs(
            {
                "hubId": self.hub_id,
                "networkIds": self.network_ids,
                "vaultIds": self.vault_ids,
            }
        )
