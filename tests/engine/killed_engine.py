"""An `up` whose engine is killed, and what the guide asks for then."""

import os
import signal
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from tests.engine.compared_states import is_provider
from tests.engine.engine_stack import Stack
from tests.engine.observed_cloud import ObservedCloud


@dataclass(frozen=True)
class Interrupted:
    """What a killed `up` left behind."""

    recorded: Mapping[str, Mapping[str, Any]]
    """Resources of the state, by URN."""
    pending: Mapping[str, Mapping[str, Any]]
    """Resources that the state lists as being created, by URN: nobody told the engine what became of them."""
    unrecorded: Mapping[str, str]
    """What stands in the cloud and not in the state: id by URN."""


def kill_an_up(stack: Stack, cloud: ObservedCloud, countdown: int, *, done: bool, more: int) -> Interrupted:
    """Kills the engine of an `up` with SIGKILL at the end of a countdown of writes; see `ObservedCloud.interrupt`."""
    pids: list[int] = []
    cloud.interrupt(countdown, lambda: os.kill(pids[0], signal.SIGKILL), done=done, more=more)
    process = stack.start("up", "--yes", "--skip-preview")
    pids.append(process.pid)
    output, _ = process.communicate()
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    cloud.clear_faults()
    assert process.returncode == -signal.SIGKILL, output[-4000:]
    return left_behind(stack, cloud)


def left_behind(stack: Stack, cloud: ObservedCloud) -> Interrupted:
    """What the state and the cloud hold after an interruption."""
    deployment = stack.export()["deployment"]
    recorded = {each["urn"]: each for each in deployment.get("resources", [])}
    pending = [each["resource"] for each in deployment.get("pending_operations", []) if each["type"] == "creating"]
    ids = {(each["type"], each.get("id")) for each in recorded.values()}
    unrecorded = {each.urn: each.id for each in cloud.standing_ids() if (each.type, each.id) not in ids}
    return Interrupted(recorded, {each["urn"]: each for each in pending}, unrecorded)


def repair(stack: Stack, interrupted: Interrupted) -> None:
    """Gives up the lock, imports what turned out to exist, and clears the rest of the list: as the guide says."""
    stack.cancel()
    found = [interrupted.pending[urn] for urn in interrupted.pending if urn in interrupted.unrecorded]
    if found:
        names = {f"parent-{number}": each["parent"] for number, each in enumerate(found)}
        names |= {f"provider-{number}": each["provider"].rpartition("::")[0] for number, each in enumerate(found)}
        entries = [
            {
                "type": each["type"],
                "name": each["urn"].rpartition("::")[2],
                "id": interrupted.unrecorded[each["urn"]],
                "parent": f"parent-{number}",
                "provider": f"provider-{number}",
            }
            for number, each in enumerate(found)
        ]
        stack.import_(entries, names=names)
    stack.refresh("--clear-pending-creates")


def recorded_ids(stack: Stack) -> Counter[tuple[str, str]]:
    """Type and id of each resource of the state that stands in a cloud."""
    state = stack.resources().values()
    return Counter((each["type"], each["id"]) for each in state if each["custom"] and not is_provider(each))


def ids_in(cloud: ObservedCloud) -> Counter[tuple[str, str]]:
    """Type and id of each resource that stands in a cloud."""
    return Counter((each.type, each.id) for each in cloud.standing_ids())
