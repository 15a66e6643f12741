"""Flows: ends, keys, firewall rules, access rules, and sessions that would be cut."""

from typing import Any

import pytest
from planned_specs import a_plan, hospital, https, site, workload

from hds_landing.errors import PlanError
from hds_landing.plan.access import Direction
from hds_landing.plan.landing_zone import LandingZonePlan
from hds_landing.plan.ports import PortRange, Transport, port_ranges, port_texts

TWO = {
    "alpha": hospital(workloads={"dpi": workload(tiers=["app", "data"]), "portal": workload(tiers=["web"])}),
    "bravo": hospital(),
}
SHARED = {"lab": workload(controllers=["alpha"], size="small")}
SITES = {
    "dc": site("10.1.0.0/16", "10.2.0.0/16", zones={"iomt": {"class": "iomt", "cidrs": ["10.1.64.0/20"]}, "all": {}}),
    "twin": site(
        "10.1.0.0/16",
        "10.2.0.0/16",
        translatedCidrs=["172.20.0.0/16", "172.21.0.0/16"],
        zones={"iomt": {"class": "iomt", "cidrs": ["10.2.64.0/20"]}},
    ),
}
# The ledger gives: alpha 10.64.16.0/22, bravo 10.64.24.0/22, shared-lab 10.64.32.0/22; tiers by name from slot 1.
ENDS = {
    "alpha": ["10.64.16.0/22"],
    "alpha/dpi": ["10.64.16.128/25", "10.64.17.0/25"],
    "alpha/portal": ["10.64.17.128/25"],
    "bravo/dpi": ["10.64.24.128/25"],
    "shared:lab": ["10.64.32.128/25"],
    "site:dc": ["10.1.0.0/16", "10.2.0.0/16"],
    "site:dc/iomt": ["10.1.64.0/20"],
    "site:dc/all": ["10.1.0.0/16", "10.2.0.0/16"],
    "site:twin": ["172.20.0.0/15"],
    "site:twin/iomt": ["172.21.64.0/20"],
}


def planned(*flows: dict[str, Any], provider: str = "aws", **changes: Any) -> LandingZonePlan:
    changes = {"establishments": TWO, "sharedWorkloads": SHARED, "sites": SITES, "flows": list(flows)} | changes
    return a_plan(provider, **changes)


def problems(*flows: dict[str, Any], provider: str = "aws", **changes: Any) -> list[tuple[tuple[Any, ...], str]]:
    with pytest.raises(PlanError) as error:
        planned(*flows, provider=provider, **changes)
    return [(problem.path, problem.message) for problem in error.value.problems]


@pytest.mark.parametrize(("end", "cidrs"), ENDS.items())
def test_an_end_stands_for_its_ranges(end: str, cidrs: list[str]) -> None:
    other = "bravo" if end != "bravo/dpi" else "alpha"
    (flow,) = planned(https(end, other)).flows
    assert flow.source_cidrs == cidrs
    (flow,) = planned(https(other, end)).flows
    assert flow.destination_cidrs == cidrs


@pytest.mark.parametrize(
    "end",
    [
        "nobody",
        "alpha/nothing",
        "alpha/",
        "site:nowhere",
        "site:dc/nothing",
        "site:dc/",
        "shared:dpi",
        "shared-lab",
        "site:",
    ],
)
def test_a_flow_to_nobody_is_refused(end: str) -> None:
    assert problems(https("alpha", end)) == [(("flows", 0, "to"), f"{end!r} names no site, establishment or workload")]


def test_the_matrix_tells_the_flow() -> None:
    (flow,) = planned(https("site:dc/iomt", "alpha/dpi", ports=["443/tcp", "104/tcp", "443/tcp"])).flows
    assert flow.key == "site-dc-iomt-to-alpha-dpi-79bdcf4e"
    assert (flow.source, flow.destination) == ("site:dc/iomt", "alpha/dpi")
    assert flow.ports == ["104/tcp", "443/tcp"]
    assert (flow.protocol, flow.protection, flow.purpose) == ("https", "tls", "patient record")


def test_a_key_is_of_ends_and_ports_only() -> None:
    first = planned(https("alpha", "bravo")).flows[0].key
    again = planned(https("bravo", "alpha"), https("alpha", "bravo", purpose="other", protection="ipsec")).flows
    assert first in {flow.key for flow in again}
    assert planned(https("alpha", "bravo", ports=["8443/tcp"])).flows[0].key != first


def test_the_same_flow_twice_is_refused() -> None:
    twice = problems(https("alpha", "bravo"), https("bravo", "alpha"), https("alpha", "bravo", purpose="again"))
    assert twice == [(("flows", 2), "the same flow as flows[0] (alpha to bravo, 443/tcp): keep one")]


def test_flows_between_spokes_and_sites_are_firewall_rules_and_inner_ones_are_not() -> None:
    plan = planned(https("alpha", "bravo"), https("site:dc", "site:twin"), https("alpha/portal", "alpha/dpi"))
    assert [rule.key.rpartition("-")[0] for rule in plan.hub.firewall.rules] == [
        "alpha-to-bravo",
        "site-dc-to-site-twin",
    ]
    (rule, _) = plan.hub.firewall.rules
    assert rule.source_cidrs == ["10.64.16.0/22"]
    assert rule.destination_cidrs == ["10.64.24.0/22"]
    assert rule.ports == [PortRange(443, 443, Transport.TCP)]
    assert len(plan.flows) == 3


def test_only_spokes_with_a_declared_flow_are_peers() -> None:
    plan = planned(https("alpha/dpi", "bravo"), https("site:dc", "shared:lab"))
    assert plan.connections["alpha"].peers == {"bravo": "10.64.24.0/22"}
    assert plan.connections["bravo"].peers == {"alpha": "10.64.16.0/22"}
    assert plan.connections["shared-lab"].peers == {}
    assert plan.spokes["alpha"].peer_cidrs == ["10.64.24.0/22"]
    assert plan.spokes["shared-lab"].peer_cidrs == []


def test_a_site_inside_the_pool_is_a_peer_range() -> None:
    plan = planned(https("site:in", "bravo"), sites={"in": site("10.70.0.0/24")})
    assert plan.spokes["bravo"].peer_cidrs == ["10.70.0.0/24"]
    assert plan.spokes["alpha"].peer_cidrs == []


def test_access_is_declared_at_both_ends() -> None:
    plan = planned(https("alpha/portal", "bravo/dpi"))
    (out,) = [rule for rule in plan.spokes["alpha"].access if rule.tier == "web"]
    assert (out.direction, out.peer_cidrs) == (Direction.EGRESS, ["10.64.24.128/25"])
    (into,) = plan.spokes["bravo"].access
    assert (into.direction, into.tier, into.peer_cidrs) == (Direction.INGRESS, "app", ["10.64.17.128/25"])
    assert into.key == f"{plan.flows[0].key}--app--ingress"


def test_tiers_of_one_workload_talk_downwards_only() -> None:
    rules = planned().spokes["alpha"].access
    assert [(rule.key, rule.tier, rule.direction, rule.peer_cidrs) for rule in rules] == [
        ("tier-app--data--app--egress", "app", Direction.EGRESS, ["10.64.17.0/25"]),
        ("tier-app--data--data--ingress", "data", Direction.INGRESS, ["10.64.16.128/25"]),
    ]
    assert all(rule.ports == [PortRange(1, 65535, Transport.TCP)] for rule in rules)


def test_a_workload_may_be_opened_to_itself() -> None:
    rules = planned(https("alpha/portal", "alpha/portal")).spokes["alpha"].access
    web = [(rule.direction, rule.peer_cidrs) for rule in rules if rule.tier == "web"]
    assert web == [(Direction.EGRESS, ["10.64.17.128/25"]), (Direction.INGRESS, ["10.64.17.128/25"])]


def test_two_transports_are_two_access_rules() -> None:
    (into_tcp, into_udp) = (
        planned(https("site:dc", "bravo", ports=["53/udp", "53/tcp"], protocol="dns")).spokes["bravo"].access
    )
    assert (into_tcp.ports, into_udp.ports) == ([PortRange(53, 53, Transport.TCP)], [PortRange(53, 53, Transport.UDP)])
    assert into_tcp.priority != into_udp.priority


WAYS_OUT = [
    {"fqdn": "*.example.org", "ports": ["443/tcp"], "protocol": "https", "purpose": "updates"},
    {
        "cidrs": ["192.0.2.0/24"],
        "ports": ["123/udp"],
        "protocol": "ntp",
        "purpose": "time",
        "sources": ["bravo", "shared:lab"],
    },
]


def test_ways_out_are_for_their_sources_or_for_all() -> None:
    plan = planned(network={"pool": "10.64.0.0/12", "egressAllow": WAYS_OUT})
    time, updates = plan.hub.firewall.egress
    assert (updates.fqdn, updates.destination_cidrs) == ("*.example.org", [])
    assert updates.source_cidrs == ["10.64.16.0/22", "10.64.24.0/22", "10.64.32.0/22"]
    assert (time.fqdn, time.destination_cidrs) == (None, ["192.0.2.0/24"])
    assert time.source_cidrs == ["10.64.24.0/22", "10.64.32.0/22"]
    peers = {rule.purpose: rule.peer_cidrs for rule in plan.spokes["bravo"].access}
    assert peers == {"updates": ["0.0.0.0/0"], "time": ["192.0.2.0/24"]}
    assert {rule.purpose for rule in plan.spokes["alpha"].access} == {
        "updates",
        "tier app to tier data of the same workload",
    }
    assert plan.hub.internet_egress is True


def test_without_a_way_out_there_is_no_internet() -> None:
    plan = planned()
    assert plan.hub.internet_egress is False
    assert plan.hub.firewall.egress == []


@pytest.mark.parametrize(
    ("changes", "path", "message"),
    [
        ({"sources": ["shared:dpi"]}, ("sources",), "'shared:dpi' is neither an establishment nor shared:<workload>"),
        ({"cidrs": ["192.0.2.0/24"]}, (), "a way out has either a fqdn or cidrs: give one of them"),
        ({"fqdn": None}, (), "a way out has either a fqdn or cidrs: give one of them"),
    ],
)
def test_a_way_out_that_is_none(changes: dict[str, Any], path: tuple[str, ...], message: str) -> None:
    found = problems(network={"pool": "10.64.0.0/12", "egressAllow": [WAYS_OUT[0] | changes]})
    assert found == [(("network", "egressAllow", 0, *path), message)]


def test_the_same_way_out_twice() -> None:
    found = problems(
        network={"pool": "10.64.0.0/12", "egressAllow": [WAYS_OUT[0], WAYS_OUT[0] | {"sources": ["bravo"]}]}
    )
    assert found == [
        (("network", "egressAllow", 1), "the same way out is declared above: put all its sources into one")
    ]


@pytest.mark.parametrize(
    ("provider", "idle", "keep_alive", "refused"),
    [
        ("aws", 100, None, False),
        ("aws", 101, None, True),
        ("aws", 101, 5999, False),
        ("aws", 101, 6000, True),
        ("azure", 4, None, False),
        ("azure", 5, None, True),
        ("azure", 5, 239, False),
        ("azure", 5, 240, True),
        ("azure", None, None, False),
    ],
)
def test_a_flow_that_the_firewall_would_cut(
    provider: str, idle: int | None, keep_alive: int | None, refused: bool
) -> None:
    flow = https("site:dc", "alpha/dpi", idleMinutes=idle, keepAliveSeconds=keep_alive)
    if not refused:
        assert planned(flow, provider=provider).flows
        return
    ((path, message),) = problems(flow, provider=provider)
    assert path == ("flows", 0)
    assert f"may idle for {idle} minutes" in message


@pytest.mark.parametrize(
    ("provider", "keep_alive", "message"),
    [
        (
            "azure",
            None,
            "site:dc to bravo may idle for 120 minutes, but the firewall on the way cuts a silent "
            "session after 240 seconds "
            "(fixed by the platform): let the application send keep-alives and declare keepAliveSeconds below 240",
        ),
        (
            "aws",
            7200,
            "site:dc to bravo may idle for 120 minutes, but the firewall on the way cuts a silent session after 6000 "
            "seconds (the longest it can be given): keepAliveSeconds 7200 comes too late; it must be below 6000",
        ),
    ],
)
def test_the_reason_of_a_cut(provider: str, keep_alive: int | None, message: str) -> None:
    flow = https("site:dc", "bravo", idleMinutes=120, keepAliveSeconds=keep_alive)
    assert problems(https("alpha", "bravo"), flow, provider=provider) == [(("flows", 1), message)]


def test_a_flow_inside_one_spoke_passes_no_firewall() -> None:
    assert planned(https("alpha/portal", "alpha/dpi", idleMinutes=600), provider="azure").flows


def test_a_flow_on_one_site_passes_no_firewall() -> None:
    plan = planned(https("site:dc/iomt", "site:dc/all", idleMinutes=600), provider="azure")
    assert plan.flows
    assert plan.hub.firewall.rules == []


def test_a_quarantined_establishment_has_no_flow() -> None:
    quarantined = TWO | {"alpha": TWO["alpha"] | {"state": "quarantined"}}
    plan = planned(
        https("alpha", "bravo"),
        https("site:dc", "bravo"),
        establishments=quarantined,
        network={"pool": "10.64.0.0/12", "egressAllow": WAYS_OUT},
    )
    assert [flow.source for flow in plan.flows] == ["site:dc"]
    assert plan.spokes["alpha"].access == []
    assert plan.connections["alpha"].peers == plan.connections["bravo"].peers == {}
    assert all("10.64.16.0/22" not in rule.source_cidrs for rule in plan.hub.firewall.egress)
    assert "alpha is quarantined: none of its flows and ways out is planned" in plan.notices


@pytest.mark.parametrize(
    ("texts", "ranges", "same"),
    [
        (["443/tcp"], [PortRange(443, 443, Transport.TCP)], ["443/tcp"]),
        (
            ["50-60/udp", "7/tcp"],
            [PortRange(7, 7, Transport.TCP), PortRange(50, 60, Transport.UDP)],
            ["7/tcp", "50-60/udp"],
        ),
        (
            ["80/tcp", "9/tcp", "80-80/tcp"],
            [PortRange(9, 9, Transport.TCP), PortRange(80, 80, Transport.TCP)],
            ["9/tcp", "80/tcp"],
        ),
    ],
)
def test_ports(texts: list[str], ranges: list[PortRange], same: list[str]) -> None:
    assert port_ranges(texts) == ranges
    assert port_texts(texts) == same
