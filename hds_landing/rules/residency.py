"""Whether a place that a provider names is inside the European Economic Area, by the catalogue.

HDS-EXI-28 asks that health data is stored in the EEA alone; an adequacy decision does not help. A region passes only
where the catalogue holds it as a physical place in an EEA country: an unknown name is refused, not guessed.
"""

import re
from functools import lru_cache
from typing import Final

from hds_landing.catalogue.regions import Region, all_regions, find_region
from hds_landing.rules.judgement import Judgement, Undetermined
from hds_landing.rules.property_rule import Expectation

SOURCE: Final = "HDS referential v2, EXI 28; the country of each region is in the catalogue"
REQUIREMENTS: Final = ("HDS-EXI-28", "SNC-19.2", "ISO27001-A.5.34")

_AWS_ZONE: Final = re.compile(r"^(?P<region>[a-z]{2,4}(?:-[a-z]+)+-\d)[a-z]\Z")
_ARN_REGION_FIELD: Final = 3


def judge_region(cloud: str, value: object) -> Judgement:
    """None for a region inside the EEA, else what is wrong with it."""
    return _judge_name(cloud, value) if isinstance(value, str) else Undetermined("not the name of a region")


@lru_cache(maxsize=1024)
def _judge_name(cloud: str, name: str) -> Judgement:
    region = region_named(cloud, name)
    if region is None:
        return "no region of that name is in the catalogue"
    if region.kind != "physical":
        return "a logical location, which does not say where data is stored"
    if region.eea is None:
        return Undetermined("its country is not known")
    return None if region.eea else f"{region.display_name} ({region.country}) is outside the EEA"


def region_named(cloud: str, name: str) -> Region | None:
    """The region of that name; Azure takes `France Central` and `francecentral` for the same, AWS does not."""
    return find_region(cloud, name) or (_azure_spellings().get(_folded(name)) if cloud == "azure" else None)


def judge_aws_zone(value: object) -> Judgement:
    """None for an availability zone of an EEA region; local and Wavelength zones stand elsewhere than their region."""
    if not isinstance(value, str):
        return Undetermined("not the name of a zone")
    zone = _AWS_ZONE.match(value)
    if zone is None:
        return "not an availability zone of a region: local and Wavelength zones may stand in another country"
    return judge_region("aws", zone["region"])


def judge_arn(value: object) -> Judgement:
    """None for an ARN whose region is inside the EEA."""
    fields = value.split(":") if isinstance(value, str) else []
    if len(fields) <= _ARN_REGION_FIELD or fields[0] != "arn":
        return Undetermined("not an ARN")
    region = fields[_ARN_REGION_FIELD]
    return judge_region("aws", region) if region else Undetermined("the ARN names no region")


def in_eea(cloud: str) -> Expectation:
    """A region of that cloud inside the EEA."""
    return Expectation("a region inside the EEA", lambda value: judge_region(cloud, value))


AWS_REGION: Final = in_eea("aws")
AZURE_REGION: Final = in_eea("azure")
AWS_ZONE: Final = Expectation("an availability zone of a region inside the EEA", judge_aws_zone)
AWS_ARN: Final = Expectation("an ARN of a region inside the EEA", judge_arn)


@lru_cache(maxsize=1)
def _azure_spellings() -> dict[str, Region]:
    regions = all_regions("azure")
    return {_folded(region.display_name): region for region in regions} | {
        _folded(region.name): region for region in regions
    }


def _folded(name: str) -> str:
    return name.replace(" ", "").lower()
