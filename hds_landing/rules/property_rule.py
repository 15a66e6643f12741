"""Rules that are a row of data: a path, what is expected there, and what it means when nothing is.

property_rule(
    id="aws-ebs-volume-encrypted",
    title="An EBS volume is encrypted",
    ...
    path="encrypted",
    expected=TRUE,
    absent=fails("EBS does not encrypt a volume that does not ask for it"),
)
"""

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.inventory.urn import type_of
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Passed, Undetermined, worst
from hds_landing.rules.properties import ABSENT, EACH, Found, find, find_one
from hds_landing.rules.rule import ResourceRule, Subject
from hds_landing.rules.type_tokens import current_token


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is expected of a value that is set and known."""

    wording: str
    """After "expected"."""
    judge: Callable[[Any], Judgement | bool]
    """True or None where it is met, False where it is not; a text or another judgement where there is more to say."""


@dataclass(frozen=True, slots=True)
class Absence:
    """What the provider does where nothing is set."""

    judgement: Judgement
    meaning: str


def fails(meaning: str) -> Absence:
    """Nothing set is a failure: the provider's own choice is not the state asked for."""
    return Absence(meaning, meaning)


def passes(meaning: str) -> Absence:
    """Nothing set is the state asked for: the provider chooses it by itself."""
    return Absence(Passed(meaning), meaning)


def undetermined(meaning: str) -> Absence:
    """Nothing set leaves it open: something that is not in the inventory decides."""
    return Absence(Undetermined(meaning), meaning)


def nothing_to_judge(meaning: str) -> Absence:
    """Nothing set means that the resource has nothing of the kind."""
    return Absence(NOT_APPLICABLE, meaning)


def _folded(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.lower() if isinstance(value, str) else value if isinstance(value, int | float) else None


def one_of(*allowed: Any) -> Expectation:
    """Equal to one of the values; text in any case, and `"true"` where a provider writes booleans as text."""
    folded = frozenset(_folded(value) for value in allowed)
    wording = " or ".join(str(_folded(value)) if isinstance(value, bool) else str(value) for value in allowed)
    return Expectation(wording, lambda value: _folded(value) in folded)


def none_of(*refused: Any) -> Expectation:
    """Any value but these."""
    folded = frozenset(_folded(value) for value in refused)
    wording = "anything but " + " or ".join(str(value) for value in refused)
    return Expectation(wording, lambda value: _folded(value) not in folded)


def matching(pattern: str, wording: str) -> Expectation:
    """Text that the pattern matches whole."""
    compiled = re.compile(pattern)
    return Expectation(wording, lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None)


def at_least(minimum: float) -> Expectation:
    """A number not below `minimum`, also where it is written as text."""
    return Expectation(f"{minimum} or more", lambda value: (given := _number(value)) is not None and given >= minimum)


def at_most(maximum: float) -> Expectation:
    """A number not above `maximum`, also where it is written as text."""
    return Expectation(f"{maximum} or less", lambda value: (given := _number(value)) is not None and given <= maximum)


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None


TRUE: Final = one_of(True)
FALSE: Final = one_of(False)
NOTHING: Final = Expectation("nothing there", lambda value: value in ("", [], {}))
SET: Final = Expectation("a value", lambda value: value not in ("", [], {}))


@dataclass(frozen=True, slots=True)
class Where:
    """What else must hold of a resource for a rule to apply to it."""

    path: str
    expected: Expectation
    unset: bool
    """Whether it holds where nothing is set at `path`."""


def property_rule(
    *,
    id: str,
    title: str,
    theme: Theme,
    severity: Severity,
    requirements: tuple[str, ...],
    fix: str,
    source: str,
    types: tuple[str, ...],
    path: str,
    expected: Expectation,
    absent: Absence,
    unless: tuple[str, ...] = (),
    inherited_from: tuple[str, ...] = (),
    where: tuple[Where, ...] = (),
    no_element: Absence | None = None,
    drawn_as: tuple[str, ...] = (),
) -> ResourceRule:
    """A rule on every value at `path`.

    It is not applicable where one of the paths in `unless` is set, nor where one of `where` does not hold. Where
    nothing is set at `path` and something is at one of those in `inherited_from` (a snapshot, a source), that decides,
    and the rule cannot tell what. `no_element` is for a path with `[*]` whose list has none, where that means something
    else than an element without the property. A value that is not known yet and comes from a resource of one of the
    types in `drawn_as` is what is asked for: the same program draws it.
    """

    def judge(subject: Subject) -> Judgement:
        return judge_property(subject, path, expected, absent, unless, inherited_from, no_element, drawn_as)

    def judge_one_value(subject: Subject) -> Judgement:
        return _judge_found(find_one(subject.properties, path), expected, absent)

    def judge_conditionally(subject: Subject) -> Judgement:
        return judge_where(subject, where, lambda: judge(subject))

    has_one_value = not (unless or inherited_from or drawn_as or EACH in path)
    return ResourceRule(
        id=id,
        title=title,
        theme=theme,
        severity=severity,
        requirements=requirements,
        fix=fix,
        source=source,
        types=types,
        paths=(path, *unless, *inherited_from, *(condition.path for condition in where)),
        absence=f"{absent.meaning}; {no_element.meaning}" if no_element else absent.meaning,
        judge=judge_conditionally if where else judge_one_value if has_one_value else judge,
    )


def judge_where(subject: Subject, where: Iterable[Where], judge: Callable[[], Judgement]) -> Judgement:
    """The judgement of a rule that applies only where all of `where` hold; a failure is a doubt where one is open."""
    if not where:
        return judge()
    undecided = None
    for condition in where:
        values = [found for found in find(subject.properties, condition.path) if found.value is not ABSENT]
        if any(found.value is UNKNOWN for found in values):
            undecided = condition.path
        elif not (
            any(condition.expected.judge(found.value) is True for found in values) if values else condition.unset
        ):
            return NOT_APPLICABLE
    judgement = judge()
    if undecided and isinstance(judgement, str):
        return Undetermined(f"{undecided} is not known yet, and decides whether this matters: {judgement}")
    return judgement


def judge_property(
    subject: Subject,
    path: str,
    expected: Expectation,
    absent: Absence,
    unless: tuple[str, ...] = (),
    inherited_from: tuple[str, ...] = (),
    no_element: Absence | None = None,
    drawn_as: tuple[str, ...] = (),
) -> Judgement:
    """The judgement of a row of data on one resource."""
    if unless:
        exceptions = [found for exception in unless for found in find(subject.properties, exception)]
        if any(found.value is not ABSENT and found.value is not UNKNOWN for found in exceptions):
            return NOT_APPLICABLE
        if undecided := [found for found in exceptions if found.value is UNKNOWN]:
            return Undetermined(f"{undecided[0].path} is not known yet")
    values = find(subject.properties, path)
    if not values:
        return (no_element or absent).judgement
    if inherited_from and all(found.value is ABSENT for found in values):
        for source in (found for other in inherited_from for found in find(subject.properties, other)):
            if source.value is not ABSENT:
                return Undetermined(f"{path} is not set and follows what {source.path} names")
    if drawn_as and any(found.value is UNKNOWN for found in values) and comes_from(subject.references, path, drawn_as):
        values = tuple(found for found in values if found.value is not UNKNOWN)
        if not values:
            return Passed(f"{path} is not known yet, and comes from a resource of the same program")
    if len(values) == 1:
        return _judge_found(values[0], expected, absent)
    return worst(_judge_found(found, expected, absent) for found in values)


def comes_from(references: Mapping[str, Sequence[str]], path: str, types: Container[str]) -> bool:
    """Whether what stands at a path comes from a resource of one of the types."""
    urns = references.get(path.partition(".")[0].removesuffix("[*]"), ())
    return any(current_token(type_of(urn)) in types for urn in urns)


def _judge_found(found: Found, expected: Expectation, absent: Absence) -> Judgement:
    if found.value is UNKNOWN:
        return Undetermined(f"{found.path} is not known yet")
    if found.value is ABSENT:
        return f"{found}: {absent.meaning}" if isinstance(absent.judgement, str) else absent.judgement
    judgement = expected.judge(found.value)
    if judgement is True:
        return None
    if judgement is False:
        return f"{found}, expected {expected.wording}"
    if isinstance(judgement, str):
        return f"{found}: {judgement}"
    if isinstance(judgement, Undetermined):
        return Undetermined(f"{found}: {judgement.why}")
    return judgement
