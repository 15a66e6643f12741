"""What a rule says of a resource."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NamedTuple


class Verdict(str, Enum):
    """Unknown is never a pass."""

    PASS = "pass"  # noqa: S105 - a verdict
    FAIL = "fail"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"


class Severity(str, Enum):
    """From the worst down."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Theme(str, Enum):
    """What a rule is about."""

    REGION = "region"
    SERVICE_ELIGIBILITY = "service-eligibility"
    ENCRYPTION_AT_REST = "encryption-at-rest"
    CUSTOMER_KEY = "customer-key"
    ENCRYPTION_IN_TRANSIT = "encryption-in-transit"
    PUBLIC_EXPOSURE = "public-exposure"
    NETWORK_OPEN = "network-open"
    BACKUP = "backup"
    LOGGING = "logging"
    RETENTION = "retention"
    IDENTITY = "identity"
    TAGS = "tags"
    DELETION_PROTECTION = "deletion-protection"
    KEY_MANAGEMENT = "key-management"
    OTHER = "other"


class Finding(NamedTuple):
    """One rule's verdict on one resource (or, without urn, on the whole inventory).

    A named tuple, as there may be hundreds of thousands: a frozen dataclass takes four times as long to make.
    """

    rule: str
    theme: Theme
    severity: Severity
    verdict: Verdict
    urn: str | None
    type: str | None
    name: str | None
    observed: str
    """What was seen; never a secret's value."""
    fix: str
    requirements: Sequence[str] = ()
    proxy: bool = False
    """True where the verdict (unknown) rests on a proxy list: a warning until confirmed, never a pass, and counted as
    proxy alone."""
    source: str | None = None
    """`file:line` where known."""
    waived: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of findings, each counted once: `waived` has those that a waiver covers, whatever their verdict."""

    fail: int
    unknown: int
    proxy: int
    waived: int
    passed: int
    rules: int
    resources: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Every verdict of a rulebook on an inventory, ordered by severity, rule, urn."""

    findings: tuple[Finding, ...]
    summary: Summary
    not_covered: Mapping[str, int] = field(default_factory=dict)
    """Resources of providers without rules, by package."""
