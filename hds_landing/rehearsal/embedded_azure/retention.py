"""Days that workspaces and backup vaults keep things."""

from collections.abc import Callable, Iterator

from hds_landing.rehearsal.embedded_azure.arm_resources import ArmResource, ArmResources
from hds_landing.rehearsal.embedded_azure.input_paths import first


def days_between(path: str, fewest: int, most: int) -> Callable[[ArmResource, ArmResources], Iterator[str]]:
    """A check that the days at a path are in range; absent is fine."""

    def check(resource: ArmResource, existing: ArmResources) -> Iterator[str]:
        days = first(resource.inputs, path)
        if days is not None and not fewest <= days <= most:
            yield f"{path}: given {days:g}, allowed {fewest} to {most}"

    return check
