"""Resources that no service here emulates: their inputs fit the SDK's own types, which is all that is known of them."""

from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_cloud import Created


def record(request: Request) -> Created:
    """Records a resource of any type of the SDK, with its inputs as outputs.

    What the provider alone would compute stays undeclared: whoever reads it is refused by name.
    """
    return request.recorded(f"{request.registration.name}-{request.digest(7)}", {})
