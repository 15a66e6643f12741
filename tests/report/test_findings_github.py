import re

import pytest

from hds_landing.inventory.resource import Origin
from hds_landing.report.checked import Checked, KnownFindings
from hds_landing.report.findings_github import findings_as_github
from hds_landing.report.gate import Gate
from hds_landing.report.source_place import relative
from hds_landing.report.visible import visible
from hds_landing.rules.finding import Severity, Verdict
from tests.report.checks import HOSTILE, WAIVER, check, checked_input, finding, hostile, mixed

COMMAND = re.compile(
    r"::(error|warning|notice) (?:file=(?P<file>[^,:]*),line=(?P<line>\d+),)?title=(?P<title>[^,:]*)::(?P<message>.*)"
)


def _unescaped(text: str) -> str:
    """As the runner reads a property back: `%25` last."""
    for escape, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escape, character)
    return text


def test_a_small_check_reads_like_this() -> None:
    found = check(
        finding("bucket-encrypted", Verdict.FAIL, source="infra/app.py:12"),
        finding("bucket-region", Verdict.UNKNOWN, proxy=True, observed="s3: on a proxy list, 100 %"),
        finding("bucket-private", Verdict.FAIL, waived=WAIVER),
        finding("bucket-tags", Verdict.PASS),
    )
    assert findings_as_github(found) == (
        "::error file=infra/app.py,line=12,title=bucket-encrypted (fail%2C high)::no encryption configuration"
        "%0Aon store (aws:s3/bucket:Bucket)%0Afix: Encrypt it with the establishment's key.\n"
        "::warning title=bucket-region (proxy%2C high)::s3: on a proxy list, 100 %25"
        "%0Aon store (aws:s3/bucket:Bucket)%0Afix: Encrypt it with the establishment's key.\n"
        "::notice title=hds-landing check::1 fail, 0 unknown, 1 proxy, 1 waived of 4 rules; 1 passed on 7 resources\n"
    )


@pytest.mark.parametrize(
    ("one", "gate", "command"),
    [
        (finding("r", Verdict.FAIL), Gate(), "error"),
        (finding("r", Verdict.FAIL, severity=Severity.LOW), Gate(Severity.HIGH), "warning"),
        (finding("r", Verdict.UNKNOWN), Gate(), "warning"),
        (finding("r", Verdict.UNKNOWN), Gate(unknown_fails=True), "error"),
        (finding("r", Verdict.UNKNOWN, proxy=True), Gate(unknown_fails=True), "warning"),
    ],
)
def test_an_error_is_what_fails_the_check(one: object, gate: Gate, command: str) -> None:
    lines = findings_as_github(check(one, gate=gate)).splitlines()  # type: ignore[arg-type]
    assert [line.split(" ")[0] for line in lines] == [f"::{command}", "::notice"]


def test_one_annotation_speaks_for_all_resources_of_a_line() -> None:
    twelve = [finding("r", Verdict.FAIL, f"store-{index:02}", source="app.py:3") for index in range(12)]
    apart = finding("r", Verdict.FAIL, "other", source="app.py:9")
    lines = findings_as_github(check(*twelve, apart)).splitlines()
    assert len(lines) == 3
    assert "line=9" in lines[0]
    assert "store-04 (aws:s3/bucket:Bucket), 7 more%0A" in lines[1]


def test_rules_that_an_incomplete_inventory_silences_share_an_annotation() -> None:
    whole = {"urn": None, "type": None, "name": None, "observed": "incomplete"}
    unknown = [
        finding("r", Verdict.UNKNOWN, severity=Severity.LOW, **whole),
        finding("s", Verdict.UNKNOWN, severity=Severity.HIGH, **whole),
    ]
    lines = findings_as_github(check(*unknown, gate=Gate(Severity.HIGH, unknown_fails=True))).splitlines()
    assert lines[0] == ("::error title=2 rules on the whole inventory (unknown%2C high)::incomplete%0Arules: s, r")
    assert lines[1].startswith("::notice ")


def test_the_notice_says_what_is_known_and_that_nothing_was_deployed() -> None:
    known = KnownFindings("old.json", {"fail": 2, "unknown": 1, "proxy": 0, "waived": 0}, gone=0)
    one = checked_input(origin=Origin.PREVIEW)
    notice = findings_as_github(Checked((one,), Gate(), known)).splitlines()[-1]
    assert notice.endswith("; 3 known from old.json; simulation: nothing was deployed")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_forges_no_command_and_reads_back(text: str) -> None:
    lines = findings_as_github(hostile(text)).split("\n")
    assert lines.pop() == ""
    assert len(lines) == 5
    for line in lines:
        command = COMMAND.fullmatch(line)
        assert command, line
        if command["file"] is not None:
            assert _unescaped(command["file"]) == visible(relative(text))
            assert command["line"] == "7"
        if not line.startswith("::notice"):
            assert _unescaped(command["message"]).split("\n")[0] == visible(text)


def test_no_line_is_anything_but_a_command() -> None:
    assert all(COMMAND.fullmatch(line) for line in findings_as_github(mixed()).splitlines())
