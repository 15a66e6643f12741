"""The monitor and the engine of a preview, served on this machine's own address only."""

# ruff: noqa: N802 - methods have the names of the remote procedures

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Final

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime._grpc_settings import _GRPC_CHANNEL_OPTIONS
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc, resource_pb2, resource_pb2_grpc

from hds_landing.rehearsal.project.preview_monitor import PreviewMonitor
from hds_landing.rehearsal.project.run_program import SDK_MESSAGE

_FEATURES: Final = (
    "SECRETS",
    "RESOURCE_REFERENCES",
    "ALIAS_SPECS",
    "REPLACEMENT_TRIGGER",
    "DELETED_WITH",
    "REPLACE_WITH",
    "TRANSFORMS",
    "INVOKE_TRANSFORMS",
    "PARAMETERIZATION",
    "RESOURCE_HOOKS",
    "ERROR_HOOKS",
    "STATE_MIGRATIONS",
)
_LEGACY_FEATURES: Final = frozenset(
    {
        "secrets",
        "resourceReferences",
        "aliasSpecs",
        "deletedWith",
        "replaceWith",
        "transforms",
        "invokeTransforms",
        "parameterization",
        "resourceHooks",
        "errorHooks",
    }
)
"""As SDKs call them that ask for one at a time."""
_WORKERS: Final = 32
_FROM_MONITOR: Final = (
    "RegisterResource",
    "RegisterResourceOutputs",
    "ReadResource",
    "ExistsResource",
    "Invoke",
    "Call",
    "RegisterStackTransform",
    "RegisterStackInvokeTransform",
)


@contextmanager
def serving(monitor: PreviewMonitor, deployment: resource_pb2.DeploymentInfo) -> Iterator[str]:
    """Serves a monitor; gives the address, for monitor and engine alike."""
    server = grpc.server(ThreadPoolExecutor(_WORKERS), options=_GRPC_CHANNEL_OPTIONS)
    resource_pb2_grpc.add_ResourceMonitorServicer_to_server(_monitor_servicer(monitor, deployment), server)
    engine_pb2_grpc.add_EngineServicer_to_server(_Engine(monitor), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        server.stop(0).wait()


def deployment_info(
    project: str, stack: str, organization: str, config: dict[str, str], secret_keys: Sequence[str], parallel: int
) -> resource_pb2.DeploymentInfo:
    """What the SDK may ask of the run."""
    return resource_pb2.DeploymentInfo(
        project=project,
        stack=stack,
        organization=organization,
        dryRun=True,
        parallel=parallel,
        config=config,
        configSecretKeys=secret_keys,
        supportedFeatures=[
            resource_pb2.ResourceMonitorFeature.Value(f"RESOURCE_MONITOR_FEATURE_{name}") for name in _FEATURES
        ],
    )


def _monitor_servicer(monitor: PreviewMonitor, deployment: resource_pb2.DeploymentInfo) -> Any:
    servicer = _Monitor(deployment)
    for name in _FROM_MONITOR:
        setattr(servicer, name, _guarded(monitor, getattr(monitor, name)))
    return servicer


def _guarded(monitor: PreviewMonitor, procedure: Callable[[Any], Any]) -> Callable[[Any, Any], Any]:
    """A procedure as gRPC calls it; a request that it cannot read is a failure of the preview, not of the server."""

    def call(request: Any, context: Any) -> Any:
        try:
            return procedure(request)
        except Exception as error:
            message = f"{procedure.__name__} cannot be read: {type(error).__name__}: {error}"
            monitor.fail("", None, message)
            context.abort(grpc.StatusCode.INTERNAL, message)

    return call


class _Monitor(resource_pb2_grpc.ResourceMonitorServicer):
    """What every program gets the same answer to."""

    def __init__(self, deployment: resource_pb2.DeploymentInfo) -> None:
        self._deployment = deployment

    def GetDeploymentInfo(self, _request: Any, _context: Any) -> resource_pb2.DeploymentInfo:
        return self._deployment

    def SupportsFeature(self, request: Any, _context: Any) -> resource_pb2.SupportsFeatureResponse:
        return resource_pb2.SupportsFeatureResponse(hasSupport=request.id in _LEGACY_FEATURES)

    def RegisterPackage(self, request: Any, _context: Any) -> resource_pb2.RegisterPackageResponse:
        return resource_pb2.RegisterPackageResponse(ref=request.parameterization.name or request.name)

    def RegisterResourceHook(self, _request: Any, _context: Any) -> empty_pb2.Empty:
        return empty_pb2.Empty()

    def RegisterErrorHook(self, _request: Any, _context: Any) -> empty_pb2.Empty:
        return empty_pb2.Empty()

    def SignalAndWaitForShutdown(self, _request: Any, _context: Any) -> empty_pb2.Empty:
        return empty_pb2.Empty()


class _Engine(engine_pb2_grpc.EngineServicer):
    """Takes the program's messages; an error is a failure, as it is to Pulumi."""

    def __init__(self, monitor: PreviewMonitor) -> None:
        self._monitor = monitor
        self._root_urn = ""

    def Log(self, request: Any, _context: Any) -> empty_pb2.Empty:
        if request.severity == engine_pb2.ERROR:
            self._monitor.fail(request.urn, None, request.message)
        elif request.message.startswith(SDK_MESSAGE):
            told = json.loads(request.message.removeprefix(SDK_MESSAGE))
            self._monitor.answers_unknown = told["unknownInvokes"] is True
        return empty_pb2.Empty()

    def GetRootResource(self, _request: Any, _context: Any) -> engine_pb2.GetRootResourceResponse:
        return engine_pb2.GetRootResourceResponse(urn=self._root_urn)

    def SetRootResource(self, request: Any, _context: Any) -> engine_pb2.SetRootResourceResponse:
        self._root_urn = request.urn
        return engine_pb2.SetRootResourceResponse()

    def RequirePulumiVersion(self, _request: Any, _context: Any) -> engine_pb2.RequirePulumiVersionResponse:
        return engine_pb2.RequirePulumiVersionResponse()

    def StartDebugging(self, _request: Any, _context: Any) -> empty_pb2.Empty:
        return empty_pb2.Empty()
