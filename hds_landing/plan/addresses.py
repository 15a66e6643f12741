"""The address plan of one network."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SubnetPlan:
    """One subnet. Keyed `<tier>-<zone>` on AWS (`app-a`), `<tier>` on Azure, where subnets span the zones."""

    cidr: str
    """IPv4 range, `10.64.16.0/25`."""
    tier: str
    """What stands in it: a workload tier (`app`, `data`), or `attachment`, `firewall`, `gateway` ..."""
    zone: str
    """AWS: the zone's letter (`a`). Azure: empty."""
