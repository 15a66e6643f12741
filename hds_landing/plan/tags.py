"""Tags: whose a resource is, who pays, what it holds. FINESS numbers live here, never in names."""

import re
from collections.abc import Mapping

from hds_landing.errors import Problem
from hds_landing.plan.owners import PLATFORM, SpokeOwner
from hds_landing.spec.cloud import CloudProvider
from hds_landing.spec.establishment import DataClass, Workload
from hds_landing.spec.landing_zone import LandingZoneSpec

ENVIRONMENT = "production"
"""A landing zone's spec describes production; another environment is another spec."""
MANAGED_BY = "hds-landing"
BACKUP_TAG = "backup"
"""Resources that carry it with their owner's key are backed up in that owner's vault."""

_SENSITIVITY = (
    DataClass.HEALTH,
    DataClass.PATIENT_ADMINISTRATIVE,
    DataClass.RESEARCH_PSEUDONYMISED,
    DataClass.STAFF,
    DataClass.TECHNICAL,
)
_AWS_VALUE = re.compile(r"[\w .:/=+\-@]{0,256}\Z")
"""Characters of an AWS tag value (AWS Tagging API: letters, digits, spaces and `_.:/=+-@`)."""


def owner_tags(spec: LandingZoneSpec, owner: SpokeOwner) -> dict[str, str]:
    """Tags of what one establishment or shared workload owns, sorted."""
    return _tags(
        spec,
        establishment=owner.key,
        finess=" ".join(owner.finess),
        cost_centre=owner.cost_centre or _lead_cost_centre(spec),
        data_class=strictest_class(owner.workloads),
    )


def platform_tags(spec: LandingZoneSpec) -> dict[str, str]:
    """Tags of what all share, on the account of the lead, sorted."""
    lead = spec.establishments.get(spec.ght.lead)
    return _tags(
        spec,
        establishment=PLATFORM,
        finess=lead.finess.ej if lead else "",
        cost_centre=_lead_cost_centre(spec),
        data_class=DataClass.TECHNICAL,
    )


def strictest_class(workloads: Mapping[str, Workload]) -> DataClass:
    """The most sensitive class among workloads, as judged; `technical` where there is none."""
    judged = {
        workload.declassified.judged_as if workload.declassified else workload.data for workload in workloads.values()
    }
    return next((data for data in _SENSITIVITY if data in judged), DataClass.TECHNICAL)


def tag_problems(spec: LandingZoneSpec, owners: Mapping[str, SpokeOwner]) -> list[Problem]:
    """Cost centres that AWS would not take as a tag."""
    if spec.cloud.provider is not CloudProvider.AWS:
        return []
    return [
        Problem(
            (*owner.path, "costCentre"),
            f"{owner.cost_centre!r} cannot be an AWS tag: use letters, digits, spaces and _ . : / = + - @",
        )
        for owner in owners.values()
        if owner.cost_centre is not None and not _AWS_VALUE.match(owner.cost_centre)
    ]


def _lead_cost_centre(spec: LandingZoneSpec) -> str:
    lead = spec.establishments.get(spec.ght.lead)
    return lead.cost_centre if lead else PLATFORM


def _tags(
    spec: LandingZoneSpec, *, establishment: str, finess: str, cost_centre: str, data_class: DataClass
) -> dict[str, str]:
    return {
        "cost-centre": cost_centre,
        "data-class": data_class.value,
        "environment": ENVIRONMENT,
        "establishment": establishment,
        "finess": finess,
        "ght": spec.ght.slug,
        "managed-by": MANAGED_BY,
        "profile": spec.profile.value,
    }
