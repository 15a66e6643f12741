"""Pulumi commands on one stack, as a platform engineer types them."""

import json
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LONGEST_SECONDS = 1800


@dataclass(frozen=True)
class Outcome:
    """How a command ended."""

    words: tuple[str, ...]
    exit_code: int
    output: str
    """Its two outputs in one."""
    seconds: float


class Stack:
    """A stack of a project folder.

    Each command fails the test where it does not end as `expected`: `True` well, `False` badly, None either way.
    """

    def __init__(self, folder: Path, name: str, environment: Mapping[str, str]) -> None:
        self.folder, self.name = folder, name
        self._environment = environment
        self.outcomes: list[Outcome] = []
        """Of all commands so far."""

    def up(self, *words: str, expected: bool | None = True) -> Outcome:
        """`pulumi up`, its preview included."""
        return self.run("up", "--yes", *words, expected=expected)

    def preview(self, *words: str, expected: bool | None = True) -> Outcome:
        """`pulumi preview`."""
        return self.run("preview", *words, expected=expected)

    def refresh(self, *words: str, expected: bool | None = True) -> Outcome:
        """`pulumi refresh`, without a preview."""
        return self.run("refresh", "--yes", "--skip-preview", *words, expected=expected)

    def destroy(self, *words: str, expected: bool | None = True) -> Outcome:
        """`pulumi destroy`, without a preview."""
        return self.run("destroy", "--yes", "--skip-preview", *words, expected=expected)

    def import_(
        self,
        resources: Sequence[Mapping[str, Any]],
        *words: str,
        names: Mapping[str, str] | None = None,
        expected: bool | None = True,
    ) -> Outcome:
        """`pulumi import` of resources (type, name, id, parent, provider), whose parents and providers `names` names
        by URN."""
        path = self.folder / "import.json"
        path.write_text(json.dumps({"nameTable": names or {}, "resources": resources}), encoding="utf-8")
        given = ("--file", str(path), "--yes", "--skip-preview", "--generate-code=false")
        return self.run("import", *given, *words, expected=expected)

    def cancel(self, *, expected: bool | None = True) -> Outcome:
        """`pulumi cancel`: takes away the lock of a command that was killed."""
        return self.run("cancel", "--yes", expected=expected)

    def export(self) -> dict[str, Any]:
        """What `pulumi stack export` prints."""
        return dict(json.loads(self.run("stack", "export").output))

    def resources(self) -> dict[str, dict[str, Any]]:
        """The exported resources by URN."""
        listed = self.export()["deployment"].get("resources", [])
        by_urn = {each["urn"]: each for each in listed}
        assert len(by_urn) == len(listed), "a resource stands twice in the state"
        return by_urn

    def run(self, *words: str, expected: bool | None = True) -> Outcome:
        """Any other command."""
        began = time.monotonic()
        process = self.start(*words)
        output, _ = process.communicate(timeout=LONGEST_SECONDS)
        outcome = Outcome(words, process.returncode, output, time.monotonic() - began)
        self.outcomes.append(outcome)
        if expected is not None and (outcome.exit_code == 0) is not expected:
            raise AssertionError(f"pulumi {' '.join(words)} ended with {outcome.exit_code}:\n{output[-8000:]}")
        return outcome

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """A command that runs on its own, in a process group of its own; whoever starts it ends it."""
        return subprocess.Popen(
            ["pulumi", *words, "--stack", self.name, "--non-interactive", "--color", "never"],
            cwd=self.folder,
            env=dict(self._environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
