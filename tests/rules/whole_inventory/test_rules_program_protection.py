import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.whole_inventory.program_protection import RULES
from tests.rules.rule_case import Case, check, check_all_kinds, judged, resource

CASES = [
    made
    for rule in RULES
    for token in rule.types
    for made in (
        Case(rule.id, "good", "pass", (resource(token, protect=True),)),
        Case(rule.id, "good", "pass", (resource(token, protect=True, retain_on_delete=True),)),
        Case(rule.id, "bad", "fail", (resource(token, retain_on_delete=True),), observed="nobody looks after it"),
        Case(rule.id, "missing", "fail", (resource(token),), observed="protect is not set"),
        # An option is never unknown: properties that are leave it as it is.
        Case(rule.id, "unknown", "fail", (resource(token, inputs={"name": UNKNOWN}),)),
        Case(rule.id, "unknown", "pass", (resource(token, inputs={"name": UNKNOWN}, protect=True),)),
    )
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)


def test_what_the_program_only_reads_is_not_its_to_protect() -> None:
    read = resource("aws:kms/key:Key", external=True)
    assert not [found for found in judged([read]).findings if "protected-in-program" in found.rule]
