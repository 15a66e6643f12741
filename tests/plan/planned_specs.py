"""Specs for the planner's tests, built from plain values."""

from copy import deepcopy
from datetime import date
from typing import Any

from hypothesis import strategies as st

from hds_landing.plan.landing_zone import LandingZonePlan, plan_landing_zone
from hds_landing.plan.ledger import AddressLedger, extend_ledger
from hds_landing.spec.landing_zone import LandingZoneSpec

TODAY = date(2026, 11, 22)
ACCOUNT = "111122223333"
SUBSCRIPTION = "00000000-0000-4000-8000-000000000001"
TENANT = "00000000-0000-4000-8000-00000000000a"
CLOUDS = {
    "aws": {"provider": "aws", "region": "eu-west-3", "tenancy": "shared"},
    "azure": {"provider": "azure", "region": "francecentral", "tenancy": "shared"},
}


def workload(**changes: Any) -> dict[str, Any]:
    return {"data": "health", "availability": "standard", "schedule": "always"} | changes


def hospital(size: str = "small", **changes: Any) -> dict[str, Any]:
    return {
        "name": "Centre hospitalier",
        "finess": {"ej": "990000010"},
        "size": size,
        "costCentre": "CH-1",
        "workloads": {"dpi": workload()},
    } | changes


def https(source: str, destination: str, **changes: Any) -> dict[str, Any]:
    return {
        "from": source,
        "to": destination,
        "ports": ["443/tcp"],
        "protocol": "https",
        "protection": "tls",
        "purpose": "patient record",
    } | changes


def site(*cidrs: str, **changes: Any) -> dict[str, Any]:
    return {"cidrs": list(cidrs), "link": {"kind": "vpn", "encryption": "ipsec"}} | changes


def raw_spec(provider: str = "aws", **changes: Any) -> dict[str, Any]:
    activity = {"holder": provider}
    names = ("physicalSites", "hardware", "virtualInfrastructure", "applicationPlatform", "administration", "backup")
    base: dict[str, Any] = {
        "apiVersion": "hds-landing/v1",
        "ght": {"name": "GHT", "slug": "gx", "lead": "alpha"},
        "profile": "standard",
        "cloud": CLOUDS[provider],
        "aws": {"accounts": {"platform": ACCOUNT}, "ciRole": "ci", "recoveryRole": "recovery"},
        "azure": {
            "tenantId": TENANT,
            "subscriptions": {"platform": SUBSCRIPTION},
            "ciPrincipalId": "00000000-0000-4000-8000-0000000000c1",
            "recoveryPrincipalId": "00000000-0000-4000-8000-0000000000c2",
        },
        "hds": {"regime": "own-data-only", "activities": dict.fromkeys(names, activity)},
        "network": {"pool": "10.64.0.0/12"},
        "establishments": {"alpha": hospital()},
        "backup": {"immutability": "trial"},
        "logging": {"immutability": "trial"},
        "operations": {"runner": "self-hosted-hub", "secondPerson": "rssi@example.org"},
    }
    del base["azure" if provider == "aws" else "aws"]
    return deepcopy(base | changes)


def a_spec(provider: str = "aws", **changes: Any) -> LandingZoneSpec:
    return LandingZoneSpec.model_validate(raw_spec(provider, **changes))


def a_plan(provider: str = "aws", ledger: AddressLedger | None = None, **changes: Any) -> LandingZonePlan:
    return plan_landing_zone(a_spec(provider, **changes), ledger or AddressLedger(), TODAY)


def a_ledger(provider: str = "aws", ledger: AddressLedger | None = None, **changes: Any) -> AddressLedger:
    return extend_ledger(ledger or AddressLedger(), a_spec(provider, **changes))


KEYS = ("alpha", "bravo", "charlie", "delta", "echo", "foxtrot")
TIERS = ("app", "data", "web", "admin")
SITES = {"site-one": site("10.1.0.0/16"), "site-two": site("10.64.48.0/20")}

_tiers = st.lists(st.sampled_from(TIERS), min_size=1, max_size=4, unique=True)
_hospitals = st.builds(
    lambda size, tiers, other: hospital(
        size, workloads={"dpi": workload(tiers=tiers), "portal": workload(data="staff", tiers=other)}
    ),
    st.sampled_from(("small", "medium", "large")),
    _tiers,
    _tiers,
)


@st.composite
def spec_changes(draw: st.DrawFn) -> dict[str, Any]:
    """Establishments, shared workloads, sites and flows that fit together; `alpha` is always there."""
    keys = ["alpha", *draw(st.lists(st.sampled_from(KEYS[1:]), unique=True))]
    order = draw(st.permutations(keys))
    hospitals = {key: draw(_hospitals) for key in order}
    shared = {
        name: workload(
            controllers=["alpha"], tiers=draw(_tiers), size=draw(st.sampled_from(("small", "medium", "large")))
        )
        for name in draw(st.sets(st.sampled_from(("dpi", "lab")), max_size=2))
    }
    ends = [
        *order,
        *(f"{key}/dpi" for key in order),
        *(f"shared:{name}" for name in shared),
        "site:site-one",
        "site:site-two",
    ]
    pairs = draw(st.lists(st.tuples(st.sampled_from(ends), st.sampled_from(ends)), max_size=8, unique=True))
    ports = draw(st.sampled_from((["443/tcp"], ["53/tcp", "53/udp"], ["11112/tcp", "104/tcp"])))
    ways_out = [
        {"fqdn": "*.example.org", "ports": ["443/tcp"], "protocol": "https", "purpose": "updates"},
        {"cidrs": ["192.0.2.0/24"], "ports": ["123/udp"], "protocol": "ntp", "purpose": "time", "sources": ["alpha"]},
    ]
    return {
        "profile": draw(st.sampled_from(("essential", "standard", "reinforced"))),
        "establishments": hospitals,
        "sharedWorkloads": shared,
        "sites": SITES,
        "flows": [https(source, destination, ports=ports) for source, destination in pairs],
        "network": {"pool": "10.64.0.0/12", "egressAllow": ways_out[: draw(st.integers(0, 2))]},
    }
