import pytest

from hds_landing.rules.azure.deletion_protection import RULES
from tests.rules.mutations.azure_deletion_protection import ROWS
from tests.rules.property_row import row_cases
from tests.rules.rule_case import Case, check, check_all_kinds

CASES = row_cases(ROWS)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
