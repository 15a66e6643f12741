"""From a resource of an inventory to what a resource rule sees."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from hds_landing.inventory.resource import UNKNOWN, Resource, Unknown
from hds_landing.inventory.urn import is_urn, name_of
from hds_landing.rules.confirmed_services import covering
from hds_landing.rules.rule import Subject
from hds_landing.rules.type_tokens import current_token
from hds_landing.waivers.confirmation import Confirmation

_DEFAULT_PROVIDER: Final = "default"
"""How the engine names a provider that no program asked for: `default`, `default_7_51_1`."""


def subject_of(
    resource: Resource,
    config: Mapping[str, str] | None = None,
    confirmations: Sequence[Confirmation] = (),
) -> Subject:
    """The subject that `resource` is to a rule; `config` is its stack's, `confirmations` are those in date."""
    current = current_token(resource.type)
    return Subject(
        type=current,
        properties=resource.inputs,
        outputs=resource.outputs,
        provider=_provider_inputs(resource),
        config=config or {},
        references=resource.property_dependencies,
        token=resource.type,
        confirmation=covering(confirmations, current) if confirmations else None,
    )


def _provider_inputs(resource: Resource) -> Mapping[str, Any] | Unknown | None:
    if resource.provider_inputs is None and resource.provider and is_urn(resource.provider):
        return None if name_of(resource.provider).startswith(_DEFAULT_PROVIDER) else UNKNOWN
    return resource.provider_inputs
