"""The plugin executables that `plugins.providers[].path` of a Pulumi.yaml points to."""

import shlex
import sys
from collections.abc import Iterable
from pathlib import Path

from hds_landing.rehearsal.plugins import plugin_process


def write_executables(folder: Path, packages: Iterable[str], port: int) -> None:
    """Writes `pulumi-resource-<package>` for each package, over those of an earlier server."""
    for package in packages:
        words = [sys.executable, "-I", "-S", str(Path(plugin_process.__file__).resolve()), package, str(port)]
        executable = folder / f"pulumi-resource-{package}"
        executable.write_text(f"#!/bin/sh\nexec {shlex.join(words)}\n", encoding="utf-8")
        executable.chmod(0o755)
