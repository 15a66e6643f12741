"""The fields known at a place of the spec, and the nearest of them."""

import pytest

from hds_landing.spec.field_names import field_names
from hds_landing.spec.landing_zone import LandingZoneSpec
from hds_landing.spec.nearest import did_you_mean, nearest


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("ght",), ("name", "slug", "lead")),
        (("backup", "immutability"), ("locked",)),
        (("backup", "immutability", "locked", "graceDays"), ()),
        (("establishments",), ()),
        (("establishments", "nord", "finess"), ("ej", "et")),
        (("waivers", 3), ("rule", "resource", "reason", "owner", "expires", "compensatedBy")),
        (("sites", "x", "zones", "y"), ("class", "internet", "os", "cidrs")),
        (("network", "enforcement"), ("observe",)),
        (("nowhere", "at", "all"), ()),
    ],
)
def test_field_names(path: tuple[str | int, ...], expected: tuple[str, ...]) -> None:
    assert field_names(LandingZoneSpec, path) == expected


def test_field_names_of_the_whole() -> None:
    assert {"apiVersion", "ght", "sharedWorkloads"} <= set(field_names(LandingZoneSpec, ()))


@pytest.mark.parametrize(
    ("given", "allowed", "expected"),
    [
        ("cost_centre", ["costCentre", "size"], "costCentre"),
        ("COSTCENTRE", ["costCentre", "size"], "costCentre"),
        ("france-central", ["francecentral", "francesouth"], "francecentral"),
        ("colour", ["cloud"], None),
        ("", ["a"], None),
        ("x" * 100_000, ["a"], None),
    ],
)
def test_nearest(given: str, allowed: list[str], expected: str | None) -> None:
    assert nearest(given, allowed) == expected
    assert did_you_mean(given, allowed) == (f" Did you mean '{expected}'?" if expected else "")
