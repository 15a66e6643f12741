"""The bootstrap, by the real engine: it comes up, stays as it is, and its state is moved into another store."""

from pathlib import Path

import pytest

from tests.engine.engine_stack import Stack
from tests.engine.workbench import Workbench

pytestmark = pytest.mark.engine

SUBNET = (
    "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg-hub/providers/Microsoft.Network"
    "/virtualNetworks/hub/subnets/access"
)
FEDERATED = {
    "issuer": "https://token.actions.githubusercontent.com",
    "subject": "repo:ght/landing-zone:environment:production",
}


def bootstrap(workbench: Workbench, cloud: str, **config: str) -> Stack:
    folder = workbench.project / "stacks" / "bootstrap"
    spec = f"../../examples/minimal-{cloud}/landing-zone.yaml"
    return workbench.stack(folder, "production", {"spec": spec} | config)


@pytest.mark.parametrize(
    ("cloud", "config"), [("aws", {}), ("aws", FEDERATED), ("azure", FEDERATED | {"endpointSubnetId": SUBNET})]
)
def test_it_comes_up_and_stays_as_it_is(workbench: Workbench, cloud: str, config: dict[str, str]) -> None:
    stack = bootstrap(workbench, cloud, **config)
    stack.up("--policy-pack", str(workbench.policies))
    outputs = next(each for each in stack.resources().values() if each["type"] == "pulumi:pulumi:Stack")["outputs"]
    assert outputs["backend_url"].startswith({"aws": "s3://", "azure": "azblob://"}[cloud])
    assert outputs["secrets_provider_url"].startswith({"aws": "awskms:///arn:", "azure": "azurekeyvault://"}[cloud])
    stack.up("--expect-no-changes", "--skip-preview")
    stack.refresh("--expect-no-changes")
    stack.destroy("--exclude-protected")
    kept = {each["type"].rpartition(":")[2] for each in stack.resources().values() if each.get("protect")}
    assert {"aws": {"Bucket", "Key"}, "azure": {"StorageAccount", "Key", "Vault", "ResourceGroup"}}[cloud] <= kept


def test_its_state_is_moved_as_the_guide_says(workbench: Workbench, tmp_path: Path) -> None:
    stack = bootstrap(workbench, "aws")
    stack.up()
    before = stack.resources()
    state = str(tmp_path / "bootstrap-state.json")
    stack.run("stack", "export", "--file", state)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    moved = Stack(stack.folder, stack.name, {**stack._environment, "PULUMI_BACKEND_URL": elsewhere.as_uri()})
    moved.run("stack", "init", "--secrets-provider", "passphrase")
    moved.run("stack", "import", "--file", state)
    moved.preview("--expect-no-changes")
    assert moved.resources().keys() == before.keys()
