"""The rulebook on an inventory.

What is not known never passes and never stops anything: an unknown value, a region that nothing names, a rule that
raises, and every whole-inventory rule on an inventory that cannot be shown whole, are findings with the verdict
`unknown`. So is every rule on what the program only reads by its id (`external`), and on what depends on such: what is
not managed here is not shown.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from hds_landing.inventory.graph import InventoryGraph
from hds_landing.inventory.resource import Inventory, Resource
from hds_landing.rules.confirmed_services import in_date, judge_confirmations
from hds_landing.rules.data_classes import severity_on
from hds_landing.rules.finding import Evaluation, Finding, Severity, Summary, Verdict
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, NotApplicable, Passed, Unconfirmed, Undetermined
from hds_landing.rules.rule import ResourceRule, Rule, Subject, WholeInventoryRule
from hds_landing.rules.rulebook import rulebook, rules_for
from hds_landing.rules.subject import subject_of
from hds_landing.rules.type_tokens import cloud_of, current_token, package_of
from hds_landing.rules.waived_findings import judge_waivers, waived
from hds_landing.waivers.confirmation import Confirmation
from hds_landing.waivers.waiver import Waiver

_SEVERITY_ORDER: Final = {severity: order for order, severity in enumerate(Severity)}
_NOT_MANAGED: Final = Undetermined("the program only reads it by its id: what is not managed here is not shown")
_STACK_REFERENCE: Final = "pulumi:pulumi:StackReference"
_INCOMPLETE: Final = (
    "the inventory does not show every resource, so nothing can be said of what it lacks; "
    "for a preview, add --show-sames"
)


def evaluate(
    inventory: Inventory,
    *,
    waivers: Sequence[Waiver] = (),
    confirmations: Sequence[Confirmation] = (),
    today: date,
    with_passed: bool = True,
    judge_declarations: bool = True,
) -> Evaluation:
    """Every verdict of the rulebook on `inventory`, waivers and confirmations applied as of `today`.

    Without `with_passed`, passes are counted and not listed, which is several times faster on large inventories.
    Without `judge_declarations`, nothing is said of waivers and confirmations themselves: for who judges several
    inventories, of which each may need some of them, with `judge_waivers` and `judge_confirmations` over all.
    """
    findings: list[Finding] = []
    passed = 0
    graph = InventoryGraph(inventory, canonical=current_token)
    for token, judged in _judged_by_type(inventory, in_date(confirmations, today)).items():
        for rule in rules_for(token):
            for (resource, subject), judgement in zip(judged, _judgements(rule, judged, graph), strict=False):
                if judgement is NOT_APPLICABLE:
                    continue
                if judgement is None or isinstance(judgement, Passed):
                    passed += 1
                    if not with_passed:
                        continue
                findings.append(_finding(rule, resource, subject, judgement))
    if not inventory.complete:
        findings += [_not_shown(rule) for rule in rulebook() if isinstance(rule, WholeInventoryRule)]
    findings = waived(findings, waivers, today)
    if judge_declarations:
        types = judged_types(inventory)
        findings += judge_confirmations(confirmations, types, today, complete=inventory.complete)
        findings += judge_waivers(waivers, findings, today, complete=inventory.complete)
    return Evaluation(
        findings=_ordered(findings),
        summary=_summary(findings, passed, sum(1 for resource in inventory if _is_judged(resource))),
        not_covered=_not_covered(inventory),
    )


def judged_types(inventory: Inventory) -> frozenset[str]:
    """The type tokens of the resources that are managed and judged, as they are written."""
    return frozenset(resource.type for resource in inventory if _is_judged(resource) and not resource.external)


def judge_resource(rule: ResourceRule, subject: Subject) -> Judgement:
    """The judgement of one rule; a rule that raises is a doubt, never an end."""
    try:
        return rule.judge(subject)
    except Exception as error:
        return Undetermined(f"the rule could not judge these values ({type(error).__name__})")


def judge_joined(rule: WholeInventoryRule, resource: Resource, graph: InventoryGraph) -> Judgement:
    """The judgement of one whole-inventory rule on one resource; a doubt where it rests on what is only read."""
    if resource.external:
        return NOT_APPLICABLE if rule.asks_program else _NOT_MANAGED
    graph.only_read.clear()
    try:
        judgement = rule.judge(resource, graph)
    except Exception as error:
        return Undetermined(f"the rule could not judge these values ({type(error).__name__})")
    if graph.only_read and not isinstance(judgement, NotApplicable):
        said = f"; as far as it is shown: {judgement}" if isinstance(judgement, str) else ""
        return Undetermined(f"it rests on {', '.join(graph.only_read)}, which is only read here, not managed{said}")
    return judgement


def verdict_of(judgement: Judgement) -> Verdict:
    """The verdict that a judgement comes to."""
    match judgement:
        case str():
            return Verdict.FAIL
        case None | Passed():
            return Verdict.PASS
        case Undetermined() | Unconfirmed():
            return Verdict.UNKNOWN
        case _:
            return Verdict.NOT_APPLICABLE


def _judged_by_type(
    inventory: Inventory, confirmed: Sequence[Confirmation]
) -> Mapping[str, Sequence[tuple[Resource, Subject]]]:
    by_type: dict[str, list[tuple[Resource, Subject]]] = defaultdict(list)
    for resource in inventory:
        if _is_judged(resource):
            by_type[resource.type].append((resource, subject_of(resource, inventory.config, confirmed)))
    return by_type


def _judgements(rule: Rule, judged: Sequence[tuple[Resource, Subject]], graph: InventoryGraph) -> Sequence[Judgement]:
    """What one rule says of each; nothing where it needs the whole inventory and that is not shown."""
    if isinstance(rule, ResourceRule):
        return [_NOT_MANAGED if each.external else judge_resource(rule, subject) for each, subject in judged]
    if isinstance(rule, WholeInventoryRule) and graph.inventory.complete:
        return [judge_joined(rule, resource, graph) for resource, _ in judged]
    return ()


def _is_judged(resource: Resource) -> bool:
    """What the program only reads is judged as well: to unknown, never to a pass."""
    return resource.custom and resource.type != _STACK_REFERENCE


def _finding(rule: Rule, resource: Resource, subject: Subject, judgement: Judgement) -> Finding:
    verdict, observed = verdict_of(judgement), judgement if isinstance(judgement, str) else _why(judgement)
    return Finding(  # by position: as keywords they take twice as long, and nothing is made as often
        rule.id,
        rule.theme,
        severity_on(rule, subject, verdict) if rule.severity_below_health else rule.severity,
        verdict,
        resource.urn,
        resource.type,
        resource.name,
        observed,
        rule.fix,
        rule.requirements,
        isinstance(judgement, Unconfirmed),
        resource.source,
    )


def _not_shown(rule: WholeInventoryRule) -> Finding:
    return Finding(
        rule=rule.id,
        theme=rule.theme,
        severity=rule.severity,
        verdict=Verdict.UNKNOWN,
        urn=None,
        type=None,
        name=None,
        observed=_INCOMPLETE,
        fix=rule.fix,
        requirements=rule.requirements,
    )


def _why(judgement: Passed | Undetermined | Unconfirmed | NotApplicable | None) -> str:
    return "" if judgement is None or isinstance(judgement, NotApplicable) else judgement.why


def _ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """By severity, rule and URN. Sorted within each rule, by one text: much faster than all by three values."""
    by_rule: dict[tuple[int, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        by_rule[_SEVERITY_ORDER[finding.severity], finding.rule].append(finding)
    return tuple(
        finding for key in sorted(by_rule) for finding in sorted(by_rule[key], key=lambda finding: finding.urn or "")
    )


def _summary(findings: Sequence[Finding], passed: int, resources: int) -> Summary:
    waived_ones = sum(1 for finding in findings if finding.waived is not None)
    counts = Counter("proxy" if finding.proxy else finding.verdict for finding in findings if finding.waived is None)
    return Summary(
        fail=counts[Verdict.FAIL],
        unknown=counts[Verdict.UNKNOWN],
        proxy=counts["proxy"],
        waived=waived_ones,
        passed=passed,
        rules=len(rulebook()),
        resources=resources,
    )


def _not_covered(inventory: Inventory) -> dict[str, int]:
    packages = Counter(
        package_of(resource.type)
        for resource in inventory
        if resource.custom and cloud_of(resource.type) is None and package_of(resource.type) != "pulumi"
    )
    return dict(sorted(packages.items()))
