"""Exceptions of the program itself, told as failures: once each, with the line, never with a traceback."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from pulumi import Output

from hds_landing.rehearsal.failure import RehearsalFailure
from hds_landing.rehearsal.monitor import RehearsalMonitor
from hds_landing.rehearsal.source_position import source_of, source_of_error
from hds_landing.rehearsal.undeclared import Undeclared


class ProgramErrors:
    """Collects what the program and the SDK raise during one run."""

    def __init__(self, monitor: RehearsalMonitor, stack_urn: str) -> None:
        self._monitor = monitor
        self._stack_urn = stack_urn
        self._recording = monitor.recording
        self._told: dict[int, tuple[BaseException, RehearsalFailure]] = {}

    def of_program(self, error: Exception) -> None:
        """Reports what the program, or one of its `apply` functions, raised."""
        self._report(self._stack_urn, error)

    async def of_call(self, error: Exception, call: Mapping[str, Any]) -> None:
        """Reports what the SDK raised while it registered a resource, and marks the resource as failed."""
        if "res" not in call:
            self.of_program(error)
            return
        parent = getattr(call.get("opts"), "parent", None)
        try:
            above = await parent.urn.future() if parent else self._stack_urn
        except Exception:
            above = self._stack_urn
        urn = self._monitor.make_urn(above, call["res"]._type, call["res"]._name)
        self._recording.give_up(urn)
        self._report(urn, error, source_of(call["stack_trace"]) if "stack_trace" in call else None)

    async def of_outputs(self, call: Mapping[str, Any]) -> None:
        """Reports outputs of a component, or of the stack, that read what nobody declared."""
        urn = await call["res"].urn.future()
        if urn not in self._recording.unresolved:
            return
        for name, value in sorted(call["outputs"].items()):
            for mark in sorted([mark async for mark in _undeclared(value)], key=str):
                message = f"output `{name}` reads {mark}, which the embedded cloud does not declare"
                self._recording.fail(urn, self._recording.resources[urn].source, message)

    def _report(self, urn: str, error: BaseException, source: str | None = None) -> None:
        cause = error
        while cause.__cause__ is not None:
            cause = cause.__cause__
        told = self._told.get(id(cause))
        # raised again, an exception may have lost the frames that it came from
        line = source_of_error(cause) or (told[1].source if told else None) or source
        failure = RehearsalFailure(urn, line, f"{type(error).__name__}: {error}")
        if told is None:
            self._recording.failures.append(failure)
        elif told[1].urn == self._stack_urn and urn != self._stack_urn:
            # the resource that the error reached says more than the stack
            self._recording.failures[self._recording.failures.index(told[1])] = failure
        else:
            return
        self._told[id(cause)] = (cause, failure)


async def _undeclared(value: Any) -> AsyncIterator[Undeclared]:
    match value:
        case Output():
            for resource in await value.resources():
                mark = Undeclared.from_marker(str(await resource.urn.future()))
                if mark:
                    yield mark
        case dict():
            for item in value.values():
                async for mark in _undeclared(item):
                    yield mark
        case list() | tuple():
            for item in value:
                async for mark in _undeclared(item):
                    yield mark
