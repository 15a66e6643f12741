"""What somebody changes by hand, and the next refresh shows."""

import json
from dataclasses import replace

import pytest
from aws_account import HUB, policy, statement, trust

from hds_landing.rehearsal.embedded_cloud import Gone

BUCKET = "exemple-logs"
BLOCK = {"blockPublicAcls": True, "blockPublicPolicy": True, "ignorePublicAcls": True, "restrictPublicBuckets": True}
OPEN = {"protocol": "tcp", "fromPort": 22, "toPort": 22, "cidrBlocks": ["0.0.0.0/0"]}
SSH = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
ANYONE = policy(statement(Resource=f"arn:aws:s3:::{BUCKET}/*"))


def of_bucket(token, **inputs):
    def make(aws):
        aws.bucket(BUCKET)
        return make_one(aws, f"s3/{token}", bucket=BUCKET, **inputs)

    return make


def make_one(aws, kind, **inputs):
    asked = aws.asked(kind, "it", **inputs)
    return asked, aws.cloud.create(asked)


def in_vpc(token, **inputs):
    return lambda aws: make_one(aws, token, vpcId=aws.vpc(), **inputs)


def of_key(aws):
    return make_one(aws, "kms/key:Key", enableKeyRotation=True, policy=own_policy())


def own_policy(**changes):
    return policy(statement(Principal={"AWS": f"arn:aws:iam::{HUB}:root"}, Action="kms:*", **changes))


def of_role(aws):
    return make_one(aws, "iam/role:Role", name="r", assumeRolePolicy=trust("backup.amazonaws.com"))


def of_trail(aws):
    aws.bucket(BUCKET)
    return make_one(aws, "cloudtrail/trail:Trail", name="trail", s3BucketName=BUCKET, enableLogFileValidation=True)


def of_lock(aws):
    aws.create("backup/vault:Vault", name="vault")
    kind = "backup/vaultLockConfiguration:VaultLockConfiguration"
    return make_one(aws, kind, backupVaultName="vault", minRetentionDays=35, maxRetentionDays=400)


def of_subnet(aws):
    return make_one(aws, "ec2/subnet:Subnet", vpcId=aws.vpc(), cidrBlock="10.0.0.0/24")


def of_gateway(aws):
    return make_one(aws, "ec2transitgateway/transitGateway:TransitGateway", autoAcceptSharedAttachments="disable")


def of_log_group(aws):
    return make_one(aws, "cloudwatch/logGroup:LogGroup", name="l", retentionInDays=365)


def of_tagged(aws):
    return make_one(aws, "ec2/vpc:Vpc", cidrBlock="10.0.0.0/16", tags={"data-class": "health"})


CHANGED = [
    (
        "a bucket's public access block is opened",
        of_bucket("bucketPublicAccessBlock:BucketPublicAccessBlock", **BLOCK),
        "s3",
        lambda s3, _: s3.put_public_access_block(
            Bucket=BUCKET, PublicAccessBlockConfiguration={"BlockPublicAcls": True}
        ),
        {"blockPublicPolicy": False, "ignorePublicAcls": False, "restrictPublicBuckets": False},
    ),
    (
        "a bucket's policy lets anyone in",
        of_bucket(
            "bucketPolicy:BucketPolicy", policy=policy(statement(Effect="Deny", Resource=f"arn:aws:s3:::{BUCKET}"))
        ),
        "s3",
        lambda s3, _: s3.put_bucket_policy(Bucket=BUCKET, Policy=ANYONE),
        {"policy": ANYONE},
    ),
    (
        "versioning is suspended",
        of_bucket("bucketVersioning:BucketVersioning", versioningConfiguration={"status": "Enabled"}),
        "s3",
        lambda s3, _: s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Suspended"}),
        {"versioningConfiguration": {"status": "Suspended"}},
    ),
    (
        "encryption falls back to what S3 does by itself",
        of_bucket(
            "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
            rules=[{"applyServerSideEncryptionByDefault": {"sseAlgorithm": "aws:kms"}, "bucketKeyEnabled": True}],
        ),
        "s3",
        lambda s3, _: s3.delete_bucket_encryption(Bucket=BUCKET),
        {"rules": [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}}]},
    ),
    (
        "what is kept is kept for a day",
        of_bucket(
            "bucketLifecycleConfiguration:BucketLifecycleConfiguration",
            rules=[{"id": "x", "status": "Enabled", "expiration": {"days": 365}}],
        ),
        "s3",
        lambda s3, _: s3.put_bucket_lifecycle_configuration(
            Bucket=BUCKET,
            LifecycleConfiguration={
                "Rules": [{"ID": "x", "Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 1}}]
            },
        ),
        {"rules": [{"id": "x", "status": "Enabled", "filter": {"prefix": ""}, "expiration": {"days": 1}}]},
    ),
    (
        "a security group is opened",
        in_vpc("ec2/securityGroup:SecurityGroup"),
        "ec2",
        lambda ec2, made: ec2.authorize_security_group_ingress(GroupId=made.id, IpPermissions=[SSH]),
        {"ingress": [OPEN]},
    ),
    (
        "the default security group is opened",
        in_vpc("ec2/defaultSecurityGroup:DefaultSecurityGroup"),
        "ec2",
        lambda ec2, made: ec2.authorize_security_group_ingress(GroupId=made.id, IpPermissions=[SSH]),
        {"ingress": [OPEN]},
    ),
    (
        "an access list lets everything in",
        in_vpc("ec2/networkAcl:NetworkAcl"),
        "ec2",
        lambda ec2, made: ec2.create_network_acl_entry(
            NetworkAclId=made.id, Egress=False, Protocol="-1", RuleAction="allow", RuleNumber=1, CidrBlock="0.0.0.0/0"
        ),
        {
            "ingress": [
                {"action": "allow", "cidrBlock": "0.0.0.0/0", "fromPort": 0, "protocol": "-1", "ruleNo": 1, "toPort": 0}
            ]
        },
    ),
    (
        "a route leads elsewhere",
        in_vpc("ec2/routeTable:RouteTable"),
        "ec2",
        lambda ec2, made: ec2.create_route(
            RouteTableId=made.id,
            DestinationCidrBlock="0.0.0.0/0",
            GatewayId=ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"],
        ),
        {"routes": [{"cidrBlock": "0.0.0.0/0", "gatewayId": ...}]},
    ),
    (
        "a key's rotation is turned off",
        of_key,
        "kms",
        lambda kms, made: kms.disable_key_rotation(KeyId=made.id),
        {"enableKeyRotation": False, "rotationPeriodInDays": 0},
    ),
    ("a key is disabled", of_key, "kms", lambda kms, made: kms.disable_key(KeyId=made.id), {"isEnabled": False}),
    (
        "a key's policy lets anyone in",
        of_key,
        "kms",
        lambda kms, made: kms.put_key_policy(KeyId=made.id, PolicyName="default", Policy=own_policy(Sid="x")),
        {"policy": own_policy(Sid="x")},
    ),
    (
        "a role trusts somebody else",
        of_role,
        "iam",
        lambda iam, _: iam.update_assume_role_policy(RoleName="r", PolicyDocument=trust("ec2.amazonaws.com")),
        {"assumeRolePolicy": trust("ec2.amazonaws.com")},
    ),
    (
        "a log group keeps less",
        of_log_group,
        "logs",
        lambda logs, _: logs.put_retention_policy(logGroupName="l", retentionInDays=1),
        {"retentionInDays": 1},
    ),
    (
        "a trail no longer records",
        of_trail,
        "cloudtrail",
        lambda cloudtrail, _: cloudtrail.stop_logging(Name="trail"),
        {"enableLogging": False},
    ),
    (
        "a trail's files are no longer validated",
        of_trail,
        "cloudtrail",
        lambda cloudtrail, _: cloudtrail.update_trail(Name="trail", EnableLogFileValidation=False),
        {"enableLogFileValidation": False},
    ),
    (
        "a vault's lock is loosened",
        of_lock,
        "backup",
        lambda backup, _: backup.put_backup_vault_lock_configuration(
            BackupVaultName="vault", MinRetentionDays=1, MaxRetentionDays=400
        ),
        {"minRetentionDays": 1},
    ),
    (
        "a subnet gives public addresses",
        of_subnet,
        "ec2",
        lambda ec2, made: ec2.modify_subnet_attribute(SubnetId=made.id, MapPublicIpOnLaunch={"Value": True}),
        {"mapPublicIpOnLaunch": True},
    ),
    (
        "a transit gateway accepts everyone",
        of_gateway,
        "ec2",
        lambda ec2, made: ec2.modify_transit_gateway(
            TransitGatewayId=made.id, Options={"AutoAcceptSharedAttachments": "enable"}
        ),
        {"autoAcceptSharedAttachments": "enable"},
    ),
    (
        "a tag is another",
        of_tagged,
        "ec2",
        lambda ec2, made: ec2.create_tags(Resources=[made.id], Tags=[{"Key": "data-class", "Value": "technical"}]),
        {"tags": {"data-class": "technical"}, "tagsAll": {"data-class": "technical"}},
    ),
]


@pytest.mark.parametrize(
    ("make", "service", "change", "shown"), [row[1:] for row in CHANGED], ids=[row[0] for row in CHANGED]
)
def test_a_change_by_hand_is_shown_and_the_next_update_takes_it_back(aws_cloud, make, service, change, shown):
    asked, made = make(aws_cloud)
    change(aws_cloud.by_hand(service), made)
    seen = aws_cloud.cloud.refresh(asked, made.id).outputs
    differing = {name for name in {**seen, **made.outputs} if not _is(seen.get(name), made.outputs.get(name))}
    assert differing == set(shown)
    for name, expected in shown.items():
        assert _is(seen[name], expected), name
    live = {**asked.inputs, **{name: seen[name] for name in shown if name in asked.inputs}}
    assert aws_cloud.cloud.diff(asked, live).changed or not set(shown) & set(asked.inputs)
    inputs = {**dict.fromkeys(name for name in shown if isinstance(made.outputs.get(name), list)), **asked.inputs}
    wanted = {name: [] if value is None else value for name, value in inputs.items()}
    again = aws_cloud.cloud.update(replace(asked, inputs=wanted), made.id, live)
    assert {name: again.outputs.get(name) for name in shown if name != "isEnabled"} == {
        name: made.outputs.get(name) for name in shown if name != "isEnabled"
    }


def _is(found, expected):
    if expected is ...:
        return bool(found)
    if isinstance(expected, str) and expected.startswith("{") and found:
        return json.loads(found) == json.loads(expected)
    if isinstance(expected, dict) and isinstance(found, dict):
        return found.keys() == expected.keys() and all(_is(found[name], expected[name]) for name in found)
    if isinstance(expected, list) and isinstance(found, list):
        return len(found) == len(expected) and all(map(_is, found, expected))
    return found == expected


def of_rule(aws):
    group = aws.create("ec2/securityGroup:SecurityGroup", vpcId=aws.vpc()).id
    kind = "vpc/securityGroupIngressRule:SecurityGroupIngressRule"
    inputs = {"securityGroupId": group, "ipProtocol": "tcp", "fromPort": 443, "toPort": 443, "cidrIpv4": "10.0.0.0/8"}
    return make_one(aws, kind, **inputs)


def of_attachment(aws):
    aws.role("r")
    backup = "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"
    return make_one(aws, "iam/rolePolicyAttachment:RolePolicyAttachment", role="r", policyArn=backup)


def of_flow_log(aws):
    vpc = aws.vpc()
    bucket = aws.create("s3/bucket:Bucket", bucket=BUCKET).outputs["arn"]
    return make_one(
        aws, "ec2/flowLog:FlowLog", vpcId=vpc, trafficType="ALL", logDestinationType="s3", logDestination=bucket
    )


GONE = [
    (
        "a public access block",
        of_bucket("bucketPublicAccessBlock:BucketPublicAccessBlock", **BLOCK),
        "s3",
        lambda s3, _: s3.delete_public_access_block(Bucket=BUCKET),
    ),
    (
        "a bucket policy",
        of_bucket("bucketPolicy:BucketPolicy", policy=ANYONE),
        "s3",
        lambda s3, _: s3.delete_bucket_policy(Bucket=BUCKET),
    ),
    (
        "a rule of a security group",
        of_rule,
        "ec2",
        lambda ec2, made: ec2.revoke_security_group_ingress(
            GroupId=made.outputs["securityGroupId"], SecurityGroupRuleIds=[made.id]
        ),
    ),
    (
        "a policy of a role",
        of_attachment,
        "iam",
        lambda iam, made: iam.detach_role_policy(RoleName="r", PolicyArn=made.outputs["policyArn"]),
    ),
    ("a flow log", of_flow_log, "ec2", lambda ec2, made: ec2.delete_flow_logs(FlowLogIds=[made.id])),
    (
        "a vault's lock",
        of_lock,
        "backup",
        lambda backup, _: backup.delete_backup_vault_lock_configuration(BackupVaultName="vault"),
    ),
    ("a key", of_key, "kms", lambda kms, made: kms.schedule_key_deletion(KeyId=made.id, PendingWindowInDays=7)),
    ("a log group", of_log_group, "logs", lambda logs, _: logs.delete_log_group(logGroupName="l")),
]


@pytest.mark.parametrize(("make", "service", "remove"), [row[1:] for row in GONE], ids=[row[0] for row in GONE])
def test_what_is_removed_by_hand_is_gone_and_comes_again(aws_cloud, make, service, remove):
    asked, made = make(aws_cloud)
    remove(aws_cloud.by_hand(service), made)
    with pytest.raises(Gone):
        aws_cloud.cloud.refresh(asked, made.id)
    aws_cloud.cloud.delete(asked, made.id)
    again = aws_cloud.cloud.create(asked)
    assert aws_cloud.cloud.refresh(asked, again.id) == again


def test_a_policy_attached_by_hand_is_shown_and_those_of_the_program_are_not(aws_cloud):
    asked, made = of_role(aws_cloud)
    backup = "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"
    aws_cloud.create("iam/rolePolicyAttachment:RolePolicyAttachment", role="r", policyArn=backup)
    assert aws_cloud.cloud.refresh(asked, made.id) == made
    own = aws_cloud.by_hand("iam").create_policy(
        PolicyName="mine", PolicyDocument=policy({"Effect": "Allow", "Action": "*", "Resource": "*"})
    )
    aws_cloud.by_hand("iam").attach_role_policy(RoleName="r", PolicyArn=own["Policy"]["Arn"])
    assert aws_cloud.cloud.refresh(asked, made.id).outputs["managedPolicyArns"] == [own["Policy"]["Arn"]]
