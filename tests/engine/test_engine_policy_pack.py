"""The policy pack stops an `up` before anything is created."""

import pytest

from tests.engine.workbench import Workbench

pytestmark = pytest.mark.engine


@pytest.mark.parametrize("words", [(), ("--skip-preview",)], ids=["previewed", "not-previewed"])
@pytest.mark.parametrize(
    ("program", "rule"),
    [
        ("aws-region-outside-eea", "aws-provider-region-in-eea"),
        ("aws-unencrypted-store", "aws-ebs-volume-encrypted"),
        ("aws-unlisted-service", "aws-service-in-certificate-scope"),
        ("azure-region-outside-eea", "azure-resource-location-in-eea"),
        ("azure-unencrypted-store", "azure-storage-https-only"),
    ],
)
def test_a_rule_on_one_resource_stops_an_up(workbench: Workbench, program: str, rule: str, words) -> None:
    stack = workbench.stack(workbench.program(program), "trial")
    stopped = stack.up("--policy-pack", str(workbench.policies), *words, expected=False)
    assert rule in stopped.output
    assert "[mandatory]" in stopped.output
    assert workbench.standing == set()
    assert workbench.aws.done("create", "update", "delete") == []
    assert workbench.azure.done("create", "update", "delete") == []


def test_a_rule_on_several_resources_stops_an_up_at_its_preview(workbench: Workbench) -> None:
    stack = workbench.stack(workbench.program("aws-rules-on-several-resources"), "trial")
    stopped = stack.up("--policy-pack", str(workbench.policies), expected=False)
    assert "whole-inventory-mandatory" in stopped.output
    assert "records" in stopped.output
    assert workbench.aws.operations == []


def test_what_breaks_no_rule_is_created_under_the_pack(workbench: Workbench) -> None:
    config = {"range": "10.0.0.0/16", "colour": "blue"}
    stack = workbench.stack(workbench.program("small-network"), "trial", config)
    stack.up()
    assert {urn.rpartition("::")[2] for urn in workbench.standing} == {"network", "subnet"}
