"""The list that `pulumi import --file` takes, written and read.

Source of the format: `pulumi import --help` and
https://www.pulumi.com/docs/iac/adopting-pulumi/import/#bulk-import-operations. Providers among the resources are taken
by the Pulumi CLI 3.254.0 and later; what a stack has already is left as it is. Pulumi skips keys that it does not know.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from typing import Any, Final

from hds_landing.adoption.matching import Adoption, Unfit
from hds_landing.errors import InputError
from hds_landing.inventory.recording import PROVIDER_PREFIX
from hds_landing.inventory.resource import Resource

LEFT_OUT: Final = "leftOut"
"""Key of what is not to be imported."""
_STACK: Final = "pulumi:pulumi:Stack"
_TEXTS: Final = ("type", "name", "logicalName", "id")


def import_list(adoption: Adoption) -> dict[str, Any]:
    """What is to be imported with its parents and providers, in the order of the plan; then what is left out.

    Names are those of the program, told apart by type where two have the same.
    """
    by_urn = {each.urn: each for each in adoption.plan}
    needed = _needed([each.planned for each in adoption.adopted], by_urn)
    names = _unique_names([each for each in adoption.plan if each.urn in needed])
    imported_by = {each.planned.urn: each.import_id for each in adoption.adopted}
    return {
        "resources": [_entry(each, names, imported_by.get(each.urn)) for each in adoption.plan if each.urn in needed],
        LEFT_OUT: {
            "unfit": [_unfit(each) for each in adoption.unfit],
            "unplanned": [_told(each) for each in adoption.unplanned],
            "absent": [{"type": each.type, "name": each.name} for each in adoption.absent],
        },
    }


def _needed(planned: Sequence[Resource], by_urn: Mapping[str, Resource]) -> set[str]:
    """URNs of resources, their parents and their providers; the stack itself is there."""
    needed: set[str] = set()
    pending = [each.urn for each in planned]
    while pending:
        urn = pending.pop()
        resource = by_urn.get(urn)
        if resource is None or urn in needed or resource.type == _STACK:
            continue
        needed.add(urn)
        pending += [each for each in (resource.parent, resource.provider) if each]
    return needed


def _unique_names(resources: Sequence[Resource]) -> dict[str, str]:
    """By URN. What has its name for itself keeps it; the others add their type, and then a number."""
    times = Counter(each.name for each in resources)
    names: dict[str, str] = {}
    taken = {each.name for each in resources if times[each.name] == 1}
    for each in resources:
        name = each.name
        if times[name] > 1:
            base = f"{name}-{each.type.rpartition(':')[2]}"
            candidates = (base if number == 1 else f"{base}-{number}" for number in range(1, len(resources) + 2))
            name = next(candidate for candidate in candidates if candidate not in taken)
            taken.add(name)
        names[each.urn] = name
    return names


def _entry(resource: Resource, names: Mapping[str, str], import_id: str | None) -> dict[str, Any]:
    entry: dict[str, Any] = {"type": resource.type, "name": names[resource.urn]}
    if names[resource.urn] != resource.name:
        entry["logicalName"] = resource.name
    if import_id is not None:
        entry["id"] = import_id
    elif resource.type.startswith(PROVIDER_PREFIX):
        # The version that the program registers: without it, `up` would configure the provider anew.
        package = resource.type.removeprefix(PROVIDER_PREFIX)
        entry |= {"version": version(f"pulumi-{package}"), "inputs": dict(resource.inputs)}
    else:
        entry["component"] = True
    links = {"parent": resource.parent, "provider": resource.provider if import_id else None}
    return entry | {link: names[urn] for link, urn in links.items() if urn is not None and urn in names}


def _told(resource: Resource) -> dict[str, Any]:
    return {"type": resource.type, "name": resource.name, "id": resource.id}


def _unfit(unfit: Unfit) -> dict[str, Any]:
    return {"type": unfit.planned.type, "name": unfit.planned.name, "id": unfit.existing.id, "reason": unfit.reason}


def read_import_list(data: Mapping[str, Any]) -> list[Resource]:
    """The resources of an import list, without URN or properties; components and providers are left out.

    Raises:
        InputError: everything that is wrong with it.
    """
    entries = data.get("resources")
    if not isinstance(entries, list):
        raise InputError('resources: expected a list of {"type": ..., "name": ..., "id": ...}.')
    problems = [f"resources[{number}]{problem}" for number, entry in enumerate(entries) for problem in _problems(entry)]
    if problems:
        raise InputError("\n".join(problems))
    return [
        Resource(
            urn="", type=entry["type"], name=entry.get("logicalName") or entry["name"], custom=True, id=entry["id"]
        )
        for entry in entries
        if not _is_made(entry)
    ]


def _is_made(entry: Mapping[str, Any]) -> bool:
    """True for what an import makes rather than finds."""
    return entry.get("component") is True or str(entry["type"]).startswith(PROVIDER_PREFIX)


def _problems(entry: object) -> Iterator[str]:
    if not isinstance(entry, dict):
        yield ": expected an object with type, name and id."
        return
    wrong = [key for key in _TEXTS if key in entry and not _is_text(entry[key])]
    yield from (f".{key}: expected a text of printable characters." for key in wrong)
    if "type" not in entry:
        yield ".type: missing. Give the type token, such as aws:kms/key:Key."
    if "name" not in entry and "logicalName" not in entry:
        yield ".name: missing. Give the name in the program."
    if not wrong and "type" in entry and "id" not in entry and not _is_made(entry):
        yield ".id: missing. Give the id by which pulumi import finds it."


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value) and value.isprintable()
