"""What became of a resource: its properties as they are seen now, and its tags as they should be."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.request import Request, default_tags
from hds_landing.rehearsal.embedded_aws.sameness import same


def seen(request: Request, lifecycle: Lifecycle, identity: str) -> dict[str, Any]:
    """The properties of a resource that are not as they were last known; raises Gone.

    What means the same keeps the words in which it is known, and what was never said and is empty stays unsaid.
    """
    found = dict(lifecycle.observe(request, identity)) if lifecycle.observe else {}
    known = request.known
    if lifecycle.tags and "tagsAll" in known:
        found |= _tags(request, lifecycle.tags.read(request, identity))
    return {
        name: value
        for name, value in found.items()
        if not same(known.get(name), value) and (value or value is False or known.get(name))
    }


def _tags(request: Request, present: Mapping[str, str]) -> dict[str, Any]:
    """The provider's own tags are not the resource's; those whose value somebody changed are."""
    defaults = default_tags(request.registration.provider_inputs)
    kept = request.known.get("tags") or {}
    own = {name: text for name, text in present.items() if name in kept or defaults.get(name) != text}
    return {"tags": own, "tagsAll": dict(present)}


def keep_tags(request: Request, lifecycle: Lifecycle, identity: str) -> None:
    """Makes the tags of a resource those of its inputs and its provider."""
    if lifecycle.tags is None:
        return
    present = lifecycle.tags.read(request, identity)
    put = {name: text for name, text in request.tags.items() if present.get(name) != text}
    lifecycle.tags.write(request, identity, put, sorted(present.keys() - request.tags.keys()))
