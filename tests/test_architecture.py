"""What must not be loaded, and what must not be written."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROGRAM = """
import contextlib, io, json, sys
from hds_landing.cli import main
try:
    with contextlib.redirect_stdout(io.StringIO()):
        code = main(json.loads(sys.argv[1]))
except SystemExit as left:
    code = left.code
print(json.dumps([code, sorted({name.partition('.')[0] for name in sys.modules})]))
"""
SDKS = {"pulumi", "pulumi_aws", "pulumi_azure_native", "pulumi_policy", "grpc", "boto3", "botocore", "moto"}


def _modules_after(*words: str) -> tuple[int, set[str]]:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(words)], capture_output=True, text=True, cwd=ROOT, check=True
    )
    code, modules = json.loads(ran.stdout)
    return code, set(modules)


@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("validate", "examples/minimal-aws/landing-zone.yaml"),
        ("plan", "examples/minimal-azure/landing-zone.yaml"),
        ("rules",),
        ("catalogue", "regions", "Paris"),
    ],
)
def test_commands_that_draw_nothing_load_no_sdk(words: tuple[str, ...]) -> None:
    code, modules = _modules_after(*words)
    assert code == 0
    assert modules.isdisjoint(SDKS), sorted(modules & SDKS)


def test_help_loads_neither_pydantic_nor_yaml() -> None:
    code, modules = _modules_after("--help")
    assert code == 0
    assert modules.isdisjoint({"pydantic", "yaml", "rich", "jinja2"})


def test_every_source_module_is_typed_and_described() -> None:
    modules = sorted((ROOT / "hds_landing").rglob("*.py"))
    assert len(modules) > 50
    without = [str(module) for module in modules if not module.read_text(encoding="utf-8").lstrip().startswith('"""')]
    assert without == []


def test_no_name_that_says_nothing() -> None:
    empty = {"utils", "helpers", "common", "manager", "base", "core"}
    named = [
        str(path) for path in (ROOT / "hds_landing").rglob("*.py") if path.stem in empty or path.parent.name in empty
    ]
    assert named == []
