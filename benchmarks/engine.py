"""The real engine on the two big examples, against the same resources in a flat program, in the same run."""

import shutil
import sys
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from benchmarks.replay import ReplayedCloud
from benchmarks.watched import Watched, watched
from hds_landing.inventory.read import read_inventory
from hds_landing.inventory.resource import Inventory
from hds_landing.rehearsal.embedded_cloud import Difference, InputProblem, Registration
from hds_landing.rehearsal.plugins.packages import PACKAGES
from hds_landing.rehearsal.plugins.plugin_server import serving_clouds
from tests.engine.observed_cloud import ObservedCloud
from tests.engine.workbench import ROOT, Workbench
from tests.rehearsed_examples import planned

_EXAMPLES = ("eure-seine", "grand-paris-nord-est")
_PROGRAM = """
from pathlib import Path

from benchmarks.replay import flat_program
from hds_landing.inventory.read import read_inventory

flat_program(read_inventory(Path({state!r})))
"""


class _LivingReplay(ReplayedCloud):
    """Lets everything be created, as it was recorded."""

    def check(self, _registration: Registration) -> Sequence[InputProblem]:
        return ()

    def diff(self, _registration: Registration, _old_inputs: Mapping[str, Any]) -> Difference:
        return Difference()

    def written_ids(self, _registration: Registration) -> Sequence[str]:
        return ()


def measure() -> None:
    """Preview and up of each; one line that says so where there is no engine."""
    if shutil.which("pulumi") is None:
        print("\nThe real engine: not measured, there is no pulumi command on PATH")
        return
    for name in _EXAMPLES:
        _measure(name)


def _measure(name: str) -> None:
    with TemporaryDirectory() as folder:
        inventory, state = _rehearsed(name, Path(folder))
        resources = sum(each.custom for each in inventory)
        print(f"\nThe real engine on {name}: {resources} resources, seconds and megabytes of the largest process")
        for what, flat, replayed in (
            ("the same resources in a flat program", True, True),
            ("the components", False, True),
            ("the components on the embedded cloud", False, False),
        ):
            place = Path(folder) / what.replace(" ", "-")
            with _bench(place, inventory if replayed else None) as bench:
                project = _flat(bench, planned(name).plan.region, state) if flat else bench.project
                stack = planned(name).plan.name
                bench.stack(project, stack, {} if flat else {"spec": f"examples/{name}/landing-zone.yaml"})
                for words in (["preview"], ["up", "--yes", "--skip-preview"]):
                    print(_line(f"{words[0]}: {what}", _run(bench, project, [*words, "--stack", stack])))


def _rehearsed(name: str, folder: Path) -> tuple[Inventory, Path]:
    with _bench(folder / "rehearsal", None) as bench:
        bench.rehearsed_state(name)
        state = folder / "state.json"
        shutil.copy(bench.folder / "rehearsed" / name / "state.json", state)
    return read_inventory(state), state


@contextmanager
def _bench(folder: Path, replayed: Inventory | None) -> Any:
    """Copies of the projects, and the clouds that they are deployed to, recorded or embedded."""
    folder.mkdir()
    clouds: dict[str, Any] = {}
    for name, package in PACKAGES.items():
        clouds[name] = package.new_cloud() if replayed is None else _LivingReplay(replayed)
    bench = Workbench(folder, {name: ObservedCloud(cloud) for name, cloud in clouds.items()})
    with serving_clouds(bench.plugins, clouds):
        yield bench


def _flat(bench: Workbench, region: str, state: Path) -> Path:
    project = bench.folder / "flat"
    project.mkdir()
    described = {
        "name": "flat",
        "runtime": {"name": "python", "options": {"virtualenv": sys.prefix}},
        "plugins": {"providers": [{"name": name, "path": str(bench.plugins)} for name in PACKAGES]},
        "config": {"aws:region": {"value": region}, "azure-native:location": {"value": region}},
    }
    (project / "Pulumi.yaml").write_text(yaml.safe_dump(described), encoding="utf-8")
    (project / "__main__.py").write_text(_PROGRAM.format(state=str(state)), encoding="utf-8")
    return project


def _run(bench: Workbench, project: Path, words: Sequence[str]) -> Watched:
    given = ["pulumi", "--cwd", str(project), "--non-interactive", "--color", "never", *words]
    return watched(given, bench.folder / "output.txt", {**bench.environment, "PYTHONPATH": str(ROOT)}, success=(0,))


def _line(what: str, taken: Watched) -> str:
    return f"{what:<60} {taken.seconds:8.1f} s {taken.peak_megabytes:8.0f} MB"
