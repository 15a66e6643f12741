"""A waiver: a finding that somebody answers for, until a day."""

from dataclasses import dataclass
from datetime import date, timedelta
from fnmatch import fnmatchcase
from typing import Final

LONGEST: Final = timedelta(days=366)
"""A waiver is looked at again after a year at the latest."""


@dataclass(frozen=True)
class Waiver:
    """One accepted finding, or several of one rule."""

    rule: str
    """The rule's id, exactly."""
    resource: str
    """A pattern on the resource's URN or name: `*` stands for any text, `?` for one character."""
    reason: str
    owner: str
    """Who answers for it."""
    expires: date
    """Its last day."""
    compensated_by: str | None
    """What reduces the risk meanwhile; none where nothing was given."""

    def matches(self, rule_id: str, urn: str, name: str) -> bool:
        """Whether it covers a finding of a rule on a resource; capitals count."""
        return self.rule == rule_id and (_fits(urn, self.resource) or _fits(name, self.resource))

    def is_expired(self, today: date) -> bool:
        """Whether its last day is past."""
        return self.expires < today


def expiry_refusals(waiver: Waiver, today: date) -> list[str]:
    """Why a waiver that has expired may not stand in a spec, which describes what is to be; empty for one in date."""
    if not waiver.is_expired(today):
        return []
    return [
        f"the waiver of {waiver.rule} expired on {waiver.expires}. Correct the finding, or have {waiver.owner} "
        "decide again and give a new date."
    ]


def refusals(waiver: Waiver, today: date) -> list[str]:
    """Why a waiver is accepted nowhere, one message per reason; empty for a good one and for one that was good once."""
    messages = []
    if waiver.expires > today + LONGEST:
        messages.append(
            f"the waiver of {waiver.rule} runs until {waiver.expires}; the latest day is {today + LONGEST}, a year "
            "from today. Give an earlier date."
        )
    if not waiver.resource.strip("*?"):
        messages.append(
            f"the waiver of {waiver.rule} is for '{waiver.resource}', which is every resource. "
            "Name the resource, or a part of its name."
        )
    return messages


def _fits(text: str, pattern: str) -> bool:
    # Square brackets stand for themselves: they are part of the names that Pulumi gives to repeated resources.
    return fnmatchcase(text, pattern.replace("[", "[[]"))
