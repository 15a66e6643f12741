"""Which changes of an inventory no rule notices.

A change is noticed by one finding (fail or unknown) that was not there before. Only what a change can touch is judged
again: the rules of the resource's own type, and the whole-inventory rules that read its type. A changed provider
changes its resources, so everything is judged again.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from hds_landing.inventory.graph import InventoryGraph
from hds_landing.inventory.recording import recorded_inventory
from hds_landing.inventory.resource import Inventory, Resource
from hds_landing.rules.evaluation import evaluate, judge_joined, judge_resource
from hds_landing.rules.finding import Verdict
from hds_landing.rules.judgement import Judgement, Unconfirmed, Undetermined
from hds_landing.rules.rule import ResourceRule, WholeInventoryRule
from hds_landing.rules.rulebook import rulebook, rules_for
from hds_landing.rules.subject import subject_of
from hds_landing.rules.type_tokens import current_token
from tests.rules.weakening import Weakened

Told = tuple[str, str | None, str]
"""Rule, resource, and `fail`, `unknown` or `proxy`."""


class Unnoticed:
    """Finds what the rulebook does not notice on one inventory."""

    def __init__(self, inventory: Inventory, today: date) -> None:
        self._inventory = inventory
        self._today = today
        self._before = self._told(inventory)

    def survives(self, change: Weakened) -> bool:
        """Whether nothing new is told of the inventory with the change."""
        if change.type.startswith("pulumi:providers:"):
            return self.survives_whole(change)
        changed = self._changed(change)
        own = self._of_resource(change.resource, changed) if change.resource else ()
        return all(told in self._before for told in (*own, *self._of_joins(change, changed)))

    def survives_whole(self, change: Weakened) -> bool:
        """The same, asked of the whole rulebook on the whole inventory."""
        return self._told(self._changed(change)) <= self._before

    def _changed(self, change: Weakened) -> Inventory:
        resources = (change.resource if each.urn == change.urn else each for each in self._inventory)
        kept = tuple(each for each in resources if each is not None)
        if change.type.startswith("pulumi:providers:"):
            return recorded_inventory(list(kept), origin=self._inventory.origin, complete=True)
        return replace(self._inventory, resources=kept)

    def _of_resource(self, resource: Resource, inventory: Inventory) -> Iterator[Told]:
        subject = subject_of(resource, inventory.config)
        for rule in rules_for(resource.type):
            if isinstance(rule, ResourceRule) and (verdict := _told(judge_resource(rule, subject))):
                yield rule.id, resource.urn, verdict

    def _of_joins(self, change: Weakened, inventory: Inventory) -> Iterator[Told]:
        token = current_token(change.type)
        graph = InventoryGraph(inventory, canonical=current_token)
        for rule in rulebook():
            if isinstance(rule, WholeInventoryRule) and (token in rule.types or token in rule.joins):
                for judged in (each for type_ in rule.types for each in graph.of_type(type_)):
                    if verdict := _told(judge_joined(rule, judged, graph)):
                        yield rule.id, judged.urn, verdict

    def _told(self, inventory: Inventory) -> set[Told]:
        findings = evaluate(inventory, today=self._today, with_passed=False).findings
        return {
            (each.rule, each.urn, "proxy" if each.proxy else each.verdict.value)
            for each in findings
            if each.verdict in (Verdict.FAIL, Verdict.UNKNOWN)
        }


def _told(judgement: Judgement) -> str | None:
    match judgement:
        case str():
            return "fail"
        case Undetermined():
            return "unknown"
        case Unconfirmed():
            return "proxy"
        case _:
            return None
