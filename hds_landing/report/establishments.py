"""What each establishment has in an inventory."""

from collections import Counter
from dataclasses import dataclass, field

from hds_landing.inventory.resource import Inventory, Resource
from hds_landing.plan.landing_zone import LandingZonePlan

KINDS = ("network", "subnets", "keys", "logs", "vaults")

_KIND_OF_TYPE = {
    "aws:ec2/vpc:Vpc": "network",
    "aws:ec2/subnet:Subnet": "subnets",
    "aws:kms/key:Key": "keys",
    "aws:cloudwatch/logGroup:LogGroup": "logs",
    "aws:backup/vault:Vault": "vaults",
    "azure-native:network:VirtualNetwork": "network",
    "azure-native:network:Subnet": "subnets",
    "azure-native:keyvault:Key": "keys",
    "azure-native:operationalinsights:Workspace": "logs",
    "azure-native:recoveryservices:Vault": "vaults",
}


@dataclass(frozen=True)
class EstablishmentRow:
    """One owner: `platform`, or a spoke key. `counts` by kind; `resources` counts everything it owns."""

    owner: str
    ranges: list[str]
    resources: int
    counts: Counter[str] = field(default_factory=Counter)


def establishment_rows(plan: LandingZonePlan, inventory: Inventory) -> list[EstablishmentRow]:
    """One row for the platform and one per spoke, in the plan's order."""
    ranges = {"platform": [plan.hub.cidr]} | {key: spoke.cidrs for key, spoke in plan.spokes.items()}
    owned: dict[str, Counter[str]] = {owner: Counter() for owner in ranges}
    totals: Counter[str] = Counter()
    for resource in inventory:
        if not resource.custom:
            continue
        owner = _owner(plan, resource)
        totals[owner] += 1
        owned[owner][_KIND_OF_TYPE.get(resource.type, "")] += 1
    return [EstablishmentRow(owner, ranges[owner], totals[owner], owned[owner]) for owner in ranges]


def _owner(plan: LandingZonePlan, resource: Resource) -> str:
    """By name: everything of an owner is named `<ght>-<owner>` or `<ght>-<owner>-...`; the longest owner wins."""
    named = f"{resource.name}-"
    fitting = [key for key, spoke in plan.spokes.items() if named.startswith(f"{spoke.name}-")]
    return max(fitting, key=len, default="platform")
