"""AWS encryption settings that are written as a JSON document, and parameters whose name says that they are secret."""

import json
from collections.abc import Mapping
from typing import Any, Final

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.aws import customer_key, encryption_of_stores, tls_versions
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Undetermined
from hds_landing.rules.properties import ABSENT, find_one
from hds_landing.rules.property_rule import Expectation, Where, fails, matching, one_of, property_rule
from hds_landing.rules.rule import ResourceRule, Rule, Subject

_EMR: Final = ("aws:emr/securityConfiguration:SecurityConfiguration",)
_EMR_SOURCE: Final = "docs.aws.amazon.com, Create a security configuration with the Amazon EMR console or the AWS CLI"
_SECRET_NAME: Final = matching(
    r"(?i).*(passw(or)?d|mot[-_]?de[-_]?passe|secret|credential|private[-_]?key|api[-_]?key|access[-_]?token)"
    r"(?!.*(arn|name|id|url|uri|endpoint|path|length|policy|rotation)$).*",
    "a name that says what it holds",
)


def _read(value: Any) -> Mapping[str, Any] | None:
    if isinstance(value, Mapping):
        return value
    try:
        read = json.loads(value)
    except (TypeError, ValueError, RecursionError):
        return None
    return read if isinstance(read, Mapping) else None


def _enabled(flag: str) -> Expectation:
    """A document whose EncryptionConfiguration turns a flag on."""

    def judge(value: Any) -> Judgement | bool:
        document = _read(value)
        encryption = document.get("EncryptionConfiguration") if document else None
        if document is None or (encryption is not None and not isinstance(encryption, Mapping)):
            return Undetermined("not a security configuration that can be read")
        given = (encryption or {}).get(flag)
        if given is None or isinstance(given, bool):
            return True if given else f"{flag} is not on"
        return Undetermined(f"{flag} is not known yet")

    return Expectation(f"a document with {flag}", judge)


def _judge_collections(subject: Subject) -> Judgement:
    kind, policy = (find_one(subject.properties, name) for name in ("type", "policy"))
    if kind.value is UNKNOWN or policy.value is UNKNOWN:
        return Undetermined(f"{(kind if kind.value is UNKNOWN else policy).path} is not known yet")
    if kind.value != "encryption":
        return NOT_APPLICABLE
    document = None if policy.value is ABSENT else _read(policy.value)
    if document is None:
        return Undetermined("policy: not an encryption policy that can be read")
    key = document.get("KmsARN")
    if (
        isinstance(key, str)
        and customer_key.CUSTOMER_KEY.judge(key) is True
        and document.get("AWSOwnedKey") is not True
    ):
        return None
    return "policy: the collections are encrypted with a key that AWS owns"


RULES: tuple[Rule, ...] = (
    property_rule(
        id="aws-hadoop-encrypted",
        title="An EMR security configuration encrypts at rest",
        theme=Theme.ENCRYPTION_AT_REST,
        severity=Severity.CRITICAL,
        requirements=encryption_of_stores.REQUIREMENTS,
        fix="Set EnableAtRestEncryption to true in configuration, with the establishment's storage key.",
        source=_EMR_SOURCE,
        types=_EMR,
        path="configuration",
        expected=_enabled("EnableAtRestEncryption"),
        absent=fails("the provider refuses a security configuration without a document"),
    ),
    property_rule(
        id="aws-hadoop-in-transit",
        title="An EMR security configuration encrypts in transit",
        theme=Theme.ENCRYPTION_IN_TRANSIT,
        severity=Severity.HIGH,
        requirements=tls_versions.REQUIREMENTS,
        fix="Set EnableInTransitEncryption to true in configuration, with a certificate.",
        source=_EMR_SOURCE,
        types=_EMR,
        path="configuration",
        expected=_enabled("EnableInTransitEncryption"),
        absent=fails("the provider refuses a security configuration without a document"),
    ),
    ResourceRule(
        id="aws-search-collection-customer-key",
        title="OpenSearch Serverless collections are encrypted with a KMS key that the customer holds",
        theme=Theme.CUSTOMER_KEY,
        severity=Severity.HIGH,
        requirements=customer_key.REQUIREMENTS,
        fix="Replace AWSOwnedKey by KmsARN in policy, with the establishment's storage key.",
        source="docs.aws.amazon.com, Encryption at rest for Amazon OpenSearch Serverless",
        types=("aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy",),
        paths=("type", "policy"),
        absence="the provider refuses a policy without a document or a type",
        judge=_judge_collections,
    ),
    property_rule(
        id="aws-parameter-named-secret-secure",
        title="A parameter named as a secret is a SecureString",
        theme=Theme.ENCRYPTION_AT_REST,
        severity=Severity.HIGH,
        requirements=encryption_of_stores.REQUIREMENTS,
        fix="Set type to SecureString and keyId to the establishment's storage key, or move it to a secret.",
        source="docs.aws.amazon.com, What is a parameter, AWS Systems Manager Parameter Store",
        types=("aws:ssm/parameter:Parameter",),
        path="type",
        expected=one_of("SecureString"),
        absent=fails("the provider refuses a parameter without a type"),
        where=(Where("name", _SECRET_NAME, unset=False),),
    ),
)
