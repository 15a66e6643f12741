import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.azure.retention import ARCHIVE_DAYS, HOT_DAYS, RULES
from tests.rules.mutations.azure_traces import FLOW_LOG, RETENTION_ROWS
from tests.rules.property_row import row_cases
from tests.rules.rule_case import Case, cases, check, check_all_kinds

CASES = [
    *row_cases(RETENTION_ROWS),
    *cases(
        "azure-flow-log-kept",
        FLOW_LOG,
        ("good", "pass", {"retentionPolicy": {"enabled": False, "days": 7}}),
        ("unknown", "unknown", {"retentionPolicy": {"enabled": UNKNOWN, "days": 7}}),
        ("unknown", "unknown", {"retentionPolicy": UNKNOWN}),
    ),
]


def test_lengths_are_the_catalogue_s() -> None:
    assert (HOT_DAYS, ARCHIVE_DAYS) == (90, 365)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
