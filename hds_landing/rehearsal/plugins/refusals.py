"""What a plugin says where it cannot do what the engine asks: one message for the user, and no secret in it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import grpc

from hds_landing.rehearsal.embedded_cloud import Gone, Refused
from hds_landing.rehearsal.plugins.served_cloud import Busy
from hds_landing.rehearsal.secrecy import redacted

_CODES: Final[tuple[tuple[type[Refused], grpc.StatusCode], ...]] = (
    (Busy, grpc.StatusCode.ABORTED),
    (Gone, grpc.StatusCode.NOT_FOUND),
    (Refused, grpc.StatusCode.FAILED_PRECONDITION),
)
"""To the engine each of these means that nothing was done; after INTERNAL it does not know."""


@contextmanager
def told_to_the_engine(context: grpc.ServicerContext, *properties: Mapping[str, Any]) -> Iterator[None]:
    """Ends the call with a gRPC status where the cloud refuses or fails; what `properties` keep secret stays so."""
    try:
        yield
    except Exception as error:
        code, message = _status(error)
        for each in properties:
            message = redacted(message, each)
    else:
        return
    context.abort(code, message)


def _status(error: Exception) -> tuple[grpc.StatusCode, str]:
    for kind, code in _CODES:
        if isinstance(error, kind):
            return code, str(error)
    return grpc.StatusCode.INTERNAL, f"the embedded cloud failed on it: {type(error).__name__}: {error}"
