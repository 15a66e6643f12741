"""A cloud that outlives one program: what a stack made stays, is changed in place, and is deleted when it falls out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Any, Self

from hds_landing.rehearsal.embedded_cloud import Created, Refused, Registration


@dataclass
class Run:
    """What one run of a stack did: `<type> <logical name>`, as `Route eures-evreux-routes-default`."""

    created: set[str] = field(default_factory=set)
    updated: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)


class LastingCloud:
    """Asks a living cloud what an engine would ask it. Open it once, around all runs."""

    def __init__(self, cloud: Any) -> None:
        self.cloud = cloud
        self.packages = cloud.packages
        self.run = Run()
        self._standing: dict[str, tuple[Registration, Created]] = {}
        self._seen: set[str] = set()
        self._stood: tuple[str, ...] = ()
        """What the runs before made: all of it stands, so that whoever names it needs not wait for it."""

    def __enter__(self) -> Self:
        self.run, self._seen, self._stood = Run(), set(), tuple(self._standing)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def create(self, registration: Registration) -> Created:
        self._seen.add(registration.urn)
        before, made = self._standing.get(registration.urn, (None, None))
        registration = replace(registration, dependencies=(*(registration.dependencies or ()), *self._stood))
        if before is None or made is None:
            made = self.cloud.create(registration)
            self.run.created.add(_label(registration))
        elif before.inputs != registration.inputs:
            assert self.cloud.diff(registration, before.inputs).replaces == ()
            made = self.cloud.update(registration, made.id, before.inputs)
            self.run.updated.add(_label(registration))
        self._standing[registration.urn] = (registration, made)
        return made

    def read(self, registration: Registration, identity: str) -> Created:
        raise Refused(f"nothing is read here: {registration.urn} {identity}")

    def invoke(self, token: str, args: Mapping[str, Any], registration: Registration) -> Mapping[str, Any]:
        raise Refused(f"nothing is asked here: {token} {args} {registration}")

    def delete_what_fell_out(self, stack: str) -> None:
        """Deletes what the last run of a stack (`<stack>::<project>`) no longer declared, the youngest first."""
        for urn, (registration, made) in reversed(list(self._standing.items())):
            if urn.startswith(f"urn:pulumi:{stack}::") and urn not in self._seen:
                self.cloud.delete(registration, made.id)
                self.run.deleted.add(_label(registration))
                del self._standing[urn]


def _label(registration: Registration) -> str:
    return f"{registration.type.rpartition(':')[2]} {registration.name}"
