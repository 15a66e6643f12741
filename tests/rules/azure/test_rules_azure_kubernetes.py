import pytest

from hds_landing.rules.azure.kubernetes import RULES
from tests.rules.property_cases import property_cases
from tests.rules.rule_case import Case, check, check_all_kinds

CASES = [
    *property_cases(
        "azure-kubernetes-private",
        "containerservice:ManagedCluster",
        "apiServerAccessProfile.enablePrivateCluster",
        good=[True],
        bad=[False],
    ),
    *property_cases(
        "azure-kubernetes-administration-narrow",
        "containerservice:ManagedCluster",
        "apiServerAccessProfile.authorizedIPRanges[*]",
        good=["203.0.113.0/24"],
        bad=["0.0.0.0/0", "203.0.0.0/8", "::/0"],
        other={"apiServerAccessProfile.enablePrivateCluster": True},
    ),
    *property_cases(
        "azure-kubernetes-no-run-command",
        "containerservice:ManagedCluster",
        "apiServerAccessProfile.disableRunCommand",
        good=[True],
        bad=[False],
    ),
    *property_cases(
        "azure-kubernetes-no-local-accounts",
        "containerservice:ManagedCluster",
        "disableLocalAccounts",
        good=[True],
        bad=[False],
    ),
    *property_cases(
        "azure-kubernetes-entra-sign-in",
        "containerservice:ManagedCluster",
        "aadProfile.managed",
        good=[True],
        bad=[False],
    ),
    *property_cases(
        "azure-kubernetes-azure-roles",
        "containerservice:ManagedCluster",
        "aadProfile.enableAzureRBAC",
        good=[True],
        bad=[False],
    ),
    *property_cases(
        "azure-kubernetes-rights-enforced",
        "containerservice:ManagedCluster",
        "enableRBAC",
        good=[True],
        bad=[False],
        missing="unknown",
    ),
    *property_cases(
        "azure-kubernetes-managed-identity",
        "containerservice:ManagedCluster",
        "identity.type",
        good=["UserAssigned", "SystemAssigned"],
        bad=["None"],
    ),
    *property_cases(
        "azure-kubernetes-segregated",
        "containerservice:ManagedCluster",
        "networkProfile.networkPolicy",
        good=["cilium", "calico", "azure"],
        bad=["none"],
    ),
    *property_cases(
        "azure-kubernetes-way-out-inspected",
        "containerservice:ManagedCluster",
        "networkProfile.outboundType",
        good=["userDefinedRouting", "none"],
        bad=["loadBalancer", "managedNATGateway"],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
