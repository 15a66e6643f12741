"""What the program only reads by its id is unknown to every rule, and so is what rests on it."""

from dataclasses import replace
from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.finding import Finding, Verdict
from hds_landing.rules.rulebook import rules_for
from tests.rules.rule_case import judged, resource

VOLUME, VPC = "aws:ebs/volume:Volume", "aws:ec2/vpc:Vpc"
PARIS: dict[str, Any] = {"provider_inputs": {"region": "eu-west-3"}}


@pytest.mark.parametrize("type_token", [VOLUME, "aws:s3/bucket:Bucket", "azure-native:keyvault:Key"])
def test_every_rule_of_its_type_is_unknown_whatever_was_read(type_token: str) -> None:
    good = {"encrypted": True, "kmsKeyId": "arn:aws:kms:eu-west-3:111122223333:key/1"}
    read = resource(type_token, "r", inputs=good, outputs=good, external=True, **PARIS)
    evaluation = judged([read, resource("pulumi:pulumi:StackReference", "hub", external=True)])
    asked = {rule.id for rule in rules_for(type_token) if not getattr(rule, "asks_program", False)}
    assert {finding.rule for finding in evaluation.findings} == asked
    assert {finding.verdict for finding in evaluation.findings} == {Verdict.UNKNOWN}
    assert all("what is not managed here is not shown" in finding.observed for finding in evaluation.findings)
    assert (evaluation.summary.passed, evaluation.summary.fail, evaluation.summary.resources) == (0, 0, 1)


def about_subnet(*, listed: bool, external: bool) -> list[Finding]:
    """A subnet beside a network ACL of its network, with the subnet on its list or not."""
    vpc = resource(VPC, "n", external=external, **PARIS)
    subnet = resource("aws:ec2/subnet:Subnet", "s", inputs={"vpcId": UNKNOWN}, **PARIS)
    subnet = replace(subnet, property_dependencies={"vpcId": (vpc.urn,)})
    acl = resource("aws:ec2/networkAcl:NetworkAcl", "acl", inputs={"vpcId": UNKNOWN, "subnetIds": ["x"]}, **PARIS)
    names: dict[str, tuple[str, ...]] = {"vpcId": (vpc.urn,)} | ({"subnetIds": (subnet.urn,)} if listed else {})
    found: list[Resource] = [vpc, subnet, replace(acl, property_dependencies=names)]
    return [finding for finding in judged(found).findings if finding.name == "s"]


@pytest.mark.parametrize(("listed", "verdict"), [(True, Verdict.PASS), (False, Verdict.FAIL)])
def test_what_rests_on_something_only_read_is_unknown_whether_it_seems_well_or_not(
    listed: bool, verdict: Verdict
) -> None:
    doubts = [each for each in about_subnet(listed=listed, external=True) if "rests on n, which is" in each.observed]
    assert doubts
    assert {doubt.verdict for doubt in doubts} == {Verdict.UNKNOWN}
    assert any("as far as it is shown: " in doubt.observed for doubt in doubts) is not listed
    managed = {each.rule: each.verdict for each in about_subnet(listed=listed, external=False)}
    assert verdict in {managed[doubt.rule] for doubt in doubts}


def test_one_doubt_does_not_stay_for_the_next() -> None:
    external = about_subnet(listed=True, external=True)
    assert {finding.verdict for finding in external} > {Verdict.UNKNOWN}
