"""What an address, a range or a service tag in an Azure network rule lets in."""

import ipaddress
from functools import lru_cache
from typing import Any, Final

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.judgement import Judgement, Undetermined
from hds_landing.rules.properties import ABSENT, Found, find_one
from hds_landing.rules.property_rule import Expectation
from hds_landing.rules.rule import Subject

_EVERYBODY: Final = frozenset({"*", "any", "internet", "azurecloud"})
"""Service tags. AzureCloud is every machine of every customer of Azure."""
_PRIVATE: Final = tuple(
    ipaddress.ip_network(text)
    for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
)
_BROADEST: Final[dict[int, int]] = {4: 16, 6: 48}
"""Prefix lengths: the largest public range that one organisation would own."""
_INTERNET: Final[dict[int, int]] = {4: 8, 6: 16}
"""Prefix lengths: as good as the whole internet."""

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def is_everybody(prefix: Any) -> bool:
    """Whether a source or destination stands for the internet; IPv4 and IPv6, halves of the internet as well."""
    if not isinstance(prefix, str):
        return False
    if prefix.strip().lower() in _EVERYBODY:
        return True
    network = network_of(prefix)
    return network is not None and not is_private(network) and network.prefixlen <= _INTERNET[network.version]


@lru_cache(maxsize=4096)
def network_of(prefix: str) -> Network | None:
    """The network that a text stands for; none for a service tag."""
    try:
        return ipaddress.ip_network(prefix.strip(), strict=False)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def is_private(network: Network) -> bool:
    """Whether all of it is private."""
    return any(
        network.subnet_of(private)  # type: ignore[arg-type]
        for private in _PRIVATE
        if private.version == network.version
    )


def _judge_prefix(value: Any) -> bool | str:
    if not isinstance(value, str) or (network := network_of(value)) is None:
        return "not an address or a range"
    if str(network.network_address) == "0.0.0.0" and network.prefixlen == 32:  # noqa: S104 - read, not bound
        return "every machine in Azure, of other customers as well"
    if is_private(network) or network.prefixlen >= _BROADEST[network.version]:
        return True
    return f"wider than /{_BROADEST[network.version]}"


NARROW_RANGE: Final = Expectation("a range of one organisation, /16 or narrower (/48 with IPv6)", _judge_prefix)


def judge_span(subject: Subject, first: str, last: str) -> Judgement:
    """The span between two addresses must be narrow too."""
    start, end = find_one(subject.properties, first), find_one(subject.properties, last)
    for found in (start, end):
        if found.value is UNKNOWN:
            return Undetermined(f"{found.path} is not known yet")
        if found.value is ABSENT:
            return f"{found}: the range has no end"
    return _judge_span(start, end)


def _judge_span(start: Found, end: Found) -> Judgement:
    try:
        first, last = ipaddress.ip_address(start.value), ipaddress.ip_address(end.value)
        spanned: list[Network] = list(ipaddress.summarize_address_range(first, last))
    except (ValueError, TypeError):
        return Undetermined(f"{start.path} and {end.path} are not the ends of a range")
    if int(last) == 0:
        return f"{start}: every machine in Azure is let in, of other customers as well"
    size = int(last) - int(first) + 1
    if all(is_private(network) for network in spanned) or size <= 2 ** (first.max_prefixlen - _BROADEST[first.version]):
        return None
    return f"{start} and {end}: wider than /{_BROADEST[first.version]}"
