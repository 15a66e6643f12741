"""The table of regions: unique, sourced, EEA by country, pairs that exist."""

import dataclasses

import pytest

from hds_landing.catalogue.countries import EU_COUNTRIES
from hds_landing.catalogue.facts import CLOUDS, read_facts
from hds_landing.catalogue.regions import EEA_COUNTRIES, all_regions, find_region, nearest_region_names

ONE_WAY_PAIRS = {"brazilsouth", "brazilsoutheast", "westindia", "westus3"}


@pytest.mark.parametrize("cloud", CLOUDS)
def test_names_are_unique(cloud):
    names = [row["name"] for row in read_facts(f"regions_{cloud}")["rows"]]
    assert names
    assert len(names) == len(set(names)) == len(all_regions(cloud))


@pytest.mark.parametrize("cloud", CLOUDS)
def test_every_region_has_a_source_and_a_date_or_says_unknown(cloud):
    for region in all_regions(cloud):
        assert (region.source == "unknown") == (region.checked_on is None), region
        assert region.source
        assert region.hds_source
        assert (region.hds_certified == "unknown") == (region.hds_source == "unknown"), region


@pytest.mark.parametrize("cloud", CLOUDS)
def test_values_stay_in_their_vocabulary(cloud):
    for region in all_regions(cloud):
        assert region.kind in {"physical", "logical"}
        assert region.hds_certified in {"yes", "stale", "unknown", "no", "likely"}
        assert region.country is None or (len(region.country) == 2 and region.country.isupper())
        assert isinstance(region.restricted, bool)
        assert region.availability_zones in {True, False, None}


def test_the_eea_is_thirty_states_and_the_union_twenty_seven():
    assert len(EEA_COUNTRIES) == 30
    assert len(EU_COUNTRIES) == 27
    assert {"IS", "LI", "NO"} == EEA_COUNTRIES - EU_COUNTRIES
    assert not {"GB", "CH", "US"} & EEA_COUNTRIES


@pytest.mark.parametrize("cloud", CLOUDS)
def test_eea_membership_is_that_of_the_country(cloud):
    for region in all_regions(cloud):
        expected = None if region.country is None else region.country in EEA_COUNTRIES
        assert region.eea is expected, region.name


@pytest.mark.parametrize(
    ("cloud", "name", "country", "eea"),
    [
        ("aws", "eu-west-3", "FR", True),
        ("aws", "eu-central-1", "DE", True),
        ("aws", "eu-central-2", "CH", False),
        ("aws", "eu-west-2", "GB", False),
        ("aws", "eusc-de-east-1", "DE", True),
        ("aws", "eu-isoe-west-1", None, None),
        ("azure", "francecentral", "FR", True),
        ("azure", "norwayeast", "NO", True),
        ("azure", "switzerlandnorth", "CH", False),
        ("azure", "uksouth", "GB", False),
        ("azure", "europe", None, None),
        ("scaleway", "pl-waw", "PL", True),
        ("ovhcloud", "GRA", "FR", True),
        ("outscale", "us-east-2", "US", False),
    ],
)
def test_known_places(cloud, name, country, eea):
    region = find_region(cloud, name)
    assert region is not None
    assert (region.country, region.eea) == (country, eea)


def test_azure_pairs_exist_and_are_mutual_but_for_four_outside_the_eea():
    one_way = set()
    for region in all_regions("azure"):
        if region.paired_region is None:
            continue
        pair = find_region("azure", region.paired_region)
        assert pair is not None, region.name
        if pair.paired_region != region.name:
            one_way.add(region.name)
    assert one_way == ONE_WAY_PAIRS
    assert all(find_region("azure", name).eea is False for name in one_way)


def test_no_eea_region_pairs_with_one_outside():
    pairs = {
        region.name: region.paired_region for region in all_regions("azure") if region.eea and region.paired_region
    }
    assert {"francecentral": "francesouth", "swedencentral": "swedensouth"}.items() <= pairs.items()
    assert all(find_region("azure", pair).eea for pair in pairs.values())


def test_no_region_is_called_certified_while_no_v2_certificate_was_read():
    assert not [region.name for cloud in CLOUDS for region in all_regions(cloud) if region.hds_certified == "yes"]
    assert find_region("azure", "francecentral").hds_certified == "stale"
    assert find_region("aws", "eu-west-3").hds_certified == "stale"
    assert find_region("scaleway", "nl-ams").hds_certified == "no"


def test_geographies_and_closed_partitions_are_marked():
    assert find_region("azure", "france").kind == "logical"
    assert find_region("azure", "global").kind == "logical"
    assert find_region("aws", "aws-global").kind == "logical"
    assert find_region("azure", "francesouth").restricted is True
    assert find_region("azure", "francecentral").restricted is False
    for region in all_regions("aws"):
        assert region.restricted == (region.partition not in {"aws", "aws-eusc"}), region.name


@pytest.mark.parametrize(
    ("cloud", "name"),
    [
        ("azure", "France Central"),
        ("azure", "FranceCentral"),
        ("aws", "EU-WEST-3"),
        ("aws", " eu-west-3"),
        ("aws", "francecentral"),
        ("gcp", "europe-west9"),
        ("aws", ""),
    ],
)
def test_only_the_exact_name_is_found(cloud, name):
    assert find_region(cloud, name) is None


@pytest.mark.parametrize(
    ("cloud", "written", "meant"),
    [
        ("azure", "France Central", "francecentral"),
        ("azure", "francecentrale", "francecentral"),
        ("aws", "eu-west3", "eu-west-3"),
        ("aws", "Europe (Paris)", "eu-west-3"),
        ("ovhcloud", "gra", "GRA"),
    ],
)
def test_the_nearest_name_is_suggested(cloud, written, meant):
    assert nearest_region_names(cloud, written)[0] == meant


def test_nothing_is_suggested_for_what_resembles_nothing():
    assert nearest_region_names("aws", "zzzzzz") == ()
    assert nearest_region_names("gcp", "europe-west9") == ()


def test_a_region_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        find_region("aws", "eu-west-3").eea = False
