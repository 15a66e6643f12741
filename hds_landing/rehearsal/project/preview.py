"""Previews a Pulumi project: executes its program in its own interpreter, against a monitor that creates nothing."""

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from hds_landing import __version__
from hds_landing.catalogue.edition import edition
from hds_landing.errors import InputError
from hds_landing.inventory.recording import recorded_inventory
from hds_landing.inventory.resource import UNKNOWN, Inventory, Origin, Secret
from hds_landing.rehearsal.order import in_order
from hds_landing.rehearsal.project import run_program
from hds_landing.rehearsal.project.callbacks import RemoteCallbacks
from hds_landing.rehearsal.project.child_process import Ended, run_child
from hds_landing.rehearsal.project.functions import Functions
from hds_landing.rehearsal.project.grpc_server import deployment_info, serving
from hds_landing.rehearsal.project.interpreter import environment_of, interpreter_of
from hds_landing.rehearsal.project.preview_monitor import PreviewedStack, PreviewMonitor
from hds_landing.rehearsal.project.project_file import Project, read_project
from hds_landing.rehearsal.project.stack_config import StackConfig, read_stack_config

TIME_LIMIT_SECONDS: Final = 600
"""After which a program is taken to hang."""
_PARALLEL: Final = 16
_SHOWN_LINES: Final = 25
_INSTEAD: Final = (
    "If the program cannot do without an answer of the cloud, check what `pulumi preview --json --show-sames` prints."
)


@dataclass(frozen=True)
class ProjectPreview:
    """What a project's program declares, and what the reader of a verdict on it should know."""

    inventory: Inventory
    notes: tuple[str, ...]


def preview_project(
    folder: Path,
    stack: str | None = None,
    *,
    announce: Callable[[str], None],
    time_limit_seconds: float = TIME_LIMIT_SECONDS,
) -> ProjectPreview:
    """Runs the program of a Pulumi project as `pulumi preview` would before a first deployment.

    The program runs with the user's rights, files and network, without their cloud credentials.

    Args:
        folder: holds the project's Pulumi.yaml.
        stack: whose configuration to use; may be left out where there is one.
        announce: is told, before that happens, that the project is executed, and by what.
        time_limit_seconds: after which the program, and all that it started, is killed.

    Raises:
        InputError: the project or its configuration cannot be used, or the program failed.
    """
    project = read_project(folder)
    config = read_stack_config(project, stack)
    interpreter = interpreter_of(project)
    announce(
        f"Executing the Pulumi project {folder} (stack {config.stack}) with {interpreter}, as a preview: "
        "without cloud credentials, but with your files and network."
    )
    callbacks, functions = RemoteCallbacks(), Functions()
    monitor = PreviewMonitor(
        PreviewedStack(project.name, config.stack, project.root, folder, _provider_config(config)),
        callbacks,
        functions,
    )
    try:
        ended = _execute(project, config, interpreter, monitor, time_limit_seconds)
    finally:
        callbacks.close()
        functions.close()
    notes = (*config.notes, *_notes(monitor, functions))
    if problem := _problem(folder, config, monitor, ended, time_limit_seconds):
        raise InputError("\n".join([problem, *notes, *([_INSTEAD] if functions.unanswered else [])]))
    return ProjectPreview(_inventory(folder, config, monitor), notes)


def _execute(
    project: Project, config: StackConfig, interpreter: Path, monitor: PreviewMonitor, time_limit_seconds: float
) -> Ended:
    secret_keys = sorted(config.secret_keys)
    deployment = deployment_info(
        project.name, config.stack, config.organization, dict(config.values), secret_keys, _PARALLEL
    )
    with serving(monitor, deployment) as address, tempfile.TemporaryDirectory() as empty_folder:
        arguments = {
            "program": str(project.program),
            "root": str(project.root),
            "workingFolder": str(project.working_folder),
            "settings": {
                "monitor": address,
                "engine": address,
                "project": project.name,
                "stack": config.stack,
                "parallel": _PARALLEL,
                "dry_run": True,
                "organization": config.organization,
                "root_directory": str(project.root),
            },
        }
        environment = environment_of(interpreter, os.environ, Path(empty_folder)) | {
            "PULUMI_CONFIG": json.dumps(dict(config.values)),
            "PULUMI_CONFIG_SECRET_KEYS": json.dumps(secret_keys),
        }
        command = [str(interpreter), "-u", run_program.__file__, json.dumps(arguments)]
        try:
            return run_child(
                command, folder=project.working_folder, environment=environment, seconds=time_limit_seconds
            )
        except OSError as error:
            raise InputError(f"{project.file}: {interpreter} cannot be started: {error.strerror or error}.") from None


def _provider_config(config: StackConfig) -> dict[str, Any]:
    withheld = set(config.withheld)
    return {
        key: value if key not in config.secret_keys else Secret(UNKNOWN if key in withheld else value)
        for key, value in config.values.items()
    }


def _problem(
    folder: Path, config: StackConfig, monitor: PreviewMonitor, ended: Ended, time_limit_seconds: float
) -> str | None:
    """Why there is nothing to judge; none where there is."""
    lines = [
        str(failure)
        for failure in sorted(
            monitor.recording.failures, key=lambda failed: (failed.source or "", failed.urn, failed.message)
        )
    ]
    if ended.exit_code is None:
        lines.append(f"{folder}: the program did not end within {time_limit_seconds:g} seconds and was killed.")
    elif ended.exit_code:
        lines.append(f"{folder}: the program failed, exit code {ended.exit_code}.")
    elif not monitor.finished and not lines:
        lines.append(f"{folder}: the program left before its resources were registered.")
    elif not lines and len(monitor.recording.resources) <= 1:
        lines.append(f"{folder}: the program declares no resource, so there is nothing to judge.")
    if not lines:
        return None
    printed = ended.printed.rstrip().splitlines()[-_SHOWN_LINES:]
    if printed and ended.exit_code != 0:
        lines += ["The last that it printed:", *(f"  {line}" for line in printed)]
    return _without(config.secret_texts, "\n".join(lines))


def _without(secrets: tuple[str, ...], text: str) -> str:
    for secret in secrets:
        text = text.replace(secret, "[secret]")
    return text


def _notes(monitor: PreviewMonitor, functions: Functions) -> Iterator[str]:
    if functions.simulated:
        yield (
            "Answered by an embedded cloud, with made-up account numbers, not by yours: "
            f"{', '.join(sorted(functions.simulated))}."
        )
    if functions.unanswered:
        yield (
            f"Only the cloud can answer: {', '.join(sorted(functions.unanswered))}. "
            "What depends on it is unknown; resources that are created from it only later are not seen."
        )
    if monitor.references:
        yield (
            f"Outputs of other stacks are unknown: {', '.join(sorted(monitor.references))}. "
            "Resources that are created from them only later are not seen."
        )


def _inventory(folder: Path, config: StackConfig, monitor: PreviewMonitor) -> Inventory:
    return recorded_inventory(
        in_order(monitor.recording.resources),
        origin=Origin.PREVIEW,
        complete=True,
        engine=f"preview by hds-landing {__version__}",
        catalogue_version=edition(),
        config=config.plain_values,
    )
