import sys

import pytest

from hds_landing.errors import InputError
from hds_landing.rehearsal.project.interpreter import environment_of, interpreter_of
from hds_landing.rehearsal.project.project_file import read_project

PYTHON = "name: p\nruntime: python\n"


def _project(tmp_path, text, main="__main__.py"):
    (tmp_path / "Pulumi.yaml").write_text(text)
    if main:
        (tmp_path / main).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / main).write_text("")
    return read_project(tmp_path)


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("name: p\nruntime: nodejs\n", "Pulumi.yaml:2:10", "the runtime is 'nodejs'"),
        ("name: p\nruntime:\n  name: go\n", "Pulumi.yaml:3:9", "the runtime is 'go'"),
        ("name: p\n", "Pulumi.yaml:1:1", "'runtime' is missing"),
        ("runtime: python\n", "Pulumi.yaml:1:1", "'name' is missing"),
        ("name: a b\nruntime: python\n", "Pulumi.yaml:1:7", "name takes"),
        ("name: p\nname: q\n", "Pulumi.yaml:2:1", "given twice"),
        ("name: [p\n", "Pulumi.yaml:2:1", "not YAML"),
        ("- p\n", "Pulumi.yaml:1:1", "expected a mapping"),
        ("", "Pulumi.yaml", "empty"),
        ("name: \x01\n", "Pulumi.yaml", "control character"),
        ("[" * 5000, "Pulumi.yaml", "nested too deep"),
        (
            PYTHON
            + "a: &a [x, x, x, x, x, x, x, x]\n"
            + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join(['*' + chr(97 + i)] * 8)}]\n" for i in range(8)),
            "Pulumi.yaml",
            "aliases expanded",
        ),
        (PYTHON + "main: ../other\n", "Pulumi.yaml:3:7", "inside the project"),
        (PYTHON + "main: /etc\n", "Pulumi.yaml:3:7", "inside the project"),
        (PYTHON + "main: nowhere\n", "Pulumi.yaml:3:7", "does not exist"),
        ("name: p\nruntime: {name: python, options: {toolchain: conda}}\n", "Pulumi.yaml:2", "pip, uv, poetry"),
        (PYTHON + "config: {a: {type: text}}\n", "Pulumi.yaml:3", "allowed: string, integer"),
    ],
)
def test_a_bad_project_file_is_refused_where_it_is_bad(tmp_path, text, place, message):
    with pytest.raises(InputError) as refused:
        _project(tmp_path, text)
    assert place in str(refused.value)
    assert message in str(refused.value)


def test_a_folder_without_a_project_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"without a Pulumi\.yaml"):
        read_project(tmp_path)


def test_a_project_without_a_program_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"no __main__\.py in the project's folder"):
        _project(tmp_path, PYTHON, main=None)


@pytest.mark.parametrize(
    ("main", "written", "program", "working_folder"),
    [
        ("", "__main__.py", ".", "."),
        ("main: infra\n", "infra/__main__.py", "infra", "infra"),
        ("main: infra/app.py\n", "infra/app.py", "infra/app.py", "infra"),
    ],
)
def test_main_is_a_folder_or_a_file(tmp_path, main, written, program, working_folder):
    project = _project(tmp_path, PYTHON + main, main=written)
    assert project.program == (tmp_path / program).resolve()
    assert project.working_folder == (tmp_path / working_folder).resolve()


def test_the_virtual_environment_is_the_one_that_the_project_names(tmp_path):
    project = _project(tmp_path, f"name: p\nruntime: {{name: python, options: {{virtualenv: {sys.prefix}}}}}\n")
    assert interpreter_of(project).parent.parent.samefile(sys.prefix)


def test_a_missing_interpreter_is_said_with_what_to_do(tmp_path):
    project = _project(tmp_path, "name: p\nruntime: {name: python, options: {virtualenv: venv}}\n")
    with pytest.raises(InputError, match=r"virtual environment .*venv, which has no bin/python.*pulumi install"):
        interpreter_of(project)


@pytest.mark.parametrize(
    ("lock", "expected"), [(None, "inner/.venv"), ("uv.lock", ".venv"), ("pyproject.toml", ".venv")]
)
def test_uv_keeps_its_environment_beside_its_lock(tmp_path, lock, expected):
    if lock:
        (tmp_path / lock).write_text("")
    (tmp_path / "inner").mkdir()
    made = tmp_path / expected / "bin" / "python"
    made.parent.mkdir(parents=True)
    made.write_text("")
    project = _project(tmp_path / "inner", "name: p\nruntime: {name: python, options: {toolchain: uv}}\n")
    assert interpreter_of(project) == made


def test_poetry_is_asked_for_its_environment(tmp_path, monkeypatch):
    project = _project(tmp_path, "name: p\nruntime: {name: python, options: {toolchain: poetry}}\n")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match="no `poetry` on PATH"):
        interpreter_of(project)
    poetry = tmp_path / "poetry"
    poetry.write_text(f"#!/bin/sh\necho {sys.prefix}\n")
    poetry.chmod(0o755)
    assert interpreter_of(project).parent.parent.samefile(sys.prefix)
    poetry.write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(InputError, match="poetry install"):
        interpreter_of(project)


@pytest.mark.parametrize(
    "name",
    [
        "AWS_ACCESS_KEY_ID",
        "AWS_REGION",
        "AWS_PROFILE",
        "ARM_CLIENT_SECRET",
        "AZURE_CLIENT_ID",
        "GOOGLE_APPLICATION_CREDENTIALS",
        "PULUMI_ACCESS_TOKEN",
        "PULUMI_CONFIG_PASSPHRASE",
        "GITHUB_TOKEN",
        "CI_JOB_TOKEN",
        "DB_PASSWORD",
        "SSH_AUTH_SOCK",
        "PYTHONHOME",
    ],
)
def test_credentials_do_not_reach_the_program(tmp_path, name):
    environment = environment_of(tmp_path / "python", {name: "x", "IMAGE_TAG": "1.2", "PATH": "/bin"}, tmp_path)
    assert name not in environment
    assert environment["IMAGE_TAG"] == "1.2"
    assert environment["AWS_SHARED_CREDENTIALS_FILE"] == "/dev/null"
    assert environment["AZURE_CONFIG_DIR"] == str(tmp_path)
