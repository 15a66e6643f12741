"""What exists, from a file: an inventory, or a list for `pulumi import`."""

from dataclasses import dataclass
from pathlib import Path

from hds_landing.adoption.import_list import read_import_list
from hds_landing.errors import InputError
from hds_landing.inventory.read import read_inventory, read_json
from hds_landing.inventory.resource import Origin, Resource


@dataclass(frozen=True)
class Existing:
    """Resources of a file."""

    resources: tuple[Resource, ...]
    rehearsed: bool
    """True where they are those of a rehearsal: their ids stand for nothing."""


def read_existing(path: Path) -> Existing:
    """The resources in a file, recognised by its content; raises InputError for what shows none."""
    data = read_json(path)
    if isinstance(data, dict) and "resources" in data and not data.keys() & {"deployment", "steps"}:
        try:
            listed = read_import_list(data)
        except InputError as error:
            raise InputError("\n".join(f"{path}: {line}" for line in str(error).splitlines())) from None
        if not listed:
            raise InputError(f"{path}: there is no resource with an id in it, so there is nothing to adopt.")
        return Existing(tuple(listed), rehearsed=False)
    inventory = read_inventory(path)
    return Existing(inventory.resources, rehearsed=inventory.origin is Origin.REHEARSAL)
