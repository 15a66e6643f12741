"""The engine's side of the plugin protocol, over a real channel."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import grpc
import pytest
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from hds_landing.rehearsal.embedded_cloud import LivingCloud
from hds_landing.rehearsal.plugins.packages import PACKAGES
from hds_landing.rehearsal.plugins.plugin_server import serving_provider
from hds_landing.rehearsal.plugins.served_cloud import ServedCloud
from hds_landing.rehearsal.values import from_struct, to_struct

PARIS = {"region": "eu-west-3"}


def urn_of(type_token: str, name: str) -> str:
    return f"urn:pulumi:test::trial::hds:index:Parent${type_token}::{name}"


class PluginClient:
    """Sends property values, gives back messages; properties in them are read with `from_struct`."""

    def __init__(self, channel: grpc.Channel) -> None:
        self.stub = provider_pb2_grpc.ResourceProviderStub(channel)

    def configure(self, inputs: Mapping[str, Any]) -> provider_pb2.ConfigureResponse:
        return self.stub.Configure(provider_pb2.ConfigureRequest(args=to_struct(inputs)))

    def check(self, token: str, name: str, inputs: Mapping[str, Any]) -> provider_pb2.CheckResponse:
        return self.stub.Check(provider_pb2.CheckRequest(urn=urn_of(token, name), news=to_struct(inputs)))

    def diff(
        self, token: str, name: str, old: Mapping[str, Any], new: Mapping[str, Any], ignore: tuple[str, ...] = ()
    ) -> provider_pb2.DiffResponse:
        request = provider_pb2.DiffRequest(
            urn=urn_of(token, name), old_inputs=to_struct(old), news=to_struct(new), ignoreChanges=ignore
        )
        return self.stub.Diff(request)

    def create(
        self, token: str, name: str, inputs: Mapping[str, Any], *, preview: bool = False
    ) -> provider_pb2.CreateResponse:
        request = provider_pb2.CreateRequest(urn=urn_of(token, name), properties=to_struct(inputs), preview=preview)
        return self.stub.Create(request)

    def read(
        self,
        token: str,
        name: str,
        identity: str,
        inputs: Mapping[str, Any] | None = None,
        outputs: Mapping[str, Any] | None = None,
    ) -> provider_pb2.ReadResponse:
        request = provider_pb2.ReadRequest(
            urn=urn_of(token, name), id=identity, inputs=to_struct(inputs or {}), properties=to_struct(outputs or {})
        )
        return self.stub.Read(request)

    def update(
        self,
        token: str,
        name: str,
        identity: str,
        old: Mapping[str, Any],
        new: Mapping[str, Any],
        *,
        outputs: Mapping[str, Any] | None = None,
        preview: bool = False,
    ) -> provider_pb2.UpdateResponse:
        request = provider_pb2.UpdateRequest(
            urn=urn_of(token, name),
            id=identity,
            old_inputs=to_struct(old),
            olds=to_struct(outputs or {}),
            news=to_struct(new),
            preview=preview,
        )
        return self.stub.Update(request)

    def delete(self, token: str, name: str, identity: str, inputs: Mapping[str, Any]) -> None:
        self.stub.Delete(provider_pb2.DeleteRequest(urn=urn_of(token, name), id=identity, old_inputs=to_struct(inputs)))

    def invoke(self, token: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        response = self.stub.Invoke(provider_pb2.InvokeRequest(tok=token, args=to_struct(arguments)))
        return from_struct(getattr(response, "return"))


@contextmanager
def plugin_of(cloud: ServedCloud, package: str, configured: Mapping[str, Any]) -> Iterator[PluginClient]:
    """One plugin process of a provider with these inputs, over a cloud that others may share."""
    with (
        serving_provider(PACKAGES[package], cloud) as port,
        grpc.insecure_channel(f"127.0.0.1:{port}") as channel,
    ):
        client = PluginClient(channel)
        client.configure(configured)
        yield client


@contextmanager
def plugin_over(
    cloud: LivingCloud, package: str, configured: Mapping[str, Any], *, write_seconds: float = 0
) -> Iterator[PluginClient]:
    """The only plugin process over a cloud of its own."""
    PACKAGES[package].load_sdk()
    with cloud, plugin_of(ServedCloud(cloud, write_seconds=write_seconds), package, configured) as client:
        yield client


@contextmanager
def refused_by_plugin(code: grpc.StatusCode, *words: str) -> Iterator[pytest.ExceptionInfo[grpc.RpcError]]:
    """Asserts that a call ends with a status whose message has these words and no traceback."""
    with pytest.raises(grpc.RpcError) as told:
        yield told
    assert told.value.code() is code, told.value.details()
    for word in words:
        assert word in told.value.details()
    assert "Traceback" not in told.value.details()
