import re

import pytest

from hds_landing.report.sarif_rules import message_text, sarif_rule
from hds_landing.rules.finding import Severity
from hds_landing.rules.rulebook import rulebook
from tests.report.checks import HOSTILE, rule


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("{0} of {name}", "{{0}} of {{name}}"),
        ("[click](https://evil.example)", "[click] (https://evil.example)"),
        ("subnet[0] is open", "subnet[0] is open"),
        ("a\nb\x1b", "a\\nb\\x1b"),
    ],
)
def test_a_message_holds_neither_arguments_nor_links(text: str, expected: str) -> None:
    assert message_text(text) == expected


def test_a_rule_tells_a_reviewer_what_to_do() -> None:
    described = sarif_rule(rule("aws-bucket-encrypted"))
    assert described["id"] == "aws-bucket-encrypted"
    assert described["name"] == "AwsBucketEncrypted"
    assert described["shortDescription"] == {"text": "A bucket is encrypted"}
    assert "Where it is not set: S3 encrypts with its own key" in described["fullDescription"]["text"]
    for help_text in (described["help"]["text"], described["help"]["markdown"]):
        assert "Encrypt it with the establishment's key." in help_text
        assert "HDS-EXI-05-B (" in help_text
        assert "docs.aws.amazon.com, Amazon S3 encryption" in help_text
    assert described["properties"]["tags"] == ["security", "encryption-at-rest", "HDS-EXI-05-B"]
    assert "helpUri" not in described


@pytest.mark.parametrize(
    ("severity", "level", "band"),
    [
        (Severity.CRITICAL, "error", (9.0, 10.0)),
        (Severity.HIGH, "error", (7.0, 8.9)),
        (Severity.MEDIUM, "warning", (4.0, 6.9)),
        (Severity.LOW, "note", (0.1, 3.9)),
    ],
)
def test_the_severity_lands_in_its_band(severity: Severity, level: str, band: tuple[float, float]) -> None:
    described = sarif_rule(rule("r", severity=severity))
    assert described["defaultConfiguration"] == {"level": level}
    assert band[0] <= float(described["properties"]["security-severity"]) <= band[1]


def test_only_an_address_is_a_help_uri() -> None:
    page = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingEncryption.html"
    assert sarif_rule(rule("r", source=page))["helpUri"] == page
    for source in ("", "docs.aws.amazon.com", f"{page} and more", "http://plain.example/", "javascript:alert(1)"):
        assert "helpUri" not in sarif_rule(rule("r", source=source))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_markdown_stays_text(text: str) -> None:
    markdown = sarif_rule(rule("r", fix=text, absence=text, source=text, title=text))["help"]["markdown"]
    assert not re.search(r"(?<!\\)[<>\[\]]", markdown)
    assert "\x1b" not in markdown


def test_every_rule_of_the_rulebook_can_be_described() -> None:
    described = [sarif_rule(one) for one in rulebook()]
    names = [one["name"] for one in described]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[A-Za-z0-9]+", name) for name in names)
    assert all("compliant" not in one["help"]["text"] for one in described)
