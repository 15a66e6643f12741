"""Declared flows: between two known ends, once, and as protected as they say."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from hds_landing.errors import Problem
from hds_landing.spec.checks.endpoints import endpoint_names, unknown_endpoint
from hds_landing.spec.checks.ports import check_ports, shared
from hds_landing.spec.landing_zone import LandingZoneSpec
from hds_landing.spec.network import Flow, Protection

_LINE_PROTECTIONS = (Protection.IPSEC, Protection.MACSEC)


def check(spec: LandingZoneSpec, today: date) -> list[Problem]:
    """Each flow by itself, then every two of them."""
    known = endpoint_names(spec)
    problems: list[Problem] = []
    for index, flow in enumerate(spec.flows):
        problems += _check_ends(index, flow, known)
        problems += check_ports(flow.ports, ("flows", index, "ports"))
        problems += _check_protection(index, flow, spec)
    return [*problems, *_check_duplicates(spec.flows)]


def _check_ends(index: int, flow: Flow, known: tuple[str, ...]) -> Iterator[Problem]:
    for field, end in (("from", flow.from_), ("to", flow.to)):
        if end not in known:
            yield Problem(("flows", index, field), unknown_endpoint(end, known))
    if _within(flow.from_, flow.to) or _within(flow.to, flow.from_):
        message = f"the flow leads from '{flow.from_}' to '{flow.to}', which is the same place. Remove it."
        yield Problem(("flows", index), message)
    elif flow.from_.startswith("site:") and _place(flow.from_) == _place(flow.to):
        message = f"both ends are in '{_place(flow.to)}', so the flow never reaches the hub. Remove it."
        yield Problem(("flows", index), message)


def _within(part: str, whole: str) -> bool:
    return part == whole or part.startswith(f"{whole}/")


def _place(end: str) -> str:
    return end.partition("/")[0]


def _check_protection(index: int, flow: Flow, spec: LandingZoneSpec) -> Iterator[Problem]:
    """IPsec and MACsec belong to a site's line; a flow that names them needs a line that has them."""
    if flow.protection not in _LINE_PROTECTIONS:
        return
    sites = [_place(end).removeprefix("site:") for end in (flow.from_, flow.to) if end.startswith("site:")]
    if not sites:
        yield Problem(
            ("flows", index, "protection"),
            f"'{flow.protection.value}' protects the line of a site, and neither end is one. Choose tls or none.",
        )
    for key in sites:
        if key in spec.sites and spec.sites[key].link.encryption.value != flow.protection.value:
            yield Problem(
                ("flows", index, "protection"),
                f"'{flow.protection.value}' is claimed, and the line of the site {key} has the encryption "
                f"'{spec.sites[key].link.encryption.value}'. Say what protects the flow, or encrypt the line.",
            )


def _check_duplicates(flows: tuple[Flow, ...]) -> Iterator[Problem]:
    for (first, one), (second, other) in combinations(enumerate(flows), 2):
        if (one.from_, one.to) == (other.from_, other.to) and (twice := shared(other.ports, one.ports)):
            yield Problem(
                ("flows", second),
                f"flows[{first}] already leads from '{one.from_}' to '{one.to}' on {', '.join(twice)}. "
                "Remove one, or give it other ports.",
            )
