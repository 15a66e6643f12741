"""`hds-landing init`: writes a first spec, the Pulumi projects of its stacks, the policy pack and CI snippets."""

from argparse import Namespace
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

from hds_landing import __version__
from hds_landing.errors import InputError
from hds_landing.report.output_folder import write_tree

_ROOT_FILES = {
    "README.md": "README.md.txt",
    "landing-zone.yaml": "landing-zone.{cloud}.yaml",
    "requirements.txt": "requirements.{cloud}.txt",
    ".gitignore": "gitignore.txt",
    ".github/workflows/landing-zone.yml": "github.yml",
    ".gitlab-ci.yml": "gitlab.yml",
    "azure-pipelines.yml": "azure-pipelines.yml",
    "policies/PulumiPolicy.yaml": "policies/PulumiPolicy.yaml",
    "policies/__main__.py": "policies/program.py.txt",
}
_PROJECTS: Mapping[str, tuple[str, ...]] = {
    "one": ("bootstrap", "landing-zone"),
    "per-establishment": ("bootstrap", "hub", "establishment"),
}
_SETTINGS = {"establishment": "Pulumi.lead.yaml"}
"""The stack file of a project whose stack is not `production`."""
_ROWS = {
    "one": "| `landing-zone/` | Pulumi project: the whole group in one stack |",
    "per-establishment": (
        "| `hub/` | Pulumi project: what all establishments share |\n"
        "| `establishment/` | Pulumi project: one stack per establishment, with its key as name |"
    ),
}
_FIRST_UP = """cd {project}
pulumi stack init {stack} --secrets-provider "$SECRETS_PROVIDER_URL"
pulumi preview --stack {stack} --json --show-sames > preview.json
../.venv/bin/hds-landing check preview.json
pulumi up --stack {stack} --policy-pack ../policies"""
_ORDER = {
    "one": _FIRST_UP.format(project="landing-zone", stack="production"),
    "per-establishment": "\n\n".join(
        (
            _FIRST_UP.format(project="hub", stack="production"),
            _FIRST_UP.format(project="../establishment", stack="lead"),
            "cd ../hub  # once `lead` stands among hds-landing-hub:connections in Pulumi.production.yaml\n"
            "pulumi up --stack production --policy-pack ../policies",
        )
    ),
}


def run(arguments: Namespace) -> int:
    """Writes the files into a folder that is empty or not there yet, and says what to do next."""
    folder: Path = arguments.directory
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder}: is not an empty folder; nothing was written. Give a new one.")
    texts = {path: _filled_in(template, arguments.stacks) for path, template in _files(arguments)}
    for path in write_tree(folder, texts):
        print(f"wrote {path}")
    spec = folder / "landing-zone.yaml"
    print(
        f"\nNext: fill in the lines of {spec} marked 'to fill in' (there is no default region or account), then\n"
        f"  hds-landing validate {spec}\n"
        f"  hds-landing rehearse {spec} --out out\n"
        f"  hds-landing plan {spec} --record\n"
        f"and commit the folder with its address ledger. {folder / 'README.md'} goes on from there."
    )
    return 0


def _files(arguments: Namespace) -> Iterator[tuple[str, str]]:
    """The path of each file, and of its template."""
    for path, template in _ROOT_FILES.items():
        yield path, template.format(cloud=arguments.cloud)
    for project in _PROJECTS[arguments.stacks]:
        settings = _SETTINGS.get(project, "Pulumi.production.yaml")
        for name, template in (("Pulumi.yaml", "Pulumi.yaml"), ("__main__.py", "program.py.txt"), (settings, settings)):
            yield f"{project}/{name}", f"projects/{project}/{template}"


def _filled_in(template: str, stacks: str) -> str:
    text = (files("hds_landing.commands") / "templates" / template).read_text(encoding="utf-8")
    for word, value in (("VERSION", __version__), ("PROJECTS", _ROWS[stacks]), ("ORDER", _ORDER[stacks])):
        text = text.replace(word, value)
    return text
