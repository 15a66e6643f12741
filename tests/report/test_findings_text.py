import pytest
from rich.cells import cell_len

from hds_landing.inventory.resource import Origin
from hds_landing.report.checked import Checked, KnownFindings
from hds_landing.report.findings_text import counts, findings_as_text
from hds_landing.report.gate import Gate
from hds_landing.rules.finding import Severity, Verdict
from tests.report.checks import HOSTILE, check, checked_input, finding, hostile, mixed

GOLDEN = """\
fail critical bucket-private
  a policy allows everyone
  on images (aws:s3/bucket:Bucket)
  at infra/app.py:12
  fix: Encrypt it with the establishment's key.
unknown low bucket-private
  the name is not known yet
  on letters (aws:s3/bucket:Bucket)
  fix: Encrypt it with the establishment's key.
waived high bucket-encrypted
  no encryption configuration
  on store (aws:s3/bucket:Bucket)
  waived by dsi until 2027-03-31: migration
state.json: preview (simulation), incomplete, 7 of 9 resources judged
known from old.json and not shown: 2 fail, 1 unknown, 0 proxy, 0 waived
3 of its findings are gone: write the baseline anew
1 fail, 1 unknown, 0 proxy, 1 waived of 4 rules; 0 passed on 7 resources
"""


def test_a_small_check_reads_like_this() -> None:
    one = checked_input(
        finding(
            "bucket-encrypted", Verdict.FAIL, waived={"reason": "migration", "owner": "dsi", "expires": "2027-03-31"}
        ),
        finding(
            "bucket-private", Verdict.UNKNOWN, "letters", severity=Severity.LOW, observed="the name is not known yet"
        ),
        finding(
            "bucket-private",
            Verdict.FAIL,
            "images",
            severity=Severity.CRITICAL,
            observed="a policy allows everyone",
            source="infra/app.py:12",
        ),
        origin=Origin.PREVIEW,
        complete=False,
    )
    known = KnownFindings("old.json", {"fail": 2, "unknown": 1, "proxy": 0, "waived": 0}, gone=3)
    assert findings_as_text(Checked((one,), Gate(), known)) == GOLDEN


def test_the_text_groups_what_is_the_same_and_keeps_within_80_columns() -> None:
    text = findings_as_text(mixed())
    assert text.count("bucket-encrypted") == 1
    assert "on store-0 (aws:s3/bucket:Bucket)" in text
    assert "and on 2 more" in text
    assert "not covered: 2 resources of random" in text
    assert text.splitlines()[-1] == "5 fail, 1 unknown, 1 proxy, 1 waived of 4 rules; 1 passed on 7 resources"
    assert max(len(line) for line in text.splitlines()) <= 80
    assert "\x1b" not in text


def test_what_passed_is_listed_on_request_only() -> None:
    assert "bucket-private" not in findings_as_text(mixed())
    assert "bucket-private" in findings_as_text(mixed(), show_passed=True)


def test_the_worst_comes_first() -> None:
    text = findings_as_text(mixed())
    order = [text.index(rule) for rule in ("bucket-encrypted", "whole", "service-in-scope", "bucket-region")]
    assert order == sorted(order)


def test_rules_that_an_incomplete_inventory_silences_are_told_once() -> None:
    whole = {"urn": None, "type": None, "name": None, "observed": "the inventory is incomplete"}
    text = findings_as_text(check(*(finding(f"rule-{index}", Verdict.UNKNOWN, **whole) for index in range(60))))
    assert text.count("the inventory is incomplete") == 1
    assert "unknown high 60 rules on the whole inventory" in text
    assert "and 57 more" in text
    assert "fix:" not in text
    assert text.splitlines()[-1].startswith("0 fail, 60 unknown, ")


def test_several_inputs_keep_their_files_apart() -> None:
    two = Checked(tuple(checked_input(finding("a", Verdict.FAIL), file=file) for file in ("one.json", "two.json")))
    text = findings_as_text(two)
    assert "on store (aws:s3/bucket:Bucket) in one.json" in text
    assert "on store (aws:s3/bucket:Bucket) in two.json" in text
    assert " in state.json" not in findings_as_text(check(finding("a", Verdict.FAIL)))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_neither_commands_the_terminal_nor_leaves_the_80_columns(text: str) -> None:
    shown = findings_as_text(hostile(text), show_passed=True)
    assert all(character.isprintable() or character in "\n\u00a0" for character in shown)
    assert max(cell_len(line) for line in shown.splitlines()) <= 80
    assert shown.splitlines()[-1] == "2 fail, 1 unknown, 1 proxy, 1 waived of 4 rules; 1 passed on 7 resources"


def test_counts_never_say_more_than_was_judged() -> None:
    assert "compliant" not in counts(mixed().summary)
