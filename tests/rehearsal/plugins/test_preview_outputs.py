"""What a preview knows of outputs, by the types of the installed SDKs."""

import pytest

from hds_landing.inventory.resource import UNKNOWN, Secret
from hds_landing.rehearsal.plugins.packages import PACKAGES
from hds_landing.rehearsal.plugins.preview_outputs import preview_outputs

VAULT, NETWORK, VPC = "azure-native:storage:StorageAccount", "azure-native:network:VirtualNetwork", "aws:ec2/vpc:Vpc"
IDENTITY = {"type": "UserAssigned", "userAssignedIdentities": ["/one"]}
KNOWN = {"type": "UserAssigned", "userAssignedIdentities": UNKNOWN}
SPACE = {"addressSpace": {"addressPrefixes": ["10.0.0.0/16", UNKNOWN]}, "subnets": [{"name": "a"}]}


@pytest.mark.parametrize(
    ("token", "inputs", "outputs"),
    [
        (
            VPC,
            {"cidrBlock": "10.0.0.0/16", "tags": {"a": UNKNOWN}},
            {"cidrBlock": "10.0.0.0/16", "tags": {"a": UNKNOWN}},
        ),
        (NETWORK, SPACE, SPACE),
        (VAULT, {"identity": IDENTITY, "kind": "StorageV2"}, {"identity": KNOWN, "kind": "StorageV2"}),
        (VAULT, {"identity": Secret(IDENTITY)}, {"identity": Secret(KNOWN)}),
        (VAULT, {"identity": UNKNOWN, "resourceGroupName": "rg"}, {"identity": UNKNOWN, "resourceGroupName": "rg"}),
        ("aws:none/such:Such", {"a": ["b"]}, {"a": ["b"]}),
    ],
)
def test_an_input_is_known_where_the_output_has_its_shape(token, inputs, outputs) -> None:
    for package in PACKAGES.values():
        package.load_sdk()
    assert preview_outputs(token, inputs) == outputs
