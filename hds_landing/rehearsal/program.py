"""Runs a Pulumi program on an embedded cloud, in this process: no engine, no plugin, no credentials, no network."""

import asyncio
import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from typing import Any

from pulumi.runtime import settings
from pulumi.runtime.config import set_all_config
from pulumi.runtime.mocks import MockEngine, MockSettings
from pulumi.runtime.stack import run_in_stack, wait_for_rpcs

from hds_landing.catalogue.edition import edition
from hds_landing.errors import HdsLandingError
from hds_landing.inventory.recording import recorded_inventory
from hds_landing.inventory.resource import Inventory, Origin
from hds_landing.rehearsal.embedded_cloud import EmbeddedCloud, ExistingResource
from hds_landing.rehearsal.failure import RehearsalFailure
from hds_landing.rehearsal.monitor import RehearsalMonitor
from hds_landing.rehearsal.no_network import no_network
from hds_landing.rehearsal.order import in_order
from hds_landing.rehearsal.program_errors import ProgramErrors
from hds_landing.rehearsal.rpc_failures import GoingOn, InlineExecutor
from hds_landing.rehearsal.stack_reference import StackOutputs
from hds_landing.rehearsal.transforms import CallbacksInProcess

_EMBEDDED = {
    "aws": ("hds_landing.rehearsal.embedded_aws.embedded_aws", "EmbeddedAws"),
    "azure": ("hds_landing.rehearsal.embedded_azure.embedded_azure", "EmbeddedAzure"),
}


@dataclass(frozen=True)
class Rehearsal:
    """What a program drew.

    `exercised` says per resource type whether an emulated service took it (`exercised`) or it was validated and
    recorded (`recorded`). Where there are `errors` the inventory lacks what failed and what depends on it
    (`skipped`, URNs), and is not complete.
    """

    inventory: Inventory
    exercised: Mapping[str, str]
    errors: tuple[RehearsalFailure, ...]
    skipped: tuple[str, ...] = ()


def rehearse(
    program: Callable[[], None],
    *,
    cloud: EmbeddedCloud | str,
    project: str,
    stack: str,
    config: Mapping[str, str] | None = None,
    stack_references: Mapping[str, StackOutputs] | None = None,
) -> Rehearsal:
    """Runs a program as `pulumi up` would on an empty stack, and goes on past failures.

    The same program gives the same result every time: ids derive from URNs, and nothing is left of an earlier run.

    Args:
        program: declares the resources; called once, without arguments.
        cloud: `aws`, `azure`, or an embedded cloud of the caller's.
        project: name of the Pulumi project, part of every URN.
        stack: name of the stack, part of every URN.
        config: stack configuration (`aws:region`).
        stack_references: outputs of other stacks by stack name.

    Raises:
        HdsLandingError: the program refused its own input.
    """
    config = dict(config or {})
    embedded: EmbeddedCloud = embedded_cloud(cloud)
    monitor = RehearsalMonitor(
        embedded, project=project, stack=stack, config=config, stack_references=stack_references or {}
    )
    run_on(monitor, embedded, program, project=project, stack=stack, config=config, dry_run=False)
    recording = monitor.recording
    return Rehearsal(
        inventory=recorded_inventory(
            in_order(recording.resources),
            origin=Origin.REHEARSAL,
            complete=not recording.failures,
            engine=f"rehearsal (pulumi {version('pulumi')})",
            catalogue_version=edition(),
            config=config,
        ),
        exercised={
            token: "exercised" if exercised else "recorded" for token, exercised in sorted(recording.exercised.items())
        },
        errors=tuple(sorted(recording.failures, key=lambda failure: (failure.urn, failure.message))),
        skipped=tuple(sorted(recording.unusable - {failure.urn for failure in recording.failures})),
    )


def run_on(
    monitor: RehearsalMonitor,
    cloud: EmbeddedCloud,
    program: Callable[[], None],
    *,
    project: str,
    stack: str,
    config: Mapping[str, str],
    dry_run: bool,
) -> None:
    """Runs a program to its end against a monitor; in a dry run outputs may be unknown."""
    with no_network(), _collector_paused(), cloud:
        copy_context().run(_run, program, monitor, project, stack, dict(config), dry_run)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Thousands of live futures make every pass of the cyclic collector long and vain: half of a rehearsal's time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def embedded_cloud(cloud: Any, existing: Iterable[ExistingResource] = ()) -> Any:
    """The embedded cloud of a name, `aws` or `azure`, with what exists; one that is given already is given back."""
    if not isinstance(cloud, str):
        return cloud
    module, name = _EMBEDDED[cloud]
    return getattr(import_module(module), name)(existing)


def _run(
    program: Callable[[], None],
    monitor: RehearsalMonitor,
    project: str,
    stack: str,
    config: dict[str, str],
    dry_run: bool,
) -> None:
    loop = asyncio.new_event_loop()
    loop.set_default_executor(InlineExecutor(max_workers=1))
    loop.set_exception_handler(lambda _loop, _context: None)
    try:
        loop.run_until_complete(_run_program(program, monitor, project, stack, config, dry_run))
    finally:
        loop.close()


async def _run_program(
    program: Callable[[], None],
    monitor: RehearsalMonitor,
    project: str,
    stack: str,
    config: dict[str, str],
    dry_run: bool,
) -> None:
    errors = ProgramErrors(monitor, f"urn:pulumi:{stack}::{project}::pulumi:pulumi:Stack::{project}-{stack}")
    monitor.transforms.callbacks = CallbacksInProcess(monitor)
    settings.set_root_resource(None)  # type: ignore[arg-type]
    set_all_config(config, [])
    settings.configure(
        MockSettings(  # type: ignore[no-untyped-call]
            monitor=monitor,
            engine=MockEngine(None),
            project=project,
            stack=stack,
            organization="organization",
            dry_run=dry_run,
            callbacks=monitor.transforms.callbacks,
            outputs=set(),
        )
    )
    settings.SETTINGS.rpc_manager = GoingOn(errors.of_call, errors.of_outputs)
    try:
        await run_in_stack(program)
    except HdsLandingError:
        raise
    except Exception as error:
        errors.of_program(error)
    await _drain(errors)


async def _drain(errors: ProgramErrors) -> None:
    """Lets what a failure interrupted come to its end."""
    while others := asyncio.all_tasks() - {asyncio.current_task()}:
        done, _ = await asyncio.wait(others)
        for task in done:
            if not task.cancelled() and isinstance(error := task.exception(), Exception):
                errors.of_program(error)
    await wait_for_rpcs()
