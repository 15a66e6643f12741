"""The line from a spec to a verdict, as a user walks it."""

import json
from pathlib import Path
from typing import Any

import pytest

from hds_landing.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module", params=["minimal-aws", "minimal-azure"])
def rehearsed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp(request.param)
    assert main(["rehearse", str(EXAMPLES / request.param / "landing-zone.yaml"), "--out", str(out)]) == 0
    return out


def test_all_four_results_are_written(rehearsed: Path) -> None:
    assert sorted(path.name for path in rehearsed.iterdir()) == [
        "findings.json",
        "report.html",
        "state.json",
        "topology.svg",
    ]


def test_the_state_is_a_stack_export_with_explicit_providers(rehearsed: Path) -> None:
    state = json.loads((rehearsed / "state.json").read_text())
    assert state["version"] == 3
    resources = state["deployment"]["resources"]
    assert len(resources) > 40
    urns = {resource["urn"] for resource in resources}
    for resource in resources:
        assert {"urn", "type", "custom", "inputs", "outputs"} <= resource.keys() | {"inputs", "outputs"}
        assert set(resource.get("dependencies", ())) <= urns
        if resource["custom"] and not resource["type"].startswith("pulumi:"):
            provider = resource["provider"].rpartition("::")[0]
            assert provider in urns
            assert "default" not in provider


def test_the_report_says_simulation_and_loads_nothing(rehearsed: Path) -> None:
    page = (rehearsed / "report.html").read_text(encoding="utf-8")
    assert "SIMULATION" in page
    assert "src=" not in page
    assert "href=" not in page
    assert "compliant" not in page
    assert "conforme" not in page


def test_the_state_is_checked_without_findings(rehearsed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(rehearsed / "state.json")]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("0 fail, ")


def test_findings_can_be_written_as_json(rehearsed: Path, tmp_path: Path) -> None:
    target = tmp_path / "new" / "findings.json"
    assert main(["check", str(rehearsed / "state.json"), "--format", "json", "--output", str(target)]) == 0
    assert json.loads(target.read_text())["summary"]["fail"] == 0


def test_unknown_can_be_made_to_fail(rehearsed: Path, tmp_path: Path) -> None:
    """A region that nobody can determine is unknown: it warns, or fails where the reader says so."""
    state = json.loads((rehearsed / "state.json").read_text())
    for resource in state["deployment"]["resources"]:
        if resource["type"].startswith("pulumi:providers:aws"):
            resource["inputs"].pop("region")
        resource.get("inputs", {}).pop("location", None)
        resource.get("outputs", {}).pop("location", None)
    changed = tmp_path / "state.json"
    changed.write_text(json.dumps(state))
    assert main(["check", str(changed), "--unknown", "fail"]) == 1


def _break(resources: list[dict[str, Any]], type_: str, change: dict[str, Any]) -> str:
    """Changes the first resource of the type; returns its logical name."""
    resource = next(resource for resource in resources if resource["type"] == type_)
    for part in ("inputs", "outputs"):
        resource[part] = _merged(resource[part], change)
    return str(resource["urn"].rpartition("::")[2])


def _merged(value: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    merged = dict(value)
    for key, new in change.items():
        merged[key] = _merged(merged.get(key) or {}, new) if isinstance(new, dict) else new
    return merged


AWS_BROKEN = [
    ("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", {"blockPublicPolicy": False}),
    (
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        {"rules": [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}}]},
    ),
    ("aws:s3/bucket:Bucket", {"region": "us-east-1"}),
    ("pulumi:providers:aws", {"region": "eu-west-2"}),
]
AZURE_BROKEN = [
    ("azure-native:storage:StorageAccount", {"allowBlobPublicAccess": True}),
    ("azure-native:storage:StorageAccount", {"publicNetworkAccess": "Enabled"}),
    ("azure-native:storage:StorageAccount", {"encryption": {"keySource": "Microsoft.Storage"}}),
    ("azure-native:storage:StorageAccount", {"location": "uksouth"}),
]


@pytest.mark.parametrize("index", range(4))
def test_one_changed_property_is_found_and_named(
    rehearsed: Path, index: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = json.loads((rehearsed / "state.json").read_text())
    resources = state["deployment"]["resources"]
    aws = any(resource["type"] == "pulumi:providers:aws" for resource in resources)
    name = _break(resources, *(AWS_BROKEN if aws else AZURE_BROKEN)[index])
    changed = tmp_path / "state.json"
    changed.write_text(json.dumps(state))
    assert main(["check", str(changed), "--format", "json"]) == 1
    failures = [finding for finding in json.loads(capsys.readouterr().out)["findings"] if finding["verdict"] == "fail"]
    assert failures
    # A bucket's split settings fail on the bucket that they belong to: its name starts theirs.
    assert any(name.startswith(finding["name"]) or finding["name"].startswith(name) for finding in failures), failures
