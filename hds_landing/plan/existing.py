"""What stands already of each owner, by id: used as it is, read, and neither changed nor protected."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Optional

from hds_landing.plan.owners import BOOTSTRAP, PLATFORM
from hds_landing.spec.cloud import CloudProvider
from hds_landing.spec.landing_zone import LandingZoneSpec

TRAIL_CLASS = "administration"
"""Log class of the platform's one log group, on AWS."""
WORKSPACE = "workspace"
"""Under which key the one Log Analytics workspace of an owner is found, on Azure."""


@dataclass(frozen=True)
class ExistingIds:
    """One owner's. Each id is the one that `pulumi import` takes."""

    resource_group: Optional[str] = None
    hub: Optional[str] = None
    network: Optional[str] = None
    keys: Mapping[str, str] = field(default_factory=dict)
    """By use."""
    log_stores: Mapping[str, str] = field(default_factory=dict)
    """By log class."""
    workspaces: Mapping[str, str] = field(default_factory=dict)
    """AWS: log groups by log class. Azure: the workspace, under `workspace`."""
    vault: Optional[str] = None
    copy_vault: Optional[str] = None
    oidc_provider: Optional[str] = None


@dataclass(frozen=True)
class ExistingThing:
    """One resource that stands already. `kind` is the field of the spec that names it; `use` its key there, if any."""

    owner: str
    kind: str
    use: Optional[str]
    id: str

    @property
    def words(self) -> str:
        """`keys.log` or `network`."""
        return f"{self.kind}.{self.use}" if self.use else self.kind


def existing_of(spec: LandingZoneSpec, owner: str) -> ExistingIds:
    """What the owner of a spoke, `platform` or `bootstrap` has already."""
    if spec.cloud.provider is CloudProvider.AWS:
        return _on_aws(spec, owner)
    return _on_azure(spec, owner)


def existing_spokes(spec: LandingZoneSpec) -> list[str]:
    """The spoke keys under which the spec says that something stands, sorted, as they are written."""
    section = spec.aws if spec.cloud.provider is CloudProvider.AWS else spec.azure
    return sorted(section.existing.spokes) if section else []


def existing_things(spec: LandingZoneSpec) -> Iterator[ExistingThing]:
    """Everything that stands already, in a fixed order."""
    azure = spec.cloud.provider is CloudProvider.AZURE
    for owner in (PLATFORM, *(key for key in existing_spokes(spec) if key not in (PLATFORM, BOOTSTRAP)), BOOTSTRAP):
        ids = existing_of(spec, owner)
        single = {
            "resourceGroup": ids.resource_group,
            "hub": ids.hub,
            "network": ids.network,
            "backupVault": ids.vault,
            "copyVault": ids.copy_vault,
            "oidcProvider": ids.oidc_provider,
            "workspace": ids.workspaces.get(WORKSPACE) if azure else None,
        }
        yield from (ExistingThing(owner, kind, None, known) for kind, known in single.items() if known is not None)
        several = {"keys": ids.keys, "logStores": ids.log_stores, "logGroups": {} if azure else ids.workspaces}
        for kind, by_use in several.items():
            yield from (ExistingThing(owner, kind, use, known) for use, known in sorted(by_use.items()))


def _on_aws(spec: LandingZoneSpec, owner: str) -> ExistingIds:
    if spec.aws is None:
        return ExistingIds()
    existing = spec.aws.existing
    if owner == PLATFORM:
        platform = existing.platform
        return ExistingIds(
            hub=platform.hub, keys=platform.keys, log_stores=platform.log_stores, workspaces=platform.log_groups
        )
    if owner == BOOTSTRAP:
        return ExistingIds(oidc_provider=existing.bootstrap.oidc_provider)
    spoke = existing.spokes.get(owner)
    if spoke is None:
        return ExistingIds()
    return ExistingIds(
        network=spoke.network,
        keys=spoke.keys,
        workspaces=spoke.log_groups,
        vault=spoke.backup_vault,
        copy_vault=spoke.copy_vault,
    )


def _on_azure(spec: LandingZoneSpec, owner: str) -> ExistingIds:
    if spec.azure is None:
        return ExistingIds()
    existing = spec.azure.existing
    if owner == PLATFORM:
        platform = existing.platform
        return ExistingIds(
            resource_group=platform.resource_group,
            hub=platform.hub,
            keys=platform.keys,
            log_stores=platform.log_stores,
            workspaces={WORKSPACE: platform.workspace} if platform.workspace else {},
        )
    if owner == BOOTSTRAP:
        return ExistingIds(resource_group=existing.bootstrap.resource_group)
    spoke = existing.spokes.get(owner)
    if spoke is None:
        return ExistingIds()
    return ExistingIds(
        resource_group=spoke.resource_group,
        network=spoke.network,
        keys=spoke.keys,
        workspaces={WORKSPACE: spoke.workspace} if spoke.workspace else {},
        vault=spoke.backup_vault,
    )
