from hds_landing.report.grouped import grouped
from hds_landing.rules.finding import Verdict
from tests.report.checks import WAIVER, check, finding

WHOLE = {"urn": None, "type": None, "name": None}


def test_one_rule_with_one_observation_is_one_group() -> None:
    found = check(
        finding("r", Verdict.FAIL, "a", source="app.py:1"),
        finding("r", Verdict.FAIL, "b", source="app.py:2"),
        finding("r", Verdict.FAIL, "c", observed="else"),
        finding("r", Verdict.FAIL, "d", waived=WAIVER),
        finding("r", Verdict.FAIL, "e", waived=WAIVER | {"owner": "rssi"}),
        finding("r", Verdict.FAIL, **WHOLE),
    )
    names = [[placed.finding.name for placed in group.members] for group in grouped(found.findings)]
    assert sorted(names, key=str) == [["a", "b"], ["c"], ["d"], ["e"], [None]]
    assert len(grouped(found.findings, by_source=True)) == 6


def test_rules_that_cannot_tell_for_one_reason_are_joined_on_request() -> None:
    found = check(
        finding("r", Verdict.UNKNOWN, observed="incomplete", **WHOLE),
        finding("s", Verdict.UNKNOWN, observed="incomplete", **WHOLE),
        finding("t", Verdict.UNKNOWN, observed="incomplete"),
        finding("w", Verdict.UNKNOWN, observed="incomplete"),
        finding("u", Verdict.FAIL, observed="incomplete", **WHOLE),
        finding("v", Verdict.FAIL, observed="incomplete", **WHOLE),
    )
    joined = [group.rules for group in grouped(found.findings, join_rules=True)]
    assert joined == [("u",), ("v",), ("r", "s"), ("t", "w")]
    assert [group.title for group in grouped(found.findings, join_rules=True)][2:] == [
        "2 rules on the whole inventory",
        "2 rules",
    ]
    assert len(grouped(found.findings)) == 6


def test_rules_are_joined_where_they_leave_the_same_resources_open() -> None:
    found = check(
        *(finding(rule, Verdict.UNKNOWN, name, observed="not known yet") for rule in "rs" for name in ("a", "b")),
        finding("t", Verdict.UNKNOWN, "a", observed="not known yet"),
    )
    joined = grouped(found.findings, join_rules=True)
    assert [group.rules for group in joined] == [("r", "s"), ("t",)]
    assert [placed.finding.name for placed in joined[0].resources] == ["a", "b"]
