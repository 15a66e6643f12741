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

    @property
    def resources(self) -> tuple[CheckedFinding, ...]:
        """One finding for each resource that the group is about, or for each input where it is about none."""
        return tuple({(placed.file, placed.finding.urn): placed for placed in reversed(self.members)}.values())[::-1]

    @property
    def title(self) -> str:
        """The rule's id, or how many rules they are."""
        if len(self.rules) == 1:
            return self.first.rule
        return f"{len(self.rules)} rules" + ("" if self.first.urn else " on the whole inventory")


def grouped(
    findings: Iterable[CheckedFinding], *, by_source: bool = False, join_rules: bool = False
) -> list[FindingGroup]:
    """The groups, in the order of their first members.

    Args:
        findings: in the order in which they are to be read.
        by_source: whether each line of source has a group of its own.
        join_rules: whether rules that cannot tell, for one reason and of the same resources or of the whole inventory,
            share a group: a document that is not known yet leaves many rules open.
    """
    groups: dict[tuple[object, ...], list[CheckedFinding]] = {}
    for placed in findings:
        finding = placed.finding
        waiver = tuple(sorted((finding.waived or {}).items()))
        source = finding.source if by_source else None
        key = (label(finding), finding.rule, finding.observed, waiver, finding.urn is not None, source)
        groups.setdefault(key, []).append(placed)
    found = [FindingGroup(str(key[0]), tuple(members)) for key, members in groups.items()]
    return list(_joined(found)) if join_rules else found


def _joined(groups: Iterable[FindingGroup]) -> Iterable[FindingGroup]:
    """Groups that cannot tell for one reason and of the same resources, as one where the first of them stood."""
    joined: dict[object, list[CheckedFinding]] = {}
    labels: list[str] = []
    for number, group in enumerate(groups):
        about = frozenset((placed.file, placed.finding.urn) for placed in group.members if placed.finding.urn)
        key = (group.first.observed, about) if group.label == "unknown" else number
        if key not in joined:
            labels.append(group.label)
        joined.setdefault(key, []).extend(group.members)
    return [FindingGroup(word, tuple(members)) for word, members in zip(labels, joined.values(), strict=True)]
