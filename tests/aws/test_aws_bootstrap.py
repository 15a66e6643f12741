import json
from datetime import date
from typing import Any

import pytest
from pulumi.provider.experimental.analyzer import Analyzer

from hds_landing.aws.bootstrap import Bootstrap
from hds_landing.aws.keys.key_policy import key_policy
from hds_landing.aws.runner_identity import RunnerIdentity
from hds_landing.aws.state.runner_policies import runner_policy, trust_policy
from hds_landing.aws.state.state_bucket import state_bucket_policy
from hds_landing.aws.state_store import StateStore
from hds_landing.inventory.resource import Resource
from hds_landing.rules.evaluation import evaluate
from hds_landing.rules.finding import Verdict
from tests.bootstraps import OWN, PLATFORMS, bootstrap_plan, rehearsed_bootstrap

ACCOUNT = OWN["aws"]
BUCKET, KEY, SECRETS = "arn:aws:s3:::states", "arn:aws:kms:eu-west-3:1:key/a", "arn:aws:kms:eu-west-3:1:key/b"
FEDERATED = pytest.mark.parametrize("federated", [True, False])


def drawn(*, federated: bool = False) -> dict[tuple[str, str], Resource]:
    rehearsal = rehearsed_bootstrap("aws", federated=federated)
    assert rehearsal.errors == ()
    return {(each.type, each.name): each for each in rehearsal.inventory}


def statements(policy: str) -> dict[str, dict[str, Any]]:
    return {each["Sid"]: each for each in json.loads(policy)["Statement"]}


@FEDERATED
@pytest.mark.parametrize("own_account", [True, False])
def test_no_rule_finds_anything(federated: bool, own_account: bool) -> None:
    rehearsal = rehearsed_bootstrap("aws", federated=federated, own_account=own_account)
    findings = evaluate(rehearsal.inventory, today=date(2026, 11, 22)).findings
    assert sum(1 for each in findings if each.verdict is Verdict.PASS) > 100
    asked = {each.rule for each in findings if each.verdict not in (Verdict.PASS, Verdict.NOT_APPLICABLE)}
    assert asked == {"aws-service-in-certificate-scope"}, "services on no public list are asked of the provider"


def test_what_is_costly_to_lose_is_protected_and_outlives_the_stack() -> None:
    kept = {each.name for each in drawn().values() if each.protect and each.retain_on_delete and each.custom}
    assert {
        "gx-bootstrap-keys-storage",
        "gx-bootstrap-keys-secrets",
        "gx-bootstrap-keys-log",
        "gx-bootstrap-store",
        "gx-bootstrap-store-traces",
        "gx-bootstrap-store-trail",
        "gx-bootstrap-store-versioning",
        "gx-bootstrap-store-policy",
    } <= kept
    runner = drawn()["aws:iam/role:Role", "gx-bootstrap-runner"]
    assert (runner.protect, runner.retain_on_delete) == (False, True), "it opens the states that stay"


def test_outputs_are_what_pulumi_takes() -> None:
    outputs = drawn()["hds-aws:index:Bootstrap", "gx-bootstrap"].outputs
    store = bootstrap_plan("aws").store.store_name
    assert outputs["backendUrl"] == f"s3://{store}?region=eu-west-3"
    key = drawn()["aws:kms/key:Key", "gx-bootstrap-keys-secrets"].outputs["arn"]
    assert outputs["secretsProviderUrl"] == f"awskms:///{key}?region=eu-west-3"
    assert outputs["runnerId"] == f"arn:aws:iam::{ACCOUNT}:role/gx-bootstrap-runner"


def test_states_keep_their_versions_and_are_locked_by_nobody() -> None:
    found = drawn()
    versioning = found["aws:s3/bucketVersioning:BucketVersioning", "gx-bootstrap-store-versioning"]
    assert versioning.inputs["versioningConfiguration"] == {"status": "Enabled"}
    lifecycle = found[
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "gx-bootstrap-store-lifecycle"
    ]
    assert lifecycle.inputs["rules"][0]["noncurrentVersionExpiration"] == {"noncurrentDays": 365}
    locked = {name for type_token, name in found if type_token.endswith(":BucketObjectLockConfiguration")}
    assert locked == {"gx-bootstrap-store-traces-lock"}


def test_the_bucket_is_closed_to_other_accounts_and_to_old_tls() -> None:
    refused = statements(state_bucket_policy(bootstrap_plan("aws").store))
    assert {sid: each["Effect"] for sid, each in refused.items()} == dict.fromkeys(
        ("RefuseOtherEncryption", "RefuseWithoutTls", "RefuseOldTls", "RefuseOtherAccounts"), "Deny"
    )
    assert refused["RefuseOtherAccounts"]["Condition"] == {"StringNotEquals": {"aws:PrincipalAccount": ACCOUNT}}


def test_one_role_uses_the_secrets_key_and_its_administrators_do_not() -> None:
    plan = bootstrap_plan("aws")
    policy = drawn()["aws:kms/key:Key", "gx-bootstrap-keys-secrets"].inputs["policy"]
    found = statements(policy)
    assert set(found) == {
        "CiAdministration",
        "RecoveryAdministration",
        "CiNeverDeletesOrDisables",
        "AdministratorsNeverUse",
        "UseByOneRole",
    }
    assert found["UseByOneRole"]["Condition"] == {
        "ArnEquals": {"aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:role/gx-bootstrap-runner"}
    }
    assert found["UseByOneRole"]["Action"] == ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt"]
    unused = statements(key_policy(plan.keys.keys["secrets"], plan.keys.administration, []))
    assert "UseByOneRole" not in unused


def test_one_workload_becomes_the_runner() -> None:
    trust = statements(trust_policy(bootstrap_plan("aws", federated=True).runner))
    assert set(trust) == {"OneWorkload", "Recovery"}
    assert trust["OneWorkload"]["Condition"] == {
        "StringEquals": {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": "repo:ght/landing-zone:environment:production",
        }
    }
    assert trust["OneWorkload"]["Principal"] == {
        "Federated": f"arn:aws:iam::{ACCOUNT}:oidc-provider/token.actions.githubusercontent.com"
    }
    assert trust["Recovery"]["Principal"] == {"AWS": f"arn:aws:iam::{ACCOUNT}:role/recovery"}


def test_without_a_federation_a_machine_becomes_it() -> None:
    assert set(statements(trust_policy(bootstrap_plan("aws").runner))) == {"Machine", "Recovery"}
    kinds = {federated: {token for token, _ in drawn(federated=federated)} for federated in (True, False)}
    profile, issuer = "aws:iam/instanceProfile:InstanceProfile", "aws:iam/openIdConnectProvider:OpenIdConnectProvider"
    assert (profile in kinds[False], issuer in kinds[False]) == (True, False)
    assert (profile in kinds[True], issuer in kinds[True]) == (False, True)


def test_the_runner_may_do_this_and_nothing_else() -> None:
    may = statements(runner_policy(bootstrap_plan("aws").runner, BUCKET, KEY, SECRETS))
    assert {sid: (each["Action"], each["Resource"]) for sid, each in may.items()} == {
        "ListStates": (["s3:ListBucket"], BUCKET),
        "ReadAndWriteStates": (["s3:DeleteObject", "s3:GetObject", "s3:PutObject"], f"{BUCKET}/*"),
        "StateKey": (["kms:Decrypt", "kms:GenerateDataKey"], KEY),
        "SecretsKey": (["kms:Decrypt", "kms:Encrypt"], SECRETS),
        "TakeDeploymentRoles": (["sts:AssumeRole"], [f"arn:aws:iam::{PLATFORMS['aws']}:role/ci"]),
    }
    assert may["StateKey"]["Condition"] == {"StringEquals": {"kms:ViaService": "s3.eu-west-3.amazonaws.com"}}


def test_the_provider_refuses_every_other_account() -> None:
    provider = drawn()["pulumi:providers:aws", "gx-bootstrap"].inputs
    assert json.loads(provider["allowedAccountIds"]) == [ACCOUNT]


def test_a_schema_can_be_derived() -> None:
    components = Analyzer("hds-aws").analyze([Bootstrap, StateStore, RunnerIdentity])["component_definitions"]
    assert set(components) == {"Bootstrap", "StateStore", "RunnerIdentity"}
    assert set(components["Bootstrap"].outputs) == {"backendUrl", "secretsProviderUrl", "runnerId"}
