"""An establishment leaves: unprotected, destroyed but for what is retained; the retained list brings it back."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine.engine_stack import Stack
from tests.engine.workbench import ROOT, Workbench

pytestmark = pytest.mark.engine

HUB = {"spec": "../../examples/{example}/landing-zone.yaml"}
ESTABLISHMENT = {**HUB, "establishment": "centre", "hub": "organization/hds-landing-hub/production"}


def brought_up(workbench: Workbench, project: str, name: str, config: dict[str, str], example: str) -> Stack:
    settings = {key: value.format(example=example) for key, value in config.items()}
    stack = workbench.stack(workbench.project / "stacks" / project, name, settings)
    stack.up("--skip-preview")
    return stack


def seal(spec: Path) -> None:
    sealed, times = re.subn(r"^(  centre:\n)", r"\1    state: sealed\n", spec.read_text("utf-8"), flags=re.MULTILINE)
    assert times == 1
    spec.write_text(sealed, encoding="utf-8")


def retained_list(stack: Stack, spec: Path) -> Path:
    """What the guide has one take before leaving.

    In a process of its own: this one's emulated services are those that the engine deploys to.
    """
    state, retained = stack.folder / "state.json", stack.folder / "retained.json"
    state.write_text(json.dumps(stack.export()), encoding="utf-8")
    words = [sys.executable, "-m", "hds_landing.cli", "adopt", str(state), "--spec", str(spec), "--retained"]
    words += ["--stack", "establishment:centre", "--format", "json", "--output", str(retained)]
    subprocess.run(words, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True)
    return retained


def in_the_cloud(stack: Stack) -> dict[str, str]:
    """Ids by URN; stacks, references to them and providers stand in none."""
    return {
        urn: each["id"]
        for urn, each in stack.resources().items()
        if not each["type"].startswith("pulumi:") and each["custom"]
    }


@pytest.mark.slow
@pytest.mark.parametrize("cloud", ["aws", "azure"])
def test_what_is_retained_comes_back(workbench: Workbench, cloud: str) -> None:
    example = f"minimal-{cloud}"
    spec = workbench.project / "examples" / example / "landing-zone.yaml"
    hub = brought_up(workbench, "hub", "production", HUB, example)
    establishment = brought_up(workbench, "establishment", "centre", ESTABLISHMENT, example)
    before = establishment.resources()
    kept = {urn for urn, each in before.items() if each.get("retainOnDelete")}
    assert {urn for urn, each in before.items() if each.get("protect")} & kept
    ids = in_the_cloud(establishment)
    retained = retained_list(establishment, spec)
    listed = json.loads(retained.read_text(encoding="utf-8"))
    assert {each["id"] for each in listed["resources"] if "id" in each} == {ids[urn] for urn in kept}
    assert not any(listed["leftOut"].values())

    seal(spec)
    establishment.up("--skip-preview")
    sealed = establishment.resources()
    assert sealed.keys() == before.keys()
    assert {urn for urn, each in sealed.items() if each.get("protect")} == set()
    assert {urn for urn, each in sealed.items() if each.get("retainOnDelete")} == kept
    establishment.destroy("--exclude-protected")
    assert establishment.resources() == {}
    hubs = set(in_the_cloud(hub))
    assert workbench.standing == hubs | kept

    establishment.run("import", "--file", str(retained), "--yes", "--protect=false", "--generate-code=false")
    imported = establishment.resources()
    assert kept < imported.keys() < before.keys()
    assert {urn: imported[urn]["id"] for urn in kept} == {urn: ids[urn] for urn in kept}
    completed = establishment.up("--skip-preview")
    assert "replaced" not in completed.output
    assert "deleted" not in completed.output
    after = establishment.resources()
    assert after.keys() == before.keys()
    assert {urn: after[urn]["id"] for urn in kept} == {urn: ids[urn] for urn in kept}
    assert {urn for urn, each in after.items() if each.get("retainOnDelete")} == kept
    assert workbench.standing == hubs | ids.keys()
    establishment.up("--expect-no-changes", "--skip-preview")
    establishment.refresh("--expect-no-changes")
