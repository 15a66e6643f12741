"""When two values of a property are the same to AWS."""

import json
from collections.abc import Mapping
from typing import Any

from hds_landing.inventory.resource import Unknown


def same(one: Any, other: Any) -> bool:
    """True where AWS sees no difference: 1 and 1.0, a JSON document and the same one written otherwise.

    What is not known is the same as nothing; an absent property is the same as one without value.
    """
    match one, other:
        case (Unknown(), _) | (_, Unknown()):
            return False
        case Mapping(), Mapping():
            return all(same(one.get(name), other.get(name)) for name in {**one, **other})
        case list() | tuple(), list() | tuple():
            return len(one) == len(other) and all(map(same, one, other))
        case str(), str():
            return one == other or _same_document(one, other)
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def _same_document(one: str, other: str) -> bool:
    documents = []
    for text in (one, other):
        if not text.lstrip().startswith(("{", "[")):
            return False
        try:
            documents.append(json.loads(text))
        except ValueError:
            return False
    return bool(documents[0] == documents[1])
