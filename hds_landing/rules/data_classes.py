"""Classes of data, as the tag `data-class` names them, and the little that they change.

A tag is written by whoever writes the program, so it is no way round a rule. `health`, `patient-administrative`
(admission and identity are health data) and `research-pseudonymised` are judged as health, as is every resource whose
tag is missing, unknown, or none of these words. `staff` and `technical` lower the severity of those rules alone that
say so in `severity_below_health`.
"""

from collections.abc import Mapping
from typing import Any, Final

from hds_landing.inventory.resource import Unknown
from hds_landing.rules.finding import Severity, Verdict
from hds_landing.rules.rule import Rule, Subject

TAG: Final = "data-class"
DATA_CLASSES: Final = ("health", "patient-administrative", "research-pseudonymised", "staff", "technical")
RECORD_CLASSES: Final = frozenset(("health", "patient-administrative"))
"""What a patient's record holds: kept from the last visit on, never deleted by a timer."""
HEALTH: Final = "health"
BELOW_HEALTH: Final = frozenset({"staff", "technical"})


def data_class(subject: Subject) -> str:
    """`health`, `staff` or `technical`, as a resource is judged."""
    value = _tag(subject.properties, "tags")
    if value is None and isinstance(subject.provider, Mapping):
        value = _tag(subject.provider.get("defaultTags"), "tags")
    return value if isinstance(value, str) and value in BELOW_HEALTH else HEALTH


def severity_on(rule: Rule, subject: Subject, verdict: Verdict) -> Severity:
    """The severity of a rule's verdict on a resource."""
    lowered = rule.severity_below_health.get(verdict) if rule.severity_below_health else None
    return rule.severity if lowered is None or data_class(subject) == HEALTH else lowered


def _tag(properties: Any, path: str) -> Any:
    """The tag's value, UNKNOWN where it may be there; none where it is not."""
    tags = properties.get(path) if isinstance(properties, dict | Mapping) else properties
    if isinstance(tags, dict | Mapping):
        return tags.get(TAG)
    return tags if tags is None or isinstance(tags, Unknown) else HEALTH
