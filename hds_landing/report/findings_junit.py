"""Findings as JUnit XML: one suite per theme, one case per rule and resource.

A failure is what makes the check fail. A skipped case is what does not and still did not pass: unknown, resting on a
proxy list, waived, or below `--fail-on`; its message says which. What passed is always listed, because readers of
this format count the cases and take a report without any for a broken one.
"""

from xml.etree.ElementTree import Element, ElementTree, SubElement, indent, tostring

from hds_landing.report.checked import Checked, CheckedFinding, label
from hds_landing.report.gate import Gate
from hds_landing.report.source_place import place_of
from hds_landing.report.visible import visible
from hds_landing.rules.finding import Theme


def findings_as_junit(checked: Checked) -> str:
    """The XML document, in UTF-8."""
    root = Element("testsuites", name="hds-landing check")
    by_theme: dict[Theme, list[CheckedFinding]] = {theme: [] for theme in Theme}
    for placed in checked.findings:
        by_theme[placed.finding.theme].append(placed)
    for theme, findings in by_theme.items():
        if findings:
            _add_suite(root, theme, findings, checked)
    _set_counts(root, list(root.iter("testcase")))
    indent(ElementTree(root))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _add_suite(root: Element, theme: Theme, findings: list[CheckedFinding], checked: Checked) -> None:
    suite = SubElement(root, "testsuite", name=theme.value)
    properties = SubElement(suite, "properties")
    for one in checked.inputs:
        state = f"{one.origin.value}, {'complete' if one.complete else 'incomplete'}, {one.resources} resources"
        SubElement(properties, "property", name=visible(f"input {one.file}"), value=state)
    if checked.known:
        known = ", ".join(f"{count} {word}" for word, count in checked.known.counts.items())
        SubElement(properties, "property", name=visible(f"known from {checked.known.file}"), value=known)
    for placed in findings:
        _add_case(suite, placed, checked.gate, several_inputs=len(checked.inputs) > 1)
    _set_counts(suite, suite.findall("testcase"))


def _set_counts(element: Element, cases: list[Element]) -> None:
    element.set("tests", str(len(cases)))
    element.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    element.set("errors", "0")
    element.set("skipped", str(sum(case.find("skipped") is not None for case in cases)))


def _add_case(suite: Element, placed: CheckedFinding, gate: Gate, *, several_inputs: bool) -> None:
    finding = placed.finding
    subject = finding.urn or f"the inventory: {finding.observed}"
    case = SubElement(
        suite,
        "testcase",
        classname=finding.rule,
        name=visible(f"{subject} in {placed.file}" if several_inputs else subject),
    )
    if place := place_of(finding.source):
        case.set("file", visible(place.file))
        case.set("line", str(place.line))
    if gate.fails(finding):
        failure = SubElement(case, "failure", type=finding.severity.value, message=visible(finding.observed))
        failure.text = visible(f"fix: {finding.fix} Supports: {', '.join(finding.requirements)}")
    elif label(finding) != "pass":
        SubElement(case, "skipped", message=visible(_why_skipped(placed)))


def _why_skipped(placed: CheckedFinding) -> str:
    finding, word = placed.finding, label(placed.finding)
    if finding.waived:
        told = ", ".join(f"{key}: {value}" for key, value in finding.waived.items() if value)
        return f"waived ({told}): {finding.observed}"
    if word == "fail":
        return f"fail, of a severity ({finding.severity.value}) below --fail-on: {finding.observed}"
    return f"{word}: {finding.observed}"
