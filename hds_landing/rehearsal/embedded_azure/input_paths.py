"""Reading nested inputs by path: `ipConfigurations[].subnet.id`."""

from collections.abc import Iterator, Mapping
from typing import Any


def at_path(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Every value at a path with its exact place (`ipConfigurations[0].subnet.id`); nothing where it is absent."""
    head, _, rest = path.partition(".")
    key = head.removesuffix("[]")
    if not isinstance(value, Mapping) or value.get(key) is None:
        return
    found = [(key, value[key])]
    if head.endswith("[]"):
        items = value[key] if isinstance(value[key], list | tuple) else ()
        found = [(f"{key}[{position}]", item) for position, item in enumerate(items)]
    for place, member in found:
        if rest:
            yield from ((f"{place}.{below}", leaf) for below, leaf in at_path(member, rest))
        else:
            yield place, member


def first(value: Any, path: str) -> Any:
    """The first value at a path; none where it is absent."""
    return next((leaf for _, leaf in at_path(value, path)), None)


def strings(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every string in a nested value with its place; keys of maps count too, as Azure writes ids into them."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, member in value.items():
            place = f"{path}.{key}" if path else str(key)
            if isinstance(key, str) and key.startswith("/"):
                yield place, key
            yield from strings(member, place)
    elif isinstance(value, list | tuple):
        for position, member in enumerate(value):
            yield from strings(member, f"{path}[{position}]")
