"""The embedded AWS: finds who creates what, and puts refusals into the user's words."""

from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, Self, TypeVar

from botocore.exceptions import BotoCoreError, ClientError

from hds_landing.rehearsal.embedded_aws.emulator import Emulator
from hds_landing.rehearsal.embedded_aws.functions import FUNCTIONS
from hds_landing.rehearsal.embedded_aws.handlers import handler_of
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_aws.standing import Standing
from hds_landing.rehearsal.embedded_cloud import Created, Refused, Registration
from hds_landing.rehearsal.sdk_inputs import input_problems

_ACCOUNT_ID = "123456789012"
"""Where neither the provider nor its roles name an account."""

_Answer = TypeVar("_Answer")


class EmbeddedAws:
    """AWS in memory, several accounts and regions at once."""

    packages = frozenset({"aws"})

    def __init__(self) -> None:
        self._emulator = Emulator()
        self._standing = Standing()

    def __enter__(self) -> Self:
        self._standing = Standing()
        self._emulator.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._emulator.__exit__(kind, error, trace)

    def create(self, registration: Registration) -> Created:
        """Creates a resource on the emulated service, or validates and records it; raises Refused."""
        problems = input_problems(registration.type, registration.inputs)
        if problems:
            raise Refused("; ".join(problems))
        request = self._request(registration)
        self._emulator.seed(registration.urn)
        return _in_words(lambda: handler_of(registration.type)(request))

    def read(self, registration: Registration, identity: str) -> Created:
        """Refuses: a rehearsal begins with empty accounts, so there is nothing to read but what it made itself."""
        if identity in self._standing:
            raise Refused(f"{identity} is created by this very program: use the resource instead of reading it")
        raise Refused(f"{registration.type} {identity} does not exist: a rehearsal begins with empty accounts")

    def invoke(self, token: str, args: Mapping[str, Any], registration: Registration) -> Mapping[str, Any]:
        """Answers a function of the provider; raises Refused."""
        if token not in FUNCTIONS:
            raise Refused(f"the embedded AWS does not answer {token}; it answers {', '.join(sorted(FUNCTIONS))}")
        request = self._request(registration)
        return _in_words(lambda: FUNCTIONS[token](request))

    def _request(self, registration: Registration) -> Request:
        if not registration.region:
            raise Refused("no region: give the provider a region, or set aws:region in the stack's configuration")
        return Request(
            registration,
            registration.account_id or _ACCOUNT_ID,
            registration.region,
            self._emulator,
            self._standing,
        )


def _in_words(call: Callable[[], _Answer]) -> _Answer:
    try:
        return call()
    except ClientError as error:
        told = error.response["Error"]
        raise Refused(f"{error.operation_name}: {told.get('Code')}: {told.get('Message')}") from None
    except BotoCoreError as error:
        raise Refused(str(error)) from None
    except NotImplementedError as error:
        raise Refused(f"the embedded AWS cannot do this: {error}") from None
