"""Which address ranges stand for the internet."""

from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any, Final

_WIDEST_IPV4, _WIDEST_IPV6 = 8, 16
_UNIQUE_LOCAL: Final = IPv6Network("fc00::/7")


@lru_cache(maxsize=8192)
def is_open(range_: Any) -> bool | None:
    """Whether a range is the internet or a large part of it (two halves are as open as the whole); none where unclear.

    Wider than /8 is a large part in IPv4, wider than /16 in IPv6, where unique local addresses are private.
    """
    try:
        network: IPv4Network | IPv6Network = ip_network(range_, strict=False)
    except (ValueError, TypeError):
        return None
    if isinstance(network, IPv4Network):
        return network.prefixlen < _WIDEST_IPV4
    return network.prefixlen < _WIDEST_IPV6 and not network.subnet_of(_UNIQUE_LOCAL)
