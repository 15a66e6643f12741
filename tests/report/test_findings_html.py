import re
from datetime import date
from html.parser import HTMLParser

import pytest

from hds_landing.inventory.resource import Origin
from hds_landing.report.checked import Checked, KnownFindings
from hds_landing.report.findings_html import findings_as_html
from hds_landing.report.gate import Gate
from hds_landing.report.labels import Language
from hds_landing.report.visible import visible
from hds_landing.rules.finding import Severity, Theme, Verdict
from tests.report.checks import HOSTILE, WAIVER, check, checked_input, evaluation, finding, hostile, mixed, rules_of

TODAY = date(2026, 11, 22)
ELEMENTS = {
    *("html", "head", "meta", "title", "style", "body", "div", "h1", "h2", "p", "br", "span", "strong", "table"),
    *("thead", "tbody", "tr", "th", "td", "form", "fieldset", "legend", "label", "input", "details", "summary"),
    *("ul", "li"),
}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def _page(checked: Checked, language: Language = "en", *, show_passed: bool = False) -> str:
    return findings_as_html(checked, rules_of(checked), TODAY, language, show_passed=show_passed)


def _read(page: str) -> _Reader:
    reader = _Reader()
    reader.feed(page)
    return reader


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_adds_no_element_and_no_attribute(text: str) -> None:
    page = _page(hostile(text), show_passed=True)
    page.encode("utf-8")
    reader = _read(page)
    assert reader.elements <= ELEMENTS
    assert reader.attributes <= {
        *("lang", "charset", "name", "content", "http-equiv", "class", "type", "id", "checked", "open")
    }
    assert " ".join(visible(text).split()) in " ".join("".join(reader.texts).split())
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", page)


def test_the_page_loads_nothing() -> None:
    page = _page(mixed())
    for loads in ("src=", "href=", "url(", "@import", "<script", "<link", "<iframe"):
        assert loads not in page
    assert "default-src 'none'" in page


@pytest.mark.parametrize(
    ("origins", "language", "said", "unsaid"),
    [
        ([Origin.STATE_EXPORT], "en", [], ["SIMULATION"]),
        ([Origin.REHEARSAL], "en", ["SIMULATION: rehearsal"], ["SIMULATION: Pulumi preview"]),
        ([Origin.PREVIEW], "fr", ["SIMULATION : aperçu"], ["SIMULATION : répétition"]),
        ([Origin.STATE_EXPORT, Origin.PREVIEW], "en", ["SIMULATION: Pulumi preview"], []),
        ([Origin.REHEARSAL, Origin.PREVIEW], "fr", ["SIMULATION : répétition", "SIMULATION : aperçu"], []),
    ],
)
def test_what_shows_nothing_deployed_says_simulation(
    origins: list[Origin], language: Language, said: list[str], unsaid: list[str]
) -> None:
    page = _page(Checked(tuple(checked_input(origin=origin) for origin in origins)), language)
    for words in said:
        assert words in page.replace("&#39;", "'")
    for words in unsaid:
        assert words not in page


def test_the_reader_filters_by_verdict_and_severity_without_a_script() -> None:
    page = _page(mixed())
    for word in ("fail", "unknown", "proxy", "waived", "critical", "high", "medium", "low"):
        assert f'<input type="checkbox" id="show-{word}" checked>' in page
        assert f"body:has(#show-{word}:not(:checked)) tbody.{word} {{ display: none }}" in page
    assert "show-pass" not in page
    assert "show-pass" in _page(mixed(), show_passed=True)
    assert page.count('<tbody class="fail high">') == 1
    assert page.count('<tbody class="waived critical">') == 1


def test_the_inputs_are_told_with_origin_completeness_and_digest() -> None:
    page = _page(Checked((checked_input(origin=Origin.PREVIEW, complete=False, file="preview.json"),)), "fr")
    for words in ("preview.json", "aperçu", "non : ce qui manque", "ab" * 32, ">9<", ">7<"):
        assert words in page


def test_what_fails_the_check_is_marked_and_counted() -> None:
    found = check(
        finding("a", Verdict.FAIL, severity=Severity.LOW),
        finding("b", Verdict.FAIL, severity=Severity.HIGH),
        finding("c", Verdict.UNKNOWN, severity=Severity.HIGH),
        gate=Gate(Severity.MEDIUM, unknown_fails=True),
    )
    page = _page(found)
    assert "2 findings fail this check (from severity: medium; unknown: fail)." in page
    assert page.count("<strong>Fails the check</strong>") == 2


def test_waivers_the_baseline_and_what_is_not_covered_are_told() -> None:
    one = checked_input(
        evaluation=evaluation(
            finding("a", Verdict.FAIL, waived=WAIVER | {"compensatedBy": "a bastion"}), not_covered={"random": 2}
        )
    )
    known = KnownFindings("old.json", {"fail": 2, "unknown": 1, "proxy": 98, "waived": 0}, gone=3)
    page = _page(Checked((one,), Gate(), known))
    assert "Waived by dsi until 2027-03-31: migration" in page
    assert "Compensated by: a bastion" in page
    assert "Known from old.json and not shown: 2 fail, 1 unknown, 98 proxy, 0 waived. Gone since: 3." in page
    assert "Not covered: 2 resources of random, which no rule reads." in page


def test_long_lists_of_resources_are_folded() -> None:
    many = [finding("a", Verdict.FAIL, f"store-{index}") for index in range(4)]
    page = _page(check(*many, finding("b", Verdict.FAIL, "alone")))
    assert "<details><summary>Resources (4)</summary>" in page
    assert "<details open><summary>Resources (1)</summary>" in page
    assert all(f"<strong>store-{index}</strong>" in page for index in range(4))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_theme_and_verdict_has_its_words(language: Language) -> None:
    found = check(
        *(finding(f"rule-{theme.value}", Verdict.FAIL, theme=theme) for theme in Theme),
        finding("u", Verdict.UNKNOWN),
        finding("p", Verdict.UNKNOWN, proxy=True),
        finding("w", Verdict.FAIL, waived=WAIVER),
        finding("ok", Verdict.PASS),
    )
    page = _page(found, language, show_passed=True)
    assert page.count('<details class="theme" open>') == len(Theme)
    assert f'<html lang="{language}">' in page
    assert ("Chiffrement au repos" in page) == (language == "fr")


def test_a_check_without_findings_says_so_and_no_more() -> None:
    page = _page(check())
    assert "No finding to show." in page
    assert "compliant" not in page
    assert "conforme" not in _page(check(), "fr")
