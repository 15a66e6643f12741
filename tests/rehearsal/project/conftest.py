import sys
from textwrap import dedent

import pytest
import yaml

from hds_landing.rehearsal.project.preview import preview_project


@pytest.fixture
def write_project(tmp_path):
    """Writes a project that runs in this interpreter; stacks by name, as the data of their files."""

    def _write(program, *, stacks=None, **settings):
        root = tmp_path / "project"
        root.mkdir(exist_ok=True)
        project = {"name": "p", "runtime": {"name": "python", "options": {"virtualenv": sys.prefix}}, **settings}
        (root / "Pulumi.yaml").write_text(yaml.safe_dump(project, sort_keys=False))
        for name, data in (stacks or {}).items():
            (root / f"Pulumi.{name}.yaml").write_text(yaml.safe_dump(data, sort_keys=False))
        (root / "__main__.py").write_text(dedent(program))
        return root

    return _write


@pytest.fixture
def preview(write_project):
    """Previews a program; what was announced is in `.announced`."""

    def _preview(program, *, stack=None, seconds=60, **options):
        _preview.announced = []
        root = write_project(program, **options)
        return preview_project(root, stack, announce=_preview.announced.append, time_limit_seconds=seconds)

    return _preview


@pytest.fixture
def by_name():
    """The resources of a preview by name."""

    def _by_name(previewed):
        return {resource.name: resource for resource in previewed.inventory}

    return _by_name


@pytest.fixture
def region():
    """A stack file that sets the AWS region."""
    return {"s": {"config": {"aws:region": "eu-west-3"}}}
