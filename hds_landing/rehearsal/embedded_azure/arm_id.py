"""ARM resource ids: `/subscriptions/<id>/resourceGroups/<name>/providers/<namespace>/<type>/<name>...`."""

import re
from collections.abc import Iterator
from typing import Final, Optional

_SEGMENT: Final = "[^/]+"
_ARM_ID: Final = re.compile(
    rf"/subscriptions/(?P<subscription>{_SEGMENT})"
    rf"(?P<group>/resourceGroups/{_SEGMENT})?"
    rf"(?P<below>(?:/providers/{_SEGMENT}(?:/{_SEGMENT}/{_SEGMENT})+)*)/?",
    re.IGNORECASE,
)


def is_arm_id(text: object) -> bool:
    """Whether a value is a whole ARM id below a subscription."""
    return isinstance(text, str) and text.startswith("/") and _ARM_ID.fullmatch(text) is not None


def subscription_of(arm_id: str) -> Optional[str]:
    """The subscription of an id; none for an id of the tenant."""
    parts = _ARM_ID.fullmatch(arm_id)
    return parts["subscription"] if parts else None


def group_of(arm_id: str) -> Optional[str]:
    """Id of the resource group that an id is in or names; none for what is in none."""
    parts = _ARM_ID.fullmatch(arm_id)
    return arm_id[: parts.end("group")] if parts and parts["group"] else None


def name_of(arm_id: str) -> str:
    """The last name of an id."""
    return arm_id.rstrip("/").rpartition("/")[2]


def parent_of(arm_id: str) -> Optional[str]:
    """Id of what an id is below: a resource, a scope, a resource group or a subscription; none above those."""
    above = "/".join(arm_id.rstrip("/").split("/")[:-2])
    beginning, found, below = above.rpartition("/providers/")
    if found and "/" not in below:
        above = beginning
    return above or None


def ancestors_of(arm_id: str) -> Iterator[str]:
    """What an id is below, nearest first."""
    above = parent_of(arm_id)
    while above is not None:
        yield above
        above = parent_of(above)
