"""Changes of a landing zone on AWS that somebody makes by hand."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

DELETED = "deleted"
ACCOUNT, REGION = "111122223333", "eu-west-3"
_ANYWHERE = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}


@dataclass(frozen=True)
class HandChange:
    """One change; `make` gets a client of the service and the state of the resource."""

    kind: str
    name: str
    """Of the resource that it changes."""
    service: str
    make: Callable[[Any, Mapping[str, Any]], object]
    shown: str
    """The property that a refresh shows as changed; DELETED where the resource is gone."""
    rules: tuple[str, ...]
    """What `check` then finds; nothing where the change weakens nothing that a rule guards."""
    on: str | None = None
    """Name of the resource that the (last) finding is on, where it is another one."""


def _opened(policy: str, **statement: Any) -> str:
    document = json.loads(policy)
    document["Statement"].append({"Effect": "Allow", "Principal": "*", **statement})
    return json.dumps(document)


def _widen_bucket(s3: Any, state: Mapping[str, Any]) -> None:
    bucket = state["id"]
    opened = _opened(state["outputs"]["policy"], Action="s3:GetObject", Resource=f"arn:aws:s3:::{bucket}/*")
    s3.put_bucket_policy(Bucket=bucket, Policy=opened)


def _widen_key(kms: Any, state: Mapping[str, Any]) -> None:
    opened = _opened(state["outputs"]["policy"], Action="kms:Decrypt", Resource="*")
    kms.put_key_policy(KeyId=state["id"], PolicyName="default", Policy=opened)


def _lead_outside(ec2: Any, state: Mapping[str, Any]) -> None:
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.create_route(RouteTableId=state["id"], DestinationCidrBlock="192.0.2.0/24", GatewayId=gateway)


HAND_CHANGES = (
    HandChange(
        "a bucket is opened to public policies",
        "exemple-logs-network-public-access",
        "s3",
        lambda s3, state: s3.put_public_access_block(
            Bucket=state["id"], PublicAccessBlockConfiguration={"BlockPublicAcls": True, "IgnorePublicAcls": True}
        ),
        "blockPublicPolicy",
        ("aws-public-access-block-whole", "aws-bucket-not-public"),
        on="exemple-logs-network",
    ),
    HandChange(
        "a bucket's policy lets anyone read",
        "exemple-logs-security-policy",
        "s3",
        _widen_bucket,
        "policy",
        ("aws-bucket-policy-not-public",),
    ),
    HandChange(
        "a security group lets SSH in from anywhere",
        "exemple-centre-network-app",
        "ec2",
        lambda ec2, state: ec2.authorize_security_group_ingress(GroupId=state["id"], IpPermissions=[_ANYWHERE]),
        "ingress",
        ("aws-security-group-administration-closed",),
    ),
    HandChange(
        "a key no longer rotates",
        "exemple-centre-keys-storage",
        "kms",
        lambda kms, state: kms.disable_key_rotation(KeyId=state["id"]),
        "enableKeyRotation",
        ("aws-kms-key-rotates",),
    ),
    HandChange(
        "a key's policy lets anyone decrypt",
        "exemple-centre-keys-disk",
        "kms",
        _widen_key,
        "policy",
        ("aws-kms-key-policy-not-public",),
    ),
    HandChange(
        "a route leads to the internet",
        "exemple-centre-network-routes",
        "ec2",
        _lead_outside,
        "routes",
        ("aws-internet-route-behind-firewall",),
    ),
    HandChange(
        "a vault's lock is loosened",
        "exemple-centre-backup-lock",
        "backup",
        lambda backup, state: backup.put_backup_vault_lock_configuration(
            BackupVaultName=state["id"], MinRetentionDays=1, MaxRetentionDays=372
        ),
        "minRetentionDays",
        ("aws-backup-lock-minimum",),
    ),
    HandChange(
        "logs are kept for a day",
        "exemple-centre-logs-log-group-security",
        "logs",
        lambda logs, state: logs.put_retention_policy(logGroupName=state["id"], retentionInDays=1),
        "retentionInDays",
        ("aws-log-group-kept-long-enough",),
    ),
    HandChange(
        "the trail is stopped",
        "exemple-logs-trail",
        "cloudtrail",
        lambda cloudtrail, state: cloudtrail.stop_logging(Name="exemple-logs"),
        "enableLogging",
        ("aws-trail-recording",),
    ),
    HandChange(
        "a flow log is deleted",
        "exemple-centre-network-flow-log",
        "ec2",
        lambda ec2, state: ec2.delete_flow_logs(FlowLogIds=[state["id"]]),
        DELETED,
        ("aws-network-flows-recorded",),
        on="exemple-centre-network-vpc",
    ),
    HandChange(
        "a network's tag has another value",
        "exemple-hub-vpc",
        "ec2",
        lambda ec2, state: ec2.create_tags(Resources=[state["id"]], Tags=[{"Key": "cost-centre", "Value": "CH-XX"}]),
        "tags",
        (),
    ),
    HandChange(
        "a key's description is another",
        "exemple-centre-keys-log",
        "kms",
        lambda kms, state: kms.update_key_description(KeyId=state["id"], Description="do not touch"),
        "description",
        (),
    ),
)
