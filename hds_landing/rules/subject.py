"""From a resource of an inventory to what a resource rule sees."""

from collections.abc import Mapping

from hds_landing.inventory.resource import Resource
from hds_landing.rules.rule import Subject
from hds_landing.rules.type_tokens import current_token


def subject_of(resource: Resource, config: Mapping[str, str] | None = None) -> Subject:
    """The subject that `resource` is to a rule; `config` is its stack's."""
    return Subject(
        type=current_token(resource.type),
        properties=resource.inputs,
        outputs=resource.outputs,
        provider=resource.provider_inputs,
        config=config or {},
        token=resource.type,
    )
