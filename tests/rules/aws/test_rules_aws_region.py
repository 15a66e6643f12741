import pytest

from hds_landing.inventory.resource import UNKNOWN, Secret
from hds_landing.rules.aws.region import RULES
from tests.rules.rule_case import Case, cases, check, check_all_kinds, resource

PROVIDER = "pulumi:providers:aws"
VOLUME, SUBNET, ROLE = "aws:ebs/volume:Volume", "aws:ec2/subnet:Subnet", "aws:iam/role:Role"
IN_PARIS = {"provider_inputs": {"region": "eu-west-3"}}
IN_VIRGINIA = {"provider_inputs": {"region": "us-east-1"}}
PROVIDERS = "urn:pulumi:prod::ght::pulumi:providers:aws::"
ARN = "arn:aws:backup:{}:111122223333:backup-vault:copy"


def copies_to(*arns: object) -> dict[str, object]:
    return {"rules": [{"ruleName": "daily", "copyActions": [{"destinationVaultArn": arn} for arn in arns]}]}


def replicates_to(*regions: object) -> dict[str, object]:
    return {"replicationConfiguration": {"rules": [{"destinations": [{"region": region} for region in regions]}]}}


CASES = [
    *cases(
        "aws-provider-region-in-eea",
        PROVIDER,
        ("good", "pass", {"region": "eu-west-3"}),
        ("good", "pass", {"region": "eu-central-1"}),
        ("good", "pass", {"region": Secret("eu-west-3")}),
        (
            "bad",
            "fail",
            {"region": "us-east-1"},
            'region is "us-east-1": US East (N. Virginia) (US) is outside the EEA',
        ),
        ("bad", "fail", {"region": "eu-west-2"}, "Europe (London) (GB) is outside the EEA"),
        ("bad", "fail", {"region": "eu-central-2"}, "Europe (Zurich) (CH) is outside the EEA"),
        ("bad", "fail", {"region": "aws-global"}, "a logical location"),
        ("bad", "fail", {"region": "EU-WEST-3"}, "no region of that name"),
        ("bad", "fail", {"region": "eu-west-3a"}, "no region of that name"),
        ("bad", "fail", {"region": ""}, "no region of that name"),
        ("missing", "unknown", {}, "the region is undetermined"),
        ("missing", "unknown", {"region": None}, "the region is undetermined"),
        ("unknown", "unknown", {"region": UNKNOWN}, "region is not known yet"),
        ("unknown", "unknown", {"region": Secret()}, "region is not known yet"),
        ("unknown", "unknown", {"region": ["eu-west-3"]}, "not the name of a region"),
    ),
    Case("aws-provider-region-in-eea", "good", "pass", (resource(PROVIDER),), {"aws:region": "eu-west-3"}),
    Case("aws-provider-region-in-eea", "bad", "fail", (resource(PROVIDER),), {"aws:region": "us-east-1"}, "aws:region"),
    Case("aws-resource-region-in-eea", "good", "pass", (resource(VOLUME, **IN_PARIS),)),
    Case(
        "aws-resource-region-in-eea", "good", "pass", (resource(VOLUME, inputs={"region": "eu-west-3"}, **IN_VIRGINIA),)
    ),
    Case(
        "aws-resource-region-in-eea",
        "bad",
        "fail",
        (resource(VOLUME, inputs={"region": "us-east-1"}, **IN_PARIS),),
        observed='region is "us-east-1"',
    ),
    Case(
        "aws-resource-region-in-eea",
        "bad",
        "fail",
        (resource(VOLUME, **IN_VIRGINIA),),
        observed='region of its provider is "us-east-1"',
    ),
    Case("aws-resource-region-in-eea", "bad", "fail", (resource(VOLUME),), {"aws:region": "us-east-1"}),
    Case("aws-resource-region-in-eea", "missing", "unknown", (resource(VOLUME),), observed="undetermined"),
    Case("aws-resource-region-in-eea", "missing", "unknown", (resource(VOLUME, provider_inputs={}),)),
    Case(
        "aws-resource-region-in-eea", "unknown", "unknown", (resource(VOLUME, inputs={"region": UNKNOWN}, **IN_PARIS),)
    ),
    Case("aws-resource-region-in-eea", "unknown", "unknown", (resource(VOLUME, provider_inputs={"region": UNKNOWN}),)),
    # A default provider is not in a preview: the configuration decides. An explicit one that is not shown is not known.
    Case(
        "aws-resource-region-in-eea",
        "good",
        "pass",
        (resource(VOLUME, provider=f"{PROVIDERS}default_7_51_1"),),
        {"aws:region": "eu-west-3"},
    ),
    Case(
        "aws-resource-region-in-eea",
        "unknown",
        "unknown",
        (resource(VOLUME, provider=f"{PROVIDERS}elsewhere"),),
        {"aws:region": "eu-west-3"},
        "region of its provider is not known yet",
    ),
    # A global control plane has no region, whatever its provider's; what is regional of such a service has one.
    Case(
        "aws-resource-region-in-eea", "good", "pass", (resource(ROLE, **IN_VIRGINIA),), observed="global control plane"
    ),
    Case(
        "aws-resource-region-in-eea",
        "bad",
        "fail",
        (resource("aws:route53/resolverEndpoint:ResolverEndpoint", **IN_VIRGINIA),),
    ),
    *cases(
        "aws-availability-zone-in-eea",
        SUBNET,
        ("good", "pass", {"availabilityZone": "eu-west-3a"}),
        ("good", "pass", {"availabilityZone": "eusc-de-east-1a"}),
        ("bad", "fail", {"availabilityZone": "us-east-1a"}, "outside the EEA"),
        ("bad", "fail", {"availabilityZone": "us-gov-west-1a"}),
        ("bad", "fail", {"availabilityZone": "eu-west-3-cmn-wlz-1a"}, "local and Wavelength zones"),
        ("bad", "fail", {"availabilityZone": "eu-west-3"}, "not an availability zone"),
        ("missing", "not-applicable", {}),
        ("unknown", "unknown", {"availabilityZone": UNKNOWN}),
        ("unknown", "unknown", {"availabilityZone": 3}),
    ),
    *cases(
        "aws-dynamodb-replica-in-eea",
        "aws:dynamodb/table:Table",
        ("good", "pass", {"replicas": [{"regionName": "eu-central-1"}, {"regionName": "eu-west-1"}]}),
        (
            "bad",
            "fail",
            {"replicas": [{"regionName": "eu-central-1"}, {"regionName": "us-east-1"}]},
            'replicas[1].regionName is "us-east-1"',
        ),
        ("bad", "fail", {"replicas": [{"regionName": UNKNOWN}, {"regionName": "us-east-1"}]}),
        ("missing", "not-applicable", {}),
        ("missing", "not-applicable", {"replicas": []}),
        ("unknown", "unknown", {"replicas": [{"regionName": "eu-central-1"}, {"regionName": UNKNOWN}]}),
        ("unknown", "unknown", {"replicas": UNKNOWN}),
        ("unknown", "unknown", {"replicas": "eu-west-3"}),
    ),
    *cases(
        "aws-secret-replica-in-eea",
        "aws:secretsmanager/secret:Secret",
        ("good", "pass", {"replicas": [{"region": "eu-central-1"}]}),
        ("bad", "fail", {"replicas": [{"region": "us-east-1"}]}),
        ("missing", "not-applicable", {"name": "a"}),
        ("unknown", "unknown", {"replicas": [UNKNOWN]}),
    ),
    *cases(
        "aws-container-registry-replica-in-eea",
        "aws:ecr/replicationConfiguration:ReplicationConfiguration",
        ("good", "pass", replicates_to("eu-central-1")),
        ("bad", "fail", replicates_to("eu-central-1", "us-east-1"), "destinations[1].region"),
        ("missing", "not-applicable", {"replicationConfiguration": {}}),
        ("unknown", "unknown", replicates_to(UNKNOWN)),
        ("unknown", "unknown", {"replicationConfiguration": {"rules": UNKNOWN}}),
    ),
    *cases(
        "aws-kms-replica-of-eea-key",
        "aws:kms/replicaKey:ReplicaKey",
        ("good", "pass", {"primaryKeyArn": "arn:aws:kms:eu-west-3:111122223333:key/mrk-1"}),
        ("bad", "fail", {"primaryKeyArn": "arn:aws:kms:us-east-1:111122223333:key/mrk-1"}),
        ("missing", "not-applicable", {}),
        ("unknown", "unknown", {"primaryKeyArn": UNKNOWN}),
        ("unknown", "unknown", {"primaryKeyArn": "mrk-1"}, "not an ARN"),
        ("unknown", "unknown", {"primaryKeyArn": "arn:aws:kms::1:key"}, "the ARN names no region"),
    ),
    *cases(
        "aws-backup-copy-in-eea",
        "aws:backup/plan:Plan",
        ("good", "pass", copies_to(ARN.format("eu-central-1"))),
        ("bad", "fail", copies_to(ARN.format("eu-central-1"), ARN.format("us-east-1")), "copyActions[1]"),
        ("missing", "not-applicable", copies_to()),
        ("missing", "not-applicable", {"rules": [{"ruleName": "daily"}]}),
        ("unknown", "unknown", copies_to(UNKNOWN)),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
