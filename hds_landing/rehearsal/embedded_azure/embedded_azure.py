"""Azure Resource Manager in memory."""

from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any, Self

from hds_landing.rehearsal.embedded_azure.arm_id import group_of, name_of
from hds_landing.rehearsal.embedded_azure.arm_resources import ArmResource, ArmResources
from hds_landing.rehearsal.embedded_azure.arm_types import ArmType, find_arm_type
from hds_landing.rehearsal.embedded_azure.behaviour import behaviour_problems
from hds_landing.rehearsal.embedded_azure.concurrency import concurrency_problems, written_ids
from hds_landing.rehearsal.embedded_azure.input_check import input_problems
from hds_landing.rehearsal.embedded_azure.locations import folded, location_problems
from hds_landing.rehearsal.embedded_azure.names import (
    derived_uuid,
    name_problem,
    path_problems,
)
from hds_landing.rehearsal.embedded_azure.outputs import outputs_of
from hds_landing.rehearsal.embedded_azure.path_words import subscription_of_provider, tenant_of_provider, words_of
from hds_landing.rehearsal.embedded_azure.references import (
    lives_outside,
    parent_problems,
    reference_problems,
    region_problems,
)
from hds_landing.rehearsal.embedded_azure.resource_types import ResourceType, find_resource_type
from hds_landing.rehearsal.embedded_cloud import Created, Refused, Registration


class EmbeddedAzure:
    """Stands in for Azure Resource Manager and the azure-native provider.

    Every input is held against the SDK's own types. For the types of `arm_types.yaml` it also refuses what Azure
    refuses, and calls the resource exercised; any other type, and what is put into a resource group that this stack
    did not create, is recorded.
    """

    packages: frozenset[str] = frozenset({"azure-native"})

    def __init__(self) -> None:
        self._existing = ArmResources()
        self._created: dict[str, Created] = {}
        self._outside: dict[str, str] = {}

    def __enter__(self) -> Self:
        self.__init__()  # type: ignore[misc]  # nothing is kept between two rehearsals
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def create(self, registration: Registration) -> Created:
        """Create a resource. Raises Refused with every problem found, one a line."""
        parents = (registration.parent,) if registration.parent else ()
        self._existing.order.register(registration.urn, (*(registration.dependencies or ()), *parents))
        resource_type = find_resource_type(registration.type)
        if resource_type.default_version:
            _refuse(input_problems(resource_type.inputs, registration.inputs))
        arm_type = find_arm_type(resource_type)
        words = words_of(registration, arm_type)
        resource = self._resource(registration, resource_type, arm_type, words)
        checked = arm_type.known and resource_type.default_version
        _refuse([*self._identity_problems(resource, words), *(self._problems(resource) if checked else ())])
        outside = lives_outside(resource, self._existing)
        self._keep(resource, outside)
        outputs = outputs_of(resource, resource_type, words, self._existing)
        created = Created(resource.arm_id, outputs, exercised=checked and not outside)
        self._created[resource.arm_id.lower()] = created
        return created

    def read(self, registration: Registration, identity: str) -> Created:
        """Read what this stack created. Raises Refused for anything else: nothing else exists here."""
        created = self._created.get(identity.rstrip("/").lower())
        if created is None:
            raise Refused(f"id: given {identity}, which does not exist (ResourceNotFound) in the embedded Azure")
        return created

    def invoke(self, token: str, args: Mapping[str, Any], registration: Registration) -> Mapping[str, Any]:
        """Answer `getClientConfig`; any other function is refused."""
        if token != "azure-native:authorization:getClientConfig":  # noqa: S105 - a Pulumi token
            raise Refused(f"{token}: not answered in a rehearsal; allowed azure-native:authorization:getClientConfig")
        subscription, tenant = subscription_of_provider(registration), tenant_of_provider(registration)
        return {
            "clientId": derived_uuid(subscription, "clientId"),
            "objectId": derived_uuid(subscription, "objectId"),
            "subscriptionId": subscription,
            "tenantId": tenant,
        }

    def _resource(
        self, registration: Registration, resource_type: ResourceType, arm_type: ArmType, words: Mapping[str, str]
    ) -> ArmResource:
        arm_id = arm_type.path
        for parameter in arm_type.parameters:
            arm_id = arm_id.replace(f"{{{parameter}}}", words[parameter].rstrip("/"))
        location = None
        if "location" in resource_type.inputs:
            group = self._existing.find(group_of(arm_id) or "")
            of_group = group.location if group is not None else None
            location = folded(registration.inputs.get("location") or registration.region or of_group)
        return ArmResource(registration.urn, registration.name, arm_id, arm_type, location, registration.inputs)

    def _identity_problems(self, resource: ArmResource, words: Mapping[str, str]) -> Iterator[str]:
        own = resource.arm_type.parameters[-1]
        yield from path_problems(resource.arm_type.parameters[:-1], words)
        problem = name_problem(resource.arm_type.name, own, words[own])
        if problem:
            yield problem
        twin = self._existing.find(resource.arm_id)
        if twin is not None:
            yield f"{own}: {resource.arm_id} exists already, as {twin.name}"
        elif resource.arm_type.name.worldwide:
            for other in self._existing.of_type(resource.type):
                if other.name_is(words[own]):
                    yield f"{own}: given {words[own]!r}, taken by {other.name}; the name is unique in all of Azure"

    def _problems(self, resource: ArmResource) -> Iterator[str]:
        yield from location_problems(resource.arm_type, resource.location)
        yield from parent_problems(resource, self._existing)
        yield from reference_problems(resource, self._existing)
        yield from region_problems(resource, self._existing)
        yield from behaviour_problems(resource, self._existing)
        if resource.arm_id.lower() in self._outside:
            yield (
                f"{name_of(resource.arm_id)}: {self._outside[resource.arm_id.lower()]} was put into it before it "
                "existed (ResourceGroupNotFound); use its outputs or depends_on"
            )
        yield from concurrency_problems(resource, self._existing)

    def _keep(self, resource: ArmResource, outside: bool) -> None:
        self._existing.add(resource)
        for written in written_ids(resource):
            self._existing.order.write(resource.urn, written)
        group = group_of(resource.arm_id)
        if outside and group is not None:
            self._outside.setdefault(group.lower(), resource.name)


def _refuse(problems: list[str]) -> None:
    if problems:
        raise Refused("\n".join(problems))
