"""What existed before a program, as if a PUT had once made it: its id says its name, and where it stands."""

import re
from dataclasses import replace

from hds_landing.rehearsal.embedded_azure.arm_requests import ArmRequest, request_of
from hds_landing.rehearsal.embedded_azure.arm_resources import ArmResources
from hds_landing.rehearsal.embedded_azure.arm_types import find_arm_type
from hds_landing.rehearsal.embedded_azure.resource_types import find_resource_type
from hds_landing.rehearsal.embedded_cloud import ExistingResource, Gone, Registration


def existing_request(registration: Registration, known: ExistingResource, existing: ArmResources) -> ArmRequest:
    """The request that would have made it. Raises Gone where the provider does not read that subscription."""
    path = find_arm_type(find_resource_type(known.type)).path
    named = re.fullmatch(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(path)), known.id, re.IGNORECASE)
    words = named.groupdict() if named else {}
    words.pop("subscriptionId", None)
    asked = replace(registration, inputs={**words, **known.inputs})
    request = request_of(asked, existing, seed=existing.new_seed(registration.urn))
    if request.resource.arm_id.lower() != known.id.lower():
        raise Gone(f"id: given {known.id}, and the provider reads {request.resource.arm_id} (ResourceNotFound)")
    return request
