from datetime import date
from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules import evaluation as module
from hds_landing.rules.evaluation import evaluate
from hds_landing.rules.finding import Finding, Severity, Verdict
from hds_landing.rules.rule import ResourceRule, WholeInventoryRule
from hds_landing.rules.rulebook import find_rule, rulebook
from hds_landing.waivers.waiver import Waiver
from tests.rules.rule_case import TODAY, finding_of, inventory_of, judged, resource, urn

VOLUME, BUCKET = "aws:ebs/volume:Volume", "aws:s3/bucket:Bucket"
ENCRYPTED = "aws-ebs-volume-encrypted"
PARIS: dict[str, Any] = {"provider_inputs": {"region": "eu-west-3"}}

FEW = {
    ENCRYPTED,
    "aws-availability-zone-in-eea",
    "aws-resource-region-in-eea",
    "aws-service-in-certificate-scope",
    "aws-bucket-not-public",
    "aws-bucket-customer-key",
}
"""What is asked here is how rules are applied: these few do, and counts do not change as the rulebook grows."""


@pytest.fixture(autouse=True)
def few_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    rules_for = module.rules_for
    monkeypatch.setattr(module, "rules_for", lambda token: tuple(rule for rule in rules_for(token) if rule.id in FEW))


def volume(name: str = "it", **inputs: object) -> Resource:
    return resource(VOLUME, name, inputs=inputs, source="__main__.py:7", **PARIS)


def waiver(**fields: Any) -> Waiver:
    given = {
        "rule": ENCRYPTED,
        "resource": "it",
        "reason": "moved in June",
        "owner": "rssi@example.org",
        "expires": date(2027, 3, 31),
        "compensated_by": None,
    }
    return Waiver(**{**given, **fields})


def only(findings: tuple[Finding, ...], rule: str) -> list[Finding]:
    return [finding for finding in findings if finding.rule == rule]


def test_a_finding_says_what_a_reader_needs() -> None:
    finding = finding_of(ENCRYPTED, judged([volume(encrypted=False)]))
    rule = find_rule(ENCRYPTED)
    assert rule is not None
    assert finding == Finding(
        rule=ENCRYPTED,
        theme=rule.theme,
        severity=Severity.CRITICAL,
        verdict=Verdict.FAIL,
        urn=urn("it"),
        type=VOLUME,
        name="it",
        observed="encrypted is false, expected true",
        fix=rule.fix,
        requirements=rule.requirements,
        source="__main__.py:7",
    )


def test_the_summary_counts_each_finding_once() -> None:
    evaluation = judged([volume("good", encrypted=True), volume("bad"), volume("open", encrypted=UNKNOWN)])
    summary = evaluation.summary
    assert summary.rules == len(rulebook())
    assert summary.resources == 3
    assert summary.fail == 1
    assert summary.unknown == 1
    assert summary.proxy == 3
    assert summary.waived == 0
    assert summary.passed == len([finding for finding in evaluation.findings if finding.verdict is Verdict.PASS]) == 4
    assert len(evaluation.findings) == 9


def test_passes_are_counted_where_they_are_not_listed() -> None:
    inventory = inventory_of([volume("good", encrypted=True), volume("bad")])
    listed, counted = evaluate(inventory, today=TODAY), evaluate(inventory, today=TODAY, with_passed=False)
    assert counted.summary == listed.summary
    assert counted.findings == tuple(finding for finding in listed.findings if finding.verdict is not Verdict.PASS)


def test_findings_are_ordered_by_severity_rule_and_urn() -> None:
    findings = judged([volume("b"), volume("a"), resource(BUCKET, "c", **PARIS)]).findings
    order = [(list(Severity).index(finding.severity), finding.rule, finding.urn or "") for finding in findings]
    assert order == sorted(order)
    assert len(order) > 6


def test_components_are_not_judged() -> None:
    evaluation = judged([Resource(urn=urn("c"), type=VOLUME, name="c", custom=False)])
    assert evaluation.findings == ()
    assert evaluation.summary.resources == 0


def test_providers_without_rules_are_named() -> None:
    stack = Resource(urn=urn("s"), type="pulumi:pulumi:Stack", name="s", custom=False)
    evaluation = judged(
        [
            stack,
            volume(encrypted=True),
            resource("random:index/randomId:RandomId", "r"),
            resource("pulumi:providers:random", "p"),
            resource("pulumi:pulumi:StackReference", "ref"),
            resource("kubernetes:core/v1:Pod", "k"),
            resource("azure-native_storage_v20230101:storage:StorageAccount", "a"),
            Resource(urn=urn("awsx"), type="awsx:ec2:Vpc", name="awsx", custom=False),
        ]
    )
    assert evaluation.not_covered == {"kubernetes": 1, "random": 2}


def test_an_incomplete_inventory_leaves_whole_inventory_rules_unknown() -> None:
    whole = [rule.id for rule in rulebook() if isinstance(rule, WholeInventoryRule)]
    evaluation = judged([resource(BUCKET, **PARIS)], complete=False)
    for rule in whole:
        (finding,) = only(evaluation.findings, rule)
        assert finding.verdict is Verdict.UNKNOWN
        assert finding.urn is None
        assert "--show-sames" in finding.observed
    assert evaluation.summary.unknown == len(whole)
    assert len(whole) >= 3


def raising(*_: object) -> None:
    raise KeyError("hush")


@pytest.mark.parametrize(("rule_id", "token"), [(ENCRYPTED, VOLUME), ("aws-bucket-not-public", BUCKET)])
def test_a_rule_that_raises_is_an_unknown_finding_of_that_rule(
    rule_id: str, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = find_rule(rule_id)
    assert isinstance(rule, ResourceRule | WholeInventoryRule)
    broken = type(rule)(**{field: getattr(rule, field) for field in rule.__dataclass_fields__} | {"judge": raising})
    monkeypatch.setattr(module, "rules_for", lambda _: (broken,))
    (finding,) = judged([resource(token)]).findings
    assert (finding.rule, finding.verdict) == (rule_id, Verdict.UNKNOWN)
    assert "KeyError" in finding.observed
    assert "hush" not in finding.observed


def test_a_waiver_waives_and_is_recorded() -> None:
    evaluation = evaluate(inventory_of([volume(), volume("other")]), waivers=[waiver()], today=TODAY)
    waived, open_ = only(evaluation.findings, ENCRYPTED)
    assert waived.waived == {
        "reason": "moved in June",
        "owner": "rssi@example.org",
        "expires": "2027-03-31",
        "compensatedBy": None,
    }
    assert waived.verdict is Verdict.FAIL
    assert open_.waived is None
    assert (evaluation.summary.fail, evaluation.summary.waived) == (1, 1)


@pytest.mark.parametrize("pattern", ["it", "i?", urn("it"), "urn:pulumi:prod::*"])
def test_a_waiver_names_resources_by_pattern(pattern: str) -> None:
    evaluation = evaluate(inventory_of([volume()]), waivers=[waiver(resource=pattern)], today=TODAY)
    assert evaluation.summary.fail == 0
    assert evaluation.summary.waived == 1


def test_a_doubt_can_be_waived_and_a_pass_can_not() -> None:
    inventory = inventory_of([volume(encrypted=UNKNOWN)])
    assert evaluate(inventory, waivers=[waiver()], today=TODAY).summary.unknown == 0
    (finding,) = only(
        evaluate(inventory_of([volume(encrypted=True)]), waivers=[waiver()], today=TODAY).findings, "waiver-matches"
    )
    assert finding.verdict is Verdict.FAIL


def test_a_waiver_counts_on_its_last_day_and_not_after() -> None:
    inventory = inventory_of([volume()])
    last = evaluate(inventory, waivers=[waiver(expires=TODAY)], today=TODAY)
    assert (last.summary.fail, last.summary.waived) == (0, 1)
    after = evaluate(inventory, waivers=[waiver(expires=date(2026, 11, 21))], today=TODAY)
    assert (after.summary.fail, after.summary.waived) == (2, 0)
    (finding,) = only(after.findings, "waiver-in-date")
    assert finding.observed == f"the waiver of {ENCRYPTED} on it (owner rssi@example.org) expired on 2026-11-21"


def test_a_waiver_of_nothing_is_a_finding() -> None:
    evaluation = evaluate(
        inventory_of([volume()]), waivers=[waiver(), waiver(resource="nobody"), waiver(rule="no-rule")], today=TODAY
    )
    assert [finding.observed for finding in only(evaluation.findings, "waiver-matches")] == [
        f"the waiver of {ENCRYPTED} on nobody (owner rssi@example.org) matches no finding",
        "the waiver of no-rule on it (owner rssi@example.org) matches no finding",
    ]


def test_two_waivers_of_one_finding_are_both_in_use() -> None:
    evaluation = evaluate(inventory_of([volume()]), waivers=[waiver(), waiver(resource="i*")], today=TODAY)
    assert evaluation.summary.fail == 0
    assert only(evaluation.findings, "waiver-matches") == []
