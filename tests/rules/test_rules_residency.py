"""Every region of the catalogue in every spelling, against the country table."""

import pytest

from hds_landing.catalogue.countries import EEA_COUNTRIES
from hds_landing.catalogue.regions import Region, all_regions
from hds_landing.rules.judgement import Undetermined
from hds_landing.rules.residency import judge_arn, judge_aws_zone, judge_region, region_named


def passes(region: Region) -> bool:
    return region.kind == "physical" and region.country in EEA_COUNTRIES


REGIONS = [*all_regions("aws"), *all_regions("azure")]


def azure_spellings(region: Region) -> set[str]:
    """Azure folds case and blanks away: whatever somebody writes is that region."""
    names = {region.name, region.display_name}
    names |= {name.upper() for name in names} | {name.title() for name in names} | {name.lower() for name in names}
    names |= {f" {name} " for name in names} | {name.replace(" ", "  ") for name in names}
    return names | {" ".join(region.name)}


def aws_misspellings(region: Region) -> set[str]:
    """AWS folds nothing away: another spelling is no region."""
    return {
        region.display_name,
        region.name.upper(),
        region.name.title(),
        f" {region.name}",
        f"{region.name} ",
        region.name.replace("-", " "),
        region.name.replace("-", ""),
        f"{region.name}a",
    }


@pytest.mark.parametrize("region", REGIONS, ids=lambda region: f"{region.cloud}-{region.name}")
def test_every_region(region: Region) -> None:
    assert (judge_region(region.cloud, region.name) is None) is passes(region)


@pytest.mark.parametrize("region", all_regions("azure"), ids=lambda region: region.name)
def test_every_spelling_of_an_azure_region(region: Region) -> None:
    spellings = azure_spellings(region)
    assert len(spellings) >= 5
    for spelling in spellings:
        assert region_named("azure", spelling) == region, spelling
        assert (judge_region("azure", spelling) is None) is passes(region), spelling


@pytest.mark.parametrize("region", all_regions("aws"), ids=lambda region: region.name)
def test_every_spelling_of_an_aws_region(region: Region) -> None:
    for spelling in aws_misspellings(region):
        assert isinstance(judge_region("aws", spelling), str), spelling


@pytest.mark.parametrize("region", all_regions("aws"), ids=lambda region: region.name)
def test_every_arn_of_a_region(region: Region) -> None:
    for partition in ("aws", "aws-eusc"):
        arn = f"arn:{partition}:backup:{region.name}:111122223333:backup-vault:v"
        assert (judge_arn(arn) is None) is passes(region), arn
    assert isinstance(judge_arn(f"arn:aws:backup:{region.name.upper()}:111122223333:backup-vault:v"), str)
    assert isinstance(judge_arn(region.name), Undetermined)


@pytest.mark.parametrize("region", all_regions("aws"), ids=lambda region: region.name)
def test_every_zone_of_a_region(region: Region) -> None:
    for letter in "abcdef":
        zone = f"{region.name}{letter}"
        assert (judge_aws_zone(zone) is None) is passes(region), zone
        assert isinstance(judge_aws_zone(zone.upper()), str)
    for elsewhere in (region.name, f"{region.name}-lax-1a", f"{region.name}-wl1-ber-wlz-1", f" {region.name}a"):
        assert isinstance(judge_aws_zone(elsewhere), str), elsewhere


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
