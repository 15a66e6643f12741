"""Findings that say the same of several resources, told once."""

from collections.abc import Iterable
from dataclasses import dataclass

from hds_landing.report.checked import CheckedFinding, label
from hds_landing.rules.finding import Finding


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings of one rule with one observation, under one label."""

    label: str
    members: tuple[CheckedFinding, ...]

    @property
    def first(self) -> Finding:
        """The finding that speaks for all."""
        return self.members[0].finding


def grouped(findings: Iterable[CheckedFinding], *, by_source: bool = False) -> list[FindingGroup]:
    """The groups, in the order of their first members; with `by_source`, one group per line of source."""
    groups: dict[tuple[object, ...], list[CheckedFinding]] = {}
    for placed in findings:
        finding = placed.finding
        waiver = tuple(sorted((finding.waived or {}).items()))
        of_one_resource = finding.urn is not None
        source = finding.source if by_source else None
        key = (label(finding), finding.rule, finding.observed, waiver, of_one_resource, source)
        groups.setdefault(key, []).append(placed)
    return [FindingGroup(str(key[0]), tuple(members)) for key, members in groups.items()]
