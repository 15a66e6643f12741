"""The record of a rule.

Ids are stable forever: `<cloud>-<subject>-<state>`. Titles state what is asked for, subject first, and never that
anything is compliant: a rule supports a requirement by configuration, and no more.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hds_landing.inventory.graph import InventoryGraph
from hds_landing.inventory.resource import Resource, Unknown
from hds_landing.rules.finding import Severity, Theme, Verdict
from hds_landing.rules.judgement import Judgement
from hds_landing.waivers.confirmation import Confirmation


@dataclass(frozen=True, slots=True)
class Subject:
    """What a resource rule sees: plain values, UNKNOWN and Secret, never a Pulumi type."""

    type: str
    """Current token, without API version."""
    properties: Mapping[str, Any]
    """Inputs, by the provider's camelCase keys."""
    outputs: Mapping[str, Any] = field(default_factory=dict)
    provider: Mapping[str, Any] | Unknown | None = None
    """Inputs of its provider; UNKNOWN for an explicit provider that the inventory does not show, none for a default one
    that it does not show: then the stack's configuration decides."""
    config: Mapping[str, str] = field(default_factory=dict)
    """Stack configuration, as `aws:region`."""
    references: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """URNs of the resources that each property comes from, by its name."""
    token: str = ""
    """The token as it was written, with the API version."""
    confirmation: Confirmation | None = None
    """What the hospital's own file says of its service, in date; none where it says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What every rule says of itself. A rule without a function is one that the evaluation itself applies."""

    id: str
    title: str
    """The state it asks for."""
    theme: Theme
    severity: Severity
    requirements: tuple[str, ...]
    """Ids in `hds_landing.catalogue.requirements`."""
    fix: str
    source: str
    """Who says so: a provider's page, a requirement's text."""
    types: tuple[str, ...] = ()
    """Current tokens of the resources that it judges; `aws:*` is every resource of a package."""
    paths: tuple[str, ...] = ()
    """Properties that it reads."""
    paths_by_type: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Where a type has them elsewhere: what it reads there, in place of `paths`."""
    absence: str = ""
    """What the provider does where they are missing, which decides the verdict then."""
    severity_below_health: Mapping[Verdict, Severity] = field(default_factory=dict)
    """Severity by verdict on a resource whose tag says that it holds nothing of patients; empty for a rule that no tag
    changes, as nearly all are: residency, encryption and exposure are asked of everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceRule(Rule):
    """A rule that one resource answers."""

    judge: Callable[[Subject], Judgement]


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeInventoryRule(Rule):
    """A rule on one resource that others complete; unknown where the inventory is not complete."""

    joins: Mapping[str, tuple[str, ...]]
    """Current tokens of the resources that it looks for beside those of `types`, and the properties that it reads."""
    judge: Callable[[Resource, InventoryGraph], Judgement]
    asks_program: bool = False
    """True where it asks for an option of the program, which has none for what it only reads: nothing to say of it."""
