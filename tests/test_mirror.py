"""Both clouds have the same files, classes, parameters and outputs; what differs is known and said."""

import dataclasses
import inspect
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from hds_landing.known_differences import KNOWN_DIFFERENCES, as_markdown

ROOT = Path(__file__).parent.parent / "hds_landing"


def _modules(cloud: str) -> set[str]:
    return {path.stem for path in (ROOT / cloud).iterdir() if path.stem not in ("__init__", "__pycache__")}


def _components(module: ModuleType) -> dict[str, type]:
    import pulumi

    return {
        name: value
        for name, value in vars(module).items()
        if inspect.isclass(value)
        and issubclass(value, pulumi.ComponentResource)
        and value.__module__ == module.__name__
    }


def _known(cloud: str, place: str) -> bool:
    return place in KNOWN_DIFFERENCES[cloud]


SHARED = sorted(_modules("aws") & _modules("azure"))


def test_a_file_on_one_side_only_is_a_known_difference() -> None:
    for cloud, other in (("aws", "azure"), ("azure", "aws")):
        alone = _modules(cloud) - _modules(other)
        assert {name for name in alone if not _known(cloud, name)} == set()


def test_known_differences_are_real() -> None:
    for cloud, other in (("aws", "azure"), ("azure", "aws")):
        for place, reason in KNOWN_DIFFERENCES[cloud].items():
            assert reason
            module, _, rest = place.partition(".")
            assert module in _modules(cloud), place
            assert rest or module not in _modules(other), place


def test_the_guide_prints_the_known_differences() -> None:
    guide = (ROOT.parent / "docs" / "clouds.md").read_text(encoding="utf-8")
    assert as_markdown() in guide


@pytest.mark.parametrize("name", SHARED)
def test_the_same_components_with_the_same_parameters_and_outputs(name: str) -> None:
    sides = {cloud: import_module(f"hds_landing.{cloud}.{name}") for cloud in ("aws", "azure")}
    found = {cloud: _components(module) for cloud, module in sides.items()}
    assert found["aws"].keys() == found["azure"].keys()
    for component in found["aws"]:
        shapes = {cloud: _shape(sides[cloud], component) for cloud in sides}
        for cloud, other in (("aws", "azure"), ("azure", "aws")):
            alone = {f"{name}.{member}" for member in shapes[cloud] - shapes[other]}
            assert {member for member in alone if not _known(cloud, member)} == set()


def _shape(module: ModuleType, component: str) -> set[str]:
    args = getattr(module, f"{component}Args")
    fields = {f"{component}Args.{field.name}" for field in dataclasses.fields(args)}
    outputs = {f"{component}.{name}" for name in inspect.get_annotations(getattr(module, component))}
    return fields | {output for output in outputs if "._" not in output}
