"""A registration, read as what it asks of Azure Resource Manager."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Optional

from hds_landing.rehearsal.embedded_azure.arm_id import group_of, name_of
from hds_landing.rehearsal.embedded_azure.arm_resources import ArmResource, ArmResources
from hds_landing.rehearsal.embedded_azure.arm_types import find_arm_type
from hds_landing.rehearsal.embedded_azure.input_check import input_problems
from hds_landing.rehearsal.embedded_azure.locations import folded
from hds_landing.rehearsal.embedded_azure.names import name_problem
from hds_landing.rehearsal.embedded_azure.path_words import words_of
from hds_landing.rehearsal.embedded_azure.resource_types import ResourceType, find_resource_type
from hds_landing.rehearsal.embedded_cloud import InputProblem, Registration


@dataclass(frozen=True, slots=True)
class ArmRequest:
    """The resource that a PUT would make, and the words that fill its id."""

    resource: ArmResource
    resource_type: ResourceType
    words: Mapping[str, str]

    @property
    def is_checked(self) -> bool:
        """Whether Azure's own rules are known here for the type, in the API version that was asked for."""
        return self.resource.arm_type.known and self.resource_type.default_version


def request_of(
    registration: Registration, existing: ArmResources, *, seed: str, present: Optional[ArmResource] = None
) -> ArmRequest:
    """Read a registration; `present` is the resource that it changes, whose name and region stay where none is given.

    Raises Refused where the type is unknown, or a parent is missing.
    """
    resource_type = find_resource_type(registration.type)
    arm_type = find_arm_type(resource_type)
    words = words_of(registration, arm_type, seed)
    own = arm_type.parameters[-1]
    if present is not None and not registration.inputs.get(own):
        words[own] = name_of(present.arm_id)
    arm_id = arm_type.path
    for parameter in arm_type.parameters:
        arm_id = arm_id.replace(f"{{{parameter}}}", words[parameter].rstrip("/"))
    location = None
    if "location" in resource_type.inputs:
        group = existing.find(group_of(arm_id) or "")
        of_group = group.location if group is not None else None
        of_present = present.location if present is not None else None
        location = folded(registration.inputs.get("location") or of_present or registration.region or of_group)
    resource = ArmResource(
        urn=registration.urn,
        name=registration.name,
        arm_id=arm_id,
        arm_type=arm_type,
        location=location,
        inputs=registration.inputs,
        token=registration.type,
        seed=seed,
    )
    return ArmRequest(resource, resource_type, words)


def type_problems(registration: Registration) -> list[InputProblem]:
    """Inputs that do not fit the SDK's types, in the API version whose types the SDK holds. Raises Refused where the
    type is unknown."""
    resource_type = find_resource_type(registration.type)
    return input_problems(resource_type.inputs, registration.inputs) if resource_type.default_version else []


def name_problems(registration: Registration) -> Iterator[InputProblem]:
    """A name that Azure does not accept for the type, where it is given and known."""
    resource_type = find_resource_type(registration.type)
    arm_type = find_arm_type(resource_type)
    own = arm_type.parameters[-1]
    name = registration.inputs.get(own)
    if resource_type.default_version and isinstance(name, str):
        problem = name_problem(arm_type.name, own, name)
        if problem is not None:
            yield InputProblem(own, problem.removeprefix(f"{own}: "))
