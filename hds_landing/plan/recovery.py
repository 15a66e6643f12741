"""Which mechanism brings each workload back, and what it can reach."""

from dataclasses import dataclass
from typing import Optional


@dataclass(frozen=True)
class RecoveryPlan:
    """One workload's recovery. Hours; none where nothing was asked or nothing is known."""

    spoke: str
    workload: str
    mechanism: str
    """Id of the mechanism in the catalogue that covers loss inside the region, or `none`."""
    rpo_hours: Optional[float]
    """What the spec asks."""
    rto_hours: Optional[float]
    mechanism_rpo_hours: Optional[float]
    """The best that the mechanism reaches."""
    mechanism_rto_hours: Optional[float]
    regional_mechanism: str
    """Id of the mechanism that covers loss of the region, or `not covered`."""
    regional_rpo_hours: Optional[float]
    regional_rto_hours: Optional[float]
    """None where not covered: without a recovery hub no regional RTO is promised."""
