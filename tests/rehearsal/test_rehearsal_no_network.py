import socket
import threading

import pytest

from hds_landing.rehearsal.no_network import NetworkRefusedError, no_network


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80)])
def test_a_connection_to_another_machine_is_refused(address):
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with no_network(), socket.socket(family) as client:
        with pytest.raises(NetworkRefusedError, match=f"something tried to reach {address[0]}"):
            client.connect(address)
        with pytest.raises(NetworkRefusedError):
            client.connect_ex(address)


@pytest.mark.parametrize("host", ["example.org", b"example.org"])
def test_a_name_is_not_looked_up(host):
    with no_network(), pytest.raises(NetworkRefusedError, match=r"something tried to reach example\.org"):
        socket.getaddrinfo(host, 443)


def test_this_machine_itself_can_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as server, no_network():
        threading.Thread(target=lambda: server.accept()[0].sendall(b"hello")).start()
        with socket.create_connection(server.getsockname()) as client:
            assert client.recv(5) == b"hello"


def test_the_network_is_as_before_afterwards():
    before = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo
    with pytest.raises(ValueError, match="inside"), no_network():
        raise ValueError("inside")
    assert (socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo) == before
