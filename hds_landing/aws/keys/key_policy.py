"""The policy of a key: who administers it, who may never delete it, and through which services it is used.

Plain text, known at preview. Nobody holds `kms:*`, not even the account itself: administration has exactly two paths,
each complete without the other. What is left open is said here: who may put a policy may also widen it, so the CI role
is to be guarded from outside the account too (an organisation's service control policy).
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from hds_landing.aws.keys.log_key_statements import log_delivery_statements
from hds_landing.aws.partition import partition, service_host
from hds_landing.plan.keys import AdministrationPlan, KeyPlan, KeyUse

Statement = dict[str, Any]

USE_ACTIONS = ("kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*")
"""What makes plain text of cipher text, or the reverse."""

DESTRUCTIVE_ACTIONS = (
    "kms:DeleteImportedKeyMaterial",
    "kms:DisableKey",
    "kms:DisableKeyRotation",
    "kms:ScheduleKeyDeletion",
)
"""What makes data unreadable or a key weaker; denied to CI."""

_ADMINISTRATION_ACTIONS = (
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:DeleteAlias",
    "kms:DescribeKey",
    "kms:EnableKey",
    "kms:EnableKeyRotation",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:ListAliases",
    "kms:ListGrants",
    "kms:ListKeyPolicies",
    "kms:ListKeyRotations",
    "kms:ListResourceTags",
    "kms:PutKeyPolicy",
    "kms:RotateKeyOnDemand",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateAlias",
    "kms:UpdateKeyDescription",
)
"""No `kms:CreateGrant`: whoever grants can hand the use of a key to anybody, themselves included."""

_SERVICES: Mapping[KeyUse, tuple[str, ...]] = {
    KeyUse.STORAGE: ("dynamodb", "elasticfilesystem", "fsx", "network-firewall", "rds", "s3", "secretsmanager"),
    KeyUse.DISK: ("ec2",),
    KeyUse.BACKUP: ("backup", "dynamodb", "ec2", "elasticfilesystem", "fsx", "rds", "s3"),
    KeyUse.BACKUP_COPY: ("backup", "dynamodb", "ec2", "elasticfilesystem", "fsx", "rds", "s3"),
    KeyUse.LOG: ("s3",),
}
"""Through which services the account's own principals may use a key, where their own policies let them."""

_CREATED_WITH_THE_KEY: Mapping[KeyUse, tuple[str, ...]] = {
    KeyUse.STORAGE: ("network-firewall",),
    KeyUse.DISK: ("ec2",),
    KeyUse.BACKUP: ("backup",),
    KeyUse.BACKUP_COPY: ("backup",),
}
"""Services that ask their creator for the use of the key when a vault, a volume or a firewall is made.
Source: AWS Backup, Create a backup vault, Required permissions; read 2026-11-22."""


def key_policy(
    key: KeyPlan, administration: AdministrationPlan, log_sources: Sequence[str], user: str | None = None
) -> str:
    """The policy of one key as JSON, byte-stable.

    Args:
        key: the key; its use decides the services, its region their names.
        administration: the account and the two administration paths.
        log_sources: accounts whose traces a log key encrypts, the key's own among them.
        user: ARN of the role that uses a `secrets` key, which no service uses.
    """
    statements = [
        _administration("CiAdministration", administration.ci_principal, ()),
        _administration("RecoveryAdministration", administration.recovery_principal, DESTRUCTIVE_ACTIONS),
        _no_destruction_by_ci(administration),
        _no_use_by_administrators(key, administration),
    ]
    if key.use is KeyUse.SECRETS:
        statements += [_use_by_one_role(key, administration, user)] if user else []
    else:
        statements += [_use_through_services(key, administration), _grants_to_services(key, administration)]
    if key.use is KeyUse.LOG:
        statements += log_delivery_statements(key.region, administration.account_id, log_sources)
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def _administration(sid: str, principal: str, more: Sequence[str]) -> Statement:
    return {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": {"AWS": principal},
        "Action": sorted({*_ADMINISTRATION_ACTIONS, *more}),
        "Resource": "*",
    }


def _no_destruction_by_ci(administration: AdministrationPlan) -> Statement:
    return {
        "Sid": "CiNeverDeletesOrDisables",
        "Effect": "Deny",
        "Principal": {"AWS": administration.ci_principal},
        "Action": list(DESTRUCTIVE_ACTIONS),
        "Resource": "*",
    }


def _no_use_by_administrators(key: KeyPlan, administration: AdministrationPlan) -> Statement:
    statement: Statement = {
        "Sid": "AdministratorsNeverUse",
        "Effect": "Deny",
        "Principal": {"AWS": [administration.ci_principal, administration.recovery_principal]},
        "Action": list(USE_ACTIONS),
        "Resource": "*",
    }
    creating = _CREATED_WITH_THE_KEY.get(key.use)
    if creating:
        hosts = [service_host(service, key.region) for service in creating]
        statement["Condition"] = {"StringNotEquals": {"kms:ViaService": hosts}}
    return statement


def _use_through_services(key: KeyPlan, administration: AdministrationPlan) -> Statement:
    return {
        "Sid": "UseThroughServices",
        "Effect": "Allow",
        "Principal": {"AWS": _account(key, administration)},
        "Action": sorted({*USE_ACTIONS, "kms:DescribeKey"}),
        "Resource": "*",
        "Condition": {"StringEquals": _via_services(key, administration)},
    }


def _use_by_one_role(key: KeyPlan, administration: AdministrationPlan, user: str) -> Statement:
    """The account as principal, and the role in a condition: KMS refuses a principal that is not there yet."""
    return {
        "Sid": "UseByOneRole",
        "Effect": "Allow",
        "Principal": {"AWS": _account(key, administration)},
        "Action": ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt"],
        "Resource": "*",
        "Condition": {"ArnEquals": {"aws:PrincipalArn": user}},
    }


def _grants_to_services(key: KeyPlan, administration: AdministrationPlan) -> Statement:
    return {
        "Sid": "GrantsToServices",
        "Effect": "Allow",
        "Principal": {"AWS": _account(key, administration)},
        "Action": ["kms:CreateGrant", "kms:ListGrants", "kms:RetireGrant", "kms:RevokeGrant"],
        "Resource": "*",
        "Condition": {
            "Bool": {"kms:GrantIsForAWSResource": "true"},
            "StringEquals": _via_services(key, administration),
        },
    }


def _via_services(key: KeyPlan, administration: AdministrationPlan) -> dict[str, Any]:
    hosts = [service_host(service, key.region) for service in _SERVICES[key.use]]
    return {"kms:CallerAccount": administration.account_id, "kms:ViaService": hosts}


def _account(key: KeyPlan, administration: AdministrationPlan) -> str:
    """The account as principal: it only lets the account's own policies decide, within the statement's conditions."""
    return f"arn:{partition(key.region)}:iam::{administration.account_id}:root"
