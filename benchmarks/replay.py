"""A cloud that answers from memory, and a flat program of the same resources: what registering costs by itself."""

from collections.abc import Mapping
from importlib import import_module
from types import TracebackType
from typing import Any, Self

import pulumi
from pulumi.provider.experimental.util import camel_case

from hds_landing.inventory.resource import Inventory, Resource
from hds_landing.rehearsal.embedded_cloud import Created, Registration


class ReplayedCloud:
    """Gives every resource the id and the outputs that it had in an inventory; checks nothing."""

    def __init__(self, inventory: Inventory) -> None:
        self.packages = frozenset({"aws", "azure-native"})
        self._recorded = {(one.type, one.name): one for one in inventory}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def create(self, registration: Registration) -> Created:
        recorded = self._recorded[registration.type, registration.name]
        return Created(id=recorded.id or "", outputs=recorded.outputs, exercised=False)

    def read(self, registration: Registration, identity: str) -> Created:
        return self.create(registration)

    def invoke(self, token: str, args: Mapping[str, Any], registration: Registration) -> Mapping[str, Any]:
        raise KeyError(token)


def flat_program(inventory: Inventory) -> None:
    """Declares each custom resource with the SDK's own class: no component, the same references between resources.

    A reference is made as any program makes it, from an output of what it refers to.
    """
    declared: dict[str, pulumi.CustomResource] = {}
    for resource in inventory:
        if resource.custom and not resource.type.startswith("pulumi:"):
            declared[resource.urn] = _declare(resource, declared)


def _declare(resource: Resource, declared: Mapping[str, pulumi.CustomResource]) -> pulumi.CustomResource:
    package, module, name = resource.type.split(":")
    sdk = "pulumi_aws" if package == "aws" else "pulumi_azure_native"
    cls = getattr(import_module(f"{sdk}.{module.partition('/')[0]}"), name)
    parameters = {camel_case(parameter): parameter for parameter in cls._internal_init.__annotations__}
    referred = {urn for urns in resource.property_dependencies.values() for urn in urns}
    arguments = {
        parameters[key]: _after(value, [declared[urn] for urn in resource.property_dependencies.get(key, ())])
        for key, value in resource.inputs.items()
        if key in parameters
    }
    waits_for = [declared[urn] for urn in resource.dependencies if urn in declared and urn not in referred]
    opts = pulumi.ResourceOptions(protect=resource.protect, depends_on=waits_for)
    created: pulumi.CustomResource = cls(resource.name, **arguments, opts=opts)
    return created


def _after(value: Any, referred: list[pulumi.CustomResource]) -> Any:
    if not referred:
        return value
    return pulumi.Output.all(*[one.id for one in referred]).apply(lambda _: value)
