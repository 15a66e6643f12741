"""Who answers for what: HDS regime and activities, people, decisions, operations. Paper references may be absent."""

from datetime import date
from enum import Enum

from pydantic import Field

from hds_landing.spec.model import Key, Slug, SpecModel, Text


class Regime(str, Enum):
    """On what ground health data is hosted (Code de la santé publique L.1111-8)."""

    GHT_EXEMPTION = "ght-exemption"
    CERTIFIED_HOST = "certified-host"
    OWN_DATA_ONLY = "own-data-only"


class JointControllers(SpecModel):
    """The joint-controller agreement (GDPR 26). `{}` states that there is one and gives no paper."""

    ref: Text | None = None
    signed: date | None = None


class Convention(SpecModel):
    """The GHT convention and whether it delegates hosting to the lead."""

    ref: Text | None = None
    delegates_hosting: bool = False
    joint_controllers: JointControllers | None = None


class Certificate(SpecModel):
    """An HDS certificate as its holder published it."""

    number: Text
    version: Text
    expires: date


class Activity(SpecModel):
    """Who holds one of the six HDS activities, and under which certificate."""

    holder: Text
    certificate: Certificate | None = None


class Activities(SpecModel):
    """The six activities of R.1111-9, by name."""

    physical_sites: Activity
    hardware: Activity
    virtual_infrastructure: Activity
    application_platform: Activity
    administration: Activity
    backup: Activity


class Hds(SpecModel):
    """The hosting regime and its paper."""

    regime: Regime
    convention: Convention = Convention()
    activities: Activities


class Reference(SpecModel):
    """A document kept elsewhere."""

    ref: Text


class Homologation(SpecModel):
    """The security approval of the information system and its end."""

    ref: Text
    until: date


class Governance(SpecModel):
    """Contacts (e-mail addresses of roles rather than of persons) and decisions."""

    rssi: Text | None = None
    dpo: Text | None = None
    director: Text | None = None
    risk_analysis: Reference | None = None
    homologation: Homologation | None = None


class OnCall(SpecModel):
    """A team that answers, and when."""

    team: Text
    hours: Text
    contact: Text


class Workforce(SpecModel):
    """The identity provider of the staff."""

    provider: Text
    ref: Text | None = None


class ProSanteConnect(SpecModel):
    """The national identity provider of health professionals."""

    enabled: bool
    ref: Text | None = None


class BreakGlass(SpecModel):
    """Emergency accounts: how many, and their factor."""

    accounts: int = Field(ge=2, le=5)
    factor: Text


class Identity(SpecModel):
    """How people are identified."""

    workforce: Workforce | None = None
    psc: ProSanteConnect | None = None
    break_glass: BreakGlass | None = None


class Operations(SpecModel):
    """Where changes are run from, and who is the second person of a dangerous one."""

    runner: Text
    """Where changes are run from."""
    second_person: Text
    """Who agrees to a dangerous change."""


class WaiverEntry(SpecModel):
    """An accepted finding; the fields of `hds_landing.waivers.Waiver`."""

    rule: Text
    resource: Text
    reason: Text
    owner: Text
    expires: date
    compensated_by: Text | None = None


class Ght(SpecModel):
    """The hospital group. `slug` is part of every name and never changes; `lead` is an establishment's key."""

    name: Text
    slug: Slug
    """First part of every physical name; never changes."""
    lead: Key
    """Key of the establishment that leads the group."""
