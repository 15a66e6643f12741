"""Nothing that protects an example can be weakened without a finding: `survivors.yaml` explains what weakens nothing.

The score counts every change of one property on the four examples (`weakening.py` says which), and is printed:
`pytest -rP -n 0 tests/rules/test_mutation_score.py`.
"""

import json
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from hds_landing.rules.aws.policy_document import statements
from hds_landing.rules.type_tokens import current_token
from tests.rehearsed_examples import EXAMPLES, TODAY, rehearsed
from tests.rules.mutation_score import Unnoticed
from tests.rules.sdk_schema import has_path
from tests.rules.weakening import PROTECT, WHOLE, table, weakened

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the SDK warns of its own older types

LISTED = Path(__file__).with_name("survivors.yaml")


@cache
def tried(example: str) -> dict[str, bool]:
    """Every change of an example, and whether some resource kept it unnoticed."""
    inventory = rehearsed(example).inventory
    unnoticed = Unnoticed(inventory, TODAY)
    survived: dict[str, bool] = defaultdict(bool)
    for change in weakened(inventory):
        # One resource that keeps a change unnoticed is enough to make it a survivor.
        survived[change.key] = survived[change.key] or unnoticed.survives(change)
    return dict(survived)


def listed() -> list[dict[str, Any]]:
    """Groups of changes that weaken nothing, with a reason each."""
    groups: dict[str, list[dict[str, Any]]] = yaml.safe_load(LISTED.read_text(encoding="utf-8"))
    return groups["weakens_nothing"]


def harmless_changes() -> list[str]:
    return [change for group in listed() for change in group["survivors"]]


def test_whatever_weakens_something_is_noticed() -> None:
    harmless = set(harmless_changes())
    results = {(example, change): survived for example in EXAMPLES for change, survived in tried(example).items()}
    survivors = {change for (_, change), survived in results.items() if survived}
    weakening = [survived for (_, change), survived in results.items() if not (survived and change in harmless)]
    killed = weakening.count(False)
    print(f"mutation score: {killed} of {len(weakening)}, {100 * killed / len(weakening):.1f} %")
    print(f"of {len(results)} changes, {len(results) - len(weakening)} weaken nothing; {LISTED.name} has the reasons")
    assert len(results) > 1100
    assert len(weakening) > 750
    assert sorted(survivors - harmless) == [], "no rule notices these"
    assert sorted(harmless - survivors) == [], "a rule notices these now: take them off the list"


def test_no_survivor_is_listed_twice_and_each_group_has_a_reason() -> None:
    changes = harmless_changes()
    assert len(set(changes)) == len(changes)
    assert all(len(group["reason"]) > 20 for group in listed())


@pytest.mark.parametrize("example", EXAMPLES)
def test_what_is_refused_to_ci_is_allowed_by_no_statement(example: str) -> None:
    """So that to lose this refusal is to lose nothing: a key's policy alone can allow the use of a key."""
    keys = [each for each in rehearsed(example).inventory if each.type == "aws:kms/key:Key"]
    assert keys or "azure" in example or example == "grand-paris-nord-est"
    for key in keys:
        written = json.loads(key.inputs["policy"])["Statement"]
        refusal = next(each for each in written if each["Sid"] == "CiNeverDeletesOrDisables")
        ci = ("AWS", refusal["Principal"]["AWS"])
        for statement in statements(key.inputs["policy"]) or ():
            if ci in statement.principals or any(
                name == "*" or name.endswith(":root") for _, name in statement.principals
            ):
                assert not any(statement.allows(action.lower()) for action in refusal["Action"]), statement.number


def test_every_row_of_the_table_is_tried_on_an_example() -> None:
    changes = [change for example in EXAMPLES for change in weakened(rehearsed(example).inventory)]
    tried_paths = {(current_token(change.type), change.path) for change in changes}
    assert [(token, path) for token, row in table().items() for path in row if (token, path) not in tried_paths] == []


def test_what_the_table_adds_is_in_the_sdk() -> None:
    rows = [(token, path) for token, row in table().items() for path in row if path not in (PROTECT, WHOLE)]
    # The SDK has one class for all rule collections, and a property of any of them is in the examples.
    unknown = [row for row in rows if not row[1].startswith("ruleCollections") and not has_path(*row)]
    assert unknown == []


def test_a_rulebook_that_notices_nothing_scores_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    inventory = rehearsed("minimal-aws").inventory
    change = next(change for change in weakened(inventory) if change.path == "blockPublicAcls")
    assert not Unnoticed(inventory, TODAY).survives(change)
    monkeypatch.setattr("tests.rules.mutation_score.rulebook", tuple)
    monkeypatch.setattr("tests.rules.mutation_score.rules_for", lambda token: ())
    monkeypatch.setattr("hds_landing.rules.evaluation.rules_for", lambda token: ())
    assert Unnoticed(inventory, TODAY).survives(change)


@pytest.mark.parametrize("example", ["minimal-aws", "minimal-azure"])
def test_judging_what_a_change_touches_is_judging_everything(example: str) -> None:
    inventory = rehearsed(example).inventory
    unnoticed = Unnoticed(inventory, TODAY)
    sample = list(weakened(inventory))[::5]
    assert len(sample) > 40
    assert [each.key for each in sample if unnoticed.survives(each) != unnoticed.survives_whole(each)] == []


def test_each_change_changes_one_resource() -> None:
    inventory = rehearsed("minimal-azure").inventory
    before = {each.urn: each for each in inventory}
    for change in weakened(inventory):
        assert change.resource != before[change.urn], change.key
        assert change.resource is None or change.resource.urn == change.urn
