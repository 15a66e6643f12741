"""Ranges: pinned, recorded, allocated, grown, and refused."""

import re
from ipaddress import IPv4Network
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planned_specs import KEYS, a_ledger, a_plan, a_spec, hospital, site, workload

from hds_landing.errors import PlanError
from hds_landing.plan.address_pool import AddressPool, first_free
from hds_landing.plan.ledger import AddressLedger, extend_ledger


def messages(error: pytest.ExceptionInfo[PlanError]) -> list[str]:
    return [f"{'.'.join(map(str, problem.path))}: {problem.message}" for problem in error.value.problems]


@pytest.mark.parametrize(
    ("pool", "hub"),
    [
        ("10.64.0.0/12", "10.64.0.0/20"),
        ("10.0.0.0/8", "10.0.0.0/20"),
        ("10.64.0.0/16", "10.64.0.0/20"),
        ("10.64.0.0/17", "10.64.0.0/21"),
        ("10.64.0.0/18", "10.64.0.0/22"),
        ("10.64.0.0/21", "10.64.0.0/22"),
    ],
)
def test_the_hub_is_the_first_block_and_follows_the_pool(pool: str, hub: str) -> None:
    assert a_ledger(network={"pool": pool}).ranges["hub"] == hub


def test_the_hub_gives_way_to_a_site_at_the_start_of_the_pool() -> None:
    assert a_ledger(sites={"dc": site("10.64.0.0/24")}).ranges["hub"] == "10.64.16.0/20"


@pytest.mark.parametrize(
    ("size", "cidr", "slot"),
    [
        ("small", "10.64.16.0/22", "10.64.16.128/25"),
        ("medium", "10.64.16.0/21", "10.64.17.0/24"),
        ("large", "10.64.32.0/20", "10.64.34.0/23"),
    ],
)
def test_a_size_decides_range_and_slots(size: str, cidr: str, slot: str) -> None:
    ledger = a_ledger(establishments={"alpha": hospital(size)})
    assert (ledger.ranges["alpha"], ledger.ranges["alpha/app"]) == (cidr, slot)


def test_neighbours_leave_each_other_room_to_grow() -> None:
    ledger = a_ledger(establishments={"alpha": hospital(), "bravo": hospital()})
    assert (ledger.ranges["alpha"], ledger.ranges["bravo"]) == ("10.64.16.0/22", "10.64.24.0/22")


@pytest.mark.parametrize(
    ("sizes", "ranges"),
    [
        (["small", "medium"], ["10.64.16.0/22", "10.64.20.0/22"]),
        (["small", "large"], ["10.64.16.0/22", "10.64.20.0/22", "10.64.32.0/21"]),
        (["small", "medium", "large"], ["10.64.16.0/22", "10.64.20.0/22", "10.64.32.0/21"]),
        (["medium", "small"], ["10.64.16.0/21"]),
    ],
)
def test_growth_takes_its_own_gap_then_others_room(sizes: list[str], ranges: list[str]) -> None:
    ledger = AddressLedger()
    for size in sizes:
        ledger = a_ledger(ledger=ledger, establishments={"alpha": hospital(size), "bravo": hospital("small")})
    assert [str(cidr) for cidr in ledger.spoke_ranges("alpha")] == ranges


def test_growth_goes_elsewhere_where_the_gap_is_pinned() -> None:
    ledger = a_ledger()
    bravo = hospital(cidr="10.64.20.0/22")
    grown = a_ledger(ledger=ledger, establishments={"alpha": hospital("medium"), "bravo": bravo})
    assert [str(cidr) for cidr in grown.spoke_ranges("alpha")] == ["10.64.16.0/22", "10.64.24.0/22"]


def test_every_tier_has_a_slot_in_a_further_range() -> None:
    tiers = {"dpi": workload(tiers=["app", "data"])}
    ledger = a_ledger(establishments={"alpha": hospital("small", workloads=tiers)})
    plan = a_plan("azure", ledger, establishments={"alpha": hospital("medium", workloads=tiers)})
    assert {key: subnet.cidr for key, subnet in plan.spokes["alpha"].subnets.items()} == {
        "app": "10.64.16.128/25",
        "app--2": "10.64.20.128/25",
        "data": "10.64.17.0/25",
        "data--2": "10.64.21.0/25",
    }


def test_a_tier_that_comes_between_moves_nobody() -> None:
    before = a_ledger(establishments={"alpha": hospital(workloads={"dpi": workload(tiers=["app", "web"])})})
    after = a_ledger(
        ledger=before, establishments={"alpha": hospital(workloads={"dpi": workload(tiers=["app", "data", "web"])})}
    )
    assert after.ranges["alpha/web"] == before.ranges["alpha/web"] == "10.64.17.0/25"
    assert after.ranges["alpha/data"] == "10.64.17.128/25"


def test_zones_of_a_richer_profile_come_beside_the_others() -> None:
    essential = a_plan(profile="essential").spokes["alpha"].subnets
    standard = a_plan(profile="standard").spokes["alpha"].subnets
    assert sorted(essential) == ["app-a", "app-b", "attachment-a", "attachment-b"]
    assert {key: subnet.cidr for key, subnet in standard.items()} == {
        "app-a": "10.64.16.128/27",
        "app-b": "10.64.16.160/27",
        "app-c": "10.64.16.192/27",
        "attachment-a": "10.64.16.0/28",
        "attachment-b": "10.64.16.16/28",
        "attachment-c": "10.64.16.32/28",
    }
    assert essential.items() <= standard.items()


def test_a_pinned_range_is_taken_recorded_and_outlives_its_pin() -> None:
    pinned = a_ledger(establishments={"alpha": hospital("large", cidr="10.70.0.0/21")})
    assert pinned.ranges["alpha"] == "10.70.0.0/21"
    unpinned = a_ledger(ledger=pinned, establishments={"alpha": hospital("medium")})
    assert unpinned.ranges["alpha"] == "10.70.0.0/21"
    still = a_ledger(ledger=pinned, establishments={"alpha": hospital("large", cidr="10.70.0.0/21")})
    assert [str(cidr) for cidr in still.spoke_ranges("alpha")] == ["10.70.0.0/21"], "a pinned range does not grow"
    grown = a_ledger(ledger=pinned, establishments={"alpha": hospital("large")})
    assert [str(cidr) for cidr in grown.spoke_ranges("alpha")] == ["10.70.0.0/21", "10.70.8.0/21"]


def test_a_former_spoke_keeps_its_range() -> None:
    both = a_ledger(establishments={"alpha": hospital(), "bravo": hospital()})
    left = a_ledger(ledger=both)
    assert left.ranges == both.ranges
    assert a_ledger(ledger=left, establishments={"alpha": hospital(), "charlie": hospital()}).ranges["charlie"] not in {
        both.ranges["alpha"],
        both.ranges["bravo"],
    }


def test_a_pool_without_gaps_left_is_still_used_to_the_end() -> None:
    # /20: the hub's /22, and three /22 without any room beside them.
    names = ("alpha", "bravo", "charlie")
    ledger = a_ledger(network={"pool": "10.64.0.0/20"}, establishments={name: hospital() for name in names})
    assert sorted(ledger.ranges[name] for name in names) == ["10.64.12.0/22", "10.64.4.0/22", "10.64.8.0/22"]


def test_a_full_pool_says_how_much_is_missing_and_what_would_do() -> None:
    names = ("alpha", "bravo", "charlie", "delta", "echo")
    with pytest.raises(PlanError) as error:
        a_ledger(network={"pool": "10.64.0.0/20"}, establishments={name: hospital() for name in names})
    assert messages(error) == [
        "network.pool: the pool 10.64.0.0/20 is full: 2 blocks missing (/22 for delta, /22 for echo), 2048 addresses; "
        "widen network.pool to 10.64.0.0/19, or choose smaller sizes"
    ]


def test_a_full_pool_names_the_growth_that_found_no_room() -> None:
    network = {"pool": "10.64.0.0/21"}
    ledger = a_ledger(network=network)
    with pytest.raises(PlanError) as error:
        a_ledger(ledger=ledger, network=network, establishments={"alpha": hospital("medium")})
    assert messages(error) == [
        "network.pool: the pool 10.64.0.0/21 is full: 1 block missing (/22 for alpha/2), 1024 addresses; "
        "widen network.pool to 10.64.0.0/20, or choose smaller sizes"
    ]


def test_a_pool_that_holds_not_even_the_hub() -> None:
    with pytest.raises(PlanError) as error:
        a_ledger(network={"pool": "10.64.0.0/24"})
    assert messages(error) == [
        "network.pool: the pool 10.64.0.0/24 is full: 2 blocks missing (/22 for alpha, /22 for hub), 2048 addresses; "
        "widen network.pool to 10.64.0.0/21, or choose smaller sizes"
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"network": {"pool": "10.80.0.0/12"}},
            "network.pool: the address ledger records 10.64.16.0/22 for alpha, outside the pool 10.80.0.0/12: "
            "a range in use stays; give a pool that contains it",
        ),
        (
            {"sites": {"dc": site("10.64.18.0/24")}},
            "sites.dc: site dc has 10.64.18.0/24, which overlaps 10.64.16.0/22, recorded in the "
            "address ledger for alpha: "
            "give the site translatedCidrs outside it",
        ),
        (
            {"establishments": {"alpha": hospital(cidr="10.70.0.0/22")}},
            "establishments.alpha.cidr: alpha pins 10.70.0.0/22, the address ledger records 10.64.16.0/22: "
            "a range in use never changes; remove cidr, or pin 10.64.16.0/22",
        ),
        (
            {"establishments": {"alpha": hospital(), "bravo": hospital(cidr="10.64.16.0/23")}},
            "establishments.bravo.cidr: bravo pins 10.64.16.0/23, which overlaps 10.64.16.0/22 of "
            "alpha: pin another range",
        ),
    ],
)
def test_a_spec_that_contradicts_the_ledger_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(PlanError) as error:
        a_ledger(ledger=a_ledger(), **changes)
    assert message in messages(error)


@pytest.mark.parametrize(
    ("cidr", "message"),
    [
        (
            "10.70.0.0/24",
            "alpha pins 10.70.0.0/24: a spoke's range is at least a /23 (seven tiers in four zone "
            "parts) and at most a /16",
        ),
        (
            "10.66.0.0/15",
            "alpha pins 10.66.0.0/15: a spoke's range is at least a /23 (seven tiers in four zone "
            "parts) and at most a /16",
        ),
        ("172.16.0.0/22", "alpha pins 172.16.0.0/22, outside the pool 10.64.0.0/12: pin a range inside it"),
        ("10.64.52.0/22", "alpha pins 10.64.52.0/22, which overlaps 10.64.48.0/20 of site dc: pin another range"),
    ],
)
def test_a_range_that_cannot_be_pinned(cidr: str, message: str) -> None:
    with pytest.raises(PlanError) as error:
        a_ledger(establishments={"alpha": hospital(cidr=cidr)}, sites={"dc": site("10.64.48.0/20")})
    assert messages(error) == [f"establishments.alpha.cidr: {message}"]


@pytest.mark.parametrize("cidr", ["10.70.0.0/23", "10.70.0.0/16"])
def test_the_smallest_and_the_largest_pinned_range(cidr: str) -> None:
    subnets = a_plan(establishments={"alpha": hospital(cidr=cidr)}).spokes["alpha"].subnets
    assert all(IPv4Network(subnet.cidr).prefixlen <= 28 for subnet in subnets.values())


def test_two_pins_on_one_range() -> None:
    with pytest.raises(PlanError) as error:
        a_ledger(establishments={name: hospital(cidr="10.70.0.0/22") for name in ("alpha", "bravo")})
    assert messages(error) == [
        "establishments.bravo.cidr: bravo pins 10.70.0.0/22, which overlaps 10.70.0.0/22 of alpha: pin another range"
    ]


HUB_AND_ALPHA = {"hub": "10.64.0.0/20", "alpha": "10.64.16.0/22"}


@pytest.mark.parametrize(
    ("ledger", "finding"),
    [
        (
            AddressLedger({"hub": "10.64.0.0/20", "alpha": "10.64.8.0/22"}),
            "10.64.8.0/22 for alpha and 10.64.0.0/20 for hub, which overlap",
        ),
        (
            AddressLedger(HUB_AND_ALPHA | {"alpha/app": "10.65.0.0/25"}),
            "10.65.0.0/25 for alpha/app, outside every range of alpha",
        ),
        (
            AddressLedger(HUB_AND_ALPHA | {"alpha/app": "10.64.16.128/25", "alpha/data": "10.64.16.128/25"}),
            "10.64.16.128/25 for alpha/app and 10.64.16.128/25 for alpha/data, which overlap",
        ),
        (
            AddressLedger(HUB_AND_ALPHA | {"alpha/3": "10.64.20.0/22"}),
            "10.64.20.0/22 for alpha/3, but not every range of alpha before it",
        ),
        (
            AddressLedger(HUB_AND_ALPHA | {"alpha/1": "10.64.20.0/22"}),
            "10.64.20.0/22 for alpha/1, but not every range of alpha before it",
        ),
        (
            AddressLedger(HUB_AND_ALPHA, sids={"a": 1000000, "b": 1000000, "c": 1000001}),
            "the number 1000000 of sids for a and b",
        ),
        (
            AddressLedger(
                HUB_AND_ALPHA, priorities={"x/app/egress/a": 200, "x/app/egress/b": 200, "y/app/egress/a": 200}
            ),
            "the number 200 of priorities for x/app/egress/a and x/app/egress/b",
        ),
    ],
)
def test_a_ledger_that_contradicts_itself_is_refused(ledger: AddressLedger, finding: str) -> None:
    with pytest.raises(PlanError) as error:
        extend_ledger(ledger, a_spec())
    assert messages(error) == [
        f"network.pool: the address ledger records {finding}: keep what is deployed and remove the "
        f"other lines, or restore "
        f"the ledger from version control"
    ]


@settings(max_examples=60, deadline=None)
@given(
    length=st.integers(17, 24),
    before=st.lists(st.sampled_from(["small", "medium", "large"]), min_size=1, max_size=4),
    after=st.lists(st.sampled_from(["small", "medium", "large"]), min_size=1, max_size=6),
)
def test_a_full_pool_advises_a_pool_that_suffices(length: int, before: list[str], after: list[str]) -> None:
    pool = f"10.64.0.0/{length}"
    ledger = AddressLedger()
    for sizes in (before, after):
        hospitals = {name: hospital(size) for name, size in zip(KEYS, sizes, strict=False)}
        try:
            ledger = a_ledger(ledger=ledger, network={"pool": pool}, establishments=hospitals)
        except PlanError as error:
            (problem,) = error.problems
            advised = re.search(r"widen network.pool to (\S+),", problem.message)
            assert advised is not None
            blocks = [1 << (32 - int(block)) for block in re.findall(r"/(\d+) for ", problem.message)]
            assert f"{len(blocks)} block" in problem.message
            assert f"{sum(blocks)} addresses" in problem.message
            pool = advised.group(1)
            wider = a_ledger(ledger=ledger, network={"pool": pool}, establishments=hospitals)
            assert ledger.ranges.items() <= wider.ranges.items()
            ledger = wider
        for name, size in zip(KEYS, sizes, strict=False):
            given_out = sum(cidr.num_addresses for cidr in ledger.spoke_ranges(name))
            assert given_out >= {"small": 1024, "medium": 2048, "large": 4096}[size]


def test_an_eighth_tier_finds_no_slot_until_the_spoke_grows() -> None:
    first = {"one": workload(tiers=["t1", "t2", "t3", "t4"]), "two": workload(tiers=["t5", "t6", "t7"])}
    ledger = a_ledger(establishments={"alpha": hospital(workloads=first)})
    eighth = first | {"three": workload(tiers=["t8"])}
    with pytest.raises(PlanError) as error:
        a_ledger(ledger=ledger, establishments={"alpha": hospital(workloads=eighth)})
    assert messages(error) == [
        "establishments.alpha: alpha has no room for its tiers t8: a range holds 7, those of the past included; use an "
        "existing tier's name, or raise size for a further range"
    ]
    grown = a_ledger(ledger=ledger, establishments={"alpha": hospital("medium", workloads=eighth)})
    assert [key for key in grown.ranges if key.startswith("alpha/t8")] == ["alpha/t8/2"]


def test_attachment_is_no_tier() -> None:
    with pytest.raises(PlanError) as error:
        a_ledger(establishments={"alpha": hospital(workloads={"dpi": workload(tiers=["attachment"])})})
    assert messages(error) == [
        "establishments.alpha: alpha has a tier named attachment, which is reserved: rename the tier"
    ]


@pytest.mark.parametrize(
    ("pool", "length", "taken", "found"),
    [
        ("10.0.0.0/22", 24, [], "10.0.0.0/24"),
        ("10.0.0.0/22", 22, [], "10.0.0.0/22"),
        ("10.0.0.0/22", 21, [], None),
        ("10.0.0.0/22", 24, ["10.0.0.0/25"], "10.0.1.0/24"),
        ("10.0.0.0/22", 23, ["10.0.1.0/28"], "10.0.2.0/23"),
        ("10.0.0.0/22", 24, ["10.0.0.0/8"], None),
        ("10.0.0.0/22", 24, ["192.168.0.0/16"], "10.0.0.0/24"),
    ],
)
def test_first_free(pool: str, length: int, taken: list[str], found: str | None) -> None:
    result = first_free(IPv4Network(pool), length, [IPv4Network(cidr) for cidr in taken])
    assert result == (IPv4Network(found) if found else None)


def test_a_gap_is_spared_while_there_is_room_elsewhere() -> None:
    pool = AddressPool(IPv4Network("10.0.0.0/22"))
    assert [str(pool.allocate(24)) for _ in range(4)] == ["10.0.0.0/24", "10.0.2.0/24", "10.0.1.0/24", "10.0.3.0/24"]
    assert pool.allocate(24) is None
