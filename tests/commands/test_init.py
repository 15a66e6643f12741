import sys
from datetime import date
from pathlib import Path

import pytest
import yaml

from hds_landing import __version__
from hds_landing.cli import main
from hds_landing.plan.from_file import plan_file
from hds_landing.plan.ledger import write_ledger
from hds_landing.rehearsal.project.preview import preview_project
from hds_landing.rehearsal.project.project_file import read_project
from hds_landing.rehearsal.project.stack_config import read_stack_config
from hds_landing.rules.evaluation import evaluate
from hds_landing.rules.finding import Verdict

ROOT = Path(__file__).parent.parent.parent
FILLED = {
    "aws": {"region: to-fill-in": "region: eu-west-3", '"to fill in"}   #': '"111122223333"}   #'},
    "azure": {
        "region: to-fill-in": "region: francecentral",
        "tenantId: to fill in": "tenantId: 00000000-0000-4000-8000-00000000000a",
        "platform: to fill in": "platform: 00000000-0000-4000-8000-000000000001",
        "ciPrincipalId: to fill in": "ciPrincipalId: 00000000-0000-4000-8000-0000000000c1",
        "recoveryPrincipalId: to fill in": "recoveryPrincipalId: 00000000-0000-4000-8000-0000000000c2",
    },
}
AROUND = [
    ".github/workflows/landing-zone.yml",
    ".gitignore",
    ".gitlab-ci.yml",
    "README.md",
    "azure-pipelines.yml",
    "landing-zone.yaml",
    "policies/PulumiPolicy.yaml",
    "policies/__main__.py",
    "requirements.txt",
]
PROJECTS = {
    "one": {"bootstrap": "production", "landing-zone": "production"},
    "per-establishment": {"bootstrap": "production", "hub": "production", "establishment": "lead"},
}
CLOUDS = pytest.mark.parametrize("cloud", ["aws", "azure"])
STACKS = pytest.mark.parametrize("stacks", ["one", "per-establishment"])


def written(folder: Path, cloud: str, stacks: str = "one") -> Path:
    assert main(["init", str(folder), "--cloud", cloud, "--stacks", stacks]) == 0
    return folder


def filled_in(folder: Path, cloud: str) -> Path:
    """Fills the spec in, and records its ranges, as the README says."""
    spec = folder / "landing-zone.yaml"
    text = spec.read_text(encoding="utf-8")
    for old, new in FILLED[cloud].items():
        assert old in text
        text = text.replace(old, new)
    spec.write_text(text.replace('ej: "to fill in"', 'ej: "990000010"'), encoding="utf-8")
    planned = plan_file(spec, date.today())
    write_ledger(planned.ledger_path, planned.ledger)
    return spec


@CLOUDS
def test_a_new_project_names_what_to_fill_in_and_is_then_valid(
    cloud: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = written(tmp_path / "ght", cloud)
    assert f"wrote {folder / 'landing-zone.yaml'}" in capsys.readouterr().out
    spec = folder / "landing-zone.yaml"
    assert main(["validate", str(spec)]) == 2
    refused = capsys.readouterr().err
    places = []
    for number, line in enumerate(spec.read_text(encoding="utf-8").splitlines(), start=1):
        value = line.partition("#")[0]
        if "to fill in" in value and "name:" not in value:
            places.append(f"{spec}:{number}:")
            assert places[-1] in refused, line
    assert len(places) >= 2
    asked = {line.partition(" ")[0] for line in refused.splitlines() if line.startswith(str(spec))}
    assert all(place.startswith(tuple(places)) for place in asked), "it asks for nothing else"
    filled_in(folder, cloud)
    assert main(["validate", str(spec)]) == 0
    text = spec.read_text(encoding="utf-8")
    spec.write_text(text.replace(FILLED[cloud]["region: to-fill-in"], "region: to-fill-in"), encoding="utf-8")
    assert main(["validate", str(spec)]) == 2
    assert "cloud.region: 'to-fill-in'" in capsys.readouterr().err, "asked once the rest can be read"


@CLOUDS
def test_the_spec_that_was_filled_in_is_rehearsed_without_a_finding(cloud: str, tmp_path: Path) -> None:
    spec = filled_in(written(tmp_path / "ght", cloud), cloud)
    assert main(["rehearse", str(spec), "--out", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "state.json").is_file()


@STACKS
@CLOUDS
def test_the_folder_is_whole(cloud: str, stacks: str, tmp_path: Path) -> None:
    folder = written(tmp_path / "ght", cloud, stacks)
    found = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    projects = [
        f"{project}/{name}"
        for project, stack in PROJECTS[stacks].items()
        for name in ("Pulumi.yaml", f"Pulumi.{stack}.yaml", "__main__.py")
    ]
    assert found == sorted(AROUND + projects)
    for name in found:
        text = (folder / name).read_text(encoding="utf-8")
        assert not any(word in text for word in ("VERSION", "PROJECTS", "ORDER"))
        if name.endswith((".yml", ".yaml")):
            assert yaml.safe_load(text)
        if name.endswith(".py"):
            compile(text, name, "exec")
    requirements = (folder / "requirements.txt").read_text(encoding="utf-8")
    assert requirements == f"hds-landing[{cloud},policy,rehearsal]=={__version__}\n"


@STACKS
def test_the_readme_names_every_project_in_its_order(stacks: str, tmp_path: Path) -> None:
    readme = (written(tmp_path / "ght", "aws", stacks) / "README.md").read_text(encoding="utf-8")
    places = [readme.index(f"| `{project}/`") for project in PROJECTS[stacks]]
    assert places == sorted(places)
    for project, stack in PROJECTS[stacks].items():
        if project != "bootstrap":
            assert f"pulumi stack init {stack}" in readme
    assert "--skip-preview" in readme


@pytest.mark.parametrize("project", ["bootstrap", "landing-zone", "hub", "establishment"])
def test_projects_are_those_of_the_repository(project: str, tmp_path: Path) -> None:
    stacks = "one" if project == "landing-zone" else "per-establishment"
    folder = written(tmp_path / "ght", "aws", stacks) / project
    ours = ROOT / "stacks" / project
    theirs = yaml.safe_load((folder / "Pulumi.yaml").read_text(encoding="utf-8"))
    expected = yaml.safe_load((ours / "Pulumi.yaml").read_text(encoding="utf-8"))
    assert theirs["runtime"]["options"].pop("virtualenv") == "../.venv"
    assert expected["runtime"]["options"].pop("virtualenv") == "../../.venv"
    assert theirs["runtime"]["options"].pop("toolchain") == "pip"
    for project_file in (theirs, expected):
        del project_file["config"]["spec"]["description"]
    assert theirs == expected
    assert (folder / "__main__.py").read_text() == (ours / "__main__.py").read_text()


def test_the_policy_pack_is_that_of_the_repository(tmp_path: Path) -> None:
    folder = written(tmp_path / "ght", "azure") / "policies"
    for name in ("PulumiPolicy.yaml", "__main__.py"):
        assert (folder / name).read_text(encoding="utf-8") == (ROOT / "policies" / name).read_text(encoding="utf-8")


@STACKS
def test_every_stack_file_gives_what_its_project_asks_for(stacks: str, tmp_path: Path) -> None:
    folder = written(tmp_path / "ght", "aws", stacks)
    for project, stack in PROJECTS[stacks].items():
        config = read_stack_config(read_project(folder / project), None)
        assert config.stack == stack
        specs = [value for key, value in config.values.items() if key.endswith(":spec")]
        assert [(folder / project / value).resolve() for value in specs] == [(folder / "landing-zone.yaml").resolve()]


@pytest.mark.parametrize(
    ("cloud", "stacks", "project"),
    [
        ("aws", "one", "bootstrap"),
        ("azure", "one", "landing-zone"),
        ("aws", "per-establishment", "hub"),
        ("azure", "per-establishment", "establishment"),
    ],
)
def test_a_written_project_is_checked_without_a_failure(cloud: str, stacks: str, project: str, tmp_path: Path) -> None:
    folder = written(tmp_path / "ght", cloud, stacks)
    filled_in(folder, cloud)
    (folder / ".venv").symlink_to(sys.prefix)
    inventory = preview_project(folder / project, announce=lambda _line: None).inventory
    assert any(each.type.startswith(f"hds-{cloud}:") for each in inventory)
    findings = evaluate(inventory, today=date.today()).findings
    assert [each for each in findings if each.verdict is Verdict.FAIL] == []
    assert any(each.verdict is Verdict.PASS for each in findings)


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert main(["init", str(tmp_path), "--cloud", "aws"]) == 2
    assert "is not an empty folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_is_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("mine")
    assert main(["init", str(tmp_path / "file"), "--cloud", "aws"]) == 2
    assert (tmp_path / "file").read_text() == "mine"
