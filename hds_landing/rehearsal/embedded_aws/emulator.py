"""The emulated AWS services: accounts, regions, clients, and ids that derive from URNs."""

from functools import cache
from hashlib import sha256
from types import TracebackType
from typing import Any, Self
from unittest.mock import patch

import botocore.session
import moto.kms.models
from botocore import UNSIGNED
from botocore.config import Config
from moto import mock_aws
from moto.backends import get_backend
from moto.moto_api._internal import mock_random

from hds_landing.rehearsal.embedded_aws.constraints import refuse_what_the_model_forbids

SERVICES = ("backup", "cloudtrail", "ec2", "iam", "kms", "logs", "network-firewall", "ram", "s3", "sts")
_SETTINGS = Config(
    signature_version=UNSIGNED,
    retries={"total_max_attempts": 1},
    user_agent_appid="rehearsal",
    s3={"addressing_style": "path"},
)
_ACCOUNT_HEADER = "x-moto-account-id"
_GLOBAL_SERVICES = {"iam", "s3", "sts"}


class Emulator:
    """Every account and region of AWS, empty when entered, gone when left.

    Random parts of ids come from the URN of what is being created, so they do not depend on what else there is.
    """

    def __init__(self) -> None:
        self._moto = mock_aws(config={"core": {"service_whitelist": [*SERVICES, "networkfirewall"]}})
        self._one_key = patch.object(moto.kms.models, "generate_private_key", _generate_private_key)
        self._account_id = ""
        self._started: set[tuple[str, str]] = set()

    def __enter__(self) -> Self:
        self._moto.start()
        self._one_key.start()
        self._started.clear()
        _CURRENT.append(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _CURRENT.remove(self)
        self._one_key.stop()
        self._moto.stop()

    @property
    def account_id(self) -> str:
        """The account that requests are made in."""
        return self._account_id

    def seed(self, urn: str) -> None:
        """Makes the ids of what is created next derive from a URN."""
        mock_random.seed(sha256(urn.encode()).digest())

    def client(self, service: str, account_id: str, region: str) -> Any:
        """A client of one service whose next request is made in that account and region."""
        self._start(service, account_id, region)
        self._account_id = account_id
        return _client(service, region)

    def _start(self, service: str, account_id: str, region: str) -> None:
        """Lets an account begin with its default network before anything of the program's is numbered."""
        if (account_id, region) in self._started:
            return
        self._started.add((account_id, region))
        state = mock_random.getstate()
        for each in SERVICES:
            backends = get_backend(each.replace("-", ""))[account_id]
            _ = backends["aws" if each in _GLOBAL_SERVICES else region]
        mock_random.setstate(state)


_CURRENT: list[Emulator] = []


@cache
def _session() -> botocore.session.Session:
    return botocore.session.Session()


@cache
def _client(service: str, region: str) -> Any:
    """Clients outlive a rehearsal: making one costs more than a hundred requests."""
    client = _session().create_client(service, region_name=region, config=_SETTINGS)
    client.meta.events.register("before-parameter-build", refuse_what_the_model_forbids)
    client.meta.events.register("before-call", _into_the_account)
    return client


def _into_the_account(params: dict[str, Any], **_: Any) -> None:
    params["headers"][_ACCOUNT_HEADER] = _CURRENT[-1].account_id


@cache
def _generate_private_key(key_spec: str) -> Any:
    """Nothing is signed in a rehearsal, so one private key per kind serves every KMS key."""
    return _REAL_GENERATE_PRIVATE_KEY(key_spec)


_REAL_GENERATE_PRIVATE_KEY = moto.kms.models.generate_private_key
