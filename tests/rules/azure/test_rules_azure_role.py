import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.azure.role import RULES
from tests.rules.property_cases import property_cases
from tests.rules.rule_case import Case, cases, check, check_all_kinds

OWNER = "/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
CONTRIBUTOR = "/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c"
READER = "/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7"
SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000001"
RESOURCE = f"{SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/keys"
MANAGEMENT_GROUP = "/providers/Microsoft.Management/managementGroups/ght"

CASES = [
    *cases(
        "azure-role-no-standing-owner",
        "azure-native:authorization:RoleAssignment",
        ("good", "pass", {"roleDefinitionId": OWNER, "scope": f"{SUBSCRIPTION}/resourceGroups/rg"}),
        ("good", "pass", {"roleDefinitionId": READER, "scope": SUBSCRIPTION}),
        ("good", "pass", {"roleDefinitionId": READER, "scope": UNKNOWN}),
        ("good", "pass", {"roleDefinitionId": UNKNOWN, "scope": f"{SUBSCRIPTION}/resourceGroups/rg"}),
        ("bad", "fail", {"roleDefinitionId": SUBSCRIPTION + OWNER, "scope": SUBSCRIPTION}, "Owner"),
        ("bad", "fail", {"roleDefinitionId": OWNER.upper(), "scope": MANAGEMENT_GROUP.lower()}),
        ("bad", "fail", {"roleDefinitionId": OWNER, "scope": "/"}),
        ("missing", "pass", {}),
        ("unknown", "unknown", {"roleDefinitionId": OWNER, "scope": UNKNOWN}),
        ("unknown", "unknown", {"roleDefinitionId": UNKNOWN, "scope": SUBSCRIPTION}),
        ("unknown", "unknown", {"roleDefinitionId": OWNER, "scope": SUBSCRIPTION, "condition": "@Resource..."}),
    ),
    *cases(
        "azure-role-on-a-resource-narrow",
        "azure-native:authorization:RoleAssignment",
        ("good", "pass", {"roleDefinitionId": READER, "scope": RESOURCE}),
        ("good", "pass", {"roleDefinitionId": READER, "scope": UNKNOWN}),
        ("good", "not-applicable", {"roleDefinitionId": CONTRIBUTOR, "scope": f"{SUBSCRIPTION}/resourceGroups/rg"}),
        ("good", "not-applicable", {"roleDefinitionId": UNKNOWN, "scope": SUBSCRIPTION}),
        ("bad", "fail", {"roleDefinitionId": SUBSCRIPTION + CONTRIBUTOR, "scope": RESOURCE}, "Contributor"),
        ("bad", "fail", {"roleDefinitionId": OWNER.upper(), "scope": f"{RESOURCE}/keys/disk".lower()}, "Owner"),
        ("missing", "pass", {}),
        ("unknown", "unknown", {"roleDefinitionId": OWNER, "scope": UNKNOWN}),
        ("unknown", "unknown", {"roleDefinitionId": UNKNOWN, "scope": RESOURCE}),
        ("unknown", "unknown", {"roleDefinitionId": OWNER, "scope": RESOURCE, "condition": "@Resource..."}),
    ),
    *property_cases(
        "azure-role-no-foreign-group",
        "authorization:RoleAssignment",
        "principalType",
        good=["Group", "User", "ServicePrincipal"],
        bad=["ForeignGroup"],
        missing="not-applicable",
    ),
    *property_cases(
        "azure-custom-role-no-star",
        "authorization:RoleDefinition",
        "permissions[*].actions[*]",
        good=["Microsoft.Compute/*/read", "*/read"],
        bad=["*"],
        missing="not-applicable",
    ),
    *property_cases(
        "azure-custom-role-no-data-star",
        "authorization:RoleDefinition",
        "permissions[*].dataActions[*]",
        good=["Microsoft.KeyVault/vaults/keys/read"],
        bad=["*"],
        missing="not-applicable",
    ),
    *property_cases(
        "azure-custom-role-gives-no-roles",
        "authorization:RoleDefinition",
        "permissions[*].actions[*]",
        good=["Microsoft.Authorization/roleAssignments/read"],
        bad=["Microsoft.Authorization/roleAssignments/write", "Microsoft.Authorization/*", "*/write"],
        missing="not-applicable",
    ),
    *property_cases(
        "azure-custom-role-not-for-everything",
        "authorization:RoleDefinition",
        "assignableScopes[*]",
        good=["/subscriptions/1"],
        bad=["/"],
        missing="pass",
    ),
    *property_cases(
        "azure-policy-enforced",
        "authorization:PolicyAssignment",
        "enforcementMode",
        good=["Default"],
        bad=["DoNotEnforce", "Enroll"],
        missing="pass",
    ),
    *property_cases(
        "azure-policy-exemption-ends",
        "authorization:PolicyExemption",
        "expiresOn",
        good=["2027-01-31T00:00:00Z"],
        bad=[""],
    ),
    *property_cases(
        "azure-policy-exemption-explained",
        "authorization:PolicyExemption",
        "description",
        good=["The scanner cannot do TLS 1.2"],
        bad=[""],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
