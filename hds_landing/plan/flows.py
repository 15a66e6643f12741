"""The flow matrix: every declared flow with its ends resolved to ranges."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FlowPlan:
    """One declared flow."""

    key: str
    """Stable over time."""
    source: str
    """As the spec writes it."""
    destination: str
    source_cidrs: list[str]
    destination_cidrs: list[str]
    ports: list[str]
    """`11112/tcp`."""
    protocol: str
    protection: str
    purpose: str
