"""A stack per establishment: joining and leaving touch the own stack and what the hub holds of it, and nobody else."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.engine.engine_stack import Stack
from tests.engine.killed_engine import ids_in
from tests.engine.observed_cloud import WRITES, ObservedCloud
from tests.engine.workbench import Workbench
from tests.stacks.stack_specs import sealed, small_spec

pytestmark = [pytest.mark.engine, pytest.mark.slow]

SPEC = "../../spec/landing-zone.yaml"
HUB = "organization/hds-landing-hub/production"


@dataclass(frozen=True)
class HubDelta:
    """What the hub's stack writes where one establishment comes or goes, by name."""

    shared: str
    """What lets the newcomer out; it is drawn from the whole spec."""
    own: tuple[str, ...]
    """The hub's half of its connection."""


DELTAS = {
    "aws": HubDelta(
        "exemple-hub-rules-egress",
        (
            "exemple-gaillon-connection-association",
            "exemple-gaillon-connection-blackhole-pool",
            "exemple-gaillon-connection-return-10-64-24-0-22",
            "exemple-gaillon-connection-route-default",
            "exemple-gaillon-connection-route-hub",
            "exemple-gaillon-connection-routes",
        ),
    ),
    "azure": HubDelta("exemple-hub-egress", ("exemple-gaillon-connection",)),
}


class Stacks:
    """The hub's stack, and one for each establishment that is asked for."""

    def __init__(self, workbench: Workbench, cloud: ObservedCloud) -> None:
        self._workbench, self._cloud = workbench, cloud
        self._told = 0
        self.hub = workbench.stack(workbench.project / "stacks" / "hub", "production", {"spec": SPEC})

    def establishment(self, key: str) -> Stack:
        folder = self._workbench.project / "stacks" / "establishment"
        return self._workbench.stack(folder, key, {"spec": SPEC, "establishment": key, "hub": HUB})

    def connect(self, keys: Sequence[str]) -> None:
        self.hub.run("config", "rm", "connections")
        for number, key in enumerate(keys):
            self.hub.run("config", "set", "--path", f"connections[{number}]", key)
        self.hub.up("--skip-preview")

    def written(self) -> dict[str, set[str]]:
        """What was written since it was last asked: kinds and names, by stack."""
        by_stack: dict[str, set[str]] = {}
        for each in self._cloud.operations[self._told :]:
            if each.kind in WRITES:
                stack = each.urn.split(":")[2]
                by_stack.setdefault(stack, set()).add(f"{each.kind} {each.urn.rpartition('::')[2]}")
        self._told = len(self._cloud.operations)
        return by_stack


def _spec(workbench: Workbench, cloud: str, tenancy: str, *, gaillon: bool) -> Path:
    folder = workbench.project / "spec"
    folder.mkdir(exist_ok=True)
    return small_spec(folder, cloud, tenancy, gaillon=gaillon)


def _cloud(workbench: Workbench, name: str) -> ObservedCloud:
    return {"aws": workbench.aws, "azure": workbench.azure}[name]


def _nothing_to_do(*stacks: Stack) -> None:
    for stack in stacks:
        stack.up("--expect-no-changes", "--skip-preview")


@pytest.mark.parametrize("name", DELTAS)
def test_joining_and_leaving_touch_nobody_else(workbench: Workbench, name: str) -> None:
    cloud, delta = _cloud(workbench, name), DELTAS[name]
    _spec(workbench, name, "shared", gaillon=False)
    stacks = Stacks(workbench, cloud)
    stacks.hub.up()
    centre = stacks.establishment("centre")
    centre.up()
    stacks.connect(["centre"])
    alone = ids_in(cloud)
    assert stacks.written().keys() == {"production", "centre"}

    spec = _spec(workbench, name, "shared", gaillon=True)
    stacks.hub.up()
    assert stacks.written() == {"production": {f"update {delta.shared}"}}
    gaillon = stacks.establishment("gaillon")
    gaillon.up()
    assert stacks.written().keys() == {"gaillon"}
    stacks.connect(["centre", "gaillon"])
    assert stacks.written() == {"production": {f"create {each}" for each in delta.own}}
    _nothing_to_do(stacks.hub, centre, gaillon)

    sealed(spec, "gaillon")
    gaillon.up("--skip-preview")
    assert stacks.written() == {}
    retained = Counter(
        (each["type"], each["id"]) for each in gaillon.resources().values() if each.get("retainOnDelete")
    )
    assert len(retained) > 8
    stacks.connect(["centre"])
    assert stacks.written() == {"production": {f"delete {each}" for each in delta.own}}
    gaillon.destroy("--exclude-protected")
    assert gaillon.resources() == {}
    assert stacks.written().keys() == {"gaillon"}
    _spec(workbench, name, "shared", gaillon=False)
    stacks.hub.up("--skip-preview")
    assert stacks.written() == {"production": {f"update {delta.shared}"}}
    _nothing_to_do(stacks.hub, centre)
    assert ids_in(cloud) == alone + retained


@pytest.mark.parametrize(("name", "tenancy"), [("aws", "dedicated"), ("azure", "shared")])
def test_two_establishments_come_up_at_the_same_time(workbench: Workbench, name: str, tenancy: str) -> None:
    cloud = _cloud(workbench, name)
    _spec(workbench, name, tenancy, gaillon=True)
    stacks = Stacks(workbench, cloud)
    stacks.hub.up("--skip-preview")
    both = [stacks.establishment("centre"), stacks.establishment("gaillon")]
    running = [stack.start("up", "--yes", "--skip-preview") for stack in both]
    ended = [process.communicate()[0] for process in running]
    assert [process.returncode for process in running] == [0, 0], "\n".join(output[-4000:] for output in ended)
    stacks.connect(["centre", "gaillon"])
    _nothing_to_do(stacks.hub, *both)
    assert [each.refused for each in cloud.operations if each.refused] == []
    assert max(ids_in(cloud).values()) == 1
