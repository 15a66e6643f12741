"""Draws a component under one explicit provider and shows what came of it."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pulumi
import pulumi_aws as aws

from hds_landing.inventory.resource import Inventory, Resource
from hds_landing.rehearsal.program import rehearse
from tests.aws.answering_cloud import AnsweringCloud
from tests.aws.aws_plans import REGION


class Drawn:
    """What a program drew, found by name or by type."""

    def __init__(self, inventory: Inventory) -> None:
        self.resources = [resource for resource in inventory if resource.type != "pulumi:pulumi:Stack"]
        self.custom = [
            resource for resource in self.resources if resource.custom and not resource.type.startswith("pulumi:")
        ]

    def __getitem__(self, name: str) -> Resource:
        found = [resource for resource in self.resources if resource.name == name]
        assert len(found) == 1, f"{name}: {len(found)} among {sorted(resource.name for resource in self.resources)}"
        return found[0]

    def inputs(self, name: str) -> Mapping[str, Any]:
        return self[name].inputs

    def of_type(self, token: str) -> dict[str, Resource]:
        return {resource.name: resource for resource in self.custom if resource.type == token}

    def counts(self) -> dict[str, int]:
        return dict(Counter(resource.type.removeprefix("aws:").split("/")[-1] for resource in self.custom))


def draw(component: Callable[[pulumi.ResourceOptions], object]) -> Drawn:
    """Draws one component under the provider `paris`; what fails is raised, never skipped."""

    def program() -> None:
        component(pulumi.ResourceOptions(providers=[aws.Provider("paris", region=REGION)]))

    return draw_program(program)


def draw_program(program: Callable[[], object]) -> Drawn:
    """Draws a whole program on the answering cloud."""

    def nothing_returned() -> None:
        program()

    rehearsal = rehearse(nothing_returned, cloud=AnsweringCloud(), project="test", stack="test")
    assert rehearsal.errors == ()
    assert rehearsal.skipped == ()
    return Drawn(rehearsal.inventory)
