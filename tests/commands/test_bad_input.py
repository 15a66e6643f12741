"""Whatever a user gives, the answer is an error that says what to do, never a traceback."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from hds_landing.cli import main

GOOD = Path(__file__).parents[2] / "examples" / "minimal-aws" / "landing-zone.yaml"


def _file(folder: Path, name: str, content: bytes) -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)


@pytest.mark.parametrize("command", ["validate", "plan", "check"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.yaml", b""),
        ("binary.yaml", bytes(range(256))),
        ("list.yaml", b"- a\n- b\n"),
        ("scalar.yaml", b"hello"),
        ("tabs.yaml", b"a:\n\t- b"),
        ("half.yaml", b"apiVersion: hds-landing/v1\nght: {name: x"),
        ("twice.yaml", b"apiVersion: a\napiVersion: b\n"),
        ("deep.yaml", b"a: " + b"[" * 3000),
        ("tag.yaml", b"a: !!python/object/apply:os.system ['true']"),
        ("two.yaml", b"a: 1\n---\nb: 2\n"),
    ],
)
def test_a_broken_spec_is_refused(
    command: str, name: str, content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, _file(tmp_path, name, content)]) == 2
    said = capsys.readouterr()
    assert said.err.strip()
    assert "Traceback" not in said.err
    assert said.out == ""


@pytest.mark.parametrize("command", ["validate", "plan", "check"])
def test_a_path_that_is_not_there(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, str(tmp_path / "absent.yaml")]) == 2
    assert "absent.yaml" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.json", b""),
        ("broken.json", b'{"version": 3, '),
        ("list.json", b"[1, 2]"),
        ("number.json", b"3"),
        ("other.json", b'{"hello": "world"}'),
        ("nothing.json", b'{"version": 3, "deployment": {"resources": []}}'),
        ("none.json", b'{"version": 3, "deployment": null}'),
        ("odd.json", b'{"version": 3, "deployment": {"resources": [1, null, {"urn": 4}]}}'),
        ("version.json", b'{"version": 99, "deployment": {"resources": []}}'),
        ("deep.json", b'{"version": 3, "deployment": ' + b'{"a":' * 5000 + b"1" + b"}" * 5000 + b"}"),
        ("binary.json", bytes(range(256))),
    ],
)
def test_an_inventory_that_is_none_is_refused(
    name: str, content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", _file(tmp_path, name, content)]) == 2
    said = capsys.readouterr()
    assert name in said.err
    assert "Traceback" not in said.err


def test_a_folder_is_no_inventory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path)]) == 2
    assert "is a folder" in capsys.readouterr().err


def test_a_rule_and_a_word_that_do_not_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "no-such-rule"]) == 2
    assert "There is no rule 'no-such-rule'" in capsys.readouterr().err
    assert main(["catalogue", "regions", "atlantis"]) == 2
    assert "No row of regions contains 'atlantis'" in capsys.readouterr().err


def test_results_that_cannot_be_written_are_exit_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("mine")
    assert main(["rehearse", str(GOOD), "--out", str(blocked)]) == 3
    assert "cannot be written" in capsys.readouterr().err
    assert blocked.read_text() == "mine"


def test_unknown_words_are_exit_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["deploy"])
    assert left.value.code == 2
    assert "invalid choice" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("redirection", "code", "said"),
    [("> /dev/full", 3, "standard output: No space left on device."), (">&-", 0, "")],
)
def test_an_output_that_takes_nothing_is_no_traceback(redirection: str, code: int, said: str) -> None:
    command = f"{shlex.quote(sys.executable)} -m hds_landing.cli plan {shlex.quote(str(GOOD))} {redirection}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (code, said)


def test_a_terminal_without_accents_gets_question_marks() -> None:
    spec = GOOD.parents[1] / "grand-paris-nord-est" / "landing-zone.yaml"
    words = [sys.executable, "-m", "hds_landing.cli", "plan", str(spec)]
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert "MSSant? operator" in " ".join(done.stdout.split())


@pytest.mark.parametrize("given", ["0", "-1", "1.5", "ten", "nan", "100000", "1e3", "\u0661"])
def test_a_time_limit_that_is_none_is_refused(given: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["check", "anything", f"--timeout-seconds={given}"])
    assert ended.value.code == 2
    assert "expected whole seconds from 1 to 99999" in capsys.readouterr().err


def test_a_time_limit_without_a_project_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(GOOD), "--timeout-seconds", "60"]) == 2
    assert "no INPUT is a project's folder" in capsys.readouterr().err
