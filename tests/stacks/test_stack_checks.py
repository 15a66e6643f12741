"""`hds-landing check` on the stacks' own project folders: what other stacks export is unknown, and judged as such."""

import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from hds_landing.cli import main
from tests.rehearsed_examples import ROOT
from tests.stacks.stack_specs import small_spec

HUB_STACK = "organization/hds-landing-hub/production"
ESTABLISHMENT_STACK = "organization/hds-landing-establishment/centre"


@dataclass(frozen=True)
class Checked:
    """How the command ended."""

    exit_code: int
    report: dict[str, Any]
    said: str


def check(folder: Path, project: str, settings: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> Checked:
    """Of a copy of a project, configured as a user would."""
    copy = folder / project
    shutil.copytree(ROOT / "stacks" / project, copy, ignore=shutil.ignore_patterns("__pycache__", "Pulumi.*.yaml"))
    described = yaml.safe_load((copy / "Pulumi.yaml").read_text(encoding="utf-8"))
    described["runtime"]["options"]["virtualenv"] = sys.prefix
    (copy / "Pulumi.yaml").write_text(yaml.safe_dump(described), encoding="utf-8")
    config = {f"hds-landing-{project}:{key}": value for key, value in settings.items()}
    (copy / "Pulumi.production.yaml").write_text(yaml.safe_dump({"config": config}), encoding="utf-8")
    exit_code = main(["check", str(copy), "--format", "json"])
    printed = capsys.readouterr()
    return Checked(exit_code, json.loads(printed.out), printed.err)


def assert_judged(checked: Checked, other: str, resources: int) -> None:
    summary = checked.report["summary"]
    assert f"Outputs of other stacks are unknown: {other}." in checked.said
    assert "Traceback" not in checked.said
    assert summary["resources"] > resources
    assert summary["passed"] > 3 * resources
    assert [each for each in checked.report["findings"] if each["verdict"] == "fail"] == []
    assert 0 < summary["unknown"] < resources
    assert checked.exit_code in (0, 1)


@pytest.mark.parametrize("cloud", ["aws", "azure"])
def test_an_establishment_is_judged_without_its_hub(
    cloud: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = {"spec": str(small_spec(tmp_path, cloud, "dedicated")), "establishment": "centre", "hub": HUB_STACK}
    assert_judged(check(tmp_path, "establishment", settings, capsys), HUB_STACK, 30)


@pytest.mark.parametrize("cloud", ["aws", "azure"])
def test_a_hub_is_judged_without_what_it_connects(
    cloud: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = {"spec": str(small_spec(tmp_path, cloud, "dedicated")), "connections": ["centre"]}
    assert_judged(check(tmp_path, "hub", settings, capsys), ESTABLISHMENT_STACK, 40)
