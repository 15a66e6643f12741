"""The file of waivers."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hds_landing.errors import InputError
from hds_landing.waivers.waiver import Waiver
from hds_landing.waivers.waiver_file import read_waivers, waivers_given

TODAY = date(2026, 11, 22)
GOOD = """\
waivers:
  - {rule: r-1, resource: "exemple-*", reason: migration, owner: rssi@example.org, expires: 2027-03-31}
  - rule: r-2
    resource: other
    reason: NO
    owner: 12
    expires: "2026-11-22"
    compensatedBy: network rule
"""


def refusal(tmp_path: Path, text: str) -> str:
    path = tmp_path / "waivers.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_waivers(path, TODAY)
    return str(refused.value).replace(f"{path}:", "")


def test_good_file(tmp_path: Path) -> None:
    path = tmp_path / "waivers.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert list(read_waivers(path, TODAY)) == [
        Waiver("r-1", "exemple-*", "migration", "rssi@example.org", date(2027, 3, 31), None),
        Waiver("r-2", "other", "NO", "12", date(2026, 11, 22), "network rule"),
    ]


def test_an_expired_waiver_is_read_for_a_rule_to_report(tmp_path: Path) -> None:
    path = tmp_path / "waivers.yaml"
    path.write_text("waivers: [{rule: r, resource: x, reason: y, owner: o, expires: 2020-01-01}]", encoding="utf-8")
    (expired,) = read_waivers(path, TODAY)
    assert expired.is_expired(TODAY)


def test_waivers_given_inline_are_read_like_those_of_a_file() -> None:
    given = {"rule": "r", "resource": "x", "reason": "y", "owner": "o", "expires": "2027-03-31"}
    assert waivers_given([given], "rulebook.waivers", TODAY) == (Waiver("r", "x", "y", "o", date(2027, 3, 31), None),)
    assert waivers_given([], "rulebook.waivers", TODAY) == ()


def test_every_problem_of_waivers_given_inline_is_told_with_its_entry() -> None:
    with pytest.raises(InputError) as refused:
        waivers_given([{"rule": "r", "resource": ["x"], "owner": ""}, 3], "rulebook.waivers", TODAY)
    assert str(refused.value).splitlines() == [
        "rulebook.waivers[0]: resource takes one line of text.",
        "rulebook.waivers[0]: owner takes one line of text.",
        "rulebook.waivers[0]: reason is missing, and has no default.",
        "rulebook.waivers[0]: expires is missing, and has no default.",
        "rulebook.waivers[1]: a waiver is a mapping with rule, resource, reason, owner, expires, compensatedBy.",
    ]
    with pytest.raises(InputError, match=r"rulebook.waivers: takes the path of a file, or a list of entries\."):
        waivers_given({"rule": "r"}, "rulebook.waivers", TODAY)


def test_no_waivers(tmp_path: Path) -> None:
    path = tmp_path / "waivers.yaml"
    path.write_text("waivers: []\n", encoding="utf-8")
    assert list(read_waivers(path, TODAY)) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "1:1: the waivers are a mapping with one field, 'waivers', which is a list."),
        ("- 1", "1:1: the waivers are a mapping with one field, 'waivers', which is a list."),
        ("waivers: 3", "1:10: 'waivers' is missing, or is not a list."),
        ("waiver: []", "1:1: 'waivers' is missing, or is not a list.\n1:1: the file has one field, 'waivers', once."),
        ("waivers: [3]", "1:11: a waiver is a mapping with rule, resource, reason, owner, expires, compensatedBy."),
        ("waivers: &a [*a]", "1:10: a waiver is a mapping with rule, resource, reason, owner, expires, compensatedBy."),
        ("waivers: [", "1:11: not YAML: expected the node content, but found '<stream end>'."),
        ("waivers: [*x]", "1:11: not YAML: found undefined alias 'x'."),
        (
            "waivers:\n- {rule: r, resource: x, reason: y, expires: 2027-W01-1}",
            "2:3: owner is missing, and has no default.\n"
            "2:46: expires is '2027-W01-1', and takes a date such as 2027-03-31.",
        ),
        (
            "waivers:\n- {rule: r, rule: q, ressource: x, resource: '', reason: [y], owner: o, expires: 2027-01-01}",
            "2:13: the key 'rule' is given twice. Remove one.\n"
            "2:22: 'ressource' is not a field of a waiver. Did you mean 'resource'?\n"
            "2:46: resource takes one line of text.\n"
            "2:58: reason takes one line of text.",
        ),
        (
            "waivers:\n- {rule: r, resource: '*', reason: y, owner: o, expires: 2028-01-01}",
            "2:3: the waiver of r is for '*', which is every resource. Name the resource, or a part of its name.\n"
            "2:3: the waiver of r runs until 2028-01-01; the latest day is 2027-11-23, a year from today. "
            "Give an earlier date.",
        ),
    ],
)
def test_refused_file(tmp_path: Path, text: str, message: str) -> None:
    assert refusal(tmp_path, text) == message


def test_unreadable_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the waivers cannot be read: No such file or directory"):
        read_waivers(tmp_path / "missing.yaml", TODAY)


def test_nested_and_large_files_are_refused(tmp_path: Path) -> None:
    assert "nested too deep" in refusal(tmp_path, "[" * 5000)
    assert "larger than 200000 bytes" in refusal(tmp_path, "#" * 200_001)
    assert "control character" in refusal(tmp_path, "waivers: \x07")


def test_not_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "waivers.yaml"
    path.write_bytes(b"waivers: \xe9")
    with pytest.raises(InputError, match="not UTF-8"):
        read_waivers(path, TODAY)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.integers(0, len(GOOD)), length=st.integers(0, 10), piece=st.text(max_size=6))
def test_edited_file_is_read_or_refused(tmp_path: Path, start: int, length: int, piece: str) -> None:
    path = tmp_path / "waivers.yaml"
    path.write_bytes((GOOD[:start] + piece + GOOD[start + length :]).encode("utf-8", "surrogatepass"))
    try:
        waivers = read_waivers(path, TODAY)
    except InputError as error:
        refused, waivers = str(error), ()
    else:
        refused = ""
    assert all(waiver.rule and waiver.owner for waiver in waivers)
    assert not refused or refused.startswith(str(path))
