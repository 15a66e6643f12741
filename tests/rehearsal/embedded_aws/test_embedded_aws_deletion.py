"""What AWS does not delete, what it does not create twice, and what stays when an answer is lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import pytest
from aws_account import ABROAD, HOME, HUB, SPOKE, policy, statement, trust

from hds_landing.rehearsal.embedded_cloud import Gone, InputProblem, Refused

VPC, SUBNET, GROUP = "ec2/vpc:Vpc", "ec2/subnet:Subnet", "ec2/securityGroup:SecurityGroup"


def made(aws, token, called, **options):
    asked = aws.asked(token, called, **options)
    return asked, aws.cloud.create(asked).id


def test_a_network_goes_when_nothing_stands_in_it(aws_cloud):
    vpc, vpc_id = made(aws_cloud, VPC, "v", cidrBlock="10.0.0.0/16")
    subnet, subnet_id = made(aws_cloud, SUBNET, "s", vpcId=vpc_id, cidrBlock="10.0.0.0/24")
    default, default_id = made(aws_cloud, "ec2/defaultSecurityGroup:DefaultSecurityGroup", "d", vpcId=vpc_id)
    with pytest.raises(Refused, match=f"DependencyViolation: {vpc_id} has dependencies .*: {subnet_id}"):
        aws_cloud.cloud.delete(vpc, vpc_id)
    for asked, identity in ((default, default_id), (subnet, subnet_id), (vpc, vpc_id)):
        aws_cloud.cloud.delete(asked, identity)
        with pytest.raises(Gone):
            aws_cloud.cloud.refresh(asked, identity)


def test_a_subnet_stays_while_something_has_an_interface_in_it(aws_cloud):
    vpc = aws_cloud.vpc()
    subnet, subnet_id = made(aws_cloud, SUBNET, "s", vpcId=vpc, cidrBlock="10.0.0.0/24")
    eip, eip_id = made(aws_cloud, "ec2/eip:Eip", "e", domain="vpc")
    nat, nat_id = made(aws_cloud, "ec2/natGateway:NatGateway", "n", subnetId=subnet_id, allocationId=eip_id)
    for asked, identity in ((subnet, subnet_id), (eip, eip_id)):
        with pytest.raises(Refused, match=nat_id):
            aws_cloud.cloud.delete(asked, identity)
    for asked, identity in ((nat, nat_id), (eip, eip_id), (subnet, subnet_id)):
        aws_cloud.cloud.delete(asked, identity)


def test_a_security_group_stays_while_another_names_it(aws_cloud):
    vpc = aws_cloud.vpc()
    group, group_id = made(aws_cloud, GROUP, "one", vpcId=vpc)
    rules = [{"protocol": "tcp", "fromPort": 443, "toPort": 443, "securityGroups": [group_id]}]
    other, other_id = made(aws_cloud, GROUP, "two", vpcId=vpc, ingress=rules)
    with pytest.raises(Refused, match=f"DependencyViolation.*{other_id}"):
        aws_cloud.cloud.delete(group, group_id)
    aws_cloud.cloud.delete(other, other_id)
    aws_cloud.cloud.delete(group, group_id)


def test_a_bucket_with_versions_stays_unless_it_is_forced(aws_cloud):
    bucket, name = made(aws_cloud, "s3/bucket:Bucket", "b", bucket="exemple-logs")
    versioning = {"bucket": name, "versioningConfiguration": {"status": "Enabled"}}
    aws_cloud.create("s3/bucketVersioning:BucketVersioning", **versioning)
    objects = aws_cloud.cloud._emulator.backend("s3", HUB, HOME)
    for content in (b"1", b"2"):
        objects.put_object(name, "a", content)
    with pytest.raises(Refused, match=r"BucketNotEmpty: bucket exemple-logs holds 2 versions"):
        aws_cloud.cloud.delete(bucket, name)
    forced = aws_cloud.asked("s3/bucket:Bucket", "b", bucket="exemple-logs", forceDestroy=True)
    aws_cloud.cloud.update(forced, name, bucket.inputs)
    aws_cloud.cloud.delete(forced, name)
    assert aws_cloud.cloud.standing_ids() == []
    assert aws_cloud.cloud.create(bucket).id == name


def test_a_role_stays_while_a_policy_is_attached(aws_cloud):
    role, name = made(aws_cloud, "iam/role:Role", "r", name="r", assumeRolePolicy=trust("backup.amazonaws.com"))
    document = policy({"Effect": "Allow", "Action": "*", "Resource": "*"})
    inline, inline_id = made(aws_cloud, "iam/rolePolicy:RolePolicy", "p", name="p", role=name, policy=document)
    with pytest.raises(Refused, match="DeleteConflict"):
        aws_cloud.cloud.delete(role, name)
    aws_cloud.cloud.delete(inline, inline_id)
    aws_cloud.cloud.delete(role, name)


def test_a_vault_with_recovery_points_stays_and_a_final_lock_as_well(aws_cloud):
    vault, name = made(aws_cloud, "backup/vault:Vault", "v", name="vault")
    kind = "backup/vaultLockConfiguration:VaultLockConfiguration"
    asked = aws_cloud.asked(kind, "l", backupVaultName=name, minRetentionDays=35, changeableForDays=3)
    lock_id = aws_cloud.cloud.create(asked).id
    kept = aws_cloud.cloud._emulator.backend("backup", HUB, HOME).vaults[name]
    kept.lock_date, kept.num_of_recovery_points = 1.0, 1
    with pytest.raises(Refused, match="immutable"):
        aws_cloud.cloud.delete(asked, lock_id)
    with pytest.raises(Refused, match="holds recovery points"):
        aws_cloud.cloud.delete(vault, name)


def test_a_deleted_key_waits_and_its_successor_is_another(aws_cloud):
    key, identity = made(aws_cloud, "kms/key:Key", "k", deletionWindowInDays=7)
    aws_cloud.cloud.delete(key, identity)
    waiting = aws_cloud.by_hand("kms").describe_key(KeyId=identity)["KeyMetadata"]
    assert waiting["KeyState"] == "PendingDeletion"
    assert aws_cloud.cloud.create(key).id != identity


NAMED = [
    ("s3/bucket:Bucket", {"bucket": "exemple-logs"}, "BucketAlreadyExists"),
    ("backup/vault:Vault", {"name": "vault"}, "AlreadyExistsException"),
    ("cloudwatch/logGroup:LogGroup", {"name": "l"}, "ResourceAlreadyExistsException"),
    ("iam/role:Role", {"name": "r", "assumeRolePolicy": trust("backup.amazonaws.com")}, "EntityAlreadyExists"),
]


@pytest.mark.parametrize(("token", "inputs", "refusal"), NAMED)
def test_a_name_that_is_taken_is_refused_until_it_is_free_again(aws_cloud, token, inputs, refusal):
    asked, identity = made(aws_cloud, token, "it", **inputs)
    with pytest.raises(Refused, match=refusal):
        aws_cloud.cloud.create(asked)
    assert len(aws_cloud.cloud.standing_ids()) == 1
    aws_cloud.cloud.delete(asked, identity)
    assert aws_cloud.cloud.create(asked).id == identity


def test_an_answer_that_was_lost_leaves_an_orphan_to_be_found(aws_cloud):
    asked, first = made(aws_cloud, VPC, "v", cidrBlock="10.0.0.0/16")
    second = aws_cloud.cloud.create(asked).id
    assert first != second
    assert [(each.urn, each.id) for each in aws_cloud.cloud.standing_ids()] == [(asked.urn, first), (asked.urn, second)]
    aws_cloud.cloud.delete(asked, first)
    assert aws_cloud.cloud.refresh(asked, second).id == second


def test_the_second_of_a_urn_has_the_same_id_in_every_run(aws_cloud):
    asked, _ = made(aws_cloud, GROUP, "g", vpcId=aws_cloud.vpc(called="v"))
    twin = aws_cloud.cloud.create(asked)
    assert twin.outputs["name"].startswith("g-")
    aws_cloud.cloud.__exit__(None, None, None)
    aws_cloud.cloud.__enter__()
    again, _ = made(aws_cloud, GROUP, "g", vpcId=aws_cloud.vpc(called="v"))
    assert aws_cloud.cloud.create(again) == twin


def test_a_route_of_a_transit_gateway_can_be_had_again_after_it_went(aws_cloud):
    gateway = aws_cloud.gateway().id
    table = aws_cloud.create("ec2transitgateway/routeTable:RouteTable", transitGatewayId=gateway).id
    inputs = {"transitGatewayRouteTableId": table, "destinationCidrBlock": "10.0.0.0/8", "blackhole": True}
    route, identity = made(aws_cloud, "ec2transitgateway/route:Route", "r", **inputs)
    with pytest.raises(Refused, match=r"has a route to 10\.0\.0\.0/8 already"):
        aws_cloud.cloud.create(route)
    aws_cloud.cloud.delete(route, identity)
    assert aws_cloud.cloud.create(route).id == identity


def test_a_rule_that_changes_keeps_its_id(aws_cloud):
    group = aws_cloud.create(GROUP, vpcId=aws_cloud.vpc()).id
    inputs = {"securityGroupId": group, "ipProtocol": "tcp", "fromPort": 443, "toPort": 443, "cidrIpv4": "10.0.0.0/8"}
    kind = "vpc/securityGroupIngressRule:SecurityGroupIngressRule"
    rule, identity = made(aws_cloud, kind, "r", **inputs)
    narrowed = aws_cloud.asked(kind, "r", **{**inputs, "cidrIpv4": "10.0.0.0/9", "description": "less"})
    updated = aws_cloud.cloud.update(narrowed, identity, rule.inputs)
    assert (updated.id, updated.outputs["cidrIpv4"], updated.outputs["description"]) == (identity, "10.0.0.0/9", "less")
    permissions = aws_cloud.by_hand("ec2").describe_security_groups(GroupIds=[group])["SecurityGroups"][0][
        "IpPermissions"
    ]
    assert [each["IpRanges"][0]["CidrIp"] for each in permissions] == ["10.0.0.0/9"]


def test_one_name_in_two_accounts_is_two_resources(aws_cloud):
    inputs = {"name": "r", "assumeRolePolicy": trust("backup.amazonaws.com")}
    hub, _ = made(aws_cloud, "iam/role:Role", "a", **inputs)
    spoke, _ = made(aws_cloud, "iam/role:Role", "b", account_id=SPOKE, **inputs)
    aws_cloud.cloud.delete(hub, "r")
    with pytest.raises(Gone):
        aws_cloud.cloud.refresh(hub, "r")
    assert aws_cloud.cloud.refresh(spoke, "r").outputs["arn"].split(":")[4] == SPOKE
    with pytest.raises(Gone):
        aws_cloud.cloud.refresh(aws_cloud.asked(VPC, "v", region=ABROAD), "vpc-1")


def test_an_unknown_kind_is_recorded_changed_and_forgotten(aws_cloud):
    asked, identity = made(aws_cloud, "sqs/queue:Queue", "q", name="orders")
    changed = aws_cloud.asked("sqs/queue:Queue", "q", name="orders", delaySeconds=5)
    updated = aws_cloud.cloud.update(changed, identity, asked.inputs)
    assert (updated.id, updated.outputs["delaySeconds"]) == (identity, 5)
    assert aws_cloud.cloud.refresh(changed, identity) == updated
    aws_cloud.cloud.delete(changed, identity)
    with pytest.raises(Gone):
        aws_cloud.cloud.update(changed, identity, asked.inputs)


CHECKS = [
    (VPC, {"cidrBlok": "10.0.0.0/16"}, InputProblem("cidrBlok", "no such property; did you mean cidrBlock?")),
    ("backup/plan:Plan", {"name": "p"}, InputProblem("rules", "missing")),
    ("kms/key:Key", {"deletionWindowInDays": 3}, InputProblem("deletionWindowInDays", "given 3, allowed 7 to 30")),
    ("kms/key:Key", {"rotationPeriodInDays": 30}, InputProblem("rotationPeriodInDays", "given 30, allowed 90 to 2560")),
    ("kms/key:Key", {"policy": "x"}, InputProblem("policy", "not a JSON document with a Statement")),
]  # fmt: skip


@pytest.mark.parametrize(("token", "inputs", "problem"), CHECKS)
def test_what_the_provider_refuses_before_it_asks(aws_cloud, token, inputs, problem):
    asked = aws_cloud.asked(token, "it", **inputs)
    assert aws_cloud.cloud.check(asked) == [problem]
    with pytest.raises(Refused, match=problem.property):
        aws_cloud.cloud.create(asked)
    assert aws_cloud.cloud.standing_ids() == []


def test_a_retention_that_logs_do_not_have_is_found_before_they_are_asked(aws_cloud):
    problems = aws_cloud.cloud.check(aws_cloud.asked("cloudwatch/logGroup:LogGroup", "l", retentionInDays=8))
    assert [each.property for each in problems] == ["retentionInDays"]
    assert problems[0].reason.startswith("given 8, allowed 1, 3, 5")


def test_several_threads_share_a_cloud_behind_one_lock(aws_cloud):
    lock, asked = Lock(), [aws_cloud.asked(VPC, f"v{number}", cidrBlock=f"10.{number}.0.0/16") for number in range(24)]

    def live(registration):
        with lock:
            created = aws_cloud.cloud.create(registration)
        with lock:
            assert aws_cloud.cloud.refresh(registration, created.id) == created
        with lock:
            aws_cloud.cloud.delete(registration, created.id)
        return created.id

    with ThreadPoolExecutor(6) as pool:
        ids = list(pool.map(live, asked))
    assert len(set(ids)) == len(asked)
    assert aws_cloud.cloud.standing_ids() == []


def test_the_settings_of_a_bucket_go_with_it(aws_cloud):
    bucket, name = made(aws_cloud, "s3/bucket:Bucket", "b", bucket="exemple-logs")
    document = policy(statement(Effect="Deny", Resource=f"arn:aws:s3:::{name}"))
    setting, _ = made(aws_cloud, "s3/bucketPolicy:BucketPolicy", "p", bucket=name, policy=document)
    aws_cloud.cloud.delete(bucket, name)
    assert aws_cloud.cloud.standing_ids() == []
    with pytest.raises(Gone):
        aws_cloud.cloud.refresh(setting, name)
