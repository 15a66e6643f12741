"""Resources that no service here emulates: their inputs must fit the SDK's own types."""

from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_cloud import Created, Refused
from hds_landing.rehearsal.sdk_inputs import input_problems


def record(request: Request) -> Created:
    """Records a resource of any type of the SDK, with its inputs as outputs; raises Refused for what does not fit.

    What the provider alone would compute stays undeclared: whoever reads it is refused by name.
    """
    problems = input_problems(request.registration.type, request.inputs)
    if problems:
        raise Refused("; ".join(problems))
    return request.recorded(f"{request.registration.name}-{request.digest(7)}", {})
