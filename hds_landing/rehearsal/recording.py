"""What a rehearsal has seen so far: resources, failures, and what cannot be used because of them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hds_landing.inventory.resource import Resource
from hds_landing.rehearsal.failure import RehearsalFailure
from hds_landing.rehearsal.values import holds_unknown


class Recording:
    """The record of one run."""

    def __init__(self) -> None:
        self.resources: dict[str, Resource] = {}
        self.failures: list[RehearsalFailure] = []
        self.unusable: set[str] = set()
        """URNs of what failed, and of what depends on it."""
        self.exercised: dict[str, bool] = {}
        """By resource type: whether every one of it was taken by an emulated service."""
        self.unresolved: set[str] = set()
        """URNs of components, and of the stack, whose outputs are not all known."""

    def keep(self, resource: Resource) -> None:
        """Records a resource."""
        self.resources[resource.urn] = resource

    def count(self, type_token: str, *, exercised: bool) -> None:
        """Remembers how a resource of a type came about."""
        self.exercised[type_token] = exercised and self.exercised.get(type_token, True)

    def fail(self, urn: str, source: str | None, message: str) -> None:
        """Reports a failure. What failed cannot be used; the stack itself always can."""
        self.failures.append(RehearsalFailure(urn, source, message))

    def give_up(self, urn: str) -> None:
        """Marks a resource that could not be created, or was not tried."""
        self.unusable.add(urn)

    def is_taken(self, urn: str) -> bool:
        """Whether a URN was registered before."""
        return urn in self.resources or urn in self.unusable

    def outputs_of_component(self, urn: str, outputs: Mapping[str, Any]) -> None:
        """Records what a component, or the stack, gives out."""
        if urn not in self.resources:
            return
        if holds_unknown(dict(outputs)):
            self.unresolved.add(urn)
        self.resources[urn] = replace(self.resources[urn], outputs=outputs)
