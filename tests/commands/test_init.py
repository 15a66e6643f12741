from pathlib import Path

import pytest
import yaml

from hds_landing.cli import main

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


@pytest.mark.parametrize("cloud", ["aws", "azure"])
def test_a_new_project_names_what_to_fill_in_and_is_then_valid(
    cloud: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "ght"
    assert main(["init", str(folder), "--cloud", cloud]) == 0
    assert f"wrote {folder / 'landing-zone.yaml'}" in capsys.readouterr().out
    spec = folder / "landing-zone.yaml"
    assert main(["validate", str(spec)]) == 2
    refused = capsys.readouterr().err
    text = spec.read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), start=1):
        value = line.partition("#")[0]
        if "to fill in" in value and "name:" not in value:
            assert f"{spec}:{number}:" in refused, line
    for old, new in FILLED[cloud].items():
        assert old in text
        text = text.replace(old, new)
    spec.write_text(text.replace('ej: "to fill in"', 'ej: "990000010"'), encoding="utf-8")
    region = "to-fill-in" in spec.read_text(encoding="utf-8")
    assert not region
    assert main(["validate", str(spec)]) == 0


def test_the_project_is_whole_and_pinned(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path / "ght"), "--cloud", "azure"]) == 0
    written = sorted(
        str(path.relative_to(tmp_path / "ght")) for path in (tmp_path / "ght").rglob("*") if path.is_file()
    )
    assert written == [
        ".github/workflows/landing-zone.yml",
        ".gitignore",
        ".gitlab-ci.yml",
        "Pulumi.production.yaml",
        "Pulumi.yaml",
        "__main__.py",
        "azure-pipelines.yml",
        "landing-zone.yaml",
        "requirements.txt",
    ]
    assert (tmp_path / "ght" / "requirements.txt").read_text() == "hds-landing[azure,rehearsal]==0.1.0\n"
    for name in written:
        if name.endswith((".yml", ".yaml")):
            assert yaml.safe_load((tmp_path / "ght" / name).read_text(encoding="utf-8"))
    compile((tmp_path / "ght" / "__main__.py").read_text(), "__main__.py", "exec")


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert main(["init", str(tmp_path), "--cloud", "aws"]) == 2
    assert "is not an empty folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_is_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("mine")
    assert main(["init", str(tmp_path / "file"), "--cloud", "aws"]) == 2
    assert (tmp_path / "file").read_text() == "mine"
