"""Previews today's program on a stored state, in this process: no engine, no plugin, no credentials, no network."""

from collections.abc import Callable, Mapping

from hds_landing.inventory.resource import Inventory
from hds_landing.rehearsal.embedded_cloud import LivingCloud
from hds_landing.rehearsal.program import embedded_cloud, run_on
from hds_landing.rehearsal.stack_reference import StackOutputs
from hds_landing.rehearsal.upgrade.stored_stack import StoredStack
from hds_landing.rehearsal.upgrade.upgrade import Upgrade
from hds_landing.rehearsal.upgrade.upgrade_monitor import UpgradeMonitor


def preview_upgrade(
    program: Callable[[], None],
    state: Inventory,
    *,
    cloud: LivingCloud | str,
    config: Mapping[str, str] | None = None,
    stack_references: Mapping[str, StackOutputs] | None = None,
) -> Upgrade:
    """What `pulumi preview` would say to a program on a stack that stands, as far as it can be known here.

    Project and stack are those of the state. Whether a difference updates or replaces is the embedded cloud's word,
    which follows the official providers for the types that it knows.

    Args:
        program: declares the resources; called once, without arguments.
        state: the stored state of the stack, with its outputs.
        cloud: `aws`, `azure`, or an embedded cloud of the caller's.
        config: stack configuration (`aws:region`).
        stack_references: outputs of other stacks by stack name; of one that is not named, the state's own memory.

    Raises:
        InputError: the state is not that of one stack.
        HdsLandingError: the program refused its own input.
    """
    stored = StoredStack(state)
    living: LivingCloud = embedded_cloud(cloud)
    monitor = UpgradeMonitor(living, stored, config=dict(config or {}), stack_references=stack_references or {})
    run_on(monitor, living, program, project=stored.project, stack=stored.stack, config=config or {}, dry_run=True)
    failures = monitor.recording.failures
    errors = tuple(sorted(failures, key=lambda failure: (failure.urn, failure.message)))
    deleted = [] if errors else monitor.deletions()
    return Upgrade((*monitor.changes.values(), *deleted), errors)
