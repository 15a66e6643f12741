"""What names a KMS key that the customer holds, and the row of data that asks for one.

Kept apart from "encrypted": what AWS encrypts with a key of its own is encrypted, and AWS alone decides on the key.
"""

import re
from typing import Any, Final

from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.property_rule import Absence, Expectation, Where, fails, property_rule
from hds_landing.rules.rule import ResourceRule

REQUIREMENTS: Final = ("HDS-EXI-05-B", "HDS-EXI-05-H", "SNC-10.1", "SNC-10.5", "ISO27001-A.8.24")

KEY_RESOURCES: Final = (
    "aws:kms/alias:Alias",
    "aws:kms/externalKey:ExternalKey",
    "aws:kms/key:Key",
    "aws:kms/replicaExternalKey:ReplicaExternalKey",
    "aws:kms/replicaKey:ReplicaKey",
)
"""A program that draws one of these holds the key; before the first deployment nobody knows its ARN."""

_OF_AWS: Final = re.compile(r"((.*:)?alias/)?aws/.+|AWS_OWNED_(KMS_)?KEY", re.IGNORECASE | re.DOTALL)


def _judge_key(value: Any) -> str | bool:
    if not isinstance(value, str) or not value.strip():
        return False
    return "a key that AWS manages" if _OF_AWS.fullmatch(value) else True


CUSTOMER_KEY: Final = Expectation("a KMS key that the customer holds", _judge_key)


def customer_key_rule(
    *,
    id: str,
    subject: str,
    types: tuple[str, ...],
    path: str,
    without: str,
    source: str,
    key: str = "storage",
    severity: Severity = Severity.HIGH,
    absent: Absence | None = None,
    unless: tuple[str, ...] = (),
    inherited_from: tuple[str, ...] = (),
    where: tuple[Where, ...] = (),
    no_element: Absence | None = None,
) -> ResourceRule:
    """A row: `subject` encrypts with a customer's key, named at `path`; `without` says what AWS does where none is.

    `key` is the use of the landing zone's own key that the fix proposes.
    """
    return property_rule(
        id=id,
        title=f"{subject} encrypts with a KMS key that the customer holds",
        theme=Theme.CUSTOMER_KEY,
        severity=severity,
        requirements=REQUIREMENTS,
        fix=f"Set {path.replace('[*]', '')} to the establishment's {key} key.",
        source=f"docs.aws.amazon.com, {source}",
        types=types,
        path=path,
        expected=CUSTOMER_KEY,
        absent=absent or fails(without),
        unless=unless,
        inherited_from=inherited_from,
        where=where,
        no_element=no_element,
        drawn_as=KEY_RESOURCES,
    )
