"""The explicit providers: one per account or subscription that the landing zone touches."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ProviderPlan:
    """One account (AWS) or subscription (Azure). Keyed `platform`, or by spoke key under dedicated tenancy."""

    account_id: str
    """AWS: 12 digits. Azure: subscription id."""
    region: str
    """Programmatic region name."""
    role: str
    """AWS: ARN of the role to assume. Azure: tenant id."""
