"""The components that a package offers: all of its cloud's room."""

import inspect
from importlib import import_module
from pkgutil import iter_modules

import pulumi

PACKAGES = {"hds-aws": "aws", "hds-azure": "azure"}
"""The room of each package."""


def offered_components(package: str) -> list[type[pulumi.ComponentResource]]:
    """The component classes of a package, sorted by name: those that the room's own files define."""
    room = import_module(f"hds_landing.{PACKAGES[package]}")
    files = [file for file in iter_modules(room.__path__, f"{room.__name__}.") if not file.ispkg]
    return sorted(
        (component for file in files for component in _defined_in(file.name)), key=lambda component: component.__name__
    )


def _defined_in(module_name: str) -> list[type[pulumi.ComponentResource]]:
    return [
        value
        for value in vars(import_module(module_name)).values()
        if inspect.isclass(value) and issubclass(value, pulumi.ComponentResource) and value.__module__ == module_name
    ]
