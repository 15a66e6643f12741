"""A child process that is not trusted to end, nor to be brief."""

import os
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

KEPT_BYTES: Final = 64 * 1024
"""Of what a child prints: the last ones."""
_READ_BYTES: Final = 8192
_SETTLE_SECONDS: Final = 5


@dataclass(frozen=True)
class Ended:
    """How a child ended. `exit_code` is none where it had to be killed."""

    exit_code: int | None
    printed: str
    """The last of its two outputs, in one."""


def run_child(command: Sequence[str], *, folder: Path, environment: Mapping[str, str], seconds: float) -> Ended:
    """Runs a command to its end, or kills it and all that it started; raises OSError where it cannot be started."""
    process = subprocess.Popen(  # noqa: S603 - the caller says that it executes the project
        command,
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    assert process.stdout is not None  # noqa: S101 - it is a pipe
    last = bytearray()
    reader = threading.Thread(target=_keep_last, args=(process.stdout, last), daemon=True)
    reader.start()
    exit_code: int | None = None
    try:
        with suppress(subprocess.TimeoutExpired):
            exit_code = process.wait(seconds)
    finally:
        _kill(process)
        reader.join(_SETTLE_SECONDS)
    return Ended(exit_code, bytes(last).decode("utf-8", "replace"))


def _keep_last(stream: IO[bytes], last: bytearray) -> None:
    while chunk := os.read(stream.fileno(), _READ_BYTES):
        last += chunk
        del last[:-KEPT_BYTES]
    stream.close()


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """Ends the process and what it left running in its group."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
