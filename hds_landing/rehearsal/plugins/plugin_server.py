"""The long-lived side: embedded clouds that outlive every engine command, and a gRPC server per plugin process."""

import socket
import socketserver
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import Any, Final

import grpc
from pulumi.runtime._grpc_settings import _GRPC_CHANNEL_OPTIONS
from pulumi.runtime.proto import provider_pb2_grpc

from hds_landing.rehearsal.embedded_cloud import LivingCloud
from hds_landing.rehearsal.no_network import no_network
from hds_landing.rehearsal.plugins.executables import write_executables
from hds_landing.rehearsal.plugins.packages import PACKAGES, ServedPackage
from hds_landing.rehearsal.plugins.provider_service import ProviderService
from hds_landing.rehearsal.plugins.served_cloud import WRITE_SECONDS, ServedCloud

_LOOPBACK: Final = "127.0.0.1"
_WORKERS: Final = 32
"""Calls of one plugin process at the same time; the engine's own limit is its `--parallel`."""


@contextmanager
def serving_clouds(
    folder: Path, clouds: Mapping[str, LivingCloud] | None = None, *, write_seconds: float = WRITE_SECONDS
) -> Iterator[None]:
    """Serves embedded clouds until left, empty at first, and writes the plugin executables for them.

    Args:
        folder: takes the executables; made where it is missing.
        clouds: by package name, not entered; both of them where none are given.
        write_seconds: how long a write keeps others from the same id, at least.
    """
    folder.mkdir(parents=True, exist_ok=True)
    clouds = clouds or {name: package.new_cloud() for name, package in PACKAGES.items()}
    with ExitStack() as open_clouds:
        open_clouds.enter_context(no_network())
        served: dict[str, ServedCloud] = {}
        for name, cloud in clouds.items():
            PACKAGES[name].load_sdk()
            served[name] = ServedCloud(open_clouds.enter_context(cloud), write_seconds=write_seconds)
        with _Server(served) as server:
            Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
            try:
                write_executables(folder, sorted(served), server.server_address[1])
                yield
            finally:
                server.shutdown()
                server.hang_up()


@contextmanager
def serving_provider(package: ServedPackage, cloud: ServedCloud) -> Iterator[int]:
    """Serves one provider of its own configuration over a shared cloud; gives its port, on this machine only."""
    server = grpc.server(ThreadPoolExecutor(_WORKERS), options=_GRPC_CHANNEL_OPTIONS)
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(ProviderService(package, cloud), server)
    port = server.add_insecure_port(f"{_LOOPBACK}:0")
    server.start()
    try:
        yield port
    finally:
        server.stop(0).wait()


class _Server(socketserver.ThreadingTCPServer):
    """Takes one connection per plugin process, which lasts as long as the process."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, served: Mapping[str, ServedCloud]) -> None:
        self.served = served
        self.connections: set[socket.socket] = set()
        super().__init__((_LOOPBACK, 0), _PluginProcess)

    def hang_up(self) -> None:
        """Ends the plugin processes that are left, and what is served to them."""
        for connection in [*self.connections]:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class _PluginProcess(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        """Serves a provider until the plugin process ends, by whatever signal."""
        server: Any = self.server
        name = self.rfile.readline().decode().strip()
        if name not in server.served:
            return
        server.connections.add(self.connection)
        try:
            with serving_provider(PACKAGES[name], server.served[name]) as port, suppress(OSError):
                self.wfile.write(f"{port}\n".encode())
                self.rfile.read(1)
        finally:
            server.connections.discard(self.connection)
