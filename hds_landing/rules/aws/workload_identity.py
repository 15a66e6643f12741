"""How AWS workloads prove who they are: instance metadata, databases, brokers, user pools, and secrets in clear."""

import json
from collections.abc import Mapping
from typing import Any, Final

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.credentials import decoded, judge_clear
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Passed, Undetermined, worst
from hds_landing.rules.properties import ABSENT, find_one
from hds_landing.rules.property_rule import (
    FALSE,
    TRUE,
    Absence,
    Expectation,
    at_most,
    fails,
    judge_property,
    one_of,
    passes,
    property_rule,
)
from hds_landing.rules.rule import ResourceRule, Rule, Subject

_REQUIREMENTS: Final = ("HDS-EXI-05-D", "SNC-9.3", "SNC-9.7", "ISO27001-A.8.5")
_SECRETS: Final = ("HDS-EXI-05-D-B", "SNC-9.5", "ISO27001-A.5.17")
_METADATA: Final = "docs.aws.amazon.com, Use the Instance Metadata Service to access instance metadata"
_MACHINES: Final = (
    "aws:ec2/instance:Instance",
    "aws:ec2/launchConfiguration:LaunchConfiguration",
    "aws:ec2/launchTemplate:LaunchTemplate",
    "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
)
_USER_DATA: Final = ("userData", "userDataBase64")


def _row(
    id: str,
    title: str,
    severity: Severity,
    *types: str,
    path: str,
    expected: Expectation,
    absent: Absence,
    fix: str,
    source: str,
) -> ResourceRule:
    return property_rule(
        id=id,
        title=title,
        theme=Theme.IDENTITY,
        severity=severity,
        requirements=_REQUIREMENTS,
        fix=fix,
        source=source,
        types=types,
        path=path,
        expected=expected,
        absent=absent,
    )


def _follows_template(subject: Subject, path: str) -> bool:
    template = find_one(subject.properties, "launchTemplate").value
    return template is not ABSENT and find_one(subject.properties, path).value is ABSENT


def _metadata_tokens(subject: Subject) -> Judgement:
    if find_one(subject.properties, "metadataOptions.httpEndpoint").value == "disabled":
        return Passed("the metadata service is off")
    if _follows_template(subject, "metadataOptions.httpTokens"):
        return Undetermined("metadataOptions.httpTokens is not set and follows the launch template")
    optional = fails("the image or the account decides, and tokens are optional unless they say so")
    return judge_property(subject, "metadataOptions.httpTokens", one_of("required"), optional)


def _kafka_clients(subject: Subject) -> Judgement:
    if find_one(subject.properties, "clientAuthentication").value in (ABSENT, {}):
        return "clientAuthentication is not set: MSK then asks nobody"
    named = passes("MSK lets no one in unasked")
    return judge_property(subject, "clientAuthentication.unauthenticated", FALSE, named)


def _is_set(subject: Subject, path: str) -> bool | None:
    """None where it is not known; a secret that is closed is set."""
    found = find_one(subject.properties, path)
    if found.value is UNKNOWN and not found.secret:
        return None
    return found.value not in (ABSENT, "", [])


def _cache_authentication(subject: Subject) -> Judgement:
    given = [_is_set(subject, path) for path in ("authToken", "userGroupIds")]
    if True in given:
        return None
    if None in given:
        return Undetermined("authToken or userGroupIds is not known yet")
    return "neither authToken nor userGroupIds is set: whoever reaches the cache reads it"


def _own_password(path: str) -> Any:
    def judge(subject: Subject) -> Judgement:
        managed = find_one(subject.properties, "manageMasterUserPassword").value
        if managed in (True, "true"):
            return None
        given = _is_set(subject, path)
        if given is None or managed is UNKNOWN:
            return Undetermined(f"{path} or manageMasterUserPassword is not known yet")
        if given:
            return f"{path} is set by hand, so that the stack's state holds it"
        return NOT_APPLICABLE

    return judge


def _without_credentials(path: str) -> Any:
    def judge(subject: Subject) -> Judgement:
        found = find_one(subject.properties, path)
        return NOT_APPLICABLE if found.value is ABSENT else judge_clear(path, found.value)

    return judge


def _user_data(subject: Subject) -> Judgement:
    """A launch template has it in base64, the others in clear or in base64."""
    given = [found for path in _USER_DATA if (found := find_one(subject.properties, path)).value is not ABSENT]
    return worst(judge_clear(found.path, decoded(found.value)) for found in given)


def _containers(subject: Subject) -> list[Mapping[str, Any]] | Undetermined:
    text = find_one(subject.properties, "containerDefinitions").value
    if text is UNKNOWN:
        return Undetermined("containerDefinitions is not known yet")
    try:
        containers = json.loads(text)
    except (ValueError, TypeError, RecursionError):
        containers = None
    if not isinstance(containers, list) or not all(isinstance(each, dict) for each in containers):
        return Undetermined("containerDefinitions: not a list of containers that can be read")
    return containers


def _unprivileged(subject: Subject) -> Judgement:
    containers = _containers(subject)
    if isinstance(containers, Undetermined):
        return containers
    privileged = [number for number, each in enumerate(containers) if each.get("privileged") in (True, "true")]
    return f"containerDefinitions[{privileged[0]}].privileged is true" if privileged else None


def _environment_in_clear(subject: Subject) -> Judgement:
    containers = _containers(subject)
    if isinstance(containers, Undetermined):
        return containers
    return judge_clear("containerDefinitions", [each.get("environment") for each in containers])


def _password(id: str, subject: str, path: str, *types: str) -> ResourceRule:
    return ResourceRule(
        id=id,
        title=f"{subject} keeps its password in Secrets Manager",
        theme=Theme.IDENTITY,
        severity=Severity.MEDIUM,
        requirements=_SECRETS,
        fix=f"Set manageMasterUserPassword to true and remove {path}.",
        source="docs.aws.amazon.com, Password management with Amazon RDS and AWS Secrets Manager",
        types=types,
        paths=(path, "manageMasterUserPassword"),
        absence="without a password of its own it follows its source, or the provider refuses it",
        judge=_own_password(path),
    )


def _clear(id: str, title: str, token: str, path: str, fix: str, source: str) -> ResourceRule:
    return ResourceRule(
        id=id,
        title=title,
        theme=Theme.IDENTITY,
        severity=Severity.HIGH,
        requirements=_SECRETS,
        fix=fix,
        source=source,
        types=(token,),
        paths=(path,),
        absence="there is nothing to hold one",
        judge=_environment_in_clear if path == "containerDefinitions" else _without_credentials(path),
    )


RULES: tuple[Rule, ...] = (
    ResourceRule(
        id="aws-instance-metadata-asks-for-token",
        title="Instance metadata answers with a session token only (IMDSv2)",
        theme=Theme.IDENTITY,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix="Set metadataOptions.httpTokens to required.",
        source=_METADATA,
        types=_MACHINES,
        paths=("metadataOptions.httpTokens", "metadataOptions.httpEndpoint"),
        absence="the image or the account decides, and tokens are optional unless they say so",
        judge=_metadata_tokens,
    ),
    _row(
        "aws-instance-metadata-near",
        "Instance metadata goes no further than a container of the instance",
        Severity.LOW,
        *_MACHINES,
        path="metadataOptions.httpPutResponseHopLimit",
        expected=at_most(2),
        absent=passes("the answer goes one hop"),
        fix="Set metadataOptions.httpPutResponseHopLimit to 1, or 2 for containers.",
        source=_METADATA,
    ),
    _row(
        "aws-account-metadata-asks-for-token",
        "An account asks for session tokens of instance metadata (IMDSv2) by default",
        Severity.MEDIUM,
        "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",
        path="httpTokens",
        expected=one_of("required"),
        absent=fails("the account has no preference"),
        fix="Set httpTokens to required.",
        source=_METADATA,
    ),
    ResourceRule(
        id="aws-kafka-clients-authenticated",
        title="A Kafka cluster asks who its clients are",
        theme=Theme.IDENTITY,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix="Set clientAuthentication.unauthenticated to false and clientAuthentication.sasl.iam to true.",
        source="docs.aws.amazon.com, Authentication and authorization for Amazon MSK APIs",
        types=("aws:msk/cluster:Cluster",),
        paths=("clientAuthentication.unauthenticated",),
        absence="without clientAuthentication MSK asks nobody; with it, it lets no one in unasked",
        judge=_kafka_clients,
    ),
    ResourceRule(
        id="aws-cache-authenticated",
        title="A cache asks who its clients are",
        theme=Theme.IDENTITY,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix="Set userGroupIds, or authToken, with transitEncryptionEnabled.",
        source="docs.aws.amazon.com, Authentication and Authorization of Amazon ElastiCache",
        types=("aws:elasticache/replicationGroup:ReplicationGroup",),
        paths=("authToken", "userGroupIds"),
        absence="the cache asks nobody",
        judge=_cache_authentication,
    ),
    _row(
        "aws-cache-user-authenticated",
        "A user of a cache has a password or an IAM identity",
        Severity.HIGH,
        "aws:elasticache/user:User",
        path="noPasswordRequired",
        expected=FALSE,
        absent=passes("the user has a password or an IAM identity"),
        fix="Remove noPasswordRequired, and set authenticationMode.type to iam.",
        source="docs.aws.amazon.com, Authenticating with IAM in Amazon ElastiCache",
    ),
    _row(
        "aws-search-domain-fine-grained",
        "A search domain asks who reads which index",
        Severity.MEDIUM,
        "aws:elasticsearch/domain:Domain",
        "aws:opensearch/domain:Domain",
        path="advancedSecurityOptions.enabled",
        expected=TRUE,
        absent=fails("whoever the policy lets in reads every index"),
        fix="Set advancedSecurityOptions.enabled to true.",
        source="docs.aws.amazon.com, Fine-grained access control in Amazon OpenSearch Service",
    ),
    _password(
        "aws-database-instance-password-managed",
        "An RDS instance",
        "password",
        "aws:rds/instance:Instance",
    ),
    _password(
        "aws-database-cluster-password-managed",
        "A database cluster",
        "masterPassword",
        "aws:docdb/cluster:Cluster",
        "aws:rds/cluster:Cluster",
    ),
    ResourceRule(
        id="aws-container-unprivileged",
        title="A container has no right over the machine that runs it",
        theme=Theme.IDENTITY,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix="Remove privileged from containerDefinitions.",
        source="docs.aws.amazon.com, Security Hub controls for Amazon ECS, ECS.4",
        types=("aws:ecs/taskDefinition:TaskDefinition",),
        paths=("containerDefinitions",),
        absence="the provider refuses a task without containers",
        judge=_unprivileged,
    ),
    _row(
        "aws-container-sees-no-machine-processes",
        "A task does not see the processes of the machine that runs it",
        Severity.HIGH,
        "aws:ecs/taskDefinition:TaskDefinition",
        path="pidMode",
        expected=one_of("task"),
        absent=passes("each container sees its own processes"),
        fix="Remove pidMode.",
        source="docs.aws.amazon.com, Security Hub controls for Amazon ECS, ECS.3",
    ),
    _clear(
        "aws-function-without-credential-in-clear",
        "A function's environment holds no credential",
        "aws:lambda/function:Function",
        "environment.variables",
        "Read the credential from Secrets Manager, and remove it from environment.variables.",
        "docs.aws.amazon.com, Working with Lambda environment variables",
    ),
    ResourceRule(
        id="aws-instance-without-credential-in-clear",
        title="The user data of an EC2 instance holds no credential",
        theme=Theme.IDENTITY,
        severity=Severity.HIGH,
        requirements=_SECRETS,
        fix="Give the instance a role by iamInstanceProfile, and remove the credential from userData.",
        source="docs.aws.amazon.com, Run commands when you launch an EC2 instance with user data input",
        types=_MACHINES,
        paths=_USER_DATA,
        paths_by_type={"aws:ec2/launchTemplate:LaunchTemplate": ("userData",)},
        absence="there is nothing to hold one",
        judge=_user_data,
    ),
    _clear(
        "aws-container-without-credential-in-clear",
        "A container's environment holds no credential",
        "aws:ecs/taskDefinition:TaskDefinition",
        "containerDefinitions",
        "Name the secret under secrets in containerDefinitions, in place of environment.",
        "docs.aws.amazon.com, Security Hub controls for Amazon ECS, ECS.8",
    ),
    _row(
        "aws-user-pool-second-factor",
        "A user pool asks for a second factor",
        Severity.HIGH,
        "aws:cognito/userPool:UserPool",
        path="mfaConfiguration",
        expected=one_of("ON"),
        absent=fails("Cognito asks for a password alone"),
        fix="Set mfaConfiguration to ON, with softwareTokenMfaConfiguration.",
        source="docs.aws.amazon.com, Adding MFA to a user pool",
    ),
    _row(
        "aws-user-pool-without-self-registration",
        "An administrator creates the users of a user pool",
        Severity.MEDIUM,
        "aws:cognito/userPool:UserPool",
        path="adminCreateUserConfig.allowAdminCreateUserOnly",
        expected=TRUE,
        absent=fails("anybody may register"),
        fix="Set adminCreateUserConfig.allowAdminCreateUserOnly to true.",
        source="docs.aws.amazon.com, Signing up and confirming user accounts",
    ),
    _row(
        "aws-identity-pool-without-guests",
        "An identity pool gives guests no AWS credentials",
        Severity.HIGH,
        "aws:cognito/identityPool:IdentityPool",
        path="allowUnauthenticatedIdentities",
        expected=FALSE,
        absent=passes("guests get none"),
        fix="Set allowUnauthenticatedIdentities to false.",
        source="docs.aws.amazon.com, Identity pools console overview, Guest access",
    ),
    _row(
        "aws-notebook-without-root",
        "The users of a notebook are not root on it",
        Severity.MEDIUM,
        "aws:sagemaker/notebookInstance:NotebookInstance",
        path="rootAccess",
        expected=one_of("Disabled"),
        absent=fails("SageMaker makes them root"),
        fix="Set rootAccess to Disabled.",
        source="docs.aws.amazon.com, Control root access to a SageMaker notebook instance",
    ),
    _row(
        "aws-kubernetes-creator-without-lasting-rights",
        "Whoever creates a Kubernetes cluster does not stay its administrator",
        Severity.LOW,
        "aws:eks/cluster:Cluster",
        path="accessConfig.bootstrapClusterCreatorAdminPermissions",
        expected=FALSE,
        absent=fails("EKS makes the creator an administrator"),
        fix="Set accessConfig.bootstrapClusterCreatorAdminPermissions to false, and declare access entries.",
        source="docs.aws.amazon.com, Grant IAM users access to Kubernetes with EKS access entries",
    ),
)
