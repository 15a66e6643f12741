"""Findings that say the same, told once."""

from collections.abc import Iterable
from dataclasses import dataclass

from hds_landing.report.checked import CheckedFinding, label
from hds_landing.rules.finding import Finding


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings with one observation, under one label; of one rule unless several were joined."""

    label: str
    members: tuple[CheckedFinding, ...]

    @property
    def first(self) -> Finding:
        """The finding that speaks for all."""
        return self.members[0].finding

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of their rules."""
        return tuple(dict.fromkeys(placed.finding.rule for placed in self.members))


def grouped(
    findings: Iterable[CheckedFinding], *, by_source: bool = False, join_rules: bool = False
) -> list[FindingGroup]:
    """The groups, in the order of their first members.

    Args:
        findings: in the order in which they are to be read.
        by_source: whether each line of source has a group of its own.
        join_rules: whether rules that cannot tell, of the whole inventory and for one reason, share a group.
    """
    groups: dict[tuple[object, ...], list[CheckedFinding]] = {}
    for placed in findings:
        finding = placed.finding
        word = label(finding)
        of_one_resource = finding.urn is not None
        rule = None if join_rules and word == "unknown" and not of_one_resource else finding.rule
        waiver = tuple(sorted((finding.waived or {}).items()))
        source = finding.source if by_source else None
        groups.setdefault((word, rule, finding.observed, waiver, of_one_resource, source), []).append(placed)
    return [FindingGroup(str(key[0]), tuple(members)) for key, members in groups.items()]
