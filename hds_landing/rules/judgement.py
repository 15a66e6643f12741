"""What a rule's function answers, and how several answers on one resource become one.

None                the state that the title asks for
a text              what was observed instead: a failure
Undetermined        it cannot be told from here; never a pass
Unconfirmed         it rests on a proxy: a warning until somebody confirms it, neither a failure nor a pass
Passed              the state asked for, with a reason worth telling
NOT_APPLICABLE      the rule has nothing to say of this resource
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Undetermined:
    """It cannot be told from here, and why."""

    why: str


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """It rests on a proxy, and which."""

    why: str


@dataclass(frozen=True, slots=True)
class Passed:
    """The state asked for, for a reason that a reader should know."""

    why: str


class NotApplicable:
    """The rule has nothing to say of this resource."""

    __slots__ = ()


NOT_APPLICABLE: Final = NotApplicable()

Judgement = None | str | Undetermined | Unconfirmed | Passed | NotApplicable


def worst(judgements: Iterable[Judgement]) -> Judgement:
    """One judgement for all: every failure told, else every doubt; not applicable where there is none to join."""
    joined = list(judgements)
    if len(joined) == 1:
        return joined[0]
    failures = [judgement for judgement in joined if isinstance(judgement, str)]
    if failures:
        return "; ".join(failures)
    doubts = [judgement.why for judgement in joined if isinstance(judgement, Undetermined)]
    if doubts:
        return Undetermined("; ".join(doubts))
    unconfirmed = [judgement.why for judgement in joined if isinstance(judgement, Unconfirmed)]
    if unconfirmed:
        return Unconfirmed("; ".join(unconfirmed))
    return next((judgement for judgement in joined if not isinstance(judgement, NotApplicable)), NOT_APPLICABLE)
