"""Specs at the edge of what is accepted, and one step beyond it."""

import contextlib
import copy
import functools
import json
import operator
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hds_landing import errors
from hds_landing.errors import Problem, SpecError
from hds_landing.spec.cloud import CloudProvider
from hds_landing.spec.load import load_spec
from hds_landing.spec.yaml_source import read_yaml

TODAY = date(2026, 11, 22)
GOOD = Path(__file__).parent / "good.yaml"
EXAMPLES = Path(__file__).parents[2] / "examples"
SPECS = sorted(EXAMPLES.glob("*/landing-zone.yaml"))


def problems_of(tmp_path: Path, old: str, new: str) -> list[str]:
    """Messages about the good spec after an edit, without their places; empty where it is accepted."""
    text = GOOD.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "spec.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    try:
        load_spec(path, TODAY)
    except SpecError as refused:
        return [problem.message for problem in refused.problems]
    return []


def test_good_spec(tmp_path: Path) -> None:
    assert problems_of(tmp_path, "standard", "standard") == []


def test_the_four_examples_are_there() -> None:
    names = [path.parent.name for path in SPECS]
    assert names == ["eure-seine", "grand-paris-nord-est", "minimal-aws", "minimal-azure"]


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.parent.name)
def test_examples_load(path: Path) -> None:
    loaded = load_spec(path, TODAY)
    assert loaded.spec.ght.lead in loaded.spec.establishments
    assert loaded.path == path
    first_line = path.read_text(encoding="utf-8").splitlines()[0]
    assert first_line == "# yaml-language-server: $schema=../../schemas/landing-zone.schema.json"
    assert (path.parent / "../../schemas/landing-zone.schema.json").is_file()


def test_eure_seine_is_a_lead_and_eleven_establishments_each_with_its_cost_centre() -> None:
    spec = load_spec(EXAMPLES / "eure-seine" / "landing-zone.yaml", TODAY).spec
    assert (spec.cloud.provider, spec.cloud.region, spec.cloud.recovery_region) == (
        CloudProvider.AWS,
        "eu-west-3",
        "eu-central-1",
    )
    assert len(spec.establishments) == 12
    assert len({establishment.cost_centre for establishment in spec.establishments.values()}) == 12
    assert {site.link.kind.value for site in spec.sites.values()} == {"vpn", "direct-connect"}


def test_grand_paris_is_three_hospitals_and_a_shared_record() -> None:
    spec = load_spec(EXAMPLES / "grand-paris-nord-est" / "landing-zone.yaml", TODAY).spec
    assert (spec.cloud.provider, spec.cloud.region) == (CloudProvider.AZURE, "francecentral")
    assert list(spec.establishments) == ["aulnay", "raincy-montfermeil", "montreuil"]
    assert list(spec.shared_workloads) == ["dpi"]
    assert sorted(spec.shared_workloads["dpi"].controllers) == sorted(spec.establishments)


def _places(data: Any, path: errors.Path = ()) -> Iterator[errors.Path]:
    for key, value in data.items() if isinstance(data, dict) else ():
        yield (*path, key)
        yield from _places(value, (*path, key))


@pytest.mark.parametrize("cloud", ["aws", "azure"])
def test_minimal_examples_have_nothing_that_could_be_left_out(cloud: str, tmp_path: Path) -> None:
    whole = read_yaml(EXAMPLES / f"minimal-{cloud}" / "landing-zone.yaml").data
    path = tmp_path / "spec.yaml"
    accepted = []
    for place in _places(whole):
        data = copy.deepcopy(whole)
        *parents, last = place
        del functools.reduce(operator.getitem, parents, data)[last]
        path.write_text(json.dumps(data), encoding="utf-8")
        with contextlib.suppress(SpecError):
            load_spec(path, TODAY)
            accepted.append(place)
    assert accepted == [
        ("establishments", "centre", "workloads"),
        ("establishments", "centre", "workloads", "dpi"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("pool: 10.64.0.0/12", "pool: 10.64.0.0/20"),
        ("pool: 10.64.0.0/12", "pool: 10.128.0.0/9"),
        ("pool: 10.64.0.0/12", "pool: 172.16.0.0/12"),
        ("pool: 10.64.0.0/12", "pool: 10.64.0.0/12\n  enforcement: {observe: 2026-12-22}"),
        ("pool: 10.64.0.0/12", "pool: 10.64.0.0/12\n  enforcement: {observe: 2026-11-22}"),
        ("cidrs: [10.1.0.0/16]", "cidrs: [10.1.0.0/16]\n    translatedCidrs: [172.20.0.0/16]"),
        ("cidrs: [10.1.0.0/16]", "cidrs: [10.65.0.0/16]\n    translatedCidrs: [172.20.0.0/16]"),
        ("recoveryRegion: swedencentral", "recoveryRegion: norwayeast"),
        ("recoveryRegion: swedencentral", "recoveryRegion: francesouth, restrictedRegion: {ref: GRANT-1}"),
        ("recoveryRegion: swedencentral, ", ""),
        ("name: Centre hospitalier Sud", "name: Centre hospitalier Sud\n    cidr: 10.64.8.0/22"),
        ("name: Centre hospitalier Sud", "name: NO"),
        ('finess: {ej: "990000036"}', 'finess: {ej: "990000010"}'),
        ('finess: {ej: "990000036"}', 'finess: {ej: "2A0000014", et: ["2B0000020"]}'),
        ("schedule: always}", "schedule: office-hours}"),
        ("data: health,", "data: technical, backup: none,"),
        ("data: health,", "data: health, declassified: {judgedAs: staff, decidedBy: dpo, decidedOn: 2026-11-22},"),
        (
            "backup: {immutability: trial}",
            "backup: {immutability: {locked: {graceDays: 30, minRetentionDays: 35, maxRetentionDays: 372, "
            "decisionRef: D-1, decidedBy: [director]}}, retention: {dailyDays: 35, monthlyMonths: 12}}",
        ),
        (
            "logging: {immutability: trial}",
            "logging: {immutability: trial, classes: {security: {hotDays: 365, archiveDays: 365}, "
            "health-access: {hotDays: 90, archiveDays: 1825, reason: litigation}}}",
        ),
        (
            "operations:",
            "waivers:\n  - {rule: r, resource: x, reason: y, owner: z, expires: 2026-11-22}\n"
            "  - {rule: r, resource: x2, reason: y, owner: z, expires: 2027-11-23}\noperations:",
        ),
    ],
)
def test_accepted_at_the_edge(tmp_path: Path, old: str, new: str) -> None:
    assert problems_of(tmp_path, old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("pool: 10.64.0.0/12", "pool: 10.64.0.0/21", "network.pool"),
        ("pool: 10.64.0.0/12", "pool: 10.0.0.0/8", "network.pool"),
        ("pool: 10.64.0.0/12", "pool: 100.64.0.0/12", "network.pool"),
        ("pool: 10.64.0.0/12", "pool: 10.64.0.0/12\n  enforcement: {observe: 2026-12-23}", "network.enforcement"),
        ("pool: 10.64.0.0/12", "pool: 10.64.0.0/12\n  enforcement: {observe: 2026-11-21}", "network.enforcement"),
        ("cidrs: [10.1.0.0/16]", "cidrs: [10.65.0.0/16]", "sites.nord-dc.cidrs[0]"),
        ("data: health,", "data: health, backup: none,", "establishments.nord.workloads.vna.backup"),
        ("data: health,", "data: research-pseudonymised, backup: none,", "establishments.nord.workloads.vna.backup"),
        ("name: Centre hospitalier Nord", "name: Centre hospitalier Nord\n    member: false", "establishments.nord"),
    ],
)
def test_refused_one_step_beyond(tmp_path: Path, old: str, new: str, where: str) -> None:
    assert any(message.startswith(where) for message in problems_of(tmp_path, old, new))


def test_a_problem_without_its_own_place_is_shown_at_the_nearest_part_of_the_file() -> None:
    loaded = load_spec(GOOD, TODAY)
    error = loaded.located([Problem(("establishments", "nord", "workloads", "vna", "rpoHours", 3), "too small.")])
    (problem,) = error.problems
    assert GOOD.read_text(encoding="utf-8").splitlines()[problem.line - 1].strip().startswith("vna: {data: health")
    assert problem.message == "establishments.nord.workloads.vna.rpoHours[3]: too small."
