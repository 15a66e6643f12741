"""What is known of a resource's outputs before it is created."""

from collections.abc import Mapping, Sequence
from typing import Any, get_args, get_origin

from pulumi import _types

from hds_landing.inventory.resource import UNKNOWN, Secret
from hds_landing.rehearsal.sdk_outputs import sdk_class


def preview_outputs(type_token: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs, as outputs: unknown where the SDK reads an output of another shape than its input.

    Azure takes some lists of ids that it gives back as a mapping, as `identity.userAssignedIdentities`.
    """
    resource = sdk_class(type_token)
    kinds = _types.resource_types(resource) if resource else {}
    return {name: _known(kinds.get(name), value) for name, value in inputs.items()}


def _known(kind: Any, value: Any) -> Any:
    kind = _types.unwrap_type(kind) if kind else kind
    match value:
        case Secret():
            return Secret(_known(kind, value.value))
        case dict() if isinstance(kind, type) and _types.is_output_type(kind):
            kinds = _types.output_type_types(kind)
            return {name: _known(kinds.get(name), item) for name, item in value.items()}
        case dict() if get_origin(kind) in (dict, Mapping):
            return {name: _known(get_args(kind)[1], item) for name, item in value.items()}
        case list() if get_origin(kind) in (list, Sequence):
            return [_known(get_args(kind)[0], item) for item in value]
        case dict() | list() if kind not in (None, Any):
            return UNKNOWN
    return value
