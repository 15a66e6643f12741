"""What a change of inputs means, as the provider's own declarations have it."""

import json
import re
from pathlib import Path

import pytest
from aws_account import HOME, HUB

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rehearsal.embedded_aws.handlers import handled_types
from hds_landing.rehearsal.embedded_aws.replacements import replacement_of, rows
from hds_landing.rehearsal.embedded_cloud import Difference, Registration
from hds_landing.rehearsal.sdk_inputs import input_names

EXAMPLES = Path(__file__).parents[3] / "examples"


def used_types():
    text = "".join(path.read_text(encoding="utf-8") for path in EXAMPLES.glob("*/inventory.txt"))
    return set(re.findall(r"(?<!hds-)aws:\w+/\S+", text))


def test_every_type_of_the_examples_has_a_row():
    assert len(used_types()) > 40
    assert used_types() - rows().keys() == set()


@pytest.mark.parametrize("token", sorted(rows()))
def test_every_property_named_is_one_that_the_sdk_takes(token):
    row = rows()[token]
    named = {*row.replaces, *row.only, *row.excepted, *row.inside, *row.kinds, *filter(None, [row.physical_name])}
    assert named - {"region"} <= input_names(token)


def test_every_type_that_lives_on_an_emulated_service_has_a_row():
    assert handled_types() - rows().keys() == set()


def test_what_no_source_confirms_is_named_and_taken_to_replace():
    unconfirmed = {(token, name) for token, row in rows().items() for name in row.unconfirmed}
    assert ("aws:s3/bucket:Bucket", "bucketNamespace") in unconfirmed
    assert {name for token, name in unconfirmed if name not in rows()[token].replaces} == set()


def test_a_type_without_a_row_says_that_it_is_not_known(aws_cloud):
    assert not replacement_of("aws:sqs/queue:Queue").known
    assert difference(aws_cloud, "sqs/queue:Queue", {"name": "a"}, {"name": "b"}) == Difference(("name",))


def difference(aws, token, old, new, provider=None, name="r"):
    asked = Registration(
        urn=f"urn:pulumi:s::p::aws:{token}::{name}",
        type=f"aws:{token}",
        name=name,
        inputs=new,
        region=HOME,
        account_id=HUB,
        provider_inputs=provider or {},
    )
    return aws.cloud.diff(asked, old)


VPC, SUBNET, KEY = "ec2/vpc:Vpc", "ec2/subnet:Subnet", "kms/key:Key"
BUCKET, VAULT, LOCK = "s3/bucket:Bucket", "backup/vault:Vault", "backup/vaultLockConfiguration:VaultLockConfiguration"
GROUP, RULE = "ec2/securityGroup:SecurityGroup", "vpc/securityGroupIngressRule:SecurityGroupIngressRule"
GATEWAY, LOGS = "ec2transitgateway/transitGateway:TransitGateway", "cloudwatch/logGroup:LogGroup"
POLICY = "networkfirewall/firewallPolicy:FirewallPolicy"
STRICT = {"statefulEngineOptions": {"ruleOrder": "STRICT_ORDER"}}
DEFAULT = {"statefulEngineOptions": {"ruleOrder": "DEFAULT_ACTION_ORDER"}}
CHANGES = [
    (VPC, {"cidrBlock": "10.0.0.0/16"}, {"cidrBlock": "10.1.0.0/16"}, ["cidrBlock"], False),
    (VPC, {"enableDnsSupport": True}, {"enableDnsSupport": False}, [], False),
    (VPC, {"instanceTenancy": "default"}, {"instanceTenancy": "dedicated"}, ["instanceTenancy"], False),
    (VPC, {"instanceTenancy": "dedicated"}, {"instanceTenancy": "default"}, [], False),
    (VPC, {"region": "eu-west-3"}, {"region": "eu-central-1"}, ["region"], False),
    (SUBNET, {"availabilityZone": "a"}, {"availabilityZone": "b"}, ["availabilityZone"], False),
    (SUBNET, {"mapPublicIpOnLaunch": False}, {"mapPublicIpOnLaunch": True}, [], False),
    (KEY, {"multiRegion": False}, {"multiRegion": True}, ["multiRegion"], False),
    (KEY, {"enableKeyRotation": True}, {"enableKeyRotation": False}, [], False),
    (BUCKET, {"bucket": "one"}, {"bucket": "two"}, ["bucket"], True),
    (BUCKET, {"objectLockEnabled": False}, {"objectLockEnabled": True}, ["objectLockEnabled"], False),
    (VAULT, {"name": "v", "kmsKeyArn": "a"}, {"name": "v", "kmsKeyArn": "b"}, ["kmsKeyArn"], True),
    (VAULT, {"name": "v", "kmsKeyArn": "a"}, {"name": "v", "kmsKeyArn": UNKNOWN}, ["kmsKeyArn"], True),
    (VAULT, {"kmsKeyArn": "a"}, {"kmsKeyArn": "b"}, ["kmsKeyArn"], False),
    (LOCK, {"minRetentionDays": 30}, {"minRetentionDays": 20}, ["minRetentionDays"], False),
    (GROUP, {"description": "a"}, {"description": "b"}, ["description"], False),
    (GROUP, {"ingress": []}, {"ingress": [{"protocol": "-1"}]}, [], False),
    (RULE, {"cidrIpv4": "10.0.0.0/8"}, {"cidrIpv4": "10.0.0.0/9"}, [], False),
    (RULE, {"cidrIpv4": "10.0.0.0/8"}, {"prefixListId": "pl-1"}, ["cidrIpv4", "prefixListId"], False),
    (GATEWAY, {"defaultRouteTableAssociation": "disable"}, {"defaultRouteTableAssociation": "enable"},
     ["defaultRouteTableAssociation"], False),
    (GATEWAY, {"defaultRouteTableAssociation": "enable"}, {"defaultRouteTableAssociation": "disable"}, [], False),
    (GATEWAY, {"amazonSideAsn": 64512}, {"amazonSideAsn": 64513}, [], False),
    (LOGS, {"retentionInDays": 365}, {"retentionInDays": 30}, [], False),
    (LOGS, {"name": "l", "logGroupClass": "STANDARD"}, {"name": "l", "logGroupClass": "INFREQUENT_ACCESS"},
     ["logGroupClass"], True),
    (POLICY, {"firewallPolicy": STRICT}, {"firewallPolicy": DEFAULT}, ["firewallPolicy"], False),
    (POLICY, {"firewallPolicy": DEFAULT}, {"firewallPolicy": {}}, [], False),
    (POLICY, {"firewallPolicy": STRICT}, {"firewallPolicy": UNKNOWN}, ["firewallPolicy"], False),
]  # fmt: skip


@pytest.mark.parametrize(("token", "old", "new", "replaces", "deletes_first"), CHANGES)
def test_what_a_change_replaces(aws_cloud, token, old, new, replaces, deletes_first):
    answer = difference(aws_cloud, token, old, new)
    changed = sorted(name for name in {**old, **new} if old.get(name) != new.get(name))
    assert answer == Difference(tuple(changed), tuple(replaces), deletes_first)


DOCUMENT = {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "s3:*"}]}
SAME = [
    ({"policy": json.dumps(DOCUMENT)}, {"policy": json.dumps(DOCUMENT, indent=2)}),
    ({"deletionWindowInDays": 30}, {"deletionWindowInDays": 30.0}),
    ({"tags": {"a": "b"}}, {"tags": {"a": "b"}, "description": None}),
    ({}, {}),
]


@pytest.mark.parametrize(("old", "new"), SAME)
def test_what_means_the_same_is_no_change(aws_cloud, old, new):
    assert difference(aws_cloud, KEY, old, new) == Difference()


DIFFERENT = [
    ({"policy": json.dumps(DOCUMENT)}, {"policy": json.dumps({**DOCUMENT, "Id": "x"})}),
    ({"description": "1"}, {"description": 1}),
    ({"isEnabled": True}, {"isEnabled": 1}),
    ({"enableKeyRotation": True}, {}),
    ({"description": "a"}, {"description": UNKNOWN}),
]


@pytest.mark.parametrize(("old", "new"), DIFFERENT)
def test_what_differs_is_a_change(aws_cloud, old, new):
    assert difference(aws_cloud, KEY, old, new).changed == (next(iter(old)),)


def test_tags_that_the_provider_adds_are_changed_with_it(aws_cloud):
    before = {"defaultTags": {"tags": {"ght": "one"}}}
    aws_cloud.create(KEY, "r", provider=before)
    assert difference(aws_cloud, KEY, {}, {}, before) == Difference()
    changed = difference(aws_cloud, KEY, {}, {}, {"defaultTags": {"tags": {"ght": "two"}}})
    assert changed == Difference(("tagsAll",))


def test_saying_what_is_so_already_changes_nothing(aws_cloud):
    aws_cloud.create(VPC, "r", cidrBlock="10.0.0.0/16")
    old = {"cidrBlock": "10.0.0.0/16"}
    assert difference(aws_cloud, VPC, old, {**old, "enableDnsSupport": True}) == Difference()
    assert difference(aws_cloud, VPC, old, {**old, "enableDnsSupport": False}) == Difference(("enableDnsSupport",))


@pytest.mark.parametrize(
    ("token", "old"),
    [
        (KEY, {"description": "a", "policy": "{}"}),
        (GROUP, {"ingress": [{"protocol": "-1"}], "egress": []}),
        ("ec2/internetGateway:InternetGateway", {"vpcId": "vpc-1"}),
    ],
)
def test_what_the_provider_computes_stays_when_it_is_no_longer_said(aws_cloud, token, old):
    assert difference(aws_cloud, token, old, {}) == Difference()
    assert difference(aws_cloud, token, old, dict.fromkeys(old)) == Difference()


def test_a_region_no_longer_said_is_the_provider_s(aws_cloud):
    assert difference(aws_cloud, VPC, {"region": HOME}, {}) == Difference()
    assert difference(aws_cloud, VPC, {"region": "eu-central-1"}, {}) == Difference(("region",), ("region",))


def test_a_name_no_longer_said_is_made_up_anew(aws_cloud):
    assert difference(aws_cloud, BUCKET, {"bucket": "one"}, {}) == Difference(("bucket",), ("bucket",))


def test_what_is_no_longer_said_is_left_to_the_cloud(aws_cloud):
    asked = aws_cloud.asked(KEY, "it", description="kept", enableKeyRotation=True)
    made = aws_cloud.cloud.create(asked)
    silent = aws_cloud.asked(KEY, "it", enableKeyRotation=True)
    updated = aws_cloud.cloud.update(silent, made.id, asked.inputs)
    assert updated.outputs["description"] == "kept"
    assert aws_cloud.by_hand("kms").describe_key(KeyId=made.id)["KeyMetadata"]["Description"] == "kept"
