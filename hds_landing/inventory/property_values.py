"""Property values as Pulumi writes them in JSON, to and from plain values, UNKNOWN and Secret.

Pulumi marks what JSON has no word for with a signature key; the sentinels and signatures are those of its Go SDK
(`sdk/go/common/resource/properties.go`) and are the same in states, in previews and on the wire to policy packs.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from hds_landing.inventory.resource import UNKNOWN, Secret, Unknown

SIGNATURE_KEY: Final = "4dabf18193072939515e22adb298388d"
SECRET_SIGNATURE: Final = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - marks secrets, is none
OUTPUT_SIGNATURE: Final = "d0e6a833031e9bbcd3f4e8bde6ca49a4"

UNKNOWN_SENTINEL: Final = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
_UNKNOWN_SENTINELS: Final = frozenset(
    {
        UNKNOWN_SENTINEL,
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",  # boolean
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",  # number
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",  # array
        "030794c1-ac77-496b-92df-f27374a8bd58",  # asset
        "e48ece36-62e2-4504-bad9-02848725956a",  # archive
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",  # object
    }
)
WITHHELD: Final = "[secret]"
"""What Pulumi prints in place of a secret in a preview, and what we write in place of one in a state."""

_MARKED_TEXT: Final = _UNKNOWN_SENTINELS | {WITHHELD}
_PLAIN: Final = frozenset({bool, int, float, type(None)})
MAX_DEPTH: Final = 100


class TooDeepError(ValueError):
    """Values nested deeper than any provider's schema."""


def read_value(value: Any, depth: int = 0) -> Any:
    """The value that `value` stands for; raises TooDeepError beyond MAX_DEPTH levels.

    A collection in which nothing stands for anything else is its own value: it is not copied.
    """
    if isinstance(value, str):
        if value in _UNKNOWN_SENTINELS:
            return UNKNOWN
        return Secret() if value == WITHHELD else value
    if isinstance(value, dict):
        if depth > MAX_DEPTH:
            raise TooDeepError
        return _signed(value, depth) if SIGNATURE_KEY in value else _read_inside(value, value.items(), depth)
    if isinstance(value, list):
        if depth > MAX_DEPTH:
            raise TooDeepError
        return _read_inside(value, enumerate(value), depth)
    return value


def _read_inside(collection: Any, members: Iterable[tuple[Any, Any]], depth: int) -> Any:
    """The collection, or a copy with what some of its members stand for."""
    read = collection
    for key, member in members:
        # Nearly all are plain, and a call for each would be most of the time that a large state takes to read.
        kind = type(member)
        if kind in _PLAIN or (kind is str and member not in _MARKED_TEXT):
            continue
        value = read_value(member, depth + 1)
        if value is not member:
            if read is collection:
                read = collection.copy()
            read[key] = value
    return read


def _signed(value: dict[str, Any], depth: int) -> Any:
    signature = value[SIGNATURE_KEY]
    if signature == SECRET_SIGNATURE:
        return _secret(value, depth)
    if signature == OUTPUT_SIGNATURE:
        plain = read_value(value["value"], depth + 1) if "value" in value else UNKNOWN
        return Secret(plain) if value.get("secret") is True and not isinstance(plain, Secret) else plain
    # Assets, archives and references to other resources stay as they are: no rule reads inside them.
    return {key: inner if key == SIGNATURE_KEY else read_value(inner, depth + 1) for key, inner in value.items()}


def _secret(envelope: dict[str, Any], depth: int) -> Secret:
    """Ciphertext stays closed; plaintext is JSON in a string (`pulumi stack export --show-secrets`)."""
    if "value" in envelope:
        plain = read_value(envelope["value"], depth + 1)
        return plain if isinstance(plain, Secret) else Secret(plain)
    plaintext = envelope.get("plaintext")
    if not isinstance(plaintext, str):
        return Secret()
    try:
        plain = read_value(json.loads(plaintext), depth + 1)
    except TooDeepError:
        raise
    except (ValueError, RecursionError):
        return Secret()
    return plain if isinstance(plain, Secret) else Secret(plain)


def write_value(value: Any) -> Any:
    """`value` for JSON: sorted keys, whole numbers without a fraction, and no secret's value."""
    if isinstance(value, Unknown):
        return UNKNOWN_SENTINEL
    if isinstance(value, Secret):
        return {SIGNATURE_KEY: SECRET_SIGNATURE, "plaintext": json.dumps(WITHHELD)}
    if isinstance(value, Mapping):
        return {key: write_value(value[key]) for key in sorted(value)}
    if isinstance(value, list | tuple):
        return [write_value(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def read_provider_inputs(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Inputs of a provider as values: they travel as strings, with JSON inside (`"true"`, `'{"tags": {...}}'`)."""
    return {key: _inside(value) for key, value in inputs.items()}


def _inside(value: Any) -> Any:
    if isinstance(value, Secret):
        return Secret(_inside(value.value))
    if not isinstance(value, str) or not (value in ("true", "false") or value[:1] in ("{", "[")):
        return value
    try:
        return read_value(json.loads(value))
    except (ValueError, RecursionError):
        return value
