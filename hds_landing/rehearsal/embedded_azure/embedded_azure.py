"""Azure Resource Manager in memory."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any, Optional, Self

from hds_landing.rehearsal.embedded_azure.arm_id import ancestors_of, group_of, name_of
from hds_landing.rehearsal.embedded_azure.arm_requests import ArmRequest, name_problems, request_of, type_problems
from hds_landing.rehearsal.embedded_azure.arm_resources import ArmResource, ArmResources
from hds_landing.rehearsal.embedded_azure.arm_types import find_arm_type
from hds_landing.rehearsal.embedded_azure.changes import written_inputs
from hds_landing.rehearsal.embedded_azure.concurrency import takes_one_write, written_ids
from hds_landing.rehearsal.embedded_azure.differences import difference
from hds_landing.rehearsal.embedded_azure.existing import existing_request
from hds_landing.rehearsal.embedded_azure.locations import folded
from hds_landing.rehearsal.embedded_azure.names import derived_uuid
from hds_landing.rehearsal.embedded_azure.outputs import outputs_of
from hds_landing.rehearsal.embedded_azure.path_words import subscription_of_provider, tenant_of_provider
from hds_landing.rehearsal.embedded_azure.references import lives_outside
from hds_landing.rehearsal.embedded_azure.refusals import change_refusals, creation_refusals, deletion_refusals
from hds_landing.rehearsal.embedded_azure.resource_types import find_resource_type
from hds_landing.rehearsal.embedded_azure.soft_deletion import is_recovery, keep_deleted, recovered
from hds_landing.rehearsal.embedded_azure.storage_accounts import is_born_locked
from hds_landing.rehearsal.embedded_cloud import (
    Created,
    Difference,
    ExistingResource,
    Gone,
    InputProblem,
    Refused,
    Registration,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A resource that exists: its ARM id, its Pulumi type, and the URN under which it was created."""

    id: str
    type: str
    urn: str


@dataclass(frozen=True, slots=True)
class _Answer:
    """What Azure answers for a resource, and the request that it was last made by."""

    request: ArmRequest
    created: Created


class EmbeddedAzure:
    """Stands in for Azure Resource Manager and the azure-native provider.

    Every input is held against the SDK's own types. For the types of `arm_types.yaml` it also refuses what Azure
    refuses, and calls the resource exercised; any other type, what is put into a resource group that this stack did
    not create, and what only an action outside the program can do, is recorded.
    """

    packages: frozenset[str] = frozenset({"azure-native"})

    def __init__(self, before: Iterable[ExistingResource] = ()) -> None:
        """Empty subscriptions, but for what existed `before`: it comes to stand as it is read."""
        self._before = {(each.type, each.id.lower()): each for each in before}
        self._existing = ArmResources()
        self._existing.before = frozenset(
            each.lower() for arm in self._before.values() for each in (arm.id, *ancestors_of(arm.id))
        )
        self._answers: dict[str, _Answer] = {}

    def __enter__(self) -> Self:
        self.__init__(self._before.values())  # type: ignore[misc]  # nothing is kept between two rehearsals
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def check(self, registration: Registration) -> Sequence[InputProblem]:
        """What the provider finds wrong with inputs, before it asks Azure."""
        try:
            return [*type_problems(registration), *name_problems(registration)]
        except Refused as refused:
            return [InputProblem("", str(refused))]

    def diff(
        self,
        registration: Registration,
        old_inputs: Mapping[str, Any],
        old_outputs: Optional[Mapping[str, Any]] = None,
    ) -> Difference:
        """Which inputs differ, and which of them make the resource anew."""
        arm_type = find_arm_type(find_resource_type(registration.type))
        standing, old_outputs = self._existing.of_urn(registration.urn), old_outputs or {}
        name = name_of(standing.arm_id) if standing else old_outputs.get("name")
        location = standing.location if standing else old_outputs.get("location")
        return difference(arm_type, old_inputs, registration.inputs, name, location)

    def written_ids(self, registration: Registration) -> Sequence[str]:
        """Ids that writing this resource keeps busy: the parent that it writes to, and itself where it is one."""
        present = self._existing.of_urn(registration.urn)
        seed = present.seed if present is not None else registration.urn
        try:
            resource = request_of(registration, self._existing, seed=seed, present=present).resource
        except Refused:
            return []  # creating it will say what is missing
        own = [resource.arm_id] if takes_one_write(resource) else []
        return [*own, *written_ids(resource)]

    def create(self, registration: Registration) -> Created:
        """Create a resource. Raises Refused with every problem found, one a line."""
        self._note_order(registration)
        _refuse(f"{problem.property}: {problem.reason}" for problem in type_problems(registration))
        request = request_of(registration, self._existing, seed=self._existing.new_seed(registration.urn))
        resource = request.resource
        _refuse(creation_refusals(resource, request.words, self._existing, checked=request.is_checked))
        outside = lives_outside(resource, self._existing)
        if is_recovery(resource, self._existing):
            for each in recovered(resource, self._existing):
                self._existing.add(each)
        group = group_of(resource.arm_id)
        if outside and group is not None:
            self._existing.put_outside.setdefault(group.lower(), resource.name)
        return self._keep(request, exercised=request.is_checked and not outside and not is_born_locked(resource))

    def read(self, registration: Registration, identity: str) -> Created:
        """Read what existed before, or what this stack created. Raises Gone for anything else."""
        known = self._before.get((registration.type, identity.lower()))
        if known is not None and self._existing.find(identity) is None:
            self._note_order(registration)
            request = existing_request(registration, known, self._existing)
            return self._keep(request, exercised=False)
        return self._answer(identity).created

    def refresh(self, registration: Registration, identity: str) -> Created:
        """A resource as it stands, changed behind the program's back or not. Raises Gone."""
        return self._answer(identity).created

    def update(self, registration: Registration, identity: str, old_inputs: Mapping[str, Any]) -> Created:
        """Change a resource by a PUT on its id. Raises Refused with every problem found, one a line, or Gone."""
        before, exercised = self._standing(identity), self._answer(identity).created.exercised
        self._note_order(registration)
        _refuse(f"{problem.property}: {problem.reason}" for problem in type_problems(registration))
        request = request_of(registration, self._existing, seed=before.seed, present=before)
        after = request.resource
        _refuse(change_refusals(before, after, self._existing, checked=request.is_checked))
        after = replace(after, arm_id=before.arm_id, inputs=written_inputs(before, after))
        return self._keep(replace(request, resource=after), exercised=exercised)

    def delete(self, registration: Registration, identity: str) -> None:
        """Delete a resource and everything below it; nothing happens where it is gone. Raises Refused."""
        resource = self._existing.find(identity)
        if resource is None:
            return
        _refuse(deletion_refusals(resource, self._existing))
        self._forget(resource)

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

    def standing_ids(self) -> Sequence[Standing]:
        """Everything that exists, by id."""
        found = (Standing(each.arm_id, each.token, each.urn) for each in self._existing)
        return sorted(found, key=lambda each: each.id)

    def change(self, arm_id: str, **properties: Any) -> None:
        """Change top-level properties behind the program's back, unasked; None takes one away. Raises Gone."""
        answer, resource = self._answer(arm_id), self._standing(arm_id)
        inputs = {key: value for key, value in {**resource.inputs, **properties}.items() if value is not None}
        location = folded(properties.get("location")) or resource.location
        changed = replace(resource, inputs=inputs, location=location)
        self._keep(replace(answer.request, resource=changed), exercised=answer.created.exercised)

    def remove(self, arm_id: str) -> None:
        """Delete a resource behind the program's back, whatever holds it, with everything below it. Raises Gone."""
        self._forget(self._standing(arm_id))

    def end_retention(self) -> None:
        """As when the days are over for which Azure keeps what was deleted: it is gone for good, its names are free."""
        for key in self._existing.deleted:
            del self._answers[key]
        self._existing.deleted.clear()

    def _note_order(self, registration: Registration) -> None:
        dependencies: Optional[Iterable[str]] = registration.dependencies
        if dependencies is not None and registration.parent:
            dependencies = (*dependencies, registration.parent)
        self._existing.order.register(registration.urn, dependencies)

    def _keep(self, request: ArmRequest, *, exercised: bool) -> Created:
        resource = request.resource
        self._existing.add(resource)
        self._existing.order.forget_writes(resource.urn)
        for written in written_ids(resource):
            self._existing.order.write(resource.urn, written)
        outputs = outputs_of(resource, request.resource_type, request.words, self._existing)
        created = Created(resource.arm_id, outputs, exercised)
        self._answers[resource.arm_id.lower()] = _Answer(request, created)
        return created

    def _forget(self, resource: ArmResource) -> None:
        going = [resource, *self._existing.below(resource.arm_id)]
        keep_deleted(going, self._existing)
        for each in going:
            self._existing.remove(each)
            self._existing.order.forget_writes(each.urn)
            if each.arm_id.lower() not in self._existing.deleted:
                del self._answers[each.arm_id.lower()]

    def _standing(self, identity: str) -> ArmResource:
        resource = self._existing.find(identity)
        if resource is None:
            raise Gone(f"id: given {identity}, which does not exist (ResourceNotFound) in the embedded Azure")
        return resource

    def _answer(self, identity: str) -> _Answer:
        return self._answers[self._standing(identity).arm_id.lower()]


def _refuse(problems: Iterable[str]) -> None:
    found = list(problems)
    if found:
        raise Refused("\n".join(found))
