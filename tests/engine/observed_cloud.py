"""An embedded cloud that a test looks into: it keeps a log of what is done, and fails where it is told to."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import Any, Self, TypeVar

from hds_landing.rehearsal.embedded_cloud import (
    Created,
    Difference,
    InputProblem,
    LivingCloud,
    Refused,
    Registration,
)

_Answer = TypeVar("_Answer")
UNREACHABLE = "RequestError: the request did not reach the service"
TIME_OUT_SECONDS = 0.3
WRITES = ("create", "update", "delete")


class Fault(Enum):
    """How an operation goes wrong; the value is what the provider says."""

    FAILS = "InternalFailure: the service failed on it"
    THROTTLES = "ThrottlingException: Rate exceeded"
    TIMES_OUT = "timeout while waiting for the service: nothing was done"


@dataclass(frozen=True, slots=True)
class Operation:
    """What the engine asked of the cloud, whether it went well or not."""

    kind: str
    """create, read, refresh, update or delete."""
    urn: str
    type: str
    began: float
    """Seconds of the monotonic clock."""
    refused: str | None
    """Why it was not done."""


@dataclass
class _Interruption:
    """Once the countdown is over, `at` is called; then `more` writes are still done, and no further one."""

    countdown: int
    done: bool
    more: int
    at: Callable[[], None]

    def reached(self) -> bool:
        self.countdown -= 1
        return self.countdown == 0

    def forbids(self) -> bool:
        """What reaches the cloud after the interruption."""
        return self.countdown < 0 and -self.countdown > self.more


@dataclass
class _Planned:
    fault: Fault
    times: int
    type: str | None
    operations: tuple[str, ...]
    each_type: bool
    hit: Counter[str]

    def takes(self, operation: str, type_token: str) -> bool:
        if operation not in self.operations or self.type not in (None, type_token):
            return False
        key = type_token if self.each_type else ""
        self.hit[key] += 1
        return self.hit[key] <= self.times


class ObservedCloud:
    """Passes everything on to a living cloud."""

    def __init__(self, cloud: LivingCloud) -> None:
        self.cloud = cloud
        self.packages = cloud.packages
        self.operations: list[Operation] = []
        self._planned: list[_Planned] = []
        self._interruption: _Interruption | None = None

    def plan_fault(
        self,
        fault: Fault,
        *,
        times: int = 1,
        type_token: str | None = None,
        each_type: bool = False,
        operations: Sequence[str] = WRITES,
    ) -> None:
        """The next `times` operations on a type, or on any, go wrong; with `each_type`, those on every type do."""
        self._planned.append(_Planned(fault, times, type_token, tuple(operations), each_type, Counter()))

    def interrupt(self, countdown: int, at: Callable[[], None], *, done: bool, more: int) -> None:
        """At the end of a countdown of writes `at` is called, before anybody hears how the last of them went.

        Args:
            countdown: writes from now on, the interrupted one included.
            at: what interrupts.
            done: whether the interrupted write is done.
            more: how many writes that are on their way are still done; all later ones do not reach the cloud.
        """
        self._interruption = _Interruption(countdown, done, more, at)

    def clear_faults(self) -> None:
        """From now on nothing goes wrong any more."""
        self._planned.clear()
        self._interruption = None

    def done(self, *kinds: str) -> list[Operation]:
        """What was asked and went well, of these kinds."""
        return [each for each in self.operations if each.kind in kinds and each.refused is None]

    def standing(self) -> set[str]:
        """URNs of what was created and not deleted."""
        standing = Counter(each.urn for each in self.done("create"))
        standing.subtract(each.urn for each in self.done("delete"))
        return {urn for urn, times in standing.items() if times > 0}

    def standing_ids(self) -> Sequence[Any]:
        """Everything that stands, with its type, URN and id, as the cloud itself knows it."""
        cloud: Any = self.cloud
        return list(cloud.standing_ids())

    def __enter__(self) -> Self:
        self.cloud.__enter__()
        return self

    def __exit__(self, *details: Any) -> None:
        self.cloud.__exit__(*details)

    def create(self, registration: Registration) -> Created:
        return self._observed("create", registration, lambda: self.cloud.create(registration))

    def read(self, registration: Registration, identity: str) -> Created:
        return self._observed("read", registration, lambda: self.cloud.read(registration, identity))

    def refresh(self, registration: Registration, identity: str) -> Created:
        return self._observed("refresh", registration, lambda: self.cloud.refresh(registration, identity))

    def update(self, registration: Registration, identity: str, old_inputs: Mapping[str, Any]) -> Created:
        return self._observed("update", registration, lambda: self.cloud.update(registration, identity, old_inputs))

    def delete(self, registration: Registration, identity: str) -> None:
        self._observed("delete", registration, lambda: self.cloud.delete(registration, identity))

    def invoke(self, token: str, args: Mapping[str, Any], registration: Registration) -> Mapping[str, Any]:
        return self.cloud.invoke(token, args, registration)

    def check(self, registration: Registration) -> Sequence[InputProblem]:
        return self.cloud.check(registration)

    def diff(self, registration: Registration, old_inputs: Mapping[str, Any]) -> Difference:
        return self.cloud.diff(registration, old_inputs)

    def written_ids(self, registration: Registration) -> Sequence[str]:
        return self.cloud.written_ids(registration)

    def _observed(self, kind: str, registration: Registration, ask: Callable[[], _Answer]) -> _Answer:
        with self._logged(kind, registration):
            fault = next((each.fault for each in self._planned if each.takes(kind, registration.type)), None)
            if fault is Fault.TIMES_OUT:
                time.sleep(TIME_OUT_SECONDS)
            if fault:
                raise Refused(fault.value)
            return self._interrupted(kind, ask)

    def _interrupted(self, kind: str, ask: Callable[[], _Answer]) -> _Answer:
        interruption = self._interruption if kind in WRITES else None
        if interruption is None:
            return ask()
        reached = interruption.reached()
        if interruption.forbids():
            raise Refused(UNREACHABLE)
        try:
            if reached and not interruption.done:
                raise Refused(UNREACHABLE)
            return ask()
        finally:
            if reached:
                interruption.at()

    @contextmanager
    def _logged(self, kind: str, registration: Registration) -> Iterator[None]:
        began, refused = time.monotonic(), None
        try:
            yield
        except Exception as error:
            refused = f"{type(error).__name__}: {error}"
            raise
        finally:
            self.operations.append(Operation(kind, registration.urn, registration.type, began, refused))
