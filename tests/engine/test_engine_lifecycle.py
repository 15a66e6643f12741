"""What the engine makes of the plugins' answers: update, replacement, import, failure, and a cloud that outlives it."""

import pytest

from tests.engine.engine_stack import Stack
from tests.engine.observed_cloud import Fault
from tests.engine.workbench import Workbench

pytestmark = pytest.mark.engine

VPC = "aws:ec2/vpc:Vpc"


@pytest.fixture
def network(workbench: Workbench) -> Stack:
    config = {"range": "10.0.0.0/16", "colour": "blue"}
    return workbench.stack(workbench.program("small-network"), "trial", config)


def by_name(stack: Stack) -> dict[str, dict]:
    return {urn.rpartition("::")[2]: resource for urn, resource in stack.resources().items()}


def test_a_change_updates_or_replaces_as_the_provider_says(workbench: Workbench, network: Stack) -> None:
    assert "+ 4 to create" in network.preview().output
    assert workbench.aws.operations == []
    network.up()
    first = by_name(network)
    network.run("config", "set", "colour", "green")
    assert "1 updated" in network.up().output
    second = by_name(network)
    assert second["network"]["id"] == first["network"]["id"]
    assert second["network"]["outputs"]["tags"] == {"colour": "green"}
    network.run("config", "set", "range", "10.1.0.0/16")
    assert "+-2 replaced" in network.up().output
    third = by_name(network)
    assert third["network"]["id"] != first["network"]["id"]
    assert third["subnet"]["inputs"]["vpcId"] == third["network"]["id"]
    assert len(workbench.aws.standing()) == 2
    network.up("--expect-no-changes", "--skip-preview")
    network.refresh("--expect-no-changes")
    network.destroy()
    assert workbench.aws.standing() == set()
    assert network.resources() == {}


def test_an_import_by_id_gives_back_a_clean_up(workbench: Workbench, network: Stack) -> None:
    network.up()
    state = by_name(network)
    for name in ("subnet", "network"):
        network.run("state", "delete", state[name]["urn"], "--yes")
    entries = [
        {"type": state[name]["type"], "name": name, "id": state[name]["id"], "provider": "paris"}
        for name in ("network", "subnet")
    ]
    network.import_(entries, "--protect=false", names={"paris": state["paris"]["urn"]})
    imported = by_name(network)
    for name in ("network", "subnet"):
        assert imported[name]["inputs"] == state[name]["inputs"]
    network.up("--expect-no-changes", "--skip-preview")


def test_a_provider_that_fails_is_reported_and_the_next_up_completes(workbench: Workbench, network: Stack) -> None:
    workbench.aws.plan_fault(Fault.THROTTLES, type_token=VPC)
    failed = network.up(expected=False)
    assert "ThrottlingException: Rate exceeded" in failed.output
    assert workbench.aws.standing() == set()
    network.up()
    assert len(workbench.aws.standing()) == 2
    network.refresh("--expect-no-changes")


def test_secrets_stay_secret_through_the_plugins(workbench: Workbench, network: Stack) -> None:
    network.run("config", "set", "--secret", "word", "ultraviolet-only")
    network.up()
    assert "ultraviolet-only" not in network.run("stack", "export").output
    assert "ultraviolet-only" in network.run("stack", "export", "--show-secrets").output
