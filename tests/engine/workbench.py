"""A folder in which the engine runs copies of this repository's stacks on the embedded clouds."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from tests.engine.engine_stack import Stack
from tests.engine.observed_cloud import ObservedCloud

ROOT = Path(__file__).parents[2]
PROGRAMS = Path(__file__).parent / "programs"
COPIED = ("Pulumi.yaml", "stacks", "examples", "policies")
_NOT_COPIED = shutil.ignore_patterns("__pycache__", "Pulumi.*.yaml")


class Workbench:
    """Copies of the projects, a state store and the clouds that they are deployed to, all in one temporary folder.

    `project` is laid out as the repository is: `project / "stacks" / "hub"` is what `stacks/hub` is there.
    """

    def __init__(self, folder: Path, clouds: Mapping[str, ObservedCloud]) -> None:
        self.folder = folder
        self.plugins = folder / "plugins"
        self.project = folder / "project"
        self.policies = self.project / "policies"
        self._clouds = clouds
        self.environment = _environment(folder)
        self.project.mkdir(parents=True)
        for name in COPIED:
            self.copy(ROOT / name, self.project / name)

    @property
    def aws(self) -> ObservedCloud:
        """The AWS that is deployed to."""
        return self._clouds["aws"]

    @property
    def azure(self) -> ObservedCloud:
        """The Azure that is deployed to."""
        return self._clouds["azure-native"]

    @property
    def standing(self) -> set[str]:
        """URNs of what stands on either cloud."""
        return self.aws.standing() | self.azure.standing()

    def program(self, name: str) -> Path:
        """A copy of a project of `tests/engine/programs`."""
        target = self.folder / "programs" / name
        if not target.exists():
            self.copy(PROGRAMS / name, target)
        return target

    def stack(self, project: Path, name: str, config: Mapping[str, str] | None = None) -> Stack:
        """A new stack of a project folder, configured."""
        stack = Stack(project, name, self.environment)
        stack.run("stack", "init")
        for key, value in (config or {}).items():
            stack.run("config", "set", key, value)
        return stack

    def landing_zone(self, example: str, name: str) -> Stack:
        """The all-in-one stack of an example."""
        return self.stack(self.project, name, {"spec": f"examples/{example}/landing-zone.yaml"})

    def rehearsed_state(self, example: str) -> dict[str, dict[str, Any]]:
        """The resources of the `state.json` that `hds-landing rehearse` writes for an example, by URN.

        In a process of its own: this one's emulated services are those that the engine deploys to.
        """
        out = self.folder / "rehearsed" / example
        spec = self.project / "examples" / example / "landing-zone.yaml"
        words = [sys.executable, "-m", "hds_landing.cli", "rehearse", str(spec), "--out", str(out)]
        ended = subprocess.run(words, env=self.environment, capture_output=True, text=True, check=False)
        assert ended.returncode in (0, 1), ended.stderr
        listed = json.loads((out / "state.json").read_text(encoding="utf-8"))["deployment"]["resources"]
        return {each["urn"]: each for each in listed}

    def copy(self, source: Path, target: Path) -> None:
        """Copies a project, or what projects share, for this interpreter and the served plugins."""
        if source.is_dir():
            shutil.copytree(source, target, ignore=_NOT_COPIED)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
        for path in [target] if target.is_file() else target.rglob("Pulumi*.yaml"):
            self._point_to_plugins(path)

    def _point_to_plugins(self, path: Path) -> None:
        """Writes the running interpreter's environment and the served plugins into a project or policy pack."""
        described = yaml.safe_load(path.read_text(encoding="utf-8"))
        described["runtime"] = {"name": "python", "options": {"virtualenv": sys.prefix}}
        if path.name == "Pulumi.yaml":
            providers = [{"name": name, "path": str(self.plugins)} for name in ("aws", "azure-native")]
            described["plugins"] = {"providers": providers}
        path.write_text(yaml.safe_dump(described, sort_keys=False), encoding="utf-8")


def _environment(folder: Path) -> dict[str, str]:
    home, state = folder / "home", folder / "state"
    for each in (home, state):
        each.mkdir(parents=True)
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "PULUMI_HOME": str(home / ".pulumi"),
        "PULUMI_BACKEND_URL": state.as_uri(),
        "PULUMI_CONFIG_PASSPHRASE": "for a test",
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
    }
