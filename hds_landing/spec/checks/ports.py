"""Port ranges as the spec writes them: `443/tcp`, `50000-50059/udp`."""

from collections.abc import Iterable, Iterator

from hds_landing.errors import Path, Problem

Ports = tuple[str, int, int]
"""Transport, first and last port."""


def parsed(text: str) -> Ports:
    """The range that a text of the right form stands for."""
    numbers, _, transport = text.partition("/")
    first, _, last = numbers.partition("-")
    return transport, int(first), int(last or first)


def shared(one: Iterable[str], other: Iterable[str]) -> list[str]:
    """The ranges of `one` that have a port in common with `other`."""
    others = [parsed(text) for text in other]
    return [text for text in one if any(_meet(parsed(text), ports) for ports in others)]


def check_ports(ports: tuple[str, ...], path: Path) -> Iterator[Problem]:
    """Ports that do not exist, ranges that run backwards, and what is written twice."""
    for index, text in enumerate(ports):
        _, first, last = parsed(text)
        if not 1 <= first <= 65535 or not 1 <= last <= 65535:
            yield Problem((*path, index), f"'{text}' is not a port. Ports go from 1 to 65535.")
        elif first > last:
            yield Problem((*path, index), f"'{text}' runs backwards. Write the lower port first.")
        elif shared([text], ports[:index]):
            yield Problem((*path, index), f"'{text}' is already in the list. Remove one.")


def _meet(one: Ports, other: Ports) -> bool:
    return one[0] == other[0] and one[1] <= other[2] and other[1] <= one[2]
