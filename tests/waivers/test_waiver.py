"""The waiver record: what it covers, and when it is not accepted."""

from datetime import date

import pytest

from hds_landing.spec.governance import WaiverEntry
from hds_landing.spec.waivers import waiver_of
from hds_landing.waivers.waiver import Waiver, expiry_refusals, refusals

TODAY = date(2026, 11, 22)
URN = "urn:pulumi:dev::proj::hds-aws:index:LogArchive$aws:s3/bucket:Bucket::exemple-logs[0]"


def waiver(
    resource: str = "exemple-logs", expires: date = date(2027, 3, 31), rule: str = "aws-s3-encryption"
) -> Waiver:
    return Waiver(rule, resource, "migration", "rssi@example.org", expires, None)


@pytest.mark.parametrize(
    ("resource", "name", "covered"),
    [
        ("exemple-logs[0]", "exemple-logs[0]", True),
        ("exemple-logs*", "exemple-logs[0]", True),
        ("*::exemple-logs[0]", "other", True),
        ("*aws:s3/bucket:Bucket*", "other", True),
        ("exemple-logs?0?", "exemple-logs[0]", True),
        ("exemple-logs", "exemple-logs[0]", False),
        ("EXEMPLE-LOGS*", "exemple-logs[0]", False),
        ("[a-z]*", "exemple-logs[0]", False),
    ],
)
def test_matches(resource: str, name: str, covered: bool) -> None:
    assert waiver(resource).matches("aws-s3-encryption", URN, name) is covered


def test_another_rule_is_not_covered() -> None:
    assert not waiver("*logs*").matches("aws-s3-encryption-2", URN, "exemple-logs")
    assert not waiver("*logs*", rule="*").matches("aws-s3-encryption", URN, "exemple-logs")


@pytest.mark.parametrize(
    ("expires", "words"),
    [
        (date(2026, 11, 21), ["expired on 2026-11-21"]),
        (date(2026, 11, 22), []),
        (date(2027, 11, 23), []),
        (date(2027, 11, 24), ["the latest day is 2027-11-23"]),
    ],
)
def test_expiry(expires: date, words: list[str]) -> None:
    given = waiver(expires=expires)
    messages = expiry_refusals(given, TODAY) + refusals(given, TODAY)
    assert len(messages) == len(words)
    assert all(word in message for word, message in zip(words, messages, strict=True))
    assert given.is_expired(TODAY) is (expires < TODAY) is bool(expiry_refusals(given, TODAY))


@pytest.mark.parametrize("resource", ["*", "**", "?*"])
def test_every_resource_is_refused(resource: str) -> None:
    (message,) = refusals(waiver(resource), TODAY)
    assert "which is every resource" in message


def test_a_specs_waiver() -> None:
    entry = WaiverEntry.model_validate(
        {"rule": "r", "resource": "x", "reason": "y", "owner": "o", "expires": TODAY, "compensatedBy": "a network rule"}
    )
    assert waiver_of(entry) == Waiver("r", "x", "y", "o", TODAY, "a network rule")
