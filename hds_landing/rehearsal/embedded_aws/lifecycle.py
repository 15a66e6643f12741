"""What a module says of one resource type: how it comes, how it stands, how it changes and how it goes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_cloud import Created


class TagStore(Protocol):
    """Where one service keeps the tags of a resource."""

    def read(self, request: Request, identity: str) -> Mapping[str, str]:
        """All its tags."""
        ...

    def write(self, request: Request, identity: str, put: Mapping[str, str], removed: list[str]) -> None:
        """Sets some tags and takes others off."""
        ...


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """One resource type. What is left out has a default that fits what is only recorded."""

    create: Callable[[Request], Created]
    observe: Callable[[Request, str], Mapping[str, Any]] | None = None
    """Properties as the emulated service holds them now; raises Gone. None: what was recorded is all there is."""
    change: Callable[[Request, str], None] | None = None
    """Makes of the resource with an id what the inputs say. None: creating it again is what changes it, as with a
    setting, which is put, and with what is only recorded."""
    delete: Callable[[Request, str], None] | None = None
    """Deletes on the emulated service; None: only the record goes."""
    tags: TagStore | None = None
    """None: the emulated service keeps no tags of this type."""


def nothing_but_tags(request: Request, identity: str) -> None:
    """The change of what AWS makes anew for anything but its tags, and of what is only recorded."""
