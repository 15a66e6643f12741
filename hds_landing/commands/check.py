"""`hds-landing check`: judges specs, Pulumi projects, previews and state exports by the rules."""

import hashlib
import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from hds_landing.commands.extras import needed
from hds_landing.errors import InputError
from hds_landing.inventory.read import read_inventory
from hds_landing.inventory.resource import Inventory
from hds_landing.inventory.uncollected import uncollected
from hds_landing.report.baseline import read_baseline, without_known
from hds_landing.report.checked import Checked, CheckedInput, with_findings
from hds_landing.report.gate import Gate
from hds_landing.report.output_folder import write_text
from hds_landing.rules.confirmed_services import judge_confirmations
from hds_landing.rules.evaluation import evaluate, judged_types
from hds_landing.rules.finding import Finding, Severity
from hds_landing.rules.rulebook import rulebook
from hds_landing.rules.waived_findings import judge_waivers
from hds_landing.waivers.confirmation import Confirmation
from hds_landing.waivers.confirmation_file import read_confirmations
from hds_landing.waivers.waiver import Waiver
from hds_landing.waivers.waiver_file import read_waivers


def run(arguments: Namespace) -> int:
    """Prints or writes the findings; 1 where one at or above `--fail-on` is neither waived nor known."""
    today = date.today()
    _refuse_overwriting(arguments)
    waivers = read_waivers(arguments.waivers, today) if arguments.waivers else ()
    confirmations = read_confirmations(arguments.confirmations, today) if arguments.confirmations else ()
    baseline = read_baseline(arguments.baseline) if arguments.baseline else None
    if arguments.stack and not any(path.is_dir() for path in arguments.inputs):
        raise InputError("--stack chooses the stack of a Pulumi project; no INPUT is a project's folder.")
    if arguments.timeout_seconds and not any(path.is_dir() for path in arguments.inputs):
        raise InputError("--timeout-seconds bounds the program of a Pulumi project; no INPUT is a project's folder.")
    with_passed = arguments.show_passed or arguments.format == "junit"
    judging = _Judging(
        waivers,
        confirmations,
        today,
        with_passed=with_passed,
        stack=arguments.stack,
        timeout_seconds=arguments.timeout_seconds,
    )
    checked = Checked(
        inputs=judging.judge_all(arguments.inputs),
        gate=Gate(Severity(arguments.fail_on), unknown_fails=arguments.unknown == "fail"),
    )
    if baseline:
        checked = without_known(checked, baseline)
    with uncollected():
        report = _report(checked, arguments, today)
        if arguments.output:
            write_text(arguments.output, report)
        else:
            _print(report)
    return 1 if checked.fails else 0


def _refuse_overwriting(arguments: Namespace) -> None:
    """What is read is never written over: a state export may be the only one, a baseline would lose what it knows."""
    read = [
        path
        for path in (*arguments.inputs, arguments.baseline, arguments.waivers, arguments.confirmations)
        if path is not None
    ]
    if arguments.output and arguments.output.resolve() in {path.resolve() for path in read}:
        raise InputError(
            f"{arguments.output}: is read by this check, and --output would overwrite it. Give another file."
        )


@dataclass(frozen=True)
class _Judging:
    waivers: Sequence[Waiver]
    confirmations: Sequence[Confirmation]
    today: date
    with_passed: bool
    stack: str | None
    timeout_seconds: int | None

    def judge_all(self, paths: Sequence[Path]) -> tuple[CheckedInput, ...]:
        """Every input. What the files of waivers and confirmations are themselves found to be stands with the first:
        one that any input needs is in use."""
        judged = [self._judge(path) for path in paths]
        first, *others = (checked for checked, _ in judged)
        complete = all(checked.complete for checked, _ in judged)
        findings = [finding for checked, _ in judged for finding in checked.evaluation.findings]
        types = frozenset[str]().union(*(types for _, types in judged))
        of_files = [
            *judge_confirmations(self.confirmations, types, self.today, complete=complete),
            *judge_waivers(self.waivers, findings, self.today, complete=complete),
        ]
        return _with_more(first, of_files), *others

    def _judge(self, path: Path) -> tuple[CheckedInput, frozenset[str]]:
        """One input, and the types of what it holds."""
        of_spec: Sequence[Waiver] = ()
        if path.is_dir():
            inventory = _previewed(path, self.stack, self.timeout_seconds)
        elif path.suffix in (".yaml", ".yml"):
            inventory, of_spec = _rehearsed(path, self.today)
        else:
            with uncollected():
                inventory = read_inventory(path)
        with uncollected():
            evaluation = evaluate(
                inventory,
                waivers=(*of_spec, *self.waivers),
                confirmations=self.confirmations,
                today=self.today,
                with_passed=self.with_passed,
                judge_declarations=False,
            )
        checked = CheckedInput(
            file=str(path),
            origin=inventory.origin,
            complete=inventory.complete,
            resources=len(inventory.resources),
            sha256=inventory.input_sha256,
            evaluation=evaluation,
        )
        of_waivers = judge_waivers(of_spec, evaluation.findings, self.today, complete=inventory.complete)
        return _with_more(checked, of_waivers), judged_types(inventory)


def _with_more(checked: CheckedInput, findings: Sequence[Finding]) -> CheckedInput:
    if not findings:
        return checked
    evaluation = checked.evaluation
    return replace(checked, evaluation=with_findings(evaluation, (*evaluation.findings, *findings)))


def _previewed(folder: Path, stack: str | None, timeout_seconds: int | None) -> Inventory:
    with needed("rehearsal"):
        from hds_landing.rehearsal.project.preview import TIME_LIMIT_SECONDS, preview_project
    preview = preview_project(
        folder,
        stack,
        announce=lambda line: print(line, file=sys.stderr, flush=True),
        time_limit_seconds=timeout_seconds or TIME_LIMIT_SECONDS,
    )
    for note in preview.notes:
        print(f"Note: {note}", file=sys.stderr)
    return preview.inventory


def _rehearsed(path: Path, today: date) -> tuple[Inventory, Sequence[Waiver]]:
    from hds_landing.plan.from_file import plan_file
    from hds_landing.spec.waivers import waivers_of

    planned = plan_file(path, today)
    with needed("rehearsal"):
        from hds_landing.rehearsal.landing_zone import rehearse_landing_zone
    if sys.stderr.isatty():
        print(f"Bringing {path} up on the embedded {planned.plan.cloud.value} ...", file=sys.stderr)
    rehearsal = rehearse_landing_zone(planned.plan)
    if rehearsal.errors:
        raise InputError("\n".join(str(error) for error in rehearsal.errors))
    inventory = replace(rehearsal.inventory, input_sha256=hashlib.sha256(path.read_bytes()).hexdigest())
    return inventory, waivers_of(planned.loaded.spec)


def _report(checked: Checked, arguments: Namespace, today: date) -> Iterable[str]:
    """The text, in pieces where it may be too long to hold."""
    if arguments.format == "json":
        from hds_landing.report.findings_json import checked_in_pieces

        return checked_in_pieces(checked, show_passed=arguments.show_passed)
    return (_document(checked, arguments, today),)


def _document(checked: Checked, arguments: Namespace, today: date) -> str:
    show_passed: bool = arguments.show_passed
    match arguments.format:
        case "sarif":
            from hds_landing.report.findings_sarif import findings_as_sarif

            return findings_as_sarif(checked, rulebook(), show_passed=show_passed)
        case "junit":
            from hds_landing.report.findings_junit import findings_as_junit

            return findings_as_junit(checked)
        case "html":
            from hds_landing.report.findings_html import findings_as_html

            return findings_as_html(checked, rulebook(), today, arguments.lang, show_passed=show_passed)
        case "github":
            from hds_landing.report.findings_github import findings_as_github

            return findings_as_github(checked)
        case _:
            from hds_landing.report.findings_text import findings_as_text

            return findings_as_text(checked, show_passed=show_passed, colours=arguments.output is None)


def _print(report: Iterable[str]) -> None:
    """On standard output; what a terminal of another encoding cannot show is escaped, never an error."""
    encoding = sys.stdout.encoding or "utf-8"
    for text in report:
        print(text.encode(encoding, "backslashreplace").decode(encoding), end="")
