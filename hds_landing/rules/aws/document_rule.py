"""Rules on policy documents, as rows of data."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.aws.policy_document import UNREADABLE, Statement, statements, told
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Undetermined, worst
from hds_landing.rules.properties import ABSENT, Found, find
from hds_landing.rules.property_rule import Absence
from hds_landing.rules.rule import ResourceRule, Subject

StatementJudge = Callable[[Statement], Judgement]


def document_rule(
    *,
    id: str,
    title: str,
    theme: Theme,
    severity: Severity,
    requirements: tuple[str, ...],
    fix: str,
    source: str,
    types: tuple[str, ...],
    judge: StatementJudge,
    absent: Absence,
    path: str = "policy",
    path_by_type: Mapping[str, str] = MappingProxyType({}),
    unless: str | None = None,
) -> ResourceRule:
    """A rule on every statement of the documents at `path`, or where a type has it elsewhere, at its own path.

    It is not applicable where something is set at `unless`.
    """
    paths = (path, unless) if unless else (path,)

    def judge_subject(subject: Subject) -> Judgement:
        if unless and (exception := _exception(subject, unless)):
            return exception
        values = find(subject.properties, path_by_type.get(subject.type, path))
        return worst(_judge_found(found, judge, absent) for found in values) if values else absent.judgement

    return ResourceRule(
        id=id,
        title=title,
        theme=theme,
        severity=severity,
        requirements=requirements,
        fix=fix,
        source=source,
        types=types,
        paths=paths,
        paths_by_type={token: (elsewhere,) for token, elsewhere in path_by_type.items()},
        absence=absent.meaning,
        judge=judge_subject,
    )


def judge_document(document: Any, judge: StatementJudge) -> Judgement:
    """The judgement of the statements of one document."""
    listed = statements(document)
    return UNREADABLE if listed is None else told((statement, judge(statement)) for statement in listed)


def _judge_found(found: Found, judge: StatementJudge, absent: Absence) -> Judgement:
    if found.value is UNKNOWN:
        return Undetermined(f"{found.path} is not known yet")
    if found.value in (ABSENT, ""):
        return absent.judgement
    judgement = judge_document(found.value, judge)
    if isinstance(judgement, str):
        return f"{found.path}: {judgement}"
    return Undetermined(f"{found.path}: {judgement.why}") if isinstance(judgement, Undetermined) else judgement


def _exception(subject: Subject, unless: str) -> Judgement:
    for found in find(subject.properties, unless):
        if found.value is UNKNOWN:
            return Undetermined(f"{found.path} is not known yet")
        if found.value not in (ABSENT, [], ""):
            return NOT_APPLICABLE
    return None
