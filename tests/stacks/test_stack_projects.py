"""Each stack's Pulumi.yaml declares what its program reads, and stacks/README.md says what it is for."""

import inspect
from dataclasses import MISSING, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, get_origin, get_type_hints

import pytest
import yaml
from pulumi.provider.experimental.util import camel_case

from hds_landing.clouds import room
from hds_landing.spec.cloud import CloudProvider
from hds_landing.stacks.establishment import EstablishmentSettings
from hds_landing.stacks.hub import HubSettings
from hds_landing.stacks.landing_zone import LandingZoneSettings
from tests.rehearsed_examples import ROOT


@dataclass(frozen=True)
class Declared:
    """A Pulumi project of this repository."""

    file: str
    name: str
    settings: type


PROJECTS = [
    Declared("Pulumi.yaml", "hds-landing", LandingZoneSettings),
    Declared("stacks/landing-zone/Pulumi.yaml", "hds-landing", LandingZoneSettings),
    Declared("stacks/hub/Pulumi.yaml", "hds-landing-hub", HubSettings),
    Declared("stacks/establishment/Pulumi.yaml", "hds-landing-establishment", EstablishmentSettings),
]
EVERY_PROJECT = pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project.file)


@cache
def read(file: str) -> dict[str, Any]:
    return dict(yaml.safe_load((ROOT / file).read_text(encoding="utf-8")))


@EVERY_PROJECT
def test_it_declares_exactly_what_its_program_reads(project: Declared) -> None:
    found = read(project.file)
    assert found["name"] == project.name
    declared, hints = found["config"], get_type_hints(project.settings)
    assert list(declared) == [camel_case(field.name) for field in fields(project.settings)]
    for field in fields(project.settings):
        entry = declared[camel_case(field.name)]
        is_list = get_origin(hints[field.name]) is list
        assert entry["type"] == ("array" if is_list else "string")
        assert entry.get("items") == ({"type": "string"} if is_list else None)
        assert entry["description"]
        required = field.default is MISSING and field.default_factory is MISSING
        empty: Any = [] if is_list else ""
        assert entry.get("default", "none") == ("none" if required else empty), field.name


@EVERY_PROJECT
def test_it_runs_a_program_in_the_projects_own_environment(project: Declared) -> None:
    folder, found = (ROOT / project.file).parent, read(project.file)
    assert (folder / found.get("main", ".") / "__main__.py").is_file()
    assert (folder / found["runtime"]["options"]["virtualenv"]).resolve() == (ROOT / ".venv").resolve()


def test_both_projects_of_the_landing_zone_are_one() -> None:
    root, own = read("Pulumi.yaml"), read("stacks/landing-zone/Pulumi.yaml")
    assert (root["name"], root["description"]) == (own["name"], own["description"])
    assert Path(root["main"]) == Path("stacks/landing-zone")
    assert root["config"].keys() == own["config"].keys()


def test_the_readme_names_every_stack_setting_and_output() -> None:
    text = (ROOT / "stacks" / "README.md").read_text(encoding="utf-8")
    named = {f"`{key}`" for project in PROJECTS for key in read(project.file)["config"]}
    named |= {f"`{project.name}`" for project in PROJECTS}
    for cloud in CloudProvider:
        module = room(cloud, "establishment")
        named |= {f"`{output}`" for output in inspect.get_annotations(module.Establishment)}
        joining = room(cloud, "joining")
        for record in (joining.FromPlatform, joining.FromEstablishment):
            named |= {f"`{each.name}`" for each in fields(record)}
    assert len(named) > 25
    assert {word for word in named if word not in text} == set()
