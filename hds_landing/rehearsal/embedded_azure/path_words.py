"""The words that fill a resource's id: subscription, tenant, parents and its own name."""

from typing import Any, Final

from hds_landing.rehearsal.embedded_azure.arm_types import ArmType
from hds_landing.rehearsal.embedded_azure.names import automatic_name, derived_uuid, is_guid
from hds_landing.rehearsal.embedded_cloud import Refused, Registration

_NO_SUBSCRIPTION: Final = "00000000-0000-0000-0000-000000000000"
"""Where the provider says none."""


def words_of(registration: Registration, arm_type: ArmType, seed: str) -> dict[str, str]:
    """The path's parameters by name, with `subscriptionId` and `tenantId`; `seed` decides a name that is not given.

    Raises Refused where a parent is missing.
    """
    words = {"subscriptionId": subscription_of_provider(registration), "tenantId": tenant_of_provider(registration)}
    *above, own = arm_type.parameters
    given = {key: _text(registration.inputs.get(key)) for key in arm_type.parameters}
    missing = [key for key in above if key not in words and not given[key]]
    if missing:
        raise Refused("\n".join(f"{key}: missing, must be a string" for key in missing))
    own_name = given[own] or automatic_name(arm_type.name, seed, registration.name)
    return {**given, **words, own: own_name}


def subscription_of_provider(registration: Registration) -> str:
    """The subscription that the resource's provider works in."""
    return registration.account_id or _text(registration.provider_inputs.get("subscriptionId")) or _NO_SUBSCRIPTION


def tenant_of_provider(registration: Registration) -> str:
    """The provider's tenant, else one that the subscription decides."""
    given = _text(registration.provider_inputs.get("tenantId"))
    return given if is_guid(given) else derived_uuid(subscription_of_provider(registration), "tenantId")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
