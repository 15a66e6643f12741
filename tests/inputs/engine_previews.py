"""What the engine previews of the sample programs, on the embedded clouds."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from google.protobuf import struct_pb2
from pulumi.runtime.proto import provider_pb2

from hds_landing.inventory.urn import type_of
from hds_landing.rehearsal.embedded_cloud import Registration
from hds_landing.rehearsal.plugins.packages import PACKAGES
from hds_landing.rehearsal.plugins.plugin_server import serving_clouds
from hds_landing.rehearsal.plugins.provider_service import ProviderService
from tests.engine.observed_cloud import ObservedCloud
from tests.engine.workbench import Workbench
from tests.inputs.sample_programs import SAMPLES, STACK, Sample, copied

_OF_THE_ACCOUNT: Mapping[str, Mapping[str, Any]] = {
    "aws:index/getCallerIdentity:getCallerIdentity": {
        "accountId": "999988887777",
        "arn": "arn:aws:iam::999988887777:user/somebody",
        "id": "999988887777",
        "userId": "AIDAEXAMPLE",
    },
    "aws:ec2/getAmi:getAmi": {"id": "ami-0123456789abcdef0", "mostRecent": True, "owners": ["self"]},
}
_NAMED = "aws:cloudwatch/logGroup:LogGroup"


class OwnedCloud(ObservedCloud):
    """A cloud with an account of somebody's, which functions speak of."""

    def invoke(self, token: str, args: Mapping[str, Any], registration: Registration) -> Mapping[str, Any]:
        return _OF_THE_ACCOUNT.get(token) or super().invoke(token, args, registration)


class FillingProvider(ProviderService):
    """Fills in what the program left out, as a bridged provider does: a name, and the list of what it filled in."""

    def Check(self, request: provider_pb2.CheckRequest, context: Any) -> provider_pb2.CheckResponse:  # noqa: N802
        response = super().Check(request, context)
        if type_of(request.urn) == _NAMED and "name" not in response.inputs.fields:
            filled = struct_pb2.Struct()
            filled.update({"name": "log-0a1b2c3", "__defaults": ["name"]})
            response.inputs.MergeFrom(filled)
        return response


def preview(sample: Sample, folder: Path) -> dict[str, Any]:
    """`pulumi preview --json --show-sames` of a sample, in an empty folder and clouds of its own."""
    with _bench(folder) as bench:
        config = dict(sample.config)
        if "reads:network" in config:
            config["reads:network"] = _standing_network(bench)
        stack = bench.stack(copied(sample, bench), STACK, config)
        for key, value in sample.secrets.items():
            stack.run("config", "set", "--secret", key, value)
        if sample.deployed:
            stack.up("--skip-preview")
        previewed: dict[str, Any] = json.loads(stack.preview("--json", "--show-sames").output)
    return _portable(previewed, {config.get("reads:network", ""): sample.config.get("reads:network", "")})


@contextmanager
def _bench(folder: Path) -> Iterator[Workbench]:
    clouds = {name: OwnedCloud(package.new_cloud()) for name, package in PACKAGES.items()}
    bench = Workbench(folder, clouds)
    filling = mock.patch("hds_landing.rehearsal.plugins.plugin_server.ProviderService", FillingProvider)
    with filling, serving_clouds(bench.plugins, clouds):
        yield bench


def _standing_network(bench: Workbench) -> str:
    """The id of a network that another stack made."""
    sample = SAMPLES["small-network"]
    stack = bench.stack(copied(sample, bench), STACK, sample.config)
    stack.up("--skip-preview")
    return next(str(each["id"]) for urn, each in stack.resources().items() if urn.endswith("::network"))


def _portable(value: Any, renamed: Mapping[str, str]) -> Any:
    """A preview without the places and times of the machine that made it."""
    match value:
        case dict():
            return {
                key: _portable(item, renamed)
                for key, item in value.items()
                if key not in ("stackTrace", "duration", "created", "modified") and not _is_outside(item)
            }
        case list():
            return [_portable(item, renamed) for item in value]
        case str():
            return renamed.get(value, value)
    return value


def _is_outside(position: Any) -> bool:
    return isinstance(position, str) and position.startswith("project:///../")
