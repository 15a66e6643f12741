"""An inventory as lines of text that a person can read and a diff can compare."""

from hds_landing.inventory.resource import Inventory, Resource


def inventory_as_text(inventory: Inventory) -> str:
    """One line per resource, by logical name: name, type, and `protect` or `retain` where it is kept."""
    lines = sorted(_line(resource) for resource in inventory)
    return "\n".join([f"{len(lines)} resources", *lines, ""])


def _line(resource: Resource) -> str:
    kept = (("protect", resource.protect), ("retain", resource.retain_on_delete))
    return " ".join([resource.name, resource.type, *(word for word, true in kept if true)])
