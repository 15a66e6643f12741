"""Every region of the catalogue in every spelling, against the country table."""

import pytest

from hds_landing.catalogue.countries import EEA_COUNTRIES
from hds_landing.catalogue.regions import Region, all_regions
from hds_landing.rules.judgement import Undetermined
from hds_landing.rules.residency import judge_arn, judge_aws_zone, judge_region, region_named


def passes(region: Region) -> bool:
    return region.kind == "physical" and region.country in EEA_COUNTRIES


REGIONS = [*all_regions("aws"), *all_regions("azure")]


@pytest.mark.parametrize("region", REGIONS, ids=lambda region: f"{region.cloud}-{region.name}")
def test_every_region(region: Region) -> None:
    judgement = judge_region(region.cloud, region.name)
    assert (judgement is None) is passes(region)
    if region.cloud == "azure":
        for spelling in (region.display_name, region.name.upper(), region.display_name.lower()):
            assert region_named("azure", spelling) is not None, spelling
            assert (judge_region("azure", spelling) is None) is passes(region), spelling
    else:
        assert judge_region("aws", region.display_name) is not None
        assert judge_region("aws", region.name.upper()) is not None
        assert (judge_arn(f"arn:aws:backup:{region.name}:111122223333:backup-vault:v") is None) is passes(region)
        if region.kind == "physical":
            assert (judge_aws_zone(f"{region.name}a") is None) is passes(region)


def test_both_clouds_have_regions_that_pass_and_regions_that_do_not() -> None:
    for cloud in ("aws", "azure"):
        verdicts = {passes(region) for region in all_regions(cloud)}
        assert verdicts == {True, False}


@pytest.mark.parametrize("value", [None, 3, ["eu-west-3"], {"region": "eu-west-3"}])
def test_what_is_no_text_is_undetermined(value: object) -> None:
    assert isinstance(judge_region("aws", value), Undetermined)
    assert isinstance(judge_aws_zone(value), Undetermined)
    assert isinstance(judge_arn(value), Undetermined)


@pytest.mark.parametrize("value", ["", "eu-west-3-", " eu-west-3", "eu-west-3\n", "paris", "eu-west-33"])
def test_what_no_region_is_called_fails(value: str) -> None:
    assert isinstance(judge_region("aws", value), str)


@pytest.mark.parametrize("value", ["eu-west-3", "eu-west-3aa", "eu-west-3-par-1a", "a", "eu-west-3a\n"])
def test_what_is_no_availability_zone_fails(value: str) -> None:
    assert isinstance(judge_aws_zone(value), str)
