import base64
import gzip
import json
from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN, Secret
from hds_landing.rules.aws.workload_identity import RULES
from tests.rules.rule_case import Case, cases, cases_at, check, check_all_kinds

INSTANCE, TASK = "aws:ec2/instance:Instance", "aws:ecs/taskDefinition:TaskDefinition"
CACHE, KAFKA = "aws:elasticache/replicationGroup:ReplicationGroup", "aws:msk/cluster:Cluster"
ACCESS_KEY = "AKIA" + "ABCDEFGHIJKLMNOP"
PRIVATE_KEY = "-----BEGIN RSA " + "PRIVATE KEY-----"


def task(**container: Any) -> dict[str, Any]:
    return {"containerDefinitions": json.dumps([{"name": "first"}, {"name": "second", **container}])}


def with_environment(value: Any) -> dict[str, Any]:
    return {"environment": {"variables": {"MODE": "production", "KEY": value}}}


LONG = "tr0ubad0ur-and-3"


def in_base64(text: str, *, gzipped: bool = False) -> str:
    raw = text.encode()
    return base64.b64encode(gzip.compress(raw) if gzipped else raw).decode()


CASES = [
    *(
        case
        for token in (
            INSTANCE,
            "aws:ec2/launchTemplate:LaunchTemplate",
            "aws:ec2/launchConfiguration:LaunchConfiguration",
            "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
        )
        for case in (
            *cases_at(
                "aws-instance-metadata-asks-for-token",
                token,
                "metadataOptions.httpTokens",
                good="required",
                bad="optional",
                missing="fail",
            ),
            *cases_at(
                "aws-instance-metadata-near",
                token,
                "metadataOptions.httpPutResponseHopLimit",
                good=2,
                bad=64,
                missing="pass",
            ),
        )
    ),
    *cases(
        "aws-instance-metadata-asks-for-token",
        INSTANCE,
        ("good", "pass", {"metadataOptions": {"httpEndpoint": "disabled"}}, "the metadata service is off"),
        ("bad", "fail", {"metadataOptions": {"httpTokens": "optional"}, "launchTemplate": {"id": "lt-1"}}),
        ("missing", "unknown", {"launchTemplate": {"id": "lt-1"}}, "follows the launch template"),
    ),
    *cases_at(
        "aws-account-metadata-asks-for-token",
        "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",
        "httpTokens",
        good="required",
        bad="no-preference",
        missing="fail",
    ),
    *cases(
        "aws-kafka-clients-authenticated",
        KAFKA,
        ("good", "pass", {"clientAuthentication": {"sasl": {"iam": True}, "unauthenticated": False}}),
        ("bad", "fail", {"clientAuthentication": {"sasl": {"iam": True}, "unauthenticated": True}}),
        ("missing", "fail", {}),
        ("missing", "pass", {"clientAuthentication": {"sasl": {"iam": True}}}),
        ("unknown", "unknown", {"clientAuthentication": UNKNOWN}),
        ("unknown", "unknown", {"clientAuthentication": {"unauthenticated": UNKNOWN}}),
    ),
    *cases(
        "aws-cache-authenticated",
        CACHE,
        ("good", "pass", {"authToken": Secret("token")}),
        ("good", "pass", {"authToken": Secret()}),
        ("good", "pass", {"userGroupIds": ["readers"]}),
        ("bad", "fail", {"userGroupIds": [], "authToken": ""}),
        ("missing", "fail", {}),
        ("unknown", "unknown", {"authToken": UNKNOWN}),
    ),
    *cases_at(
        "aws-cache-user-authenticated",
        "aws:elasticache/user:User",
        "noPasswordRequired",
        good=False,
        bad=True,
        missing="pass",
    ),
    *cases_at(
        "aws-search-domain-fine-grained",
        "aws:opensearch/domain:Domain",
        "advancedSecurityOptions.enabled",
        good=True,
        bad=False,
        missing="fail",
    ),
    *(
        case
        for rule, token, path in (
            ("aws-database-instance-password-managed", "aws:rds/instance:Instance", "password"),
            ("aws-database-cluster-password-managed", "aws:rds/cluster:Cluster", "masterPassword"),
            ("aws-database-cluster-password-managed", "aws:docdb/cluster:Cluster", "masterPassword"),
        )
        for case in cases(
            rule,
            token,
            ("good", "pass", {"manageMasterUserPassword": True}),
            ("bad", "fail", {path: Secret("hidden")}, f"{path} is set by hand"),
            ("bad", "fail", {path: Secret()}),
            ("missing", "not-applicable", {}),
            ("unknown", "unknown", {path: UNKNOWN}),
            ("unknown", "unknown", {path: "plain", "manageMasterUserPassword": UNKNOWN}),
        )
    ),
    *cases(
        "aws-container-unprivileged",
        TASK,
        ("good", "pass", task(privileged=False)),
        ("bad", "fail", task(privileged=True), "containerDefinitions[1].privileged is true"),
        ("missing", "unknown", {}),
        ("missing", "pass", task()),
        ("unknown", "unknown", {"containerDefinitions": UNKNOWN}),
        ("unknown", "unknown", {"containerDefinitions": "{}"}),
    ),
    *cases_at("aws-container-sees-no-machine-processes", TASK, "pidMode", good="task", bad="host", missing="pass"),
    *cases(
        "aws-container-without-credential-in-clear",
        TASK,
        ("good", "pass", task(environment=[{"name": "MODE", "value": "production"}])),
        ("bad", "fail", task(environment=[{"name": "KEY", "value": ACCESS_KEY}])),
        ("bad", "fail", task(environment=[{"name": "DB_PASSWORD", "value": "Sup3rS3cret"}])),
        ("good", "pass", task(environment=7)),
        ("missing", "unknown", {}),
        ("missing", "pass", task()),
        ("unknown", "unknown", {"containerDefinitions": UNKNOWN}),
    ),
    *cases(
        "aws-function-without-credential-in-clear",
        "aws:lambda/function:Function",
        ("good", "pass", with_environment("eu-west-3")),
        ("bad", "fail", with_environment(ACCESS_KEY), "environment.variables holds what has the shape of a credential"),
        ("bad", "fail", with_environment(Secret(PRIVATE_KEY))),
        ("bad", "fail", {"environment": {"variables": {"DB_PASSWORD": "Sup3rS3cret"}}}, "under a name"),
        ("missing", "not-applicable", {}),
        ("unknown", "unknown", with_environment(UNKNOWN)),
        ("unknown", "unknown", {"environment": UNKNOWN}),
        ("unknown", "fail", {"environment": {"variables": {"A": UNKNOWN, "B": ACCESS_KEY}}}),
    ),
    *cases_at(
        "aws-instance-without-credential-in-clear",
        INSTANCE,
        "userData",
        good="#!/bin/sh",
        bad=f"export AWS_ACCESS_KEY_ID={ACCESS_KEY}",
        missing="not-applicable",
    ),
    *cases_at(
        "aws-user-pool-second-factor",
        "aws:cognito/userPool:UserPool",
        "mfaConfiguration",
        good="ON",
        bad="OPTIONAL",
        missing="fail",
    ),
    *cases_at(
        "aws-user-pool-without-self-registration",
        "aws:cognito/userPool:UserPool",
        "adminCreateUserConfig.allowAdminCreateUserOnly",
        good=True,
        bad=False,
        missing="fail",
    ),
    *cases_at(
        "aws-identity-pool-without-guests",
        "aws:cognito/identityPool:IdentityPool",
        "allowUnauthenticatedIdentities",
        good=False,
        bad=True,
        missing="pass",
    ),
    *cases_at(
        "aws-notebook-without-root",
        "aws:sagemaker/notebookInstance:NotebookInstance",
        "rootAccess",
        good="Disabled",
        bad="Enabled",
        missing="fail",
    ),
    *cases_at(
        "aws-kubernetes-creator-without-lasting-rights",
        "aws:eks/cluster:Cluster",
        "accessConfig.bootstrapClusterCreatorAdminPermissions",
        good=False,
        bad=True,
        missing="fail",
    ),
    *(
        made
        for token, name in (
            ("aws:ec2/instance:Instance", "userDataBase64"),
            ("aws:ec2/launchConfiguration:LaunchConfiguration", "userDataBase64"),
            ("aws:ec2/launchTemplate:LaunchTemplate", "userData"),
            ("aws:ec2/spotInstanceRequest:SpotInstanceRequest", "userData"),
        )
        for made in cases(
            "aws-instance-without-credential-in-clear",
            token,
            ("good", "pass", {name: in_base64("#!/bin/sh\napt-get install -y orthanc\n")}),
            ("bad", "fail", {name: in_base64(f"export DB_PASSWORD={LONG}")}, f"{name} holds"),
            ("bad", "fail", {name: in_base64(f"export DB_PASSWORD={LONG}", gzipped=True)}),
            ("bad", "fail", {name: Secret(in_base64(f"export DB_PASSWORD={LONG}"))}),
            # Not base64: as it stands.
            ("bad", "fail", {name: f"export DB_PASSWORD={LONG}"}),
            ("missing", "not-applicable", {}),
            ("unknown", "unknown", {name: UNKNOWN}),
        )
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
