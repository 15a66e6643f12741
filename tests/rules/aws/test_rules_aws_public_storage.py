import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.aws.public_storage import RULES
from tests.rules.rule_case import Case, cases, cases_at, check, check_all_kinds

EVERYONE = "http://acs.amazonaws.com/groups/global/AllUsers"
LOG_DELIVERY = "http://acs.amazonaws.com/groups/s3/LogDelivery"
DOCUMENT, SERVICE = "aws:ssm/document:Document", "aws:ec2/vpcEndpointService:VpcEndpointService"


def absent(rule: str, token: str, other: str) -> list[Case]:
    """A rule that asks for there to be none: whatever it holds, a resource of the type fails, and no other does."""
    return [
        *cases(rule, other, ("good", "not-applicable", {})),
        *cases(
            rule,
            token,
            ("bad", "fail", {"name": "it"}),
            ("missing", "fail", {}),
            ("unknown", "fail", {"name": UNKNOWN}),
        ),
    ]


CASES = [
    *(
        case
        for token in ("aws:s3/bucket:Bucket", "aws:s3/bucketAcl:BucketAcl")
        for bad in ("public-read", "public-read-write", "authenticated-read")
        for case in cases_at("aws-bucket-acl-not-public", token, "acl", good="private", bad=bad, missing="pass")
    ),
    *cases_at(
        "aws-bucket-grant-not-public",
        "aws:s3/bucketAcl:BucketAcl",
        "accessControlPolicy.grants[*].grantee.uri",
        good=LOG_DELIVERY,
        bad=EVERYONE,
        missing="not-applicable",
    ),
    *cases(
        "aws-bucket-grant-not-public",
        "aws:s3/bucketAcl:BucketAcl",
        ("missing", "pass", {"accessControlPolicy": {"grants": [{"grantee": {"id": "1a2b"}}]}}),
    ),
    *cases_at(
        "aws-bucket-inline-grant-not-public",
        "aws:s3/bucket:Bucket",
        "grants[*].uri",
        good=LOG_DELIVERY,
        bad=EVERYONE,
        missing="not-applicable",
    ),
    *(
        case
        for token in (
            "aws:s3/bucketObject:BucketObject",
            "aws:s3/bucketObjectv2:BucketObjectv2",
            "aws:s3/objectCopy:ObjectCopy",
        )
        for case in cases_at(
            "aws-object-acl-not-public", token, "acl", good="private", bad="public-read", missing="pass"
        )
    ),
    *cases_at(
        "aws-bucket-access-lists-off",
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
        "rule.objectOwnership",
        good="BucketOwnerEnforced",
        bad="ObjectWriter",
        missing="fail",
    ),
    *absent(
        "aws-bucket-website-absent",
        "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
        "aws:s3/bucketVersioning:BucketVersioning",
    ),
    *cases_at(
        "aws-bucket-origins-named",
        "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration",
        "corsRules[*].allowedOrigins[*]",
        good="https://portal.example.org",
        bad="*",
        missing="not-applicable",
    ),
    *cases_at(
        "aws-image-not-shared-with-everyone",
        "aws:ec2/amiLaunchPermission:AmiLaunchPermission",
        "group",
        good="ours",
        bad="all",
        missing="pass",
    ),
    *cases_at(
        "aws-images-blocked-from-public-sharing",
        "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess",
        "state",
        good="block-new-sharing",
        bad="unblocked",
        missing="fail",
    ),
    *cases_at(
        "aws-snapshots-blocked-from-public-sharing",
        "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess",
        "state",
        good="block-all-sharing",
        bad="block-new-sharing",
        missing="fail",
    ),
    *(
        case
        for token in ("aws:rds/snapshot:Snapshot", "aws:rds/clusterSnapshot:ClusterSnapshot")
        for case in cases_at(
            "aws-database-snapshot-not-shared-with-everyone",
            token,
            "sharedAccounts[*]",
            good="111122223333",
            bad="all",
            missing="pass",
        )
    ),
    *cases(
        "aws-document-not-shared-with-everyone",
        DOCUMENT,
        ("good", "pass", {"permissions": {"type": "Share", "account_ids": "111122223333"}}),
        ("bad", "fail", {"permissions": {"type": "Share", "account_ids": "111122223333, All"}}),
        ("missing", "pass", {}),
        ("missing", "pass", {"permissions": {}}),
        ("unknown", "unknown", {"permissions": UNKNOWN}),
        ("unknown", "unknown", {"permissions": {"account_ids": UNKNOWN}}),
    ),
    *absent(
        "aws-public-container-registry-absent",
        "aws:ecrpublic/repository:Repository",
        "aws:ecr/repository:Repository",
    ),
    *cases_at(
        "aws-resource-share-inside-organization",
        "aws:ram/resourceShare:ResourceShare",
        "allowExternalPrincipals",
        good=False,
        bad=True,
        missing="pass",
    ),
    *cases_at(
        "aws-endpoint-service-callers-accepted", SERVICE, "acceptanceRequired", good=True, bad=False, missing="fail"
    ),
    *cases_at(
        "aws-endpoint-service-callers-named",
        SERVICE,
        "allowedPrincipals[*]",
        good="arn:aws:iam::111122223333:root",
        bad="*",
        missing="pass",
    ),
    *cases_at(
        "aws-endpoint-service-permission-named",
        "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple",
        "principalArn",
        good="arn:aws:iam::111122223333:root",
        bad="*",
        missing="fail",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
