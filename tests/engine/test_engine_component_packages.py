"""Programs that ask the component packages for their components get what the Python program draws.

The packages are served as executables, so that no command installs anything.
"""

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from hds_landing.component_packages.offered import PACKAGES
from hds_landing.plan.plan_json import as_json
from tests.engine.engine_stack import Stack
from tests.engine.workbench import ROOT, Workbench
from tests.rehearsed_examples import planned

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(shutil.which("pulumi") is None, reason="no pulumi command on PATH"),
]
EXAMPLES = {"hds-aws": "minimal-aws", "hds-azure": "minimal-azure"}
PYTHON_PROGRAM = """
import json

import pulumi

plan = json.load(open("plan.json", encoding="utf-8"))
outputs = {"vaultIds": None}
zone = pulumi.ComponentResource("PACKAGE:index:LandingZone", plan["name"], {"plan": plan, **outputs}, remote=True)
pulumi.export("vaultIds", zone.vaultIds)
"""


def _project(workbench: Workbench, package: str, runtime: dict[str, Any], **rest: Any) -> Path:
    """A project with the name of our own, so that its URNs can be the same, and the plan of an example."""
    folder = workbench.folder / "remote"
    folder.mkdir()
    executable = workbench.plugins / f"pulumi-resource-{package}"
    words = [sys.executable, str(ROOT / "packages" / package / "__main__.py")]
    executable.write_text(f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n', encoding="utf-8")
    executable.chmod(0o755)
    providers = [{"name": name, "path": str(workbench.plugins)} for name in ("aws", "azure-native", package)]
    described = {"name": "hds-landing", "runtime": runtime, "plugins": {"providers": providers}, **rest}
    (folder / "Pulumi.yaml").write_text(yaml.safe_dump(described, sort_keys=False), encoding="utf-8")
    plan = as_json(planned(EXAMPLES[package]).plan)
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    return folder


def _drawn(resource: dict[str, Any]) -> dict[str, Any]:
    kept = ("type", "custom", "parent", "inputs", "protect", "retainOnDelete")
    return {name: resource.get(name) for name in kept} | {"dependencies": sorted(resource.get("dependencies") or ())}


def _brought_up(workbench: Workbench, package: str, folder: Path) -> Stack:
    stack = workbench.stack(folder, planned(EXAMPLES[package]).plan.name)
    stack.up()
    remote, rehearsed = stack.resources(), workbench.rehearsed_state(EXAMPLES[package])
    components = {urn for urn, each in rehearsed.items() if each["type"].startswith(f"{package}:")}
    assert len(components) > 5
    ours = {urn: each for urn, each in remote.items() if not each["type"].startswith("pulumi:")}
    assert ours.keys() == {urn for urn, each in rehearsed.items() if not each["type"].startswith("pulumi:")}
    differing = [urn for urn in components if _drawn(remote[urn]) != _drawn(rehearsed[urn])]
    assert differing == []
    parents = {urn: each.get("parent") for urn, each in ours.items()}
    assert parents == {urn: rehearsed[urn].get("parent") for urn in ours}
    return stack


@pytest.mark.parametrize("package", EXAMPLES)
def test_a_program_that_asks_for_the_remote_component_draws_the_same(workbench: Workbench, package: str) -> None:
    folder = _project(workbench, package, {"name": "python", "options": {"virtualenv": sys.prefix}})
    (folder / "__main__.py").write_text(PYTHON_PROGRAM.replace("PACKAGE", package), encoding="utf-8")
    _brought_up(workbench, package, folder).up("--expect-no-changes")


def test_what_does_not_fit_is_told_by_property(workbench: Workbench) -> None:
    folder = _project(workbench, "hds-aws", {"name": "python", "options": {"virtualenv": sys.prefix}})
    (folder / "__main__.py").write_text(PYTHON_PROGRAM.replace("PACKAGE", "hds-aws"), encoding="utf-8")
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    plan["platformKeys"]["rotationDays"] = 30.5
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    output = workbench.stack(folder, "refused").preview(expected=False).output
    assert "plan.platformKeys.rotationDays" in output
    assert "is 30.5, and takes a whole number" in output
    assert "component_package.py" not in output


@pytest.mark.parametrize("package", PACKAGES)
def test_the_engine_reads_the_recorded_schema(workbench: Workbench, package: str) -> None:
    _project(workbench, package, {"name": "python"})
    told = subprocess.run(
        ["pulumi", "package", "get-schema", str(workbench.plugins / f"pulumi-resource-{package}")],
        env={**os.environ, "PULUMI_HOME": str(workbench.folder / "home")},
        capture_output=True,
        text=True,
        check=True,
    )
    recorded = json.loads((ROOT / "packages" / package / "schema.json").read_text(encoding="utf-8"))
    assert json.loads(told.stdout) == {**recorded, "config": {}}


YAML_HOST = "pulumi-language-yaml"
DIRECT_PROGRAM = """
import json

import pulumi
import pulumi_aws
from hds_landing.aws.encryption_keys import EncryptionKeys, EncryptionKeysArgs

paris = pulumi_aws.Provider("paris", **json.load(open("provider.json", encoding="utf-8")))
key_set = json.load(open("key_set.json", encoding="utf-8"))
keys = EncryptionKeys("evreux-keys", EncryptionKeysArgs(key_set), pulumi.ResourceOptions(providers=[paris]))
pulumi.export("keyIds", keys.key_ids)
"""


@pytest.mark.skipif(shutil.which(YAML_HOST) is None, reason=f"there is no {YAML_HOST} on PATH")
def test_a_yaml_program_draws_what_the_python_program_draws(workbench: Workbench) -> None:
    folder = _project(workbench, "hds-aws", {"name": "yaml"})
    written = ROOT / "packages" / "examples" / "yaml" / "encryption-keys" / "Pulumi.yaml"
    program = yaml.safe_load(written.read_text(encoding="utf-8"))
    described = yaml.safe_load((folder / "Pulumi.yaml").read_text(encoding="utf-8"))
    parts = {name: program[name] for name in ("resources", "outputs")}
    (folder / "Pulumi.yaml").write_text(yaml.safe_dump({**described, **parts}, sort_keys=False), encoding="utf-8")
    remote = workbench.stack(folder, "remote")
    remote.up("--skip-preview")
    drawn = remote.resources()
    remote.destroy("--exclude-protected")

    provider = program["resources"]["paris"]["properties"]
    given = {"region": provider["region"], "allowed_account_ids": provider["allowedAccountIds"]}
    (folder / "provider.json").write_text(json.dumps(given), encoding="utf-8")
    key_set = program["resources"]["evreux-keys"]["properties"]["keySet"]
    (folder / "key_set.json").write_text(json.dumps(key_set), encoding="utf-8")
    described["runtime"] = {"name": "python", "options": {"virtualenv": sys.prefix}}
    (folder / "Pulumi.yaml").write_text(yaml.safe_dump(described, sort_keys=False), encoding="utf-8")
    (folder / "__main__.py").write_text(DIRECT_PROGRAM, encoding="utf-8")
    direct = workbench.stack(folder, "direct")
    direct.up("--skip-preview")
    expected = _parents(direct.resources(), "direct")
    assert len(expected) > 5
    assert _parents(drawn, "remote") == expected


def _parents(resources: dict[str, dict[str, Any]], stack: str) -> dict[str, str | None]:
    """URN of the parent by URN, without the stack's name, the stack and the engine's own default providers."""
    engines = ("pulumi:pulumi:Stack", "pulumi:providers:hds-aws", "pulumi:providers:pulumi")
    ours = {urn: each.get("parent") or "" for urn, each in resources.items() if each["type"] not in engines}
    assert all(urn.startswith(f"urn:pulumi:{stack}::") for urn in ours)
    named = f"urn:pulumi:{stack}::"
    return {
        urn.removeprefix(named): None if "pulumi:pulumi:Stack::" in parent else parent.removeprefix(named)
        for urn, parent in ours.items()
    }
