"""`hds-landing check`: judges specs, previews and state exports by the rules."""

from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from hds_landing.commands.extras import needed
from hds_landing.errors import InputError
from hds_landing.inventory.read import read_inventory
from hds_landing.inventory.resource import Inventory
from hds_landing.report.findings_json import findings_as_json
from hds_landing.report.findings_text import findings_as_text
from hds_landing.report.output_folder import write_text
from hds_landing.rules.evaluation import evaluate
from hds_landing.rules.finding import Evaluation, Finding, Severity, Summary, Verdict
from hds_landing.waivers.waiver import Waiver, read_waivers


def run(arguments: Namespace) -> int:
    """Prints or writes the findings; 1 where one at or above `--fail-on` is not waived."""
    today = date.today()
    waivers = read_waivers(arguments.waivers, today) if arguments.waivers else ()
    evaluation = _merged([_judge(path, waivers, today) for path in arguments.inputs])
    if arguments.format == "json":
        text = findings_as_json(evaluation, show_passed=arguments.show_passed)
    else:
        text = findings_as_text(evaluation, show_passed=arguments.show_passed, colours=arguments.output is None)
    if arguments.output:
        write_text(arguments.output, text)
    else:
        print(text, end="")
    return 1 if _fails(evaluation, Severity(arguments.fail_on), unknown_fails=arguments.unknown == "fail") else 0


def _judge(path: Path, waivers: Sequence[Waiver], today: date) -> Evaluation:
    if path.is_dir():
        raise InputError(
            f"{path}: is a folder. Give a spec, or what `pulumi preview --json --show-sames` or "
            "`pulumi stack export` printed for the project in it."
        )
    if path.suffix in (".yaml", ".yml"):
        inventory, of_spec = _rehearsed(path, today)
        return evaluate(inventory, waivers=(*of_spec, *waivers), today=today)
    return evaluate(read_inventory(path), waivers=waivers, today=today)


def _rehearsed(path: Path, today: date) -> tuple[Inventory, Sequence[Waiver]]:
    from hds_landing.plan.from_file import plan_file
    from hds_landing.spec.waivers import waivers_of

    planned = plan_file(path, today)
    with needed("rehearsal"):
        from hds_landing.rehearsal.landing_zone import rehearse_landing_zone
    rehearsal = rehearse_landing_zone(planned.plan)
    if rehearsal.errors:
        raise InputError("\n".join(str(error) for error in rehearsal.errors))
    return rehearsal.inventory, waivers_of(planned.loaded.spec)


def _merged(evaluations: Sequence[Evaluation]) -> Evaluation:
    if len(evaluations) == 1:
        return evaluations[0]
    summaries = [evaluation.summary for evaluation in evaluations]
    not_covered: dict[str, int] = {}
    for evaluation in evaluations:
        for package, count in evaluation.not_covered.items():
            not_covered[package] = not_covered.get(package, 0) + count
    return Evaluation(
        findings=tuple(finding for evaluation in evaluations for finding in evaluation.findings),
        summary=Summary(
            fail=sum(summary.fail for summary in summaries),
            unknown=sum(summary.unknown for summary in summaries),
            proxy=sum(summary.proxy for summary in summaries),
            waived=sum(summary.waived for summary in summaries),
            passed=sum(summary.passed for summary in summaries),
            rules=summaries[0].rules,
            resources=sum(summary.resources for summary in summaries),
        ),
        not_covered=not_covered,
    )


def _fails(evaluation: Evaluation, least: Severity, *, unknown_fails: bool) -> bool:
    ranking = list(Severity)
    counted = {Verdict.FAIL, Verdict.UNKNOWN} if unknown_fails else {Verdict.FAIL}

    def counts(finding: Finding) -> bool:
        return (
            finding.verdict in counted
            and not finding.proxy
            and finding.waived is None
            and ranking.index(finding.severity) <= ranking.index(least)
        )

    return any(counts(finding) for finding in evaluation.findings)
