"""The stacks of one landing zone, run one after the other on one cloud, each reading what the others exported."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pulumi

from hds_landing.inventory.resource import Resource
from hds_landing.rehearsal.embedded_aws.embedded_aws import EmbeddedAws
from hds_landing.rehearsal.embedded_azure.embedded_azure import EmbeddedAzure
from hds_landing.rehearsal.program import Rehearsal, rehearse
from hds_landing.stacks.establishment import establishment_stack
from hds_landing.stacks.hub import hub_stack
from hds_landing.stacks.landing_zone import landing_zone_stack
from tests.stacks.lasting_cloud import LastingCloud, Run

HUB, ESTABLISHMENT, LANDING_ZONE = "hds-landing-hub", "hds-landing-establishment", "hds-landing"


class Stacks:
    """Runs of the stacks of one spec; `outputs` holds what each exported, by the name that a reference gives it."""

    def __init__(self, cloud: LastingCloud) -> None:
        self.cloud = cloud
        self.outputs: dict[str, Mapping[str, Any]] = {}
        self.drawn: dict[str, Rehearsal] = {}

    def landing_zone(self, spec: Path) -> Run:
        return self._run(landing_zone_stack, LANDING_ZONE, "production", {"spec": str(spec)})

    def hub(self, spec: Path, *connections: str) -> Run:
        listed = "[" + ", ".join(f'"{key}"' for key in connections) + "]"
        program = asynchronous(hub_stack)
        return self._run(program, HUB, "production", {"spec": str(spec), "connections": listed})

    def establishment(self, spec: Path, key: str) -> Run:
        config = {"spec": str(spec), "establishment": key, "hub": f"organization/{HUB}/production"}
        return self._run(asynchronous(establishment_stack), ESTABLISHMENT, key, config)

    def refusals(self, program: Callable[[], Any], project: str, config: Mapping[str, str]) -> list[str]:
        """What a stack is refused with; it must have drawn nothing."""
        rehearsal = self._rehearse(asynchronous(program), project, "refused", config)
        drawn = [each.name for each in rehearsal.inventory if not each.type.startswith("pulumi:pulumi:")]
        assert drawn == []
        return [error.message.removeprefix("RunError: ") for error in rehearsal.errors]

    def _run(self, program: Callable[[], None], project: str, stack: str, config: Mapping[str, str]) -> Run:
        rehearsal = self._rehearse(program, project, stack, config)
        assert [str(error) for error in rehearsal.errors] == []
        assert rehearsal.skipped == ()
        self.cloud.delete_what_fell_out(f"{stack}::{project}")
        self.drawn[f"organization/{project}/{stack}"] = rehearsal
        (itself,) = (each for each in rehearsal.inventory if each.type == "pulumi:pulumi:Stack")
        self.outputs[f"organization/{project}/{stack}"] = itself.outputs
        return self.cloud.run

    def _rehearse(self, program: Callable[[], None], project: str, stack: str, config: Mapping[str, str]) -> Rehearsal:
        named = {f"{project}:{key}": value for key, value in config.items()}
        return rehearse(
            program, cloud=self.cloud, project=project, stack=stack, config=named, stack_references=self.outputs
        )

    def resources(self) -> Iterator[Resource]:
        """Everything that all stacks drew, stacks and references left out."""
        for rehearsal in self.drawn.values():
            yield from (each for each in rehearsal.inventory if not each.type.startswith("pulumi:pulumi:"))


@contextmanager
def stacks_on(cloud: str) -> Iterator[Stacks]:
    """Empty accounts or subscriptions, and no stack yet."""
    with EmbeddedAws() if cloud == "aws" else EmbeddedAzure() as embedded:
        yield Stacks(LastingCloud(embedded))


def asynchronous(program: Callable[[], Any]) -> Callable[[], None]:
    def run() -> None:
        pulumi.run(program)

    return run
