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


def type_of(arm_id: str) -> str:
    """The resource type of an id, `Microsoft.Network/virtualNetworks`; that of the last provider where it has two."""
    _, below = _last_provider(arm_id.rstrip("/"))
    if not below:
        parts = arm_id.strip("/").split("/")
        return "Microsoft.Resources/" + ("resourceGroups" if len(parts) > 2 else "subscriptions")
    namespace, *rest = below.split("/")
    return "/".join([namespace, *rest[::2]])


def parent_of(arm_id: str) -> Optional[str]:
    """Id of what an id is below: a resource, a scope, a resource group or a subscription; none above those."""
    above = "/".join(arm_id.rstrip("/").split("/")[:-2])
    beginning, below = _last_provider(above)
    return (beginning if below and "/" not in below else above) or None


def ancestors_of(arm_id: str) -> Iterator[str]:
    """What an id is below, nearest first."""
    above = parent_of(arm_id)
    while above is not None:
        yield above
        above = parent_of(above)


def _last_provider(arm_id: str) -> tuple[str, str]:
    """What stands before and after the last `/providers/`; nothing after where there is none."""
    position = arm_id.lower().rfind("/providers/")
    return (arm_id, "") if position < 0 else (arm_id[:position], arm_id[position + len("/providers/") :])
