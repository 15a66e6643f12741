"""AWS keys and certificates: rotation, deletion, lockout, size."""

from typing import Any, Final

from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement, Undetermined
from hds_landing.rules.property_rule import (
    FALSE,
    TRUE,
    Absence,
    Expectation,
    Where,
    at_least,
    at_most,
    fails,
    judge_property,
    judge_where,
    matching,
    none_of,
    nothing_to_judge,
    one_of,
    passes,
    property_rule,
)
from hds_landing.rules.rule import ResourceRule, Rule, Subject

REQUIREMENTS: Final = ("SNC-10.5", "ISO27001-A.8.24")

KEY: Final = "aws:kms/key:Key"
KEYS: Final = (
    "aws:kms/externalKey:ExternalKey",
    KEY,
    "aws:kms/replicaExternalKey:ReplicaExternalKey",
    "aws:kms/replicaKey:ReplicaKey",
)
_AUTHORITY: Final = ("aws:acmpca/certificateAuthority:CertificateAuthority",)
_SYMMETRIC: Final = (
    Where("customerMasterKeySpec", one_of("SYMMETRIC_DEFAULT"), unset=True),
    Where("customKeyStoreId", one_of(""), unset=True),
)
_LONG_LIVED: Final = (Where("usageMode", none_of("SHORT_LIVED_CERTIFICATE"), unset=True),)


def _rule(
    *,
    id: str,
    title: str,
    types: tuple[str, ...],
    path: str,
    expected: Expectation,
    absent: Absence,
    fix: str,
    source: str,
    severity: Severity = Severity.MEDIUM,
    requirements: tuple[str, ...] = REQUIREMENTS,
    **conditions: Any,
) -> ResourceRule:
    return property_rule(
        id=id,
        title=title,
        theme=Theme.KEY_MANAGEMENT,
        severity=severity,
        requirements=requirements,
        fix=fix,
        source=f"docs.aws.amazon.com, {source}",
        types=types,
        path=path,
        expected=expected,
        absent=absent,
        **conditions,
    )


_REVOCATION: Final = tuple(
    f"revocationConfiguration.{kind}.enabled" for kind in ("crlConfiguration", "ocspConfiguration")
)
_NO_REVOCATION: Final = fails("a certificate of the authority stays good until it expires, whatever happens to its key")


def _judge_revocation(subject: Subject) -> Judgement:
    """One way to revoke is enough."""
    judgements = [judge_property(subject, path, TRUE, _NO_REVOCATION) for path in _REVOCATION]
    if None in judgements:
        return None
    return next((each for each in judgements if isinstance(each, Undetermined)), judgements[0])


RULES: tuple[Rule, ...] = (
    ResourceRule(
        id="aws-certificate-authority-revokes",
        title="A certificate authority can revoke certificates",
        theme=Theme.KEY_MANAGEMENT,
        severity=Severity.MEDIUM,
        requirements=(*REQUIREMENTS, "PGSSI-IGC"),
        fix="Set enabled to true in revocationConfiguration.ocspConfiguration or crlConfiguration.",
        source="docs.aws.amazon.com, Plan your AWS Private CA certificate revocation method",
        types=_AUTHORITY,
        paths=(*_REVOCATION, "usageMode"),
        absence=f"{_NO_REVOCATION.meaning}; short-lived certificates need no revocation",
        judge=lambda subject: judge_where(subject, _LONG_LIVED, lambda: _judge_revocation(subject)),
    ),
    _rule(
        id="aws-kms-key-rotates",
        title="A symmetric KMS key rotates",
        types=(KEY,),
        path="enableKeyRotation",
        expected=TRUE,
        absent=fails("KMS does not rotate a key of the customer by itself"),
        severity=Severity.HIGH,
        fix="Set enableKeyRotation to true.",
        source="Rotate AWS KMS keys",
        where=_SYMMETRIC,
    ),
    _rule(
        id="aws-kms-key-rotates-yearly",
        title="A KMS key rotates at least once a year",
        types=(KEY,),
        path="rotationPeriodInDays",
        expected=at_most(365),
        absent=passes("KMS rotates every 365 days"),
        fix="Set rotationPeriodInDays to 365 or less.",
        source="Rotate AWS KMS keys",
        where=(Where("enableKeyRotation", TRUE, unset=False),),
    ),
    _rule(
        id="aws-kms-key-deletion-delayed",
        title="A KMS key waits 30 days before it is deleted",
        types=KEYS,
        path="deletionWindowInDays",
        expected=at_least(30),
        absent=passes("KMS waits 30 days"),
        severity=Severity.HIGH,
        requirements=(*REQUIREMENTS, "HDS-EXI-05-B"),
        fix="Set deletionWindowInDays to 30.",
        source="Delete an AWS KMS key",
    ),
    _rule(
        id="aws-kms-key-lockout-checked",
        title="KMS checks that a key's policy locks nobody out",
        types=("aws:kms/keyPolicy:KeyPolicy", *KEYS),
        path="bypassPolicyLockoutSafetyCheck",
        expected=FALSE,
        absent=passes("KMS checks"),
        severity=Severity.HIGH,
        fix="Set bypassPolicyLockoutSafetyCheck to false.",
        source="Default key policy",
    ),
    _rule(
        id="aws-kms-key-single-region",
        title="A KMS key stays in one region",
        types=("aws:kms/externalKey:ExternalKey", KEY),
        path="multiRegion",
        expected=FALSE,
        absent=passes("KMS keeps a key in its region"),
        requirements=(*REQUIREMENTS, "HDS-EXI-28"),
        fix="Set multiRegion to false and hold a key of its own in the recovery region.",
        source="Multi-Region keys in AWS KMS",
    ),
    _rule(
        id="aws-kms-grant-not-handed-on",
        title="A KMS grant cannot be handed on",
        types=("aws:kms/grant:Grant",),
        path="operations[*]",
        expected=none_of("CreateGrant"),
        absent=fails("the provider refuses a grant without operations"),
        severity=Severity.HIGH,
        requirements=(*REQUIREMENTS, "SNC-9.3", "HDS-EXI-05-D"),
        fix="Remove CreateGrant from operations.",
        source="Grants in AWS KMS",
    ),
    _rule(
        id="aws-certificate-key-size",
        title="A certificate has a key of 2048 bits or more, or of an elliptic curve",
        types=("aws:acm/certificate:Certificate",),
        path="keyAlgorithm",
        expected=one_of("RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"),
        absent=passes("ACM makes keys of 2048 bits"),
        requirements=(*REQUIREMENTS, "SNC-10.2"),
        fix="Set keyAlgorithm to EC_prime256v1, or to RSA_2048 or longer.",
        source="AWS Certificate Manager public certificate characteristics and limitations",
    ),
    _rule(
        id="aws-certificate-key-not-exported",
        title="The private key of a certificate stays in ACM",
        types=("aws:acm/certificate:Certificate",),
        path="options.export",
        expected=one_of("DISABLED"),
        absent=passes("ACM exports no key of a public certificate"),
        fix="Set options.export to DISABLED.",
        source="AWS Certificate Manager exportable public certificates",
    ),
    _rule(
        id="aws-certificate-authority-key-size",
        title="A certificate authority has a key of 3072 bits or more, or of an elliptic curve",
        types=_AUTHORITY,
        path="certificateAuthorityConfiguration.keyAlgorithm",
        expected=matching(
            r"RSA_(3072|4096)|EC_(prime256v1|secp384r1|secp521r1)|ML_DSA_\d\d", "RSA_3072 or more, or a curve"
        ),
        absent=fails("the provider refuses an authority without an algorithm"),
        severity=Severity.HIGH,
        requirements=(*REQUIREMENTS, "PGSSI-IGC"),
        fix="Set certificateAuthorityConfiguration.keyAlgorithm to EC_secp384r1 or RSA_4096.",
        source="CertificateAuthorityConfiguration, AWS Private CA",
    ),
    _rule(
        id="aws-certificate-authority-key-in-hardware",
        title="A certificate authority keeps its key in hardware of FIPS 140 level 3",
        types=_AUTHORITY,
        path="keyStorageSecurityStandard",
        expected=one_of("FIPS_140_2_LEVEL_3_OR_HIGHER"),
        absent=passes("AWS Private CA keeps keys in hardware of level 3"),
        requirements=(*REQUIREMENTS, "PGSSI-IGC"),
        fix="Set keyStorageSecurityStandard to FIPS_140_2_LEVEL_3_OR_HIGHER.",
        source="Data protection in AWS Private CA",
    ),
    _rule(
        id="aws-certificate-authority-deletion-delayed",
        title="A certificate authority waits 30 days before it is deleted",
        types=_AUTHORITY,
        path="permanentDeletionTimeInDays",
        expected=at_least(30),
        absent=passes("AWS Private CA waits 30 days"),
        fix="Set permanentDeletionTimeInDays to 30.",
        source="Delete your private CA",
    ),
    _rule(
        id="aws-secret-rotates",
        title="A secret rotates at least every 90 days",
        types=("aws:secretsmanager/secretRotation:SecretRotation",),
        path="rotationRules.automaticallyAfterDays",
        expected=at_most(90),
        absent=nothing_to_judge("the rotation follows a schedule, which this rule does not read"),
        requirements=("SNC-10.5", "ISO27001-A.5.17"),
        fix="Set rotationRules.automaticallyAfterDays to 90 or less.",
        source="Rotation schedules, AWS Secrets Manager",
    ),
)
