"""Ports of a rule, and how the spec writes them: `443/tcp`, `50000-50059/udp`."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Transport(str, Enum):
    """Transport protocol of a rule."""

    TCP = "tcp"
    UDP = "udp"


@dataclass(frozen=True)
class PortRange:
    """Destination ports, both ends included; equal for a single port."""

    first: int
    last: int
    transport: Transport


def port_range(text: str) -> PortRange:
    """The range that `text` stands for."""
    numbers, _, transport = text.partition("/")
    first, _, last = numbers.partition("-")
    return PortRange(int(first), int(last or first), Transport(transport))


def port_ranges(texts: Iterable[str]) -> list[PortRange]:
    """Every range once, sorted by transport and number whatever the order of the spec."""
    return sorted({port_range(text) for text in texts}, key=lambda port: (port.transport.value, port.first, port.last))


def port_texts(texts: Iterable[str]) -> list[str]:
    """The same as text, in the same order."""
    return [
        f"{port.first}/{port.transport.value}"
        if port.first == port.last
        else f"{port.first}-{port.last}/{port.transport.value}"
        for port in port_ranges(texts)
    ]
