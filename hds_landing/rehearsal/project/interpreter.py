"""The interpreter of a project, and the environment that its program gets."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from hds_landing.errors import InputError
from hds_landing.rehearsal.project.project_file import Project

_BIN: Final = "Scripts" if os.name == "nt" else "bin"
_PYTHON: Final = "python.exe" if os.name == "nt" else "python"
_POETRY_SECONDS: Final = 60

_REMOVED: Final = re.compile(
    r"(AWS|AZURE|ARM|GOOGLE|GCLOUD|CLOUDSDK|GCP|OS|OVH|SCW|HCLOUD|DIGITALOCEAN|CLOUDFLARE|VAULT|PULUMI|TF)_.*"
    r"|KUBECONFIG|SSH_AUTH_SOCK|ACTIONS_.*"
    r"|.*(TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|APIKEY|API_KEY|ACCESS_KEY|PRIVATE_KEY).*",
    re.IGNORECASE,
)
"""Credentials, and settings that would make a verdict depend on the machine (`AWS_REGION`)."""


def interpreter_of(project: Project) -> Path:
    """The Python that runs the project's program, chosen as Pulumi chooses it; raises InputError where it is none."""
    folder = _virtualenv(project)
    if folder is None:
        found = shutil.which("python3") or shutil.which("python")
        if found is None:
            raise InputError(f"{project.file}: the project names no virtualenv, and there is no python3 on PATH.")
        return Path(found)
    interpreter = folder / _BIN / _PYTHON
    if not interpreter.is_file():
        raise InputError(
            f"{project.file}: the project runs in the virtual environment {folder}, which has no {_BIN}/{_PYTHON}. "
            f"Make it, with the program's requirements: pulumi install, in {project.folder}."
        )
    return interpreter


def _virtualenv(project: Project) -> Path | None:
    if project.virtualenv:
        return project.root / project.virtualenv
    if project.toolchain == "uv":
        for name in ("uv.lock", "pyproject.toml"):
            for folder in (project.root, *project.root.parents):
                if (folder / name).is_file():
                    return folder / ".venv"
        return project.root / ".venv"
    return _of_poetry(project) if project.toolchain == "poetry" else None


def _of_poetry(project: Project) -> Path:
    poetry = shutil.which("poetry")
    if poetry is None:
        raise InputError(f"{project.file}: the toolchain is poetry, and there is no `poetry` on PATH. Install it.")
    try:
        asked = subprocess.run(  # noqa: S603 - what the project's own toolchain is asked by Pulumi too
            [poetry, "env", "info", "--path"],
            cwd=project.root,
            capture_output=True,
            text=True,
            timeout=_POETRY_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise InputError(f"{project.file}: `poetry env info --path` failed: {error}") from None
    if asked.returncode or not asked.stdout.strip():
        raise InputError(f"{project.file}: poetry has no environment for the project. Make it: poetry install.")
    return Path(asked.stdout.strip())


def environment_of(interpreter: Path, environ: Mapping[str, str], empty_folder: Path) -> dict[str, str]:
    """The environment of this process, without credentials; the files that clouds' tools keep theirs in are hidden.

    `empty_folder` stands in for the folders of those tools. A program can still find what it looks for elsewhere.
    """
    kept = {
        name: value
        for name, value in environ.items()
        if not _REMOVED.fullmatch(name) and name not in ("PYTHONHOME", "VIRTUAL_ENV")
    }
    folder = interpreter.parent
    if (folder.parent / "pyvenv.cfg").is_file():
        kept["VIRTUAL_ENV"] = str(folder.parent)
        kept["PATH"] = os.pathsep.join([str(folder), *filter(None, [kept.get("PATH")])])
    return kept | {
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AZURE_CONFIG_DIR": str(empty_folder),
        "CLOUDSDK_CONFIG": str(empty_folder),
        "KUBECONFIG": os.devnull,
        "PYTHONDONTWRITEBYTECODE": "1",
        "no_grpc_proxy": "127.0.0.1",
    }
