"""Who owns a spoke: every establishment and every shared workload, seen alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network

from hds_landing.errors import Path, Problem
from hds_landing.spec.establishment import Size, State, Workload
from hds_landing.spec.landing_zone import LandingZoneSpec

PLATFORM = "platform"
"""Owner of what all share."""
LOGS = "logs"
"""What the platform's log archive is named after."""
BOOTSTRAP = "bootstrap"
"""What the state store, its keys and the runner's identity are named after."""
RESERVED_KEYS = frozenset({PLATFORM, LOGS, BOOTSTRAP, "hub"})
SHARED_PREFIX = "shared-"


@dataclass(frozen=True)
class SpokeOwner:
    """An establishment or a shared workload, as far as its spoke is concerned."""

    key: str
    """Spoke key."""
    path: Path
    """Where the spec speaks of it."""
    size: Size
    cidr: IPv4Network | None
    """Pinned range."""
    workloads: Mapping[str, Workload]
    state: State
    cost_centre: str | None
    finess: tuple[str, ...]
    """FINESS numbers of the legal entities behind it."""

    @property
    def tiers(self) -> list[str]:
        """Tiers of all its workloads, sorted; workloads that name the same tier share its subnets."""
        return sorted({tier for workload in self.workloads.values() for tier in workload.tiers})

    def workload_path(self, workload: str) -> Path:
        """Where the spec speaks of one of its workloads."""
        return self.path if self.key.startswith(SHARED_PREFIX) else (*self.path, "workloads", workload)


def reserved_key_problems(spec: LandingZoneSpec) -> list[Problem]:
    """Establishments whose key would give their resources the name of something else."""
    return [
        Problem(
            ("establishments", key), f"{key} is reserved ({', '.join(sorted(RESERVED_KEYS))}, shared-...): rename it"
        )
        for key in sorted(spec.establishments)
        if key in RESERVED_KEYS or key.startswith(SHARED_PREFIX)
    ]


def spoke_owners(spec: LandingZoneSpec) -> dict[str, SpokeOwner]:
    """The owner of every spoke, sorted by spoke key whatever the order of the spec."""
    owners = {
        key: SpokeOwner(
            key=key,
            path=("establishments", key),
            size=establishment.size,
            cidr=establishment.cidr,
            workloads=dict(sorted(establishment.workloads.items())),
            state=establishment.state,
            cost_centre=establishment.cost_centre,
            finess=(establishment.finess.ej,),
        )
        for key, establishment in spec.establishments.items()
    }
    for key, workload in spec.shared_workloads.items():
        controllers = [spec.establishments[name] for name in workload.controllers if name in spec.establishments]
        owners[f"{SHARED_PREFIX}{key}"] = SpokeOwner(
            key=f"{SHARED_PREFIX}{key}",
            path=("sharedWorkloads", key),
            size=workload.size,
            cidr=workload.cidr,
            workloads={key: workload},
            state=State.ACTIVE,
            cost_centre=workload.cost_centre,
            finess=tuple(sorted(controller.finess.ej for controller in controllers)),
        )
    return dict(sorted(owners.items()))
