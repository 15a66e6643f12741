"""A whole landing zone on AWS: the platform, then everything of each establishment and shared workload."""

from dataclasses import dataclass
from typing import Optional

import pulumi

from hds_landing.arguments import component_type, one_provider_per_package, validated
from hds_landing.aws.assembly import all_accounts, draw_connection, draw_establishment, draw_platform, told_by_platform
from hds_landing.keyed_outputs import keyed
from hds_landing.plan.landing_zone import LandingZonePlan


@dataclass(frozen=True)
class LandingZoneArgs:
    """What LandingZone needs."""

    plan: LandingZonePlan
    """Every decision, as `plan_landing_zone` computes it."""


class LandingZone(pulumi.ComponentResource):
    """The components of a plan, each under the explicit provider of the account that holds it."""

    hub_id: pulumi.Output[str]
    """Id of the transit gateway."""
    network_ids: pulumi.Output[dict[str, str]]
    """Network of each spoke, by spoke key."""
    vault_ids: pulumi.Output[dict[str, str]]
    """ARN of the backup vault of each spoke that has one, by spoke key."""

    def __init__(self, name: str, args: LandingZoneArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        """Draws the landing zone.

        Raises:
            ComponentArgsError: the plan does not fit, or something in it cannot be drawn on AWS.
        """
        plan = validated(LandingZoneArgs, args).plan
        one_provider_per_package(name, opts)
        super().__init__(component_type("hds-aws", LandingZone), name, None, opts)
        accounts = all_accounts(plan, self)
        platform = draw_platform(accounts)
        establishments = {}
        for key, told in told_by_platform(accounts, platform).items():
            establishments[key], joining = draw_establishment(accounts, key, told)
            draw_connection(accounts, key, platform, joining)
        self.hub_id = platform.hub_id
        self.network_ids = keyed({key: each.network_id for key, each in establishments.items()})
        self.vault_ids = keyed({key: each.vault_id for key, each in establishments.items() if each.vault_id})
        self.register_outputs({"hubId": self.hub_id, "networkIds": self.network_ids, "vaultIds": self.vault_ids})
