"""`hds-landing check`: judges specs, Pulumi projects, previews and state exports by the rules."""

import hashlib
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from hds_landing.commands.extras import needed
from hds_landing.errors import InputError
from hds_landing.inventory.read import read_inventory
from hds_landing.inventory.resource import Inventory
from hds_landing.report.baseline import read_baseline, without_known
from hds_landing.report.checked import Checked, CheckedInput, with_findings
from hds_landing.report.gate import Gate
from hds_landing.report.output_folder import write_text
from hds_landing.rules.evaluation import evaluate
from hds_landing.rules.finding import Finding, Severity
from hds_landing.rules.rulebook import rulebook
from hds_landing.rules.waived_findings import apply_waivers
from hds_landing.waivers.waiver import Waiver, read_waivers


def run(arguments: Namespace) -> int:
    """Prints or writes the findings; 1 where one at or above `--fail-on` is neither waived nor known."""
    today = date.today()
    _refuse_overwriting(arguments)
    waivers = read_waivers(arguments.waivers, today) if arguments.waivers else ()
    baseline = read_baseline(arguments.baseline) if arguments.baseline else None
    if arguments.stack and not any(path.is_dir() for path in arguments.inputs):
        raise InputError("--stack chooses the stack of a Pulumi project; no INPUT is a project's folder.")
    with_passed = arguments.show_passed or arguments.format == "junit"
    judging = _Judging(waivers, today, with_passed=with_passed, stack=arguments.stack)
    inputs = _told_once([judging.judge(path) for path in arguments.inputs], waivers, today)
    checked = Checked(
        inputs=tuple(inputs), gate=Gate(Severity(arguments.fail_on), unknown_fails=arguments.unknown == "fail")
    )
    if baseline:
        checked = without_known(checked, baseline)
    text = _report(checked, arguments, today)
    if arguments.output:
        write_text(arguments.output, text)
    else:
        _print(text)
    return 1 if checked.failing else 0


def _refuse_overwriting(arguments: Namespace) -> None:
    """What is read is never written over: a state export may be the only one, a baseline would lose what it knows."""
    read = [path for path in (*arguments.inputs, arguments.baseline, arguments.waivers) if path is not None]
    if arguments.output and arguments.output.resolve() in {path.resolve() for path in read}:
        raise InputError(
            f"{arguments.output}: is read by this check, and --output would overwrite it. Give another file."
        )


@dataclass(frozen=True)
class _Judging:
    waivers: Sequence[Waiver]
    today: date
    with_passed: bool
    stack: str | None

    def judge(self, path: Path) -> CheckedInput:
        if path.is_dir():
            return self._judged(path, _previewed(path, self.stack), self.waivers)
        if path.suffix in (".yaml", ".yml"):
            inventory, of_spec = _rehearsed(path, self.today)
            return self._judged(path, inventory, (*of_spec, *self.waivers))
        return self._judged(path, read_inventory(path), self.waivers)

    def _judged(self, path: Path, inventory: Inventory, waivers: Sequence[Waiver]) -> CheckedInput:
        return CheckedInput(
            file=str(path),
            origin=inventory.origin,
            complete=inventory.complete,
            resources=len(inventory.resources),
            sha256=inventory.input_sha256,
            evaluation=evaluate(inventory, waivers=waivers, today=self.today, with_passed=self.with_passed),
        )


def _previewed(folder: Path, stack: str | None) -> Inventory:
    with needed("rehearsal"):
        from hds_landing.rehearsal.project.preview import preview_project
    preview = preview_project(folder, stack, announce=lambda line: print(line, file=sys.stderr, flush=True))
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


def _told_once(inputs: Sequence[CheckedInput], waivers: Sequence[Waiver], today: date) -> list[CheckedInput]:
    """What is said of the waivers in `--waivers` themselves: once, and only where no input has a use for them."""
    if len(inputs) == 1:
        return list(inputs)

    def about(finding: Finding) -> tuple[str, str]:
        return finding.rule, finding.observed

    of_file = {about(finding) for finding in apply_waivers((), waivers, today)}
    said = [{about(finding) for finding in one.evaluation.findings if finding.urn is None} for one in inputs]
    said_by_all = set.intersection(*said)
    kept = []
    for number, one in enumerate(inputs):
        told = said_by_all if number == 0 else set()
        findings = [
            finding
            for finding in one.evaluation.findings
            if finding.urn is not None or about(finding) not in of_file or about(finding) in told
        ]
        kept.append(replace(one, evaluation=with_findings(one.evaluation, findings)))
    return kept


def _report(checked: Checked, arguments: Namespace, today: date) -> str:
    show_passed: bool = arguments.show_passed
    match arguments.format:
        case "json":
            from hds_landing.report.findings_json import checked_as_json

            return checked_as_json(checked, show_passed=show_passed)
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


def _print(text: str) -> None:
    """On standard output; what a terminal of another encoding cannot show is escaped, never an error."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding), end="")
