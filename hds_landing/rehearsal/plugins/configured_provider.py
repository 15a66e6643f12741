"""The part of a provider that comes before any resource: what it takes, and its configuration."""

# ruff: noqa: N802 - methods have the names of the remote procedures

import json
from collections.abc import Mapping
from typing import Any

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from hds_landing.rehearsal.plugins.packages import ServedPackage
from hds_landing.rehearsal.plugins.provider_schema import provider_schema
from hds_landing.rehearsal.values import from_struct


class ConfiguredProvider(provider_pb2_grpc.ResourceProviderServicer):
    """Keeps the inputs of one provider resource.

    Secrets are accepted, so that what goes in secret comes out secret and no message shows it; the cloud itself gets
    them in clear.
    """

    def __init__(self, package: ServedPackage) -> None:
        self._package = package
        self._configured: Mapping[str, Any] = {}

    def Handshake(
        self, _request: provider_pb2.ProviderHandshakeRequest, _context: Any
    ) -> provider_pb2.ProviderHandshakeResponse:
        """Says that secrets are taken as such; references to resources come as their ids, outputs as their values."""
        return provider_pb2.ProviderHandshakeResponse(accept_secrets=True)

    def GetPluginInfo(self, _request: empty_pb2.Empty, _context: Any) -> plugin_pb2.PluginInfo:
        """The version of the SDK that is installed."""
        return plugin_pb2.PluginInfo(version=self._package.version)

    def GetSchema(self, _request: provider_pb2.GetSchemaRequest, _context: Any) -> provider_pb2.GetSchemaResponse:
        """What the provider itself takes; programs have the SDK for the rest."""
        return provider_pb2.GetSchemaResponse(schema=json.dumps(provider_schema(self._package)))

    def CheckConfig(self, request: provider_pb2.CheckRequest, _context: Any) -> provider_pb2.CheckResponse:
        """Takes any configuration: each resource is refused that cannot be placed with it."""
        return provider_pb2.CheckResponse(inputs=request.news)

    def DiffConfig(self, request: provider_pb2.DiffRequest, _context: Any) -> provider_pb2.DiffResponse:
        """What the real provider says to another configuration; a value that was not there before replaces nothing."""
        old, new = from_struct(request.old_inputs), from_struct(request.news)
        changed = sorted(name for name in {*old, *new} - {*request.ignoreChanges} if old.get(name) != new.get(name))
        return diff_response(changed, [name for name in changed if name in self._package.replacing_config & {*old}])

    def Configure(self, request: provider_pb2.ConfigureRequest, _context: Any) -> provider_pb2.ConfigureResponse:
        """Keeps the provider's inputs."""
        prefix = f"{self._package.name}:config:"
        variables = {name.removeprefix(prefix): value for name, value in request.variables.items()}
        self._configured = from_struct(request.args) if request.HasField("args") else variables
        return provider_pb2.ConfigureResponse(acceptSecrets=True, supportsPreview=True)

    def Cancel(self, _request: empty_pb2.Empty, _context: Any) -> empty_pb2.Empty:
        """Nothing here takes long enough to be cancelled."""
        return empty_pb2.Empty()

    def Attach(self, _request: plugin_pb2.PluginAttach, _context: Any) -> empty_pb2.Empty:
        """Nothing is ever asked of the engine."""
        return empty_pb2.Empty()

    def Parameterize(
        self, _request: provider_pb2.ParameterizeRequest, context: Any
    ) -> provider_pb2.ParameterizeResponse:
        """Refuses: neither package takes parameters."""
        context.abort(grpc.StatusCode.UNIMPLEMENTED, f"the package {self._package.name} takes no parameters")
        raise AssertionError


def diff_response(changed: list[str], replaces: list[str], *, delete_first: bool = False) -> provider_pb2.DiffResponse:
    """The answer to a diff; nothing changed where `changed` is empty."""
    return provider_pb2.DiffResponse(
        changes=provider_pb2.DiffResponse.DIFF_SOME if changed else provider_pb2.DiffResponse.DIFF_NONE,
        diffs=changed,
        replaces=replaces,
        deleteBeforeReplace=delete_first,
    )
