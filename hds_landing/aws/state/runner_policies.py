"""Who may become the runner, and what it may then do: open the states, and take the deployment roles."""

import json
from typing import Any

from hds_landing.aws.partition import partition, service_host
from hds_landing.plan.bootstrap import FederationPlan, RunnerPlan

Statement = dict[str, Any]


def trust_policy(runner: RunnerPlan) -> str:
    """One workload or the account's machines; and the recovery role, on the day the runner is lost."""
    statements = [_federated(runner, runner.federation) if runner.federation else _machine()]
    statements.append(
        {
            "Sid": "Recovery",
            "Effect": "Allow",
            "Principal": {"AWS": runner.recovery_principal},
            "Action": "sts:AssumeRole",
        }
    )
    return _document(statements)


def provider_host(federation: FederationPlan) -> str:
    """The issuer without its scheme: how AWS names an OIDC provider and the claims of its tokens."""
    return federation.issuer.removeprefix("https://")


def _federated(runner: RunnerPlan, federation: FederationPlan) -> Statement:
    host = provider_host(federation)
    provider = f"arn:{partition(runner.region)}:iam::{runner.account_id}:oidc-provider/{host}"
    return {
        "Sid": "OneWorkload",
        "Effect": "Allow",
        "Principal": {"Federated": provider},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": {f"{host}:aud": federation.audience, f"{host}:sub": federation.subject}},
    }


def _machine() -> Statement:
    return {
        "Sid": "Machine",
        "Effect": "Allow",
        "Principal": {"Service": "ec2.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }


def runner_policy(runner: RunnerPlan, store_id: str, store_key_id: str, secrets_key_id: str) -> str:
    """The whole of what the runner may do by itself; all arguments but the first are ARNs."""
    through_s3 = {"StringEquals": {"kms:ViaService": service_host("s3", runner.region)}}
    statements: list[Statement] = [
        _allow("ListStates", ["s3:ListBucket"], store_id),
        _allow("ReadAndWriteStates", ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"], f"{store_id}/*"),
        _allow("StateKey", ["kms:Decrypt", "kms:GenerateDataKey"], store_key_id) | {"Condition": through_s3},
        _allow("SecretsKey", ["kms:Decrypt", "kms:Encrypt"], secrets_key_id),
        _allow("TakeDeploymentRoles", ["sts:AssumeRole"], runner.deployment_roles),
    ]
    return _document(statements)


def _allow(sid: str, actions: list[str], resource: str | list[str]) -> Statement:
    return {"Sid": sid, "Effect": "Allow", "Action": actions, "Resource": resource}


def _document(statements: list[Statement]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})
