"""A component package asked over gRPC, as the engine asks it, with a rehearsal's monitor in the engine's place."""

import asyncio
from collections.abc import Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import grpc
from google.protobuf import json_format
from pulumi.provider.server import ProviderServicer
from pulumi.runtime.proto import (
    errors_pb2,
    provider_pb2,
    provider_pb2_grpc,
    resource_pb2,
    resource_pb2_grpc,
    status_pb2,
)

from hds_landing.component_packages.component_package import ComponentPackage
from hds_landing.inventory.resource import Resource
from hds_landing.rehearsal.embedded_cloud import EmbeddedCloud
from hds_landing.rehearsal.monitor import RehearsalMonitor
from hds_landing.rehearsal.project.grpc_server import deployment_info
from hds_landing.rehearsal.values import to_struct

PROJECT = STACK = "test"
STACK_URN = f"urn:pulumi:{STACK}::{PROJECT}::pulumi:pulumi:Stack::{PROJECT}-{STACK}"
_MONITOR_PROCEDURES = ("RegisterResource", "RegisterResourceOutputs", "ReadResource", "Invoke")


@dataclass(frozen=True)
class Constructed:
    """What a package answered, and what its component drew."""

    urn: str
    state: Mapping[str, Any]
    resources: Mapping[str, Resource]


class ConstructRefusedError(Exception):
    """The package's refusal, with the path of each property that it names."""

    def __init__(self, status: str, details: str, problems: Mapping[str, str]) -> None:
        self.status, self.problems = status, problems
        super().__init__(details)


def construct(
    package: str,
    component: str,
    name: str,
    inputs: Mapping[str, Any],
    *,
    cloud: EmbeddedCloud,
    provider: tuple[str, Mapping[str, Any]] | None = None,
    preview: bool = False,
) -> Constructed:
    """Constructs one component as a program in another language would: its inputs travel as a struct, with floats.

    `provider`: token and inputs of the explicit provider that the program gives, named `explicit`.
    """
    monitor = RehearsalMonitor(cloud, project=PROJECT, stack=STACK, config={}, stack_references={})
    with cloud:
        _register(monitor, "pulumi:pulumi:Stack", f"{PROJECT}-{STACK}", {})
        providers = {}
        if provider:
            token, provider_inputs = provider
            made = _register(monitor, token, "explicit", provider_inputs)
            providers = {token.rpartition(":")[2]: f"{made.urn}::{made.id}"}
        request = provider_pb2.ConstructRequest(
            project=PROJECT,
            stack=STACK,
            type=f"{package}:index:{component}",
            name=name,
            parent=STACK_URN,
            inputs=to_struct(inputs),
            providers=providers,
            dryRun=preview,
            accepts_output_values=True,
        )
        response = _in_a_loop_of_its_own(_ask(package, monitor, request))
    failures = [f"{failure.urn}: {failure.message}" for failure in monitor.recording.failures]
    assert failures == []
    return Constructed(response.urn, json_format.MessageToDict(response.state), monitor.recording.resources)


def _in_a_loop_of_its_own(asked: Coroutine[Any, Any, Any]) -> Any:
    """The thread's current loop stays what it was: `asyncio.run` would take it away."""
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(asked)
    finally:
        loop.close()


def _register(monitor: RehearsalMonitor, type_: str, name: str, inputs: Mapping[str, Any]) -> Any:
    root = type_ == "pulumi:pulumi:Stack"
    return monitor.RegisterResource(
        resource_pb2.RegisterResourceRequest(
            type=type_, name=name, custom=not root, parent="" if root else STACK_URN, object=to_struct(inputs)
        )
    )


async def _ask(package: str, monitor: RehearsalMonitor, request: provider_pb2.ConstructRequest) -> Any:
    engine = _serve_monitor(monitor, request.dryRun)
    request.monitorEndpoint = engine.address
    server = grpc.aio.server()
    servicer = ProviderServicer(ComponentPackage(package), [], engine_address="")
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    try:
        async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
            return await provider_pb2_grpc.ResourceProviderStub(channel).Construct(request)
    except grpc.aio.AioRpcError as refused:
        raise ConstructRefusedError(refused.code().name, refused.details() or "", _problems(refused)) from refused
    finally:
        await server.stop(None)
        engine.server.stop(None)


@dataclass(frozen=True)
class _ServedMonitor:
    server: Any
    address: str


def _serve_monitor(monitor: RehearsalMonitor, preview: bool) -> _ServedMonitor:
    """One worker: a rehearsal's monitor takes one request at a time."""
    servicer = resource_pb2_grpc.ResourceMonitorServicer()
    deployment = deployment_info(PROJECT, STACK, "organization", {}, [], 1)
    deployment.dryRun = preview
    servicer.GetDeploymentInfo = lambda _request, _context: deployment
    for name in _MONITOR_PROCEDURES:
        procedure = getattr(monitor, name)
        setattr(servicer, name, lambda request, _context, procedure=procedure: procedure(request))
    server = grpc.server(ThreadPoolExecutor(1))
    resource_pb2_grpc.add_ResourceMonitorServicer_to_server(servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return _ServedMonitor(server, f"127.0.0.1:{port}")


def _problems(refused: grpc.aio.AioRpcError) -> dict[str, str]:
    packed = dict(refused.trailing_metadata() or ()).get("grpc-status-details-bin")
    if packed is None:
        return {}
    (detail,) = status_pb2.Status.FromString(packed).details
    errors = errors_pb2.InputPropertiesError()
    assert detail.Unpack(errors)
    return {error.property_path: error.reason for error in errors.errors}
