"""Closes the network for as long as a rehearsal runs."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

_LOCAL = ("127.", "::1", "localhost")


class NetworkRefusedError(OSError):
    """Something tried to leave this machine during a rehearsal."""


@contextmanager
def no_network() -> Iterator[None]:
    """Refuses every connection and name look-up in this process, except to this machine itself.

    Raises:
        NetworkRefusedError: from the call that tried.
    """
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        _refuse_unless_local(self.family, address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        _refuse_unless_local(self.family, address)
        return connect_ex(self, address)

    def guarded_look_up(host: Any, *arguments: Any, **options: Any) -> Any:
        _refuse_unless_local(socket.AF_INET, (host,))
        return look_up(host, *arguments, **options)

    with (
        patch.object(socket.socket, "connect", guarded_connect),
        patch.object(socket.socket, "connect_ex", guarded_connect_ex),
        patch.object(socket, "getaddrinfo", guarded_look_up),
    ):
        yield


def _refuse_unless_local(family: int, address: Any) -> None:
    if family not in (socket.AF_INET, socket.AF_INET6) or address[0] is None:
        return
    host = address[0].decode() if isinstance(address[0], bytes) else str(address[0])
    if not host.startswith(_LOCAL):
        raise NetworkRefusedError(f"a rehearsal has no network: something tried to reach {host}")
