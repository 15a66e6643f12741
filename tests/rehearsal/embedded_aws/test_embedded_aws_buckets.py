import pytest
from aws_account import ABROAD, HOME, SPOKE, policy, statement

from hds_landing.rehearsal.embedded_cloud import Refused

ENCRYPTION = "s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
VERSIONING, LOCK = (
    "s3/bucketVersioning:BucketVersioning",
    "s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
)
BLOCK, OWNERSHIP = (
    "s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "s3/bucketOwnershipControls:BucketOwnershipControls",
)
POLICY, LIFECYCLE = "s3/bucketPolicy:BucketPolicy", "s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
NAME = "exemple-logs"
OURS = f"arn:aws:s3:::{NAME}"


@pytest.fixture
def bucket(aws_cloud):
    return aws_cloud.bucket(NAME, objectLockEnabled=True, tags={"ght": "exemple"})


def test_a_bucket_says_where_it_is(aws_cloud):
    created = aws_cloud.create("s3/bucket:Bucket", bucket=NAME, objectLockEnabled=True)
    outputs = created.outputs
    assert created.exercised
    assert created.id == outputs["bucket"] == NAME
    assert outputs["arn"] == OURS
    assert outputs["bucketRegionalDomainName"] == f"{NAME}.s3.{HOME}.amazonaws.com"
    assert (outputs["region"], outputs["bucketRegion"]) == (HOME, HOME)
    assert outputs["versioning"] == {"enabled": True, "mfaDelete": False}


@pytest.mark.parametrize("name", ["Upper", "a_b", "ab", "x" * 64, "-a-b", "192.168.0.1"])
def test_a_name_that_s3_does_not_take_is_refused(aws_cloud, name):
    with pytest.raises(Refused, match=r"InvalidBucketName: given .*, allowed 3 to 63"):
        aws_cloud.bucket(name)


def test_names_are_global(aws_cloud):
    aws_cloud.bucket(NAME)
    with pytest.raises(Refused, match="BucketAlreadyExists"):
        aws_cloud.bucket(NAME, account_id=SPOKE, region=ABROAD)


KMS = {"sseAlgorithm": "aws:kms"}


def encryption(default, **rule):
    return [{"applyServerSideEncryptionByDefault": default, **rule}]


def test_encryption_with_a_key_of_one_s_own(aws_cloud, bucket):
    rules = encryption(
        {**KMS, "kmsMasterKeyId": aws_cloud.key()}, bucketKeyEnabled=True, blockedEncryptionTypes=["SSE-C"]
    )
    created = aws_cloud.create(ENCRYPTION, bucket=bucket, rules=rules)
    assert created.exercised
    assert created.id == bucket
    assert created.outputs["rules"] == rules


@pytest.mark.parametrize(
    ("token", "inputs", "refusal"),
    [
        (
            ENCRYPTION,
            {"rules": encryption({**KMS, "kmsMasterKeyId": "arn:aws:kms:x"})},
            "key arn:aws:kms:x does not exist",
        ),
        (ENCRYPTION, {"rules": encryption({"sseAlgorithm": "aws:kmss"})}, "given 'aws:kmss', allowed AES256"),
        (ENCRYPTION, {"rules": encryption({"sseAlgorithm": "AES256", "kmsMasterKeyId": "KEY"})}, "AES256 takes no kms"),
        (VERSIONING, {"versioningConfiguration": {"status": "Suspended"}}, "has object lock, its versioning stays"),
        (LOCK, {"rule": {"defaultRetention": {"mode": "STRICT", "days": 1}}}, "allowed GOVERNANCE, COMPLIANCE"),
        (LOCK, {"rule": {"defaultRetention": {"mode": "GOVERNANCE"}}}, "takes either days or years"),
        (LOCK, {"rule": {"defaultRetention": {"mode": "GOVERNANCE", "days": 1, "years": 1}}}, "either days or years"),
        (OWNERSHIP, {"rule": {"objectOwnership": "Mine"}}, "given 'Mine', allowed BucketOwnerPreferred"),
        (POLICY, {"policy": "no json"}, "policy: not a JSON document"),
        (POLICY, {"policy": policy(statement(Resource="arn:aws:s3:::other"))}, "names arn:aws:s3:::other"),
        (POLICY, {"policy": policy(statement(Resource=OURS, Principal=None))}, "lacks Principal or NotPrincipal"),
        (POLICY, {"policy": policy(statement(Resource=OURS, Effect="Maybe"))}, "given 'Maybe', allowed Allow, Deny"),
    ],
)
def test_a_setting_that_s3_refuses(aws_cloud, bucket, token, inputs, refusal):
    if "KEY" in repr(inputs):
        inputs = {"rules": encryption({"sseAlgorithm": "AES256", "kmsMasterKeyId": aws_cloud.key()})}
    with pytest.raises(Refused, match=refusal):
        aws_cloud.create(token, bucket=bucket, **inputs)


@pytest.mark.parametrize(
    ("token", "inputs"),
    [
        (VERSIONING, {"versioningConfiguration": {"status": "Enabled"}}),
        (LOCK, {"objectLockEnabled": "Enabled", "rule": {"defaultRetention": {"mode": "GOVERNANCE", "days": 365}}}),
        (LOCK, {"rule": {"defaultRetention": {"mode": "COMPLIANCE", "years": 1}}}),
        (
            BLOCK,
            dict.fromkeys(("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"), True),
        ),
        (OWNERSHIP, {"rule": {"objectOwnership": "BucketOwnerEnforced"}}),
        (POLICY, {"policy": policy(statement(Resource=[OURS, f"{OURS}/*"], Effect="Deny"))}),
    ],
)
def test_a_setting_is_kept(aws_cloud, bucket, token, inputs):
    created = aws_cloud.create(token, bucket=bucket, **inputs)
    assert created.exercised
    assert created.id == bucket
    assert {name: created.outputs[name] for name in inputs} == inputs


def test_a_public_access_block_is_off_where_it_is_not_on(aws_cloud, bucket):
    outputs = aws_cloud.create(BLOCK, bucket=bucket, blockPublicAcls=True).outputs
    assert (outputs["blockPublicAcls"], outputs["blockPublicPolicy"]) == (True, False)


def test_a_setting_goes_to_the_bucket_s_own_region(aws_cloud, bucket):
    with pytest.raises(Refused, match=f"bucket {NAME} is in {HOME}, the request went to {ABROAD}"):
        aws_cloud.create(OWNERSHIP, bucket=bucket, rule={"objectOwnership": "ObjectWriter"}, region=ABROAD)
    with pytest.raises(Refused, match="bucket nowhere does not exist"):
        aws_cloud.create(OWNERSHIP, bucket="nowhere", rule={"objectOwnership": "ObjectWriter"})


def test_versioning_is_on_or_suspended(aws_cloud):
    bucket = aws_cloud.bucket("plain-bucket")
    kept = aws_cloud.create(VERSIONING, bucket=bucket, versioningConfiguration={"status": "Suspended"})
    assert kept.outputs["versioningConfiguration"] == {"status": "Suspended"}
    with pytest.raises(Refused, match="given 'On', allowed Enabled, Suspended"):
        aws_cloud.create(VERSIONING, bucket=bucket, versioningConfiguration={"status": "On"})


def test_object_lock_is_for_buckets_that_were_made_for_it(aws_cloud):
    with pytest.raises(Refused, match="was not created with objectLockEnabled"):
        aws_cloud.create(LOCK, bucket=aws_cloud.bucket("plain-bucket"), objectLockEnabled="Enabled")


RULE = {"id": "archive", "status": "Enabled", "expiration": {"days": 365}}


def test_lifecycle_rules_of_every_kind(aws_cloud, bucket):
    rules = [
        {
            **RULE,
            "filter": {"prefix": ""},
            "transitions": [{"days": 90, "storageClass": "GLACIER_IR"}],
            "noncurrentVersionExpiration": {"noncurrentDays": 1},
            "abortIncompleteMultipartUpload": {"daysAfterInitiation": 7},
        },
        {"id": "markers", "status": "Enabled", "expiration": {"expiredObjectDeleteMarker": True}},
        {**RULE, "id": "both", "filter": {"and": {"prefix": "a/", "tags": {"k": "v"}}}},
    ]
    created = aws_cloud.create(LIFECYCLE, bucket=bucket, rules=rules)
    assert created.exercised
    assert created.outputs["rules"] == rules
    assert created.outputs["transitionDefaultMinimumObjectSize"] == "all_storage_classes_128K"


@pytest.mark.parametrize(
    ("rules", "refusal"),
    [
        ([RULE, RULE], "each needs an id of its own; given archive, archive"),
        ([{"id": "x", "status": "Enabled"}], "rule 'x' does nothing"),
        ([{**RULE, "status": "On"}], "given 'On', allowed Enabled, Disabled"),
        ([{**RULE, "transitions": [{"days": 365, "storageClass": "GLACIER_IR"}]}], "moves after 365 days what expires"),
        ([{**RULE, "transitions": [{"days": 1, "storageClass": "COLD"}]}], "given 'COLD', allowed GLACIER"),
    ],
)
def test_a_lifecycle_that_s3_refuses(aws_cloud, bucket, rules, refusal):
    with pytest.raises(Refused, match=refusal):
        aws_cloud.create(LIFECYCLE, bucket=bucket, rules=rules)
