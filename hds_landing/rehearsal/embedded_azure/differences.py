"""What a change of inputs means, as the azure-native provider says.

It compares inputs with inputs, whatever Azure holds. What is in the resource's path, and what the API calls settable at
creation only, makes the resource anew; anything else is a PUT on the same id. Source: provider.go and diff.go of
https://github.com/pulumi/pulumi-azure-native, read 2026-11-22.
"""

from collections.abc import Mapping
from typing import Any, Optional

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rehearsal.embedded_azure.arm_types import ArmType
from hds_landing.rehearsal.embedded_azure.input_paths import at_path
from hds_landing.rehearsal.embedded_azure.locations import folded
from hds_landing.rehearsal.embedded_cloud import Difference

_LOCATION = "location"
_GROUP = "resourceGroupName"


def difference(
    arm_type: ArmType, old: Mapping[str, Any], new: Mapping[str, Any], name: Optional[str], location: Optional[str]
) -> Difference:
    """What going from `old` inputs to `new` ones means; `name` and `location` are the resource's, where known.

    A name or location that is no longer given stays as it is; one that was not given and now is, is held against what
    the resource has.
    """
    own = arm_type.parameters[-1]
    named = old.get(own) is not None
    old, new = _given(old), _given(new)
    kept = {own: name, _LOCATION: location}
    old = {**{key: value for key, value in kept.items() if value is not None and key in new}, **old}
    new = {**{key: old[key] for key in (own, _LOCATION) if key in old}, **new}
    changed = tuple(key for key in sorted({*old, *new}) if not _same(key, old.get(key), new.get(key)))
    replacing = {path.partition(".")[0] for path in arm_type.replaces if _differs_at(path, old, new)}
    replaces = tuple(key for key in changed if key in arm_type.parameters or key in replacing)
    # a resource under a name of the provider's choice gets another one, and both can stand
    return Difference(changed, replaces, delete_before_replace=bool(replaces) and named)


def _given(inputs: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in inputs.items() if value is not None and not key.startswith("__")}


def _differs_at(path: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    before, after = ([value for _, value in at_path(inputs, path)] for inputs in (old, new))
    return not _same(path, before[0] if before else None, after[0] if after else None)


def _same(key: str, old: Any, new: Any) -> bool:
    if old is UNKNOWN or new is UNKNOWN:
        return False
    if isinstance(old, str) and isinstance(new, str):
        if key == _LOCATION:
            return folded(old) == folded(new)
        if key == _GROUP:
            return old.lower() == new.lower()
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        old, new = _given(old), _given(new)
        return old.keys() == new.keys() and all(_same("", old[each], new[each]) for each in old)
    if isinstance(old, list | tuple) and isinstance(new, list | tuple):
        return len(old) == len(new) and all(_same("", *pair) for pair in zip(old, new, strict=True))
    if isinstance(old, bool) is not isinstance(new, bool):
        return False
    return bool(old == new)
