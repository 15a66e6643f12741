import re
from dataclasses import replace

import pytest

from hds_landing.catalogue.requirements import find_requirement
from hds_landing.rules.rule import ResourceRule, Rule, WholeInventoryRule
from hds_landing.rules.rulebook import collected, find_rule, rulebook, rules_for
from hds_landing.rules.waiver_rules import WAIVER_IN_DATE, WAIVER_MATCHES

RULES = rulebook()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_says_what_a_reader_needs(rule: Rule) -> None:
    assert re.fullmatch(r"(aws|azure|waiver|confirmation)(-[a-z0-9]+)+", rule.id)
    assert not re.match(r"(Ensure|Check|Make sure)", rule.title)
    assert "complian" not in f"{rule.title} {rule.fix} {rule.absence}".lower()
    assert not rule.title.endswith(".")
    assert rule.fix.endswith(".")
    assert rule.source
    assert rule.absence
    assert rule.requirements
    assert all(find_requirement(requirement) for requirement in rule.requirements)


def test_the_rulebook_is_ordered_and_whole() -> None:
    ids = [rule.id for rule in RULES]
    assert ids == sorted(set(ids))
    assert sum(1 for rule in RULES if isinstance(rule, ResourceRule | WholeInventoryRule)) >= 20
    assert {rule.id.partition("-")[0] for rule in RULES} == {"aws", "azure", "waiver", "confirmation"}


def test_a_rule_is_found_by_its_id() -> None:
    assert find_rule("waiver-in-date") is WAIVER_IN_DATE
    assert find_rule("nothing") is None


@pytest.mark.parametrize(
    ("token", "rule", "applies"),
    [
        ("aws:ebs/volume:Volume", "aws-ebs-volume-encrypted", True),
        ("aws:s3/bucketV2:BucketV2", "aws-bucket-customer-key", True),
        ("azure-native:storage/v20230101:StorageAccount", "azure-storage-customer-key", True),
        ("aws:anything/new:New", "aws-resource-region-in-eea", True),
        ("azure-native:anything:New", "aws-resource-region-in-eea", False),
        ("pulumi:providers:aws", "aws-provider-region-in-eea", True),
        ("pulumi:providers:aws", "aws-resource-region-in-eea", False),
        ("hds-aws:index:LogArchive", "aws-resource-region-in-eea", False),
        ("awsx:ec2:Vpc", "aws-resource-region-in-eea", False),
    ],
)
def test_rules_apply_to_every_token_of_their_types(token: str, rule: str, applies: bool) -> None:
    assert (rule in {applied.id for applied in rules_for(token)}) is applies


def test_what_must_not_enter_a_rulebook_is_told_at_once() -> None:
    bad = replace(
        WAIVER_IN_DATE,
        id="bad",
        requirements=("HDS-EXI-99",),
        types=("aws:s3/bucketV2:BucketV2", "random:index/randomId:RandomId", "aws:s3", "azure-native:storage/v1:A"),
    )
    with pytest.raises(ValueError, match="the id is taken") as refusal:
        collected([bad, WAIVER_MATCHES, WAIVER_MATCHES])
    assert str(refusal.value).splitlines() == [
        "waiver-matches: the id is taken",
        "bad: no requirement HDS-EXI-99",
        "bad: aws:s3/bucketV2:BucketV2 is a former token of aws:s3/bucket:Bucket",
        "bad: random:index/randomId:RandomId belongs to no package with rules",
        "bad: aws:s3 is not a type token",
        "bad: azure-native:storage/v1:A is a former token of azure-native:storage:A",
    ]
