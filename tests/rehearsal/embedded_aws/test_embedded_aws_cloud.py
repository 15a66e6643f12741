import json
import os

import pytest
from aws_account import ABROAD, HOME, HUB, SPOKE, Aws

from hds_landing.rehearsal.embedded_aws.embedded_aws import EmbeddedAws
from hds_landing.rehearsal.embedded_cloud import Refused, Registration


def test_ids_derive_from_the_urn_and_from_nothing_else():
    with EmbeddedAws() as first:
        alone = Aws(first).create("ec2/vpc:Vpc", "v", cidrBlock="10.0.0.0/16")
        key = Aws(first).create("kms/key:Key", "k")
    with EmbeddedAws() as second:
        aws = Aws(second)
        aws.create("kms/key:Key", "k2")
        aws.create("ec2/vpc:Vpc", "w", cidrBlock="10.1.0.0/16", region=ABROAD)
        assert aws.create("kms/key:Key", "k") == key
        assert aws.create("ec2/vpc:Vpc", "v", cidrBlock="10.0.0.0/16") == alone


def test_two_resources_have_different_ids(aws_cloud):
    ids = {aws_cloud.vpc(f"10.{number}.0.0/16") for number in range(20)}
    assert len(ids) == 20


def test_accounts_and_regions_do_not_see_each_other(aws_cloud):
    vpc = aws_cloud.vpc()
    for elsewhere in ({"account_id": SPOKE}, {"region": ABROAD}):
        with pytest.raises(Refused, match=r"InvalidVpcID\.NotFound"):
            aws_cloud.subnet(vpc, **elsewhere)
    assert aws_cloud.create("kms/key:Key", account_id=SPOKE).outputs["arn"].split(":")[3:5] == [HOME, SPOKE]


def test_arns_name_the_resource_s_own_region_and_account(aws_cloud):
    created = aws_cloud.create("ec2/vpc:Vpc", cidrBlock="10.0.0.0/16", region=ABROAD, account_id=SPOKE)
    assert created.outputs["arn"] == f"arn:aws:ec2:{ABROAD}:{SPOKE}:vpc/{created.id}"
    assert created.outputs["region"] == ABROAD
    assert created.outputs["ownerId"] == SPOKE


def test_default_tags_lie_under_the_resource_s_own(aws_cloud):
    provider = {"defaultTags": '{"tags": {"ght": "exemple", "environment": "test"}}'}
    created = aws_cloud.create("ec2/vpc:Vpc", cidrBlock="10.0.0.0/16", tags={"environment": "prod"}, provider=provider)
    assert created.outputs["tagsAll"] == {"ght": "exemple", "environment": "prod"}
    assert created.outputs["tags"] == {"environment": "prod"}


def test_a_name_left_out_is_made_as_pulumi_makes_it(aws_cloud):
    name = aws_cloud.create("s3/bucket:Bucket", "archive").id
    assert name.startswith("archive-")
    assert len(name) == len("archive-") + 7


def test_without_a_region_nothing_is_created(aws_cloud):
    with pytest.raises(Refused, match="no region: give the provider a region, or set aws:region"):
        aws_cloud.create("ec2/vpc:Vpc", cidrBlock="10.0.0.0/16", region=None)


def test_a_request_that_aws_s_model_forbids_is_refused_with_every_reason(aws_cloud):
    with pytest.raises(Refused) as refused:
        aws_cloud.create("backup/vault:Vault", name="a b")
    assert str(refused.value) == (
        "CreateBackupVault: BackupVaultName: given 'a b', which does not match ^[a-zA-Z0-9\\-\\_]{2,50}$"
    )


def test_a_type_that_nothing_emulates_is_validated_and_recorded(aws_cloud):
    created = aws_cloud.create("sqs/queue:Queue", "q", name="orders", provider={"defaultTags": {"tags": {"a": "b"}}})
    assert not created.exercised
    assert created.outputs == {"name": "orders", "region": HOME, "tagsAll": {"a": "b"}}
    with pytest.raises(Refused, match="nam: no such property; did you mean name"):
        aws_cloud.create("sqs/queue:Queue", nam="orders")


def test_reading_refuses_what_is_not_there(aws_cloud):
    vpc = aws_cloud.vpc()
    asked = Registration(urn="u", type="aws:ec2/vpc:Vpc", name="r", inputs={}, region=HOME)
    with pytest.raises(Refused, match="vpc-1 does not exist: a rehearsal begins with empty accounts"):
        aws_cloud.cloud.read(asked, "vpc-1")
    with pytest.raises(Refused, match="is created by this very program"):
        aws_cloud.cloud.read(asked, vpc)


FUNCTIONS = [
    ("index/getCallerIdentity:getCallerIdentity", "accountId", HUB),
    ("index/getRegion:getRegion", "region", HOME),
    ("index/getPartition:getPartition", "dnsSuffix", "amazonaws.com"),
    ("index/getAvailabilityZones:getAvailabilityZones", "names", [f"{HOME}{zone}" for zone in "abc"]),
]


@pytest.mark.parametrize(("token", "output", "expected"), FUNCTIONS)
def test_functions_answer(aws_cloud, token, output, expected):
    assert aws_cloud.invoke(token)[output] == expected


def test_an_unknown_function_is_refused_with_those_that_are_known(aws_cloud):
    with pytest.raises(Refused, match=r"does not answer aws:ec2/getAmi:getAmi; it answers aws:iam/getPolicyDocument"):
        aws_cloud.invoke("ec2/getAmi:getAmi")


def test_a_policy_document_is_written_as_the_provider_writes_it(aws_cloud):
    statement = {
        "sid": "Tls",
        "effect": "Deny",
        "actions": ["s3:*"],
        "resources": ["a", "b"],
        "principals": [{"type": "AWS", "identifiers": ["one"]}, {"type": "Service", "identifiers": ["x", "y"]}],
        "conditions": [{"test": "Bool", "variable": "aws:SecureTransport", "values": ["false"]}],
    }
    anyone = {"actions": ["a:b"], "resources": ["*"], "principals": [{"type": "*", "identifiers": ["*"]}]}
    answer = aws_cloud.invoke("iam/getPolicyDocument:getPolicyDocument", statements=[statement, anyone])
    assert json.loads(answer["json"]) == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Deny",
                "Sid": "Tls",
                "Action": "s3:*",
                "Resource": ["a", "b"],
                "Principal": {"AWS": "one", "Service": ["x", "y"]},
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            },
            {"Effect": "Allow", "Action": "a:b", "Resource": "*", "Principal": "*"},
        ],
    }
    assert json.loads(answer["minifiedJson"]) == json.loads(answer["json"])


def test_nothing_is_left_of_an_earlier_rehearsal(monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "mine")
    cloud = EmbeddedAws()
    for _ in range(2):
        with cloud:
            Aws(cloud).bucket("the-same-name")
    assert os.environ["AWS_ACCESS_KEY_ID"] == "mine"
    assert "MOTO_EC2_LOAD_DEFAULT_AMIS" not in os.environ
