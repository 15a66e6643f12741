"""What a dependant can read of a resource that Azure made."""

import re
import zlib
from collections.abc import Mapping
from typing import Any, Final

from hds_landing.rehearsal.embedded_azure.address_spaces import ranges_of
from hds_landing.rehearsal.embedded_azure.arm_id import name_of
from hds_landing.rehearsal.embedded_azure.arm_resources import ArmResource, ArmResources
from hds_landing.rehearsal.embedded_azure.input_paths import first
from hds_landing.rehearsal.embedded_azure.names import derived_uuid
from hds_landing.rehearsal.embedded_azure.resource_types import ResourceType

_DOCUMENTATION_RANGES: Final = ("192.0.2.", "198.51.100.", "203.0.113.")
_WORD: Final = re.compile(r"\{(\w+)\}")


def outputs_of(
    resource: ArmResource, resource_type: ResourceType, words: Mapping[str, str], existing: ArmResources
) -> dict[str, Any]:
    """The inputs that the resource type gives back, and what Azure computes with them.

    A property that only Azure knows and that is not computed here stays absent: reading it is an error, never None.
    """
    inputs = {key: value for key, value in resource.inputs.items() if value is not None}
    known = {"name": name_of(resource.arm_id), "type": resource.type, "azureApiVersion": resource_type.api_version}
    if resource.location is not None:
        known["location"] = resource.location
    if not resource_type.api_version:
        del known["azureApiVersion"]
    if "provisioningState" in resource_type.outputs:
        known["provisioningState"] = "Succeeded"
    outputs = {**inputs, **{key: value for key, value in known.items() if key in resource_type.outputs}}
    for path, template in resource.arm_type.outputs.items():
        _put(outputs, path.split("."), _filled(template, path, resource, words))
    if isinstance(inputs.get("identity"), Mapping):
        outputs["identity"] = _identity(resource, inputs["identity"], words["tenantId"], existing)
    if resource.type == "Microsoft.Network/azureFirewalls" and isinstance(inputs.get("ipConfigurations"), list):
        outputs["ipConfigurations"] = [_with_address(each, existing) for each in inputs["ipConfigurations"]]
    return outputs


def _filled(template: str, path: str, resource: ArmResource, words: Mapping[str, str]) -> str:
    identity = derived_uuid(resource.seed, path)
    computed = {
        "id": resource.arm_id,
        "location": resource.location or "",
        "uuid": identity,
        "hex": identity.replace("-", ""),
        "address": _documentation_address(resource.seed),
    }
    return _WORD.sub(lambda word: {**words, **computed}[word[1]], template)


def _documentation_address(seed: str) -> str:
    number = zlib.crc32(seed.encode())
    return f"{_DOCUMENTATION_RANGES[number % 3]}{number // 3 % 254 + 1}"


def _put(outputs: dict[str, Any], path: list[str], value: str) -> None:
    key, *rest = path
    if not rest:
        outputs.setdefault(key, value)
        return
    # a copy: what lies below may be the inputs' own
    outputs[key] = dict(outputs[key]) if isinstance(outputs.get(key), Mapping) else {}
    _put(outputs[key], rest, value)


def _identity(
    resource: ArmResource, identity: Mapping[str, Any], tenant_id: str, existing: ArmResources
) -> dict[str, Any]:
    outputs: dict[str, Any] = {"type": identity.get("type")}
    if "SystemAssigned" in str(identity.get("type")):
        outputs |= {"principalId": derived_uuid(resource.seed, "identity.principalId"), "tenantId": tenant_id}
    assigned = identity.get("userAssignedIdentities")
    if isinstance(assigned, list | tuple):
        users = ((each, existing.find(each)) for each in map(str, assigned))
        outputs["userAssignedIdentities"] = {
            each: {
                "principalId": derived_uuid(user.seed if user else each, "principalId"),
                "clientId": derived_uuid(user.seed if user else each, "clientId"),
            }
            for each, user in users
        }
    return outputs


def _with_address(configuration: Mapping[str, Any], existing: ArmResources) -> Mapping[str, Any]:
    subnet = existing.find(str(first(configuration, "subnet.id")))
    ranges = ranges_of(subnet.inputs) if subnet is not None else []
    if not ranges:
        return configuration
    # Azure keeps the first four addresses of a subnet for itself
    return {**configuration, "privateIPAddress": str(ranges[0][4])}
