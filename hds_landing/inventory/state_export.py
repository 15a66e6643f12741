"""The state of a stack as `pulumi stack export` writes it, read and written.

Reading: a resource marked `delete` has been replaced and awaits its removal, one marked `pendingReplacement` is gone
already; neither is in the inventory. A pending operation means that the engine was interrupted and does not know what
became of a resource, so the inventory is not complete. After `pulumi refresh` a state says what stands: in the inputs
that the program set, and, for what somebody put into a resource, as `refreshed_members` reads it.

Writing: the same inventory gives the same bytes. A secret is written as the engine's envelope around `[secret]`. What
the format has no field for (origin, completeness, configuration) stands under `metadata`, which Pulumi carries along.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from hds_landing.errors import InputError
from hds_landing.inventory.recording import recorded_inventory
from hds_landing.inventory.refreshed_members import with_members
from hds_landing.inventory.resource import Inventory, Origin
from hds_landing.inventory.resource_json import read_resources, write_resource

VERSIONS: Final = (3, 4)
"""Of the format; 4 adds fields for optional features of the engine and changes none that is read here."""

_METADATA_KEY: Final = "hdsLanding"
_NO_DATE: Final = "1970-01-01T00:00:00Z"
_NO_PROVIDER_ID: Final = "unknown"


def read_state(data: Mapping[str, Any]) -> Inventory:
    """The inventory of a state export; raises InputError where it is not one."""
    version = data.get("version")
    if version not in VERSIONS or isinstance(version, bool):
        raise InputError(
            f"version: expected 3 or 4, found {version if isinstance(version, int) else 'no whole number'}. "
            "Export the state again with a current pulumi: pulumi stack export --file state.json"
        )
    deployment = data.get("deployment")
    if not isinstance(deployment, dict):
        raise InputError("deployment: missing. Export the state again: pulumi stack export --file state.json")
    records = [] if deployment.get("resources") is None else deployment["resources"]
    if not isinstance(records, list):
        raise InputError("deployment.resources: expected a list of resources.")
    standing = [
        (record, f"deployment.resources[{number}]")
        for number, record in enumerate(records)
        if not (_marked(record, "delete") or _marked(record, "pendingReplacement"))
    ]
    interrupted = deployment.get("pending_operations") or any(
        _marked(record, "pendingReplacement") for record in records
    )
    manifest = _object(deployment.get("manifest"))
    ours = _object(_object(deployment.get("metadata")).get(_METADATA_KEY))
    return recorded_inventory(
        map(with_members, read_resources(standing)),
        origin=_origin(ours.get("origin")),
        complete=not interrupted and ours.get("complete") is not False,
        date=_date(manifest.get("time")),
        engine=_text(manifest.get("version")),
        catalogue_version=_text(ours.get("catalogueVersion")),
        config={key: value for key, value in _object(ours.get("config")).items() if isinstance(value, str)},
    )


def write_state(inventory: Inventory) -> str:
    """The inventory as a state export of version 3; no secret's value is in it."""
    engine = inventory.engine or ""
    ids = {resource.urn: resource.id or _NO_PROVIDER_ID for resource in inventory}
    deployment = {
        "manifest": {
            "time": _instant(inventory.date),
            "magic": hashlib.sha256(engine.encode()).hexdigest(),
            "version": engine,
        },
        "resources": [
            write_resource(resource, ids.get(resource.provider or "", _NO_PROVIDER_ID)) for resource in inventory
        ],
        "metadata": {
            _METADATA_KEY: {
                "origin": inventory.origin.value,
                "complete": inventory.complete,
                "catalogueVersion": inventory.catalogue_version or "",
                "config": dict(sorted(inventory.config.items())),
            }
        },
    }
    return json.dumps({"version": 3, "deployment": deployment}, indent=4, ensure_ascii=False) + "\n"


def _marked(record: object, flag: str) -> bool:
    return isinstance(record, dict) and record.get(flag) is True


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value and value.isprintable() else None


def _origin(value: object) -> Origin:
    return Origin(value) if value in {origin.value for origin in Origin} else Origin.STATE_EXPORT


def _date(value: object) -> datetime | None:
    if not isinstance(value, str) or value == _NO_DATE:
        return None
    try:
        date = datetime.fromisoformat(value)
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _instant(date: datetime | None) -> str:
    return _NO_DATE if date is None else date.astimezone(UTC).isoformat().replace("+00:00", "Z")
