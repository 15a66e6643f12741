"""The ledger's record: every range, signature id and priority that was ever given out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network

HUB = "hub"


@dataclass(frozen=True)
class AddressLedger:
    """What was given out and stays given out. Entries are only ever added; those of a former spoke stay reserved.

    `ranges`, by key: `hub`, `hub/<tier>`; `<spoke>` (its first range), `<spoke>/2` (a further one),
    `<spoke>/attachment`, `<spoke>/<tier>` (a tier's slot in the first range), `<spoke>/<tier>/2`.
    `sids`: signature ids of firewall rules by rule key. `priorities`: `<spoke>/<tier>/<direction>/<rule key>`.
    """

    ranges: Mapping[str, str] = field(default_factory=dict)
    sids: Mapping[str, int] = field(default_factory=dict)
    priorities: Mapping[str, int] = field(default_factory=dict)

    def cidr(self, key: str) -> IPv4Network | None:
        """The range recorded under a key."""
        cidr = self.ranges.get(key)
        return None if cidr is None else IPv4Network(cidr)

    def spoke_ranges(self, key: str) -> list[IPv4Network]:
        """A spoke's ranges in the order in which they came; empty for a spoke never seen."""
        ranges: list[IPv4Network] = []
        while (cidr := self.cidr(range_key(key, len(ranges) + 1))) is not None:
            ranges.append(cidr)
        return ranges

    def tier_ranges(self, key: str) -> dict[tuple[str, int], IPv4Network]:
        """The slots of a spoke's tiers, by tier and number of the range."""
        return {
            (parts[1], int(parts[2]) if len(parts) > 2 else 1): IPv4Network(cidr)
            for parts, cidr in self._below(key)
            if not parts[1].isdigit() and parts[1] != "attachment"
        }

    def hub_tier_ranges(self) -> dict[str, IPv4Network]:
        """The units of the hub by tier."""
        return {parts[1]: IPv4Network(cidr) for parts, cidr in self._below(HUB)}

    def top_ranges(self) -> dict[str, IPv4Network]:
        """The ranges cut from the pool itself: the hub's and every spoke's, without their subnets."""
        return {
            key: IPv4Network(cidr)
            for key, cidr in self.ranges.items()
            if "/" not in key or (key.count("/") == 1 and key.rpartition("/")[2].isdigit())
        }

    def _below(self, key: str) -> Iterator[tuple[list[str], str]]:
        for entry, cidr in sorted(self.ranges.items()):
            if entry.startswith(f"{key}/"):
                yield entry.split("/"), cidr


def range_key(spoke: str, number: int) -> str:
    """Key of a spoke's `number`th range, counted from 1."""
    return spoke if number == 1 else f"{spoke}/{number}"


def tier_key(spoke: str, tier: str, number: int) -> str:
    """Key of a tier's slot in a spoke's `number`th range."""
    return f"{spoke}/{tier}" if number == 1 else f"{spoke}/{tier}/{number}"
