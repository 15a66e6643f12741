"""What existed before a program: put on the emulated services under its own id, so that others may refer to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import moto.ec2.models.transit_gateway
import moto.ec2.models.vpcs
import moto.kms.models

from hds_landing.rehearsal.embedded_aws.handlers import is_emulated, lifecycle_of
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_aws.wording import in_words
from hds_landing.rehearsal.embedded_cloud import Refused

_GIVES_IDS = {
    "aws:ec2/vpc:Vpc": (moto.ec2.models.vpcs, "random_vpc_id"),
    "aws:ec2transitgateway/transitGateway:TransitGateway": (
        moto.ec2.models.transit_gateway,
        "random_transit_gateway_id",
    ),
    "aws:kms/key:Key": (moto.kms.models, "generate_key_id"),
}
"""What gives the emulated service an id where no name does."""


def put_existing(request: Request, identity: str) -> None:
    """Lets it stand; what no service emulates is recorded with an ARN where its id is one. Raises Refused."""
    token = request.registration.type
    if identity.startswith("mrk-"):
        # the emulated service gives such ids another form, and finds no key by the real one
        request.recorded(identity, {"arn": request.arn("kms", f"key/{identity}"), "keyId": identity})
        return
    if not is_emulated(token):
        request.recorded(identity, {"arn": identity} if identity.startswith("arn:") else {})
        return
    with _giving(token, identity):
        made = in_words(lambda: lifecycle_of(token).create(request))
    if made.id != identity:
        raise Refused(f"{token} {identity} cannot be put there: it would be {made.id}")


@contextmanager
def _giving(token: str, identity: str) -> Iterator[None]:
    if token not in _GIVES_IDS:
        yield
        return
    module, name = _GIVES_IDS[token]
    with patch.object(module, name, lambda *_, **__: identity):
        yield
