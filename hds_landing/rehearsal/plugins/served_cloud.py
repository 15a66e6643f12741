"""One embedded cloud, asked by several plugin processes at the same time."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

from hds_landing.rehearsal.embedded_cloud import LivingCloud, Refused, Registration

WRITE_SECONDS: Final = 0.02
"""How long a write keeps others from the same id, at least: long enough for two that the engine sends together."""


class Busy(Refused):
    """Another write on the same id is not finished: a conflict that goes away by itself."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a resource was last asked to be, secrets wrapped, and what the cloud answered."""

    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any]


class ServedCloud:
    """Lets one caller at a time into a cloud, and refuses two writes on one id that come at the same time.

    It outlives the plugin processes, so it also remembers what was written: `pulumi import` of a resource that was
    made here finds the inputs it was made with, as a provider leaves out what nobody set.
    """

    def __init__(self, cloud: LivingCloud, *, write_seconds: float = WRITE_SECONDS) -> None:
        self._cloud = cloud
        self._write_seconds = write_seconds
        self._one_caller = Lock()
        self._in_flight: set[str] = set()
        self._written: dict[tuple[str, str | None, str], dict[str | None, Written]] = {}

    @contextmanager
    def asked(self) -> Iterator[LivingCloud]:
        """The cloud, for one caller at a time."""
        with self._one_caller:
            yield self._cloud

    @contextmanager
    def written_to(self, registration: Registration) -> Iterator[LivingCloud]:
        """The cloud, for a create, update or delete of a resource.

        Raises:
            Busy: another one writes to an id that this one writes to.
        """
        written = self._mark(registration)
        try:
            if written:
                time.sleep(self._write_seconds)
            with self._one_caller:
                yield self._cloud
        finally:
            with self._one_caller:
                self._in_flight -= written

    def _mark(self, registration: Registration) -> set[str]:
        with self._one_caller:
            ids = {each.lower(): each for each in self._cloud.written_ids(registration)}
            taken = sorted(ids[each] for each in self._in_flight & ids.keys())
            if taken:
                raise Busy(
                    f"409 AnotherOperationInProgress: another operation on {', '.join(taken)} is in progress; "
                    "two resources write to it and neither waits for the other: make one depend on the other"
                )
            self._in_flight |= ids.keys()
            return set(ids)

    def remember(self, registration: Registration, identity: str, written: Written) -> None:
        """Keeps what a resource was asked to be."""
        self._written.setdefault(_place(registration, identity), {})[registration.region] = written

    def forget(self, registration: Registration, identity: str) -> None:
        """Keeps it no longer."""
        self._written.get(_place(registration, identity), {}).pop(registration.region, None)

    def remembered(self, registration: Registration, identity: str) -> Written | None:
        """What a resource was last asked to be; none where something else than a plugin made it.

        A resource may have a region of its own, which an import does not know: then the only one with the id is meant.
        """
        by_region = self._written.get(_place(registration, identity), {})
        if registration.region not in by_region and len(by_region) == 1:
            return next(iter(by_region.values()))
        return by_region.get(registration.region)


def _place(registration: Registration, identity: str) -> tuple[str, str | None, str]:
    return registration.type, registration.account_id, identity
