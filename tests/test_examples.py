"""Each example produces the inventory written beside it; and what the landing zone promises of any group."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hds_landing.inventory.state_export import write_state
from hds_landing.plan.from_file import plan_file
from hds_landing.rehearsal.landing_zone import rehearse_landing_zone
from hds_landing.rehearsal.program import Rehearsal
from hds_landing.report.establishments import establishment_rows
from hds_landing.report.inventory_text import inventory_as_text
from hds_landing.rules.evaluation import evaluate
from hds_landing.spec.waivers import waivers_of
from tests.rehearsed_examples import EXAMPLES, ROOT, TODAY, planned, rehearsed


def test_the_four_examples_are_there() -> None:
    assert EXAMPLES == ["eure-seine", "grand-paris-nord-est", "minimal-aws", "minimal-azure"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_ledger_is_recorded(name: str) -> None:
    assert not planned(name).unrecorded


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_embedded_cloud_refuses_nothing(name: str) -> None:
    assert [str(error) for error in rehearsed(name).errors] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_inventory_is_the_one_written_beside_the_spec(name: str) -> None:
    expected = (ROOT / "examples" / name / "inventory.txt").read_text(encoding="utf-8")
    assert inventory_as_text(rehearsed(name).inventory) == expected


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_establishment_has_its_network_keys_vault_and_logs(name: str) -> None:
    rows = establishment_rows(planned(name).plan, rehearsed(name).inventory)
    spokes = planned(name).plan.spokes
    assert [row.owner for row in rows] == ["platform", *spokes]
    for row in rows[1:]:
        assert row.counts["network"] == 1, row
        assert row.counts["subnets"] >= len(spokes[row.owner].tiers), row
        assert row.counts["keys"] >= 4, row
        assert row.counts["logs"] >= 1, row
        assert row.counts["vaults"] >= 1, row


@pytest.mark.parametrize("name", EXAMPLES)
def test_our_own_rules_find_nothing_to_fail(name: str) -> None:
    waivers = waivers_of(planned(name).loaded.spec)
    evaluation = evaluate(rehearsed(name).inventory, waivers=waivers, today=TODAY)
    failed = [f"{finding.rule} {finding.name}: {finding.observed}" for finding in evaluation.findings]
    assert evaluation.summary.fail == 0, failed
    assert evaluation.summary.unknown == 0, failed
    assert evaluation.summary.passed > 50


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_component_has_outputs_and_every_resource_a_parent(name: str) -> None:
    inventory = rehearsed(name).inventory
    components = [one for one in inventory if one.type.startswith("hds-")]
    assert components
    assert [one.name for one in components if not one.outputs] == []
    orphans = [one.urn for one in inventory if one.parent is None and one.type != "pulumi:pulumi:Stack"]
    assert orphans == []


@pytest.mark.parametrize("name", ["eure-seine", "grand-paris-nord-est"])
def test_another_process_in_another_folder_writes_the_same_state(name: str, tmp_path: Path) -> None:
    spec = ROOT / "examples" / name / "landing-zone.yaml"
    words = [sys.executable, "-m", "hds_landing.cli", "rehearse", str(spec), "--out", str(tmp_path)]
    elsewhere = {"cwd": ROOT.parent, "env": {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)}}
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, **elsewhere)
    assert (tmp_path / "state.json").read_text(encoding="utf-8") == write_state(rehearsed(name).inventory)


def _copied(name: str, folder: Path) -> Path:
    shutil.copytree(ROOT / "examples" / name, folder / name)
    return folder / name / "landing-zone.yaml"


def _by_urn(rehearsal: Rehearsal) -> dict[str, dict[str, Any]]:
    resources = json.loads(write_state(rehearsal.inventory))["deployment"]["resources"]
    return {resource["urn"]: resource for resource in resources}


NEWCOMER = """establishments:
  gaillon:
    name: Centre hospitalier de Gaillon (illustrative)
    finess: {ej: "990000283"}
    size: small
    costCentre: ES-GAI
    workloads:
      dpi: {data: health, availability: standard, schedule: always}
"""

HUB_DELTA = {
    "eure-seine": {"eures", "eures-hub-rules-egress"},
    "grand-paris-nord-est": {"gpne", "gpne-hub-egress"},
}
"""Logical names of what changes when a spoke without declared flows joins: the landing zone's own outputs, and the
hub's rules for the ways out that every spoke may use."""

ORDER_DELTA: dict[str, set[str]] = {
    "eure-seine": set(),
    "grand-paris-nord-est": {"gpne-montreuil-network", "gpne-montreuil-connection"},
}
"""What keeps its properties and only waits for another one: Azure peers one network at a time, in the spokes' order."""


@pytest.mark.parametrize("name", ["eure-seine", "grand-paris-nord-est"])
def test_one_more_spoke_adds_its_own_resources_and_changes_the_named_ones_only(name: str, tmp_path: Path) -> None:
    before = _by_urn(rehearsed(name))
    joined = plan_file(_with_newcomer(name, tmp_path), TODAY)
    rehearsal = rehearse_landing_zone(joined.plan)
    assert [str(error) for error in rehearsal.errors] == []
    after = _by_urn(rehearsal)
    assert before.keys() <= after.keys()
    own = joined.plan.spokes["gaillon"].name
    added = {urn.rpartition("::")[2] for urn in after.keys() - before.keys()}
    assert len(after) - len(before) > 30
    assert {logical for logical in added if own not in logical} == set()
    changed = {urn for urn in before if _properties(before[urn]) != _properties(after[urn])}
    assert {urn.rpartition("::")[2] for urn in changed} == HUB_DELTA[name]
    reordered = {urn for urn in before if before[urn] != after[urn]} - changed
    assert {urn.rpartition("::")[2] for urn in reordered} == ORDER_DELTA[name]


def _with_newcomer(name: str, folder: Path) -> Path:
    spec = _copied(name, folder)
    text = spec.read_text(encoding="utf-8")
    assert text.count("\nestablishments:\n") == 1
    text = text.replace("\nestablishments:\n", f"\n{NEWCOMER}")
    text = text.replace(
        "\n  subscriptions:\n", "\n  subscriptions:\n    gaillon: 00000000-0000-4000-8000-000000000009\n"
    )
    spec.write_text(text, encoding="utf-8")
    return spec


def _properties(resource: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(resource.get(part) for part in ("inputs", "outputs", "protect", "provider", "parent", "id"))
