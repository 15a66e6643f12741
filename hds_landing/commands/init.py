"""`hds-landing init`: writes a first spec, a Pulumi project and CI snippets."""

from argparse import Namespace
from importlib.resources import files
from pathlib import Path

from hds_landing import __version__
from hds_landing.errors import InputError
from hds_landing.report.output_folder import write_tree

_FILES = {
    "landing-zone.yaml": "landing-zone.{cloud}.yaml",
    "Pulumi.yaml": "Pulumi.yaml",
    "Pulumi.production.yaml": "Pulumi.production.yaml",
    "__main__.py": "program.py.txt",
    "requirements.txt": "requirements.{cloud}.txt",
    ".gitignore": "gitignore.txt",
    ".github/workflows/landing-zone.yml": "github.yml",
    ".gitlab-ci.yml": "gitlab.yml",
    "azure-pipelines.yml": "azure-pipelines.yml",
}


def run(arguments: Namespace) -> int:
    """Writes the files into a folder that is empty or not there yet, and says what to do next."""
    folder: Path = arguments.directory
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder}: is not an empty folder; nothing was written. Give a new one.")
    templates = files("hds_landing.commands") / "templates"
    texts = {
        path: (templates / template.format(cloud=arguments.cloud))
        .read_text(encoding="utf-8")
        .replace("VERSION", __version__)
        for path, template in _FILES.items()
    }
    for path in write_tree(folder, texts):
        print(f"wrote {path}")
    spec = folder / "landing-zone.yaml"
    print(
        f"\nNext: fill in the lines of {spec} marked 'to fill in' (there is no default region or account), then\n"
        f"  hds-landing validate {spec}\n"
        f"  hds-landing rehearse {spec} --out out\n"
        f"  hds-landing plan {spec} --record\n"
        f"and commit the folder with its address ledger."
    )
    return 0
