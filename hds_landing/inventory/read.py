"""An inventory from a file, recognised by its content and never by its name."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NoReturn

from hds_landing.catalogue.edition import edition
from hds_landing.errors import InputError
from hds_landing.inventory.preview import read_preview
from hds_landing.inventory.resource import Inventory
from hds_landing.inventory.state_export import read_state

MAX_BYTES: Final = 200 * 1024 * 1024

_ACCEPTED: Final = "Accepted are the output of: pulumi stack export, and of: pulumi preview --json --show-sames"


def read_inventory(path: Path) -> Inventory:
    """The inventory in a file, with the SHA-256 of its bytes; raises InputError for what is not one."""
    content = _content(path)
    try:
        inventory = _recognised(_parsed(content))
    except InputError as error:
        raise InputError(f"{path}: {error}") from None
    if not inventory.resources:
        raise InputError(
            f"{path}: there is no resource in it, so there is nothing to judge. "
            "Select the stack that holds the deployment and export it again."
        )
    return replace(
        inventory,
        catalogue_version=inventory.catalogue_version or edition(),
        input_sha256=hashlib.sha256(content).hexdigest(),
    )


def read_json(path: Path) -> Any:
    """What stands in a JSON file, whatever it is; raises InputError for what is none."""
    try:
        return _parsed(_content(path))
    except InputError as error:
        raise InputError(f"{path}: {str(error).removeprefix(f'{path}: ')}") from None


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputError(
                f"{path}: {size // 1024 // 1024} MB, the most that is read is {MAX_BYTES // 1024 // 1024} MB. "
                "Check the stacks one by one."
            )
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or type(error).__name__}.") from None


def _parsed(content: bytes) -> Any:
    if not content.strip():
        raise InputError(f"the file is empty. {_ACCEPTED}")
    try:
        return json.loads(content, parse_constant=_refuse_constant)
    except RecursionError:
        raise InputError("the JSON in it is nested too deeply to be an inventory.") from None
    except json.JSONDecodeError as error:
        raise InputError(f"line {error.lineno}, column {error.colno}: not JSON: {error.msg}. {_ACCEPTED}") from None
    except ValueError:  # bytes of no text encoding, NaN, whole numbers of thousands of digits
        raise InputError(f"not JSON text. {_ACCEPTED}") from None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _recognised(data: Any) -> Inventory:
    if isinstance(data, dict):
        if "steps" in data:
            return read_preview(data)
        if "deployment" in data:
            return read_state(data)
        if data.keys() <= {"config", "diagnostics", "duration", "changeSummary", "result", "maybeCorrupt"} and data:
            raise InputError("a preview without any step. Add --show-sames: pulumi preview --json --show-sames")
    raise InputError(f"JSON, but not an inventory. {_ACCEPTED}")
