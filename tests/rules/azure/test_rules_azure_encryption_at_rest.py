import pytest

from hds_landing.rules.azure.encryption_at_rest import RULES
from tests.rules.mutations.azure_encryption_at_rest import ROWS
from tests.rules.property_row import row_cases
from tests.rules.rule_case import Case, check, check_all_kinds, resource

CASES = row_cases(ROWS)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)


def test_confidential_machines_are_not_asked_for_what_azure_refuses_them() -> None:
    machine = {"securityProfile": {"securityType": "ConfidentialVM"}}
    rule, token = "azure-virtual-machine-encrypted-at-host", "azure-native:compute:VirtualMachine"
    check(Case(rule, "good", "not-applicable", (resource(token, inputs=machine),)))
