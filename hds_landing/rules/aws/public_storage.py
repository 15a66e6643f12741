"""S3 access lists and web sites, and what AWS accounts share with everyone: images, snapshots, documents."""

from typing import Any, Final

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement, Undetermined
from hds_landing.rules.properties import ABSENT, find_one
from hds_landing.rules.property_rule import (
    FALSE,
    TRUE,
    Absence,
    Expectation,
    fails,
    none_of,
    nothing_to_judge,
    one_of,
    passes,
    property_rule,
)
from hds_landing.rules.rule import ResourceRule, Rule, Subject

_REQUIREMENTS: Final = ("HDS-EXI-05-F", "HDS-EXI-23", "SNC-9.7", "ISO27001-A.5.15")
_ACCESS_LISTS: Final = "docs.aws.amazon.com, Access control list (ACL) overview of Amazon S3"
_NOT_PUBLIC: Final = none_of("public-read", "public-read-write", "authenticated-read")
_EVERYONE: Final = tuple(
    f"http://acs.amazonaws.com/groups/global/{group}" for group in ("AllUsers", "AuthenticatedUsers")
)
_OFF_UNLESS_SET: Final = fails("the provider refuses a setting that does not say")


def _shared(
    id: str,
    title: str,
    severity: Severity,
    *types: str,
    path: str,
    expected: Expectation,
    absent: Absence,
    fix: str,
    source: str = _ACCESS_LISTS,
    no_element: Absence | None = None,
) -> ResourceRule:
    return property_rule(
        id=id,
        title=title,
        theme=Theme.PUBLIC_EXPOSURE,
        severity=severity,
        requirements=_REQUIREMENTS,
        fix=fix,
        source=source,
        types=types,
        path=path,
        expected=expected,
        absent=absent,
        no_element=no_element,
    )


def _there(_: Subject) -> Judgement:
    return "it is there"


def _not_with_everyone(permissions: Any) -> bool | Undetermined:
    """The provider takes a map of texts: `{"type": "Share", "account_ids": "111122223333,444455556666"}`."""
    accounts = find_one(permissions, "account_ids").value
    if accounts is UNKNOWN:
        return Undetermined("the accounts are not known yet")
    return accounts is ABSENT or all(account.strip().lower() != "all" for account in str(accounts).split(","))


RULES: tuple[Rule, ...] = (
    _shared(
        "aws-bucket-acl-not-public",
        "The access list of a bucket lets no one read but its owner",
        Severity.CRITICAL,
        "aws:s3/bucket:Bucket",
        "aws:s3/bucketAcl:BucketAcl",
        path="acl",
        expected=_NOT_PUBLIC,
        absent=passes("S3 takes private"),
        fix="Set acl to private, or better turn access lists off with BucketOwnerEnforced.",
    ),
    _shared(
        "aws-bucket-grant-not-public",
        "A grant on a bucket names who gets it",
        Severity.CRITICAL,
        "aws:s3/bucketAcl:BucketAcl",
        path="accessControlPolicy.grants[*].grantee.uri",
        expected=none_of(*_EVERYONE),
        absent=passes("the grant names an account"),
        no_element=nothing_to_judge("there is no grant"),
        fix="Remove the groups AllUsers and AuthenticatedUsers from accessControlPolicy.grants.",
    ),
    _shared(
        "aws-bucket-inline-grant-not-public",
        "A grant written into a bucket names who gets it",
        Severity.CRITICAL,
        "aws:s3/bucket:Bucket",
        path="grants[*].uri",
        expected=none_of(*_EVERYONE),
        absent=passes("the grant names an account"),
        no_element=nothing_to_judge("there is no grant"),
        fix="Remove the groups AllUsers and AuthenticatedUsers from grants.",
    ),
    _shared(
        "aws-object-acl-not-public",
        "The access list of an object lets no one read but its owner",
        Severity.CRITICAL,
        "aws:s3/bucketObject:BucketObject",
        "aws:s3/bucketObjectv2:BucketObjectv2",
        "aws:s3/objectCopy:ObjectCopy",
        path="acl",
        expected=_NOT_PUBLIC,
        absent=passes("S3 takes private"),
        fix="Remove acl, or set it to private.",
    ),
    _shared(
        "aws-bucket-access-lists-off",
        "A bucket has its access lists turned off",
        Severity.MEDIUM,
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
        path="rule.objectOwnership",
        expected=one_of("BucketOwnerEnforced"),
        absent=_OFF_UNLESS_SET,
        fix="Set rule.objectOwnership to BucketOwnerEnforced.",
        source="docs.aws.amazon.com, Controlling ownership of objects and disabling ACLs for your bucket",
    ),
    ResourceRule(
        id="aws-bucket-website-absent",
        title="A bucket is not published as a web site",
        theme=Theme.PUBLIC_EXPOSURE,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix="Remove the BucketWebsiteConfiguration: its endpoint is public and speaks HTTP without TLS.",
        source="docs.aws.amazon.com, Website endpoints",
        types=("aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",),
        absence="the resource itself publishes the bucket",
        judge=_there,
    ),
    _shared(
        "aws-bucket-origins-named",
        "A bucket names the web sites whose pages may use it",
        Severity.MEDIUM,
        "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration",
        path="corsRules[*].allowedOrigins[*]",
        expected=none_of("*"),
        absent=nothing_to_judge("a rule without origins lets no site in"),
        fix="Name the origins in corsRules[].allowedOrigins in place of *.",
        source="docs.aws.amazon.com, Using cross-origin resource sharing (CORS)",
    ),
    _shared(
        "aws-image-not-shared-with-everyone",
        "A machine image is shared with named accounts only",
        Severity.CRITICAL,
        "aws:ec2/amiLaunchPermission:AmiLaunchPermission",
        path="group",
        expected=none_of("all"),
        absent=passes("the permission names an account or an organization"),
        fix="Remove group, and name the account in accountId or the organization in organizationArn.",
        source="docs.aws.amazon.com, Share an Amazon EC2 AMI with specific AWS accounts",
    ),
    _shared(
        "aws-images-blocked-from-public-sharing",
        "An account lets no machine image be shared with everyone",
        Severity.HIGH,
        "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess",
        path="state",
        expected=one_of("block-new-sharing"),
        absent=_OFF_UNLESS_SET,
        fix="Set state to block-new-sharing.",
        source="docs.aws.amazon.com, Block public access to your AMIs",
    ),
    _shared(
        "aws-snapshots-blocked-from-public-sharing",
        "An account lets no snapshot be shared with everyone",
        Severity.HIGH,
        "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess",
        path="state",
        expected=one_of("block-all-sharing"),
        absent=_OFF_UNLESS_SET,
        fix="Set state to block-all-sharing; block-new-sharing leaves those that are public already.",
        source="docs.aws.amazon.com, Block public access for Amazon EBS snapshots",
    ),
    _shared(
        "aws-database-snapshot-not-shared-with-everyone",
        "A database snapshot is shared with named accounts only",
        Severity.CRITICAL,
        "aws:rds/clusterSnapshot:ClusterSnapshot",
        "aws:rds/snapshot:Snapshot",
        path="sharedAccounts[*]",
        expected=none_of("all"),
        absent=passes("it is shared with no one"),
        fix="Remove all from sharedAccounts.",
        source="docs.aws.amazon.com, Sharing a DB snapshot for Amazon RDS",
    ),
    _shared(
        "aws-document-not-shared-with-everyone",
        "A Systems Manager document is shared with named accounts only",
        Severity.MEDIUM,
        "aws:ssm/document:Document",
        path="permissions",
        expected=Expectation("named accounts", _not_with_everyone),
        absent=passes("it is shared with no one"),
        fix="Remove All from permissions.account_ids.",
        source="docs.aws.amazon.com, Sharing SSM documents",
    ),
    ResourceRule(
        id="aws-public-container-registry-absent",
        title="Container images are held in a private registry",
        theme=Theme.PUBLIC_EXPOSURE,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix="Use aws.ecr.Repository in place of aws.ecrpublic.Repository.",
        source="docs.aws.amazon.com, What is Amazon ECR Public?",
        types=("aws:ecrpublic/repository:Repository",),
        absence="the resource itself is public",
        judge=_there,
    ),
    _shared(
        "aws-resource-share-inside-organization",
        "A resource share stays inside the organization",
        Severity.HIGH,
        "aws:ram/resourceShare:ResourceShare",
        path="allowExternalPrincipals",
        expected=FALSE,
        absent=passes("pulumi-aws asks for false"),
        fix="Set allowExternalPrincipals to false.",
        source="docs.aws.amazon.com, Creating a resource share in AWS RAM",
    ),
    _shared(
        "aws-endpoint-service-callers-accepted",
        "An endpoint service accepts each caller by hand",
        Severity.MEDIUM,
        "aws:ec2/vpcEndpointService:VpcEndpointService",
        path="acceptanceRequired",
        expected=TRUE,
        absent=_OFF_UNLESS_SET,
        fix="Set acceptanceRequired to true.",
        source="docs.aws.amazon.com, Configure an endpoint service",
    ),
    _shared(
        "aws-endpoint-service-callers-named",
        "An endpoint service names who may find it",
        Severity.HIGH,
        "aws:ec2/vpcEndpointService:VpcEndpointService",
        path="allowedPrincipals[*]",
        expected=none_of("*"),
        absent=passes("its own account alone may find it"),
        fix="Name the accounts or roles in allowedPrincipals in place of *.",
        source="docs.aws.amazon.com, Configure an endpoint service",
    ),
    _shared(
        "aws-endpoint-service-permission-named",
        "A permission on an endpoint service names who gets it",
        Severity.HIGH,
        "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple",
        path="principalArn",
        expected=none_of("*"),
        absent=fails("the provider refuses a permission without a principal"),
        fix="Name the account or role in principalArn in place of *.",
        source="docs.aws.amazon.com, Configure an endpoint service",
    ),
)
