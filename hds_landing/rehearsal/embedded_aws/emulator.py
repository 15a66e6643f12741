"""The emulated AWS services: accounts, regions, clients, and ids that derive from URNs."""

from contextlib import ExitStack
from functools import cache
from hashlib import sha256
from types import TracebackType
from typing import Any, Self

import botocore.session
from botocore import UNSIGNED
from botocore.config import Config
from moto import mock_aws
from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID
from moto.moto_api._internal import mock_random

from hds_landing.rehearsal.embedded_aws.constraints import refuse_what_the_model_forbids
from hds_landing.rehearsal.embedded_aws.shortcuts import shortcuts

_SERVICES = ("backup", "cloudtrail", "ec2", "iam", "kms", "logs", "networkfirewall", "ram", "route53resolver", "s3")
_GLOBAL_SERVICES = {"iam", "s3"}
_SETTINGS = Config(
    signature_version=UNSIGNED,
    retries={"total_max_attempts": 1},
    user_agent="rehearsal",
    s3={"addressing_style": "path"},
)
_MOTO_OWN = (DEFAULT_ACCOUNT_ID, "us-east-1")
"""Where moto looks up its own routing with every first request to a service."""
_ACCOUNT_HEADER = "x-moto-account-id"


class Emulator:
    """Every account and region of AWS, empty when entered, gone when left.

    Random parts of ids come from the URN of what is being created, so they do not depend on what else there is.
    """

    def __init__(self) -> None:
        self._open = ExitStack()
        self._started: set[tuple[str, str]] = set()

    def __enter__(self) -> Self:
        self._started.clear()
        self._open.enter_context(shortcuts())
        self._open.enter_context(mock_aws(config={"core": {"service_whitelist": list(_SERVICES)}}))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def seed(self, origin: str) -> None:
        """Makes the ids of what is created next derive from an origin, as a URN."""
        mock_random.seed(sha256(origin.encode()).digest())

    def client(self, service: str, account_id: str, region: str) -> Any:
        """A client of one service in one account and region."""
        self._start(account_id, region)
        return _client(service, account_id, region)

    def backend(self, service: str, account_id: str, region: str) -> Any:
        """What an emulated service keeps, for what it has no operation for."""
        self._start(account_id, region)
        return _backend(service, account_id, region)

    def _start(self, account_id: str, region: str) -> None:
        """Lets an account begin with its default network before anything of the program's is numbered."""
        for place in (_MOTO_OWN, (account_id, region)):
            if place not in self._started:
                self._started.add(place)
                state = mock_random.getstate()
                _begin(*place)
                mock_random.setstate(state)


def _begin(account_id: str, region: str) -> None:
    for service in _SERVICES:
        _backend(service, account_id, region)


def _backend(service: str, account_id: str, region: str) -> Any:
    partition = "aws-eusc" if region.startswith("eusc-") else "aws"
    return get_backend(service)[account_id][partition if service in _GLOBAL_SERVICES else region]


@cache
def _session() -> botocore.session.Session:
    return botocore.session.Session()


@cache
def _client(service: str, account_id: str, region: str) -> Any:
    """Clients outlive a rehearsal: making one costs more than several requests."""

    def into_the_account(params: dict[str, Any], **_: Any) -> None:
        params["headers"][_ACCOUNT_HEADER] = account_id

    client = _session().create_client(service, region_name=region, config=_SETTINGS)
    client.meta.events.register("before-parameter-build", refuse_what_the_model_forbids)
    client.meta.events.register("before-call", into_the_account)
    return client
