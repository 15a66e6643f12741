import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.aws import key_management
from tests.rules.property_row import Row, row_cases
from tests.rules.rule_case import Case, cases, check, check_all_kinds

KEY, AUTHORITY = "aws:kms/key:Key", "aws:acmpca/certificateAuthority:CertificateAuthority"
ALGORITHM = "certificateAuthorityConfiguration.keyAlgorithm"
LEVEL_3, LEVEL_2 = "FIPS_140_2_LEVEL_3_OR_HIGHER", "FIPS_140_2_LEVEL_2_OR_HIGHER"

ROWS = [
    Row("aws-kms-key-rotates", "enableKeyRotation", True, False),
    Row("aws-kms-key-rotates-yearly", "rotationPeriodInDays", 365, 366, "pass", {"enableKeyRotation": True}),
    Row("aws-kms-key-deletion-delayed", "deletionWindowInDays", 30, 29, "pass"),
    Row("aws-kms-key-lockout-checked", "bypassPolicyLockoutSafetyCheck", False, True, "pass"),
    Row("aws-kms-key-single-region", "multiRegion", False, True, "pass"),
    Row("aws-kms-grant-not-handed-on", "operations[*]", "Decrypt", "CreateGrant"),
    Row("aws-certificate-key-size", "keyAlgorithm", "EC_secp384r1", "RSA_1024", "pass"),
    Row("aws-certificate-key-not-exported", "options.export", "DISABLED", "ENABLED", "pass"),
    Row("aws-certificate-authority-key-size", ALGORITHM, "RSA_4096", "RSA_2048"),
    Row("aws-certificate-authority-key-in-hardware", "keyStorageSecurityStandard", LEVEL_3, LEVEL_2, "pass"),
    Row("aws-certificate-authority-deletion-delayed", "permanentDeletionTimeInDays", 30, 7, "pass"),
    Row("aws-secret-rotates", "rotationRules.automaticallyAfterDays", 90, 91, "not-applicable"),
]


def revocation(crl: object, ocsp: object) -> dict[str, object]:
    return {
        "revocationConfiguration": {"crlConfiguration": {"enabled": crl}, "ocspConfiguration": {"enabled": ocsp}},
    }


CASES = [
    *row_cases(ROWS),
    *cases(
        "aws-kms-key-rotates",
        KEY,
        ("good", "not-applicable", {"customerMasterKeySpec": "RSA_4096"}),
        ("good", "not-applicable", {"customKeyStoreId": "cks-1"}),
        ("unknown", "unknown", {"customerMasterKeySpec": UNKNOWN}),
    ),
    *cases("aws-kms-key-rotates-yearly", KEY, ("missing", "not-applicable", {"rotationPeriodInDays": 2560})),
    *cases(
        "aws-kms-grant-not-handed-on",
        "aws:kms/grant:Grant",
        ("bad", "fail", {"operations": ["Decrypt", "CreateGrant"]}, "operations[1]"),
    ),
    *cases(
        "aws-certificate-authority-key-size",
        AUTHORITY,
        ("good", "pass", {"certificateAuthorityConfiguration": {"keyAlgorithm": "EC_prime256v1"}}),
        ("good", "pass", {"certificateAuthorityConfiguration": {"keyAlgorithm": "ML_DSA_65"}}),
    ),
    *cases(
        "aws-certificate-authority-revokes",
        AUTHORITY,
        ("good", "pass", revocation(True, False)),
        ("good", "pass", revocation(UNKNOWN, True)),
        ("good", "not-applicable", {"usageMode": "SHORT_LIVED_CERTIFICATE"}),
        ("bad", "fail", revocation(False, False)),
        ("missing", "fail", {}),
        ("unknown", "unknown", revocation(UNKNOWN, False)),
        ("unknown", "unknown", {"revocationConfiguration": UNKNOWN}),
        ("unknown", "unknown", {"usageMode": UNKNOWN}),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(key_management.RULES, CASES)
