import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.aws.accounts import RULES
from tests.rules.rule_case import Case, cases, cases_at, check, check_all_kinds

ADMINISTRATOR, OURS = "arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::111122223333:policy/reader"
PASSWORDS = "aws:iam/accountPasswordPolicy:AccountPasswordPolicy"
ALL_KINDS = dict.fromkeys(
    ("requireLowercaseCharacters", "requireNumbers", "requireSymbols", "requireUppercaseCharacters"), True
)

CASES = [
    *(
        case
        for kind in ("group", "role", "user")
        for case in cases_at(
            "aws-administrator-policy-not-attached",
            f"aws:iam/{kind}PolicyAttachment:{kind.capitalize()}PolicyAttachment",
            "policyArn",
            good=OURS,
            bad=ADMINISTRATOR,
            missing="not-applicable",
        )
    ),
    *cases_at(
        "aws-role-without-administrator-policy",
        "aws:iam/role:Role",
        "managedPolicyArns[*]",
        good=OURS,
        bad="arn:aws:iam::aws:policy/IAMFullAccess",
        missing="pass",
    ),
    *cases_at(
        "aws-permission-set-without-administrator-policy",
        "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
        "managedPolicyArn",
        good="arn:aws:iam::aws:policy/ReadOnlyAccess",
        bad=ADMINISTRATOR,
        missing="not-applicable",
    ),
    *(
        case
        for rule, token in (
            ("aws-policy-not-on-user", "aws:iam/userPolicy:UserPolicy"),
            ("aws-policy-not-on-user", "aws:iam/userPolicyAttachment:UserPolicyAttachment"),
            ("aws-user-absent", "aws:iam/user:User"),
            ("aws-user-without-password", "aws:iam/userLoginProfile:UserLoginProfile"),
            ("aws-access-key-absent", "aws:iam/accessKey:AccessKey"),
        )
        for case in (
            *cases(rule, "aws:iam/group:Group", ("good", "not-applicable", {})),
            *cases(
                rule,
                token,
                ("bad", "fail", {"user": "someone"}),
                ("missing", "fail", {}),
                ("unknown", "fail", {"user": UNKNOWN}),
            ),
        )
    ),
    *cases_at(
        "aws-policy-attachment-without-user",
        "aws:iam/policyAttachment:PolicyAttachment",
        "users",
        good=[],
        bad=["someone"],
        missing="pass",
    ),
    *cases_at(
        "aws-root-credentials-held-centrally",
        "aws:iam/organizationsFeatures:OrganizationsFeatures",
        "enabledFeatures",
        good=["RootSessions", "RootCredentialsManagement"],
        bad=["RootSessions"],
        missing="fail",
    ),
    *cases_at("aws-password-policy-long", PASSWORDS, "minimumPasswordLength", good=14, bad=13, missing="fail"),
    *cases_at("aws-password-policy-remembers", PASSWORDS, "passwordReusePrevention", good=24, bad=5, missing="fail"),
    *cases(
        "aws-password-policy-mixed",
        PASSWORDS,
        ("good", "pass", ALL_KINDS),
        *(("bad", "fail", ALL_KINDS | {kind: False}, f"{kind} is false") for kind in ALL_KINDS),
        ("missing", "fail", {}),
        ("unknown", "unknown", ALL_KINDS | {"requireSymbols": UNKNOWN}),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
