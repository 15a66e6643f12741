"""What the landing zone costs while idle, from a dated price table."""

from dataclasses import dataclass
from typing import Optional


@dataclass(frozen=True)
class CostLine:
    """One item for one owner. Never guessed: without a sourced price, `monthly_eur` is none."""

    owner: str
    """Spoke key, or `platform` (shared by all)."""
    item: str
    quantity: float
    unit: str
    monthly_eur: Optional[float]
    basis: str
    """Source and date of the price, or `unknown`."""
