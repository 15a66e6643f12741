"""Which provider draws for whom: each owner's own account or subscription, else the platform's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import pulumi

from hds_landing.plan.landing_zone import LandingZonePlan
from hds_landing.plan.owners import PLATFORM


@dataclass(frozen=True)
class Accounts:
    """The explicit providers of one stack."""

    plan: LandingZonePlan
    providers: Mapping[str, pulumi.ProviderResource]
    """By `platform` and, under dedicated tenancy, by spoke key; a stack has those that it draws with."""
    parent: Optional[pulumi.Resource] = None
    """What the components stand under; none: the stack."""

    def under(self, owner: str) -> pulumi.ResourceOptions:
        """The options of a component of `owner`, drawn by the provider of its account alone."""
        provider = self.providers[owner if owner in self.plan.providers else PLATFORM]
        return pulumi.ResourceOptions(parent=self.parent, providers=[provider])

    def is_elsewhere(self, owner: str) -> bool:
        """True where the owner has an account other than the platform's."""
        return is_elsewhere(self.plan, owner)

    def is_sealed(self, owner: str) -> bool:
        """True where the owner has left."""
        return owner in self.plan.sealed


def is_elsewhere(plan: LandingZonePlan, owner: str) -> bool:
    """True where the owner has an account other than the platform's."""
    accounts = plan.providers
    return owner in accounts and accounts[owner].account_id != accounts[PLATFORM].account_id
