"""Keys that would collide with the landing zone's own names."""

from datetime import date
from typing import Final

from hds_landing.errors import Problem
from hds_landing.spec.landing_zone import LandingZoneSpec

_RESERVED: Final = ("platform", "hub")
_SHARED: Final = "shared-"


def check(spec: LandingZoneSpec, today: date) -> list[Problem]:
    """Keys of establishments; a shared workload's spoke is called `shared-<key>`."""
    return [
        Problem(
            ("establishments", key),
            f"the key '{key}' is the landing zone's own: {', '.join(_RESERVED)} and what starts with '{_SHARED}' "
            "are taken. Choose another.",
        )
        for key in spec.establishments
        if key in _RESERVED or key.startswith(_SHARED)
    ]
