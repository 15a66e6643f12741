import sys
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import pytest
import yaml
from pulumi.provider.experimental.util import camel_case

from hds_landing.rehearsal.program import Rehearsal, rehearse
from hds_landing.rehearsal.project.preview import preview_project
from hds_landing.stacks.bootstrap import BootstrapSettings, bootstrap_stack

ROOT = Path(__file__).parent.parent.parent
PROJECT = yaml.safe_load((ROOT / "stacks" / "bootstrap" / "Pulumi.yaml").read_text(encoding="utf-8"))
ISSUER = "https://token.actions.githubusercontent.com"
SUBJECT = "repo:ght/landing-zone:environment:production"


def run(cloud: str, **config: str) -> Rehearsal:
    spec = str(ROOT / "examples" / f"minimal-{cloud}" / "landing-zone.yaml")
    return rehearse(
        bootstrap_stack,
        cloud=cloud,
        project="hds-landing-bootstrap",
        stack="production",
        config={f"hds-landing-bootstrap:{key}": value for key, value in ({"spec": spec} | config).items()},
    )


def test_the_project_declares_what_the_stack_reads() -> None:
    declared: dict[str, dict[str, Any]] = PROJECT["config"]
    assert list(declared) == [camel_case(field.name) for field in fields(BootstrapSettings)]
    for field in fields(BootstrapSettings):
        entry = declared[camel_case(field.name)]
        assert entry["type"] == "string"
        assert entry["description"]
        assert ("default" in entry) == (field.default is not MISSING), "Pulumi asks for every key without a default"


@pytest.mark.parametrize("cloud", ["aws", "azure"])
def test_it_exports_where_states_lie_and_who_deploys(cloud: str) -> None:
    rehearsal = run(cloud, issuer=ISSUER, subject=SUBJECT)
    assert rehearsal.errors == ()
    (stack,) = (each for each in rehearsal.inventory if each.type == "pulumi:pulumi:Stack")
    more = ["client_id"] if cloud == "azure" else []
    assert sorted(stack.outputs) == sorted(["backend_url", "secrets_provider_url", "runner_id", *more])


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ({"issuer": ISSUER}, "issuer and subject go together"),
        ({"subject": SUBJECT}, "issuer and subject go together"),
        ({"audience": "x"}, "audience is that of an issuer's tokens"),
        ({"issuer": "token.example.org", "subject": SUBJECT}, "starts with https://"),
        ({"issuer": f"{ISSUER}/", "subject": SUBJECT}, "ends without a slash"),
        ({"issuer": ISSUER, "subject": "repo:ght/*"}, "other workloads would deploy too"),
        ({"issuer": ISSUER, "subject": SUBJECT, "audience": "?"}, "other workloads would deploy too"),
        ({"spec": "nowhere.yaml"}, "nowhere.yaml"),
        ({"dnsNetworkId": "hub"}, "give endpointSubnetId too"),
        ({"endpointSubnetId": "tools"}, "takes the id of a subnet"),
    ],
)
def test_bad_configuration_is_refused_before_anything_is_drawn(config: dict[str, str], said: str) -> None:
    rehearsal = run("azure", **config)
    assert [each for each in rehearsal.inventory if each.type.startswith("azure-native:")] == []
    assert any(said in error.message for error in rehearsal.errors), rehearsal.errors


def test_endpoints_are_azures() -> None:
    rehearsal = run("aws", endpointSubnetId="subnet-1")
    assert any("endpointSubnetId is Azure's" in error.message for error in rehearsal.errors), rehearsal.errors


@pytest.mark.parametrize("cloud", ["aws", "azure"])
def test_the_folder_is_a_project_that_can_be_checked(cloud: str, tmp_path: Path) -> None:
    folder = tmp_path / "bootstrap"
    folder.mkdir()
    project = PROJECT | {"runtime": {"name": "python", "options": {"virtualenv": sys.prefix}}}
    (folder / "Pulumi.yaml").write_text(yaml.safe_dump(project), encoding="utf-8")
    program = (ROOT / "stacks" / "bootstrap" / "__main__.py").read_text(encoding="utf-8")
    (folder / "__main__.py").write_text(program, encoding="utf-8")
    spec = ROOT / "examples" / f"minimal-{cloud}" / "landing-zone.yaml"
    settings = yaml.safe_dump({"config": {"hds-landing-bootstrap:spec": str(spec)}})
    (folder / "Pulumi.production.yaml").write_text(settings, encoding="utf-8")
    preview = preview_project(folder, announce=lambda _line: None)
    assert any(each.type.endswith(":StateStore") for each in preview.inventory)
