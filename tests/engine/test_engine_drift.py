"""What somebody changed by hand on AWS is shown by a refresh, and judged in the refreshed state."""

from datetime import date
from typing import Any

import pytest

from hds_landing.inventory.state_export import read_state
from hds_landing.rules.evaluation import evaluate
from hds_landing.rules.finding import Verdict
from tests.engine.engine_stack import Stack
from tests.engine.hand_changes import ACCOUNT, DELETED, HAND_CHANGES, REGION, HandChange
from tests.engine.workbench import ROOT, Workbench
from tests.rehearsed_examples import planned

pytestmark = pytest.mark.engine

LOCK = "exemple-centre-backup-lock"
"""AWS changes no lock: the provider would make it anew, and what is protected is not."""


def _by_name(stack: Stack) -> dict[str, dict[str, Any]]:
    return {urn.rpartition("::")[2]: each for urn, each in stack.resources().items() if each["custom"]}


def _failures(stack: Stack) -> set[tuple[str, str]]:
    findings = evaluate(read_state(stack.export()), today=date.today()).findings
    return {(each.rule, each.name) for each in findings if each.verdict is Verdict.FAIL}


def _expected(change: HandChange) -> set[tuple[str, str]]:
    names = [change.name] * len(change.rules)
    return set(zip(change.rules, [*names[:-1], change.on or change.name], strict=False))


def test_what_is_changed_by_hand_is_shown_and_judged(workbench: Workbench) -> None:
    stack = workbench.landing_zone("minimal-aws", planned("minimal-aws").plan.name)
    stack.up("--skip-preview")
    before = _by_name(stack)
    assert _failures(stack) == set()
    aws: Any = workbench.aws.cloud
    for change in HAND_CHANGES:
        change.make(aws.client(change.service, account_id=ACCOUNT, region=REGION), before[change.name])

    previewed = stack.preview("--refresh", "--diff", expected=False).output
    assert "unable to replace resource" in previewed
    assert f"{LOCK}'" in previewed or f'{LOCK}"' in previewed
    stack.refresh("--expect-no-changes", expected=False)
    after = _by_name(stack)
    for change in HAND_CHANGES:
        assert change.name in previewed
        if change.shown == DELETED:
            assert change.name not in after
        else:
            old, new = before[change.name]["outputs"], after[change.name]["outputs"]
            assert old.get(change.shown) != new.get(change.shown), change.kind
    untouched = before.keys() - {change.name for change in HAND_CHANGES}
    assert {name for name in untouched if before[name]["outputs"] != after[name]["outputs"]} == set()
    assert _failures(stack) == set().union(*map(_expected, HAND_CHANGES))


def test_the_page_says_what_was_tried() -> None:
    page = (ROOT / "docs" / "drift.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ")][1:]
    assert rows == [
        f"| {change.kind} | {change.name}: {change.shown} "
        f"| {', '.join(f'`{rule}`' for rule in change.rules) or 'nothing: no matter of security'} |"
        for change in HAND_CHANGES
    ]
