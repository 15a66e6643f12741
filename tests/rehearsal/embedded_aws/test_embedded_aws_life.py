"""A whole example on an embedded AWS that lives on: seen as it was made, changed, taken down, and made again."""

from dataclasses import replace

import pytest
from living_example import bring_up

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rehearsal.embedded_aws.embedded_aws import EmbeddedAws
from hds_landing.rehearsal.embedded_cloud import Difference, Gone, Refused
from tests.stacks.stack_specs import small_spec

EXAMPLE = "minimal-aws"
PROTECTIONS = (
    "deleteProtection",
    "deletionProtectionEnabled",
    "firewallPolicyChangeProtection",
    "subnetChangeProtection",
)


def test_what_was_made_stands_and_is_seen_as_it_was_made():
    with EmbeddedAws() as cloud:
        made = bring_up(cloud, EXAMPLE)
        assert {(each.type, each.urn, each.id) for each in cloud.standing_ids()} == {
            (asked.type, asked.urn, created.id) for asked, created in made
        }
        assert len({asked.type for asked, _ in made}) > 35
        for asked, created in made:
            assert cloud.refresh(asked, created.id) == created, asked.urn
            assert cloud.diff(asked, asked.inputs) == Difference(), asked.urn
            assert cloud.written_ids(asked) == ()
            for name in asked.inputs:
                assert cloud.check(replace(asked, inputs={**asked.inputs, name: UNKNOWN})) == [], (asked.urn, name)
        for asked, created in made:
            updated = cloud.update(asked, created.id, asked.inputs)
            kept = {name: value for name, value in updated.outputs.items() if name != "version"}
            assert updated.id == created.id
            assert kept == {name: value for name, value in created.outputs.items() if name != "version"}, asked.urn
            assert cloud.refresh(asked, created.id) == updated, asked.urn


def unprotect(cloud, made):
    """What a sealed establishment does before it goes; the registrations as they are afterwards."""
    for asked, created in made:
        off = {name: False for name in PROTECTIONS if asked.inputs.get(name)}
        if off:
            cloud.update(replace(asked, inputs={**asked.inputs, **off}), created.id, asked.inputs)


def test_an_example_goes_in_reverse_order_and_comes_again():
    with EmbeddedAws() as cloud:
        made = bring_up(cloud, EXAMPLE)
        unprotect(cloud, made)
        for asked, created in reversed(made):
            cloud.delete(asked, created.id)
            with pytest.raises(Gone):
                cloud.refresh(asked, created.id)
            cloud.delete(asked, created.id)
        assert cloud.standing_ids() == []
        again = bring_up(cloud, EXAMPLE)
        assert [asked.urn for asked, _ in again] == [asked.urn for asked, _ in made]
        for asked, created in again:
            assert cloud.refresh(asked, created.id) == created, asked.urn


def test_a_large_example_goes_as_it_came():
    with EmbeddedAws() as cloud:
        made = bring_up(cloud, "eure-seine")
        assert len(made) > 900
        unprotect(cloud, made)
        for asked, created in reversed(made):
            cloud.delete(asked, created.id)
        assert cloud.standing_ids() == []


def test_a_landing_zone_of_several_accounts_is_seen_as_it_was_made_and_goes(tmp_path):
    with EmbeddedAws() as cloud:
        made = bring_up(cloud, small_spec(tmp_path, "aws", "dedicated", gaillon=True))
        assert len({asked.account_id for asked, _ in made}) == 3
        assert "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter" in {asked.type for asked, _ in made}
        for asked, created in made:
            assert cloud.refresh(asked, created.id) == created, asked.urn
            assert cloud.diff(asked, asked.inputs) == Difference(), asked.urn
        unprotect(cloud, made)
        for asked, created in reversed(made):
            cloud.delete(asked, created.id)
        assert cloud.standing_ids() == []


def test_what_protects_itself_is_not_deleted():
    with EmbeddedAws() as cloud:
        made = bring_up(cloud, EXAMPLE)
        protected = [(asked, created) for asked, created in made if any(asked.inputs.get(each) for each in PROTECTIONS)]
        assert {asked.type.rpartition(":")[2] for asked, _ in protected} == {"Firewall", "LogGroup"}
        for asked, created in protected:
            with pytest.raises(Refused, match="rotect"):
                cloud.delete(asked, created.id)
            assert cloud.refresh(asked, created.id) == created


CHANGES = {
    "aws:backup/plan:Plan": lambda inputs: {
        "rules": [{**inputs["rules"][0], "startWindow": 120}, *inputs["rules"][1:]]
    },
    "aws:backup/vaultPolicy:VaultPolicy": lambda inputs: {"policy": inputs["policy"].replace("Deny", "Allow")},
    "aws:cloudtrail/trail:Trail": lambda _: {"enableLogFileValidation": False, "enableLogging": False},
    "aws:cloudwatch/logGroup:LogGroup": lambda _: {"retentionInDays": 3653},
    "aws:ec2/routeTable:RouteTable": lambda inputs: {"tags": {**inputs["tags"], "Name": "other"}},
    "aws:ec2/securityGroup:SecurityGroup": lambda _: {
        "ingress": [{"protocol": "tcp", "fromPort": 22, "toPort": 22, "cidrBlocks": ["10.0.0.0/8"]}]
    },
    "aws:ec2/subnet:Subnet": lambda _: {"mapPublicIpOnLaunch": True},
    "aws:ec2/vpc:Vpc": lambda _: {"enableDnsHostnames": False},
    "aws:ec2transitgateway/transitGateway:TransitGateway": lambda _: {"autoAcceptSharedAttachments": "enable"},
    "aws:ec2transitgateway/vpcAttachment:VpcAttachment": lambda _: {"dnsSupport": "disable"},
    "aws:iam/role:Role": lambda _: {"maxSessionDuration": 7200, "description": "another"},
    "aws:kms/key:Key": lambda _: {"enableKeyRotation": False, "description": "another"},
    "aws:networkfirewall/firewall:Firewall": lambda _: {"deleteProtection": False},
    "aws:networkfirewall/ruleGroup:RuleGroup": lambda _: {"description": "another"},
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": lambda _: {"blockPublicAcls": False},
}


def test_a_changed_property_is_seen_by_the_next_refresh():
    with EmbeddedAws() as cloud:
        changed = set()
        for asked, created in bring_up(cloud, EXAMPLE):
            if asked.type in CHANGES and asked.type not in changed:
                changed.add(asked.type)
                change = CHANGES[asked.type](asked.inputs)
                new = replace(asked, inputs={**asked.inputs, **change})
                assert set(change) <= set(cloud.diff(new, asked.inputs).changed)
                assert cloud.diff(new, asked.inputs).replaces == ()
                updated = cloud.update(new, created.id, asked.inputs)
                assert updated.id == created.id
                assert {name: updated.outputs[name] for name in change} == change, asked.urn
                assert cloud.refresh(new, created.id) == updated
                assert cloud.diff(new, new.inputs) == Difference()
        assert CHANGES.keys() - changed == set()
