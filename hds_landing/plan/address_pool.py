"""Free blocks of the address pool: first fit, aligned, never over what is taken."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network


@dataclass
class AddressPool:
    """The pool while ranges are being cut from it.

    `taken` is never allocated over. `gaps` (room kept beside ranges for their growth) is spared while anything else
    is free.
    """

    network: IPv4Network
    taken: list[IPv4Network] = field(default_factory=list)
    gaps: list[IPv4Network] = field(default_factory=list)

    def allocate(self, prefix_length: int) -> IPv4Network | None:
        """A free range with a gap of its size beside it, or without one where none is left; None: the pool is full."""
        if prefix_length - 1 >= self.network.prefixlen:
            block = first_free(self.network, prefix_length - 1, [*self.taken, *self.gaps])
            if block is not None:
                found = next(block.subnets(prefixlen_diff=1))
                self.take(found)
                return found
        return self.allocate_bare(prefix_length)

    def allocate_bare(self, prefix_length: int) -> IPv4Network | None:
        """A free range without a gap, outside the gaps of others where that is possible."""
        for reserved in (self.gaps, []):
            found = first_free(self.network, prefix_length, [*self.taken, *reserved])
            if found is not None:
                self.taken.append(found)
                return found
        return None

    def take(self, cidr: IPv4Network) -> None:
        """Mark a range as taken, and the aligned block one bit larger as its room to grow."""
        self.taken.append(cidr)
        if cidr.prefixlen > self.network.prefixlen:
            self.gaps.append(cidr.supernet())

    def allocate_gap_of(self, cidr: IPv4Network) -> IPv4Network | None:
        """The other half of the block in which `cidr` lies; None where it is taken or outside the pool."""
        if cidr.prefixlen <= self.network.prefixlen:
            return None
        lower, upper = cidr.supernet().subnets(prefixlen_diff=1)
        gap = upper if cidr == lower else lower
        if any(gap.overlaps(taken) for taken in self.taken):
            return None
        self.taken.append(gap)
        return gap

    def free_addresses(self) -> int:
        """How many addresses of the pool nobody holds, gaps counted as free."""
        return self.network.num_addresses - _covered(self.network, self.taken)


def first_free(pool: IPv4Network, prefix_length: int, taken: Iterable[IPv4Network]) -> IPv4Network | None:
    """The lowest aligned block of the pool that overlaps nothing taken."""
    if prefix_length < pool.prefixlen:
        return None
    size = 1 << (32 - prefix_length)
    intervals = [(int(network.network_address), int(network.broadcast_address)) for network in taken]
    start, end = int(pool.network_address), int(pool.broadcast_address)
    while start + size - 1 <= end:
        blocking = [last for first, last in intervals if first <= start + size - 1 and last >= start]
        if not blocking:
            return IPv4Network((IPv4Address(start), prefix_length))
        start = (max(blocking) // size + 1) * size
    return None


def _covered(pool: IPv4Network, taken: Iterable[IPv4Network]) -> int:
    """Addresses of the pool that lie in at least one taken range."""
    inside = [network if pool.supernet_of(network) else pool for network in taken if network.overlaps(pool)]
    collapsed: list[IPv4Network] = []
    for network in sorted(set(inside), key=lambda network: (network.prefixlen, network.network_address)):
        if not any(held.supernet_of(network) for held in collapsed):
            collapsed.append(network)
    return sum(network.num_addresses for network in collapsed)
