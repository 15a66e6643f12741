"""Who leads, who is hosted, and on what ground."""

from collections.abc import Iterator
from datetime import date

from hds_landing.errors import Problem
from hds_landing.spec.governance import Regime
from hds_landing.spec.landing_zone import LandingZoneSpec
from hds_landing.spec.nearest import did_you_mean, listed


def check(spec: LandingZoneSpec, today: date) -> list[Problem]:
    """The lead, and what the regime asks for."""
    return [*_check_lead(spec), *_check_exemption(spec), *_check_own_data(spec)]


def _check_lead(spec: LandingZoneSpec) -> Iterator[Problem]:
    lead = spec.ght.lead
    if lead not in spec.establishments:
        hint = did_you_mean(lead, spec.establishments) or f" Establishments: {listed(spec.establishments)}."
        yield Problem(("ght", "lead"), f"'{lead}' is no key of establishments.{hint}")
    elif not spec.establishments[lead].member:
        yield Problem(
            ("establishments", lead, "member"), "the lead of the group is a member of it. Remove 'member: false'."
        )


def _check_exemption(spec: LandingZoneSpec) -> Iterator[Problem]:
    if spec.hds.regime is not Regime.GHT_EXEMPTION:
        return
    for key, establishment in spec.establishments.items():
        if not establishment.member:
            yield Problem(
                ("establishments", key, "member"),
                f"{key} is hosted and no member of the group. The exemption covers members only: the host of another's "
                "health data is certified (hds.regime: certified-host), or the establishment is hosted elsewhere.",
            )
    if not spec.hds.convention.delegates_hosting:
        yield Problem(
            ("hds", "convention", "delegatesHosting"),
            "'ght-exemption' holds where the convention delegates hosting to the lead. Write 'delegatesHosting: true' "
            "once it does, or choose certified-host or own-data-only.",
        )
    if len(spec.establishments) > 1 and spec.hds.convention.joint_controllers is None:
        yield Problem(
            ("hds", "convention", "jointControllers"),
            "'ght-exemption' with several establishments takes an agreement of joint controllers (GDPR 26). State it; "
            "its ref and signed may follow: 'jointControllers: {}'.",
        )


def _check_own_data(spec: LandingZoneSpec) -> Iterator[Problem]:
    entities = {establishment.finess.ej for establishment in spec.establishments.values()}
    if spec.hds.regime is Regime.OWN_DATA_ONLY and len(entities) > 1:
        yield Problem(
            ("hds", "regime"),
            f"'own-data-only' is for one legal entity, and the establishments have {len(entities)} "
            f"(finess.ej {listed(entities)}). Choose ght-exemption or certified-host.",
        )
