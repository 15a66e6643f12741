"""Both embedded clouds behind the plugin protocol: good, bad, unknown, secret and conflicting requests."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import grpc
import pytest
from pulumi.runtime.proto import provider_pb2

from hds_landing.inventory.resource import UNKNOWN, Secret
from hds_landing.rehearsal.plugins.packages import PACKAGES
from hds_landing.rehearsal.values import from_struct
from tests.rehearsal.plugins.plugin_client import PARIS, PluginClient, plugin_over, refused_by_plugin

AZURE = {"subscriptionId": "00000000-0000-4000-8000-000000000001", "location": "francecentral"}
VPC, SUBNET, BUCKET = "aws:ec2/vpc:Vpc", "aws:ec2/subnet:Subnet", "aws:s3/bucket:Bucket"
GROUP, VNET = "azure-native:resources:ResourceGroup", "azure-native:network:VirtualNetwork"
VNET_SUBNET, VAULT = "azure-native:network:Subnet", "azure-native:keyvault:Vault"
SPACE = {"addressPrefixes": ["10.0.0.0/16"]}
IN_GROUP = {"resourceGroupName": "rg", "location": "francecentral"}
SOME, NONE = provider_pb2.DiffResponse.DIFF_SOME, provider_pb2.DiffResponse.DIFF_NONE


@pytest.fixture(scope="module")
def plugins() -> Iterator[dict[str, PluginClient]]:
    with (
        plugin_over(PACKAGES["aws"].new_cloud(), "aws", PARIS) as aws,
        plugin_over(PACKAGES["azure-native"].new_cloud(), "azure-native", AZURE, write_seconds=0.5) as azure,
    ):
        yield {"aws": aws, "azure-native": azure}


def of(plugins: dict[str, PluginClient], token: str) -> PluginClient:
    return plugins[token.split(":")[0]]


@pytest.mark.parametrize(
    ("token", "inputs", "wrong"),
    [
        (VPC, {"cidrBlock": "10.0.0.0/16"}, []),
        (VPC, {"cidrBlock": UNKNOWN, "tags": {"a": UNKNOWN}}, []),
        (VPC, {"cidrBlock": Secret("10.0.0.0/16")}, []),
        (VPC, {"cidrBlock": 3, "enableDns": True}, ["cidrBlock", "enableDns"]),
        (SUBNET, {"vpcId": UNKNOWN}, []),
        (SUBNET, {}, ["vpcId"]),
        (VNET, {**IN_GROUP, "addressSpace": SPACE}, []),
        (VNET, {**IN_GROUP, "addressSpace": UNKNOWN}, []),
        (VNET, {**IN_GROUP, "addressSpace": Secret(SPACE)}, []),
        (VNET, {**IN_GROUP, "adressSpace": SPACE}, ["adressSpace"]),
    ],
)
def test_check_names_what_is_wrong_and_keeps_the_inputs(plugins, token, inputs, wrong) -> None:
    answer = of(plugins, token).check(token, "checked", inputs)
    assert from_struct(answer.inputs) == inputs
    told = [f"{failure.property}: {failure.reason}" for failure in answer.failures]
    assert len(told) == len(wrong)
    for name in wrong:
        assert any(name in each for each in told), told


@pytest.mark.parametrize(
    ("token", "old", "new", "changes", "replaces"),
    [
        (VPC, {"cidrBlock": "10.0.0.0/16"}, {"cidrBlock": "10.0.0.0/16"}, NONE, []),
        (VPC, {"cidrBlock": "10.0.0.0/16"}, {"cidrBlock": "10.1.0.0/16"}, SOME, ["cidrBlock"]),
        (VPC, {"cidrBlock": "10.0.0.0/16"}, {"cidrBlock": UNKNOWN}, SOME, ["cidrBlock"]),
        (VPC, {"cidrBlock": "10.0.0.0/16"}, {"cidrBlock": "10.0.0.0/16", "tags": {"a": "b"}}, SOME, []),
        (BUCKET, {"bucket": "one"}, {"bucket": "two"}, SOME, ["bucket"]),
        (VNET, {**IN_GROUP, "addressSpace": SPACE}, {**IN_GROUP, "addressSpace": SPACE}, NONE, []),
        (VNET, {**IN_GROUP, "tags": {"a": "b"}}, {**IN_GROUP, "tags": {"a": "c"}}, SOME, []),
        (VNET, IN_GROUP, {**IN_GROUP, "location": "westeurope"}, SOME, ["location"]),
    ],
)
def test_diff_replaces_what_the_cloud_cannot_change(plugins, token, old, new, changes, replaces) -> None:
    answer = of(plugins, token).diff(token, "compared", old, new)
    assert answer.changes == changes
    assert list(answer.replaces) == replaces


def test_aws_resources_live_from_create_to_delete(plugins: dict[str, PluginClient]) -> None:
    aws = plugins["aws"]
    old, new = {"cidrBlock": "10.0.0.0/16"}, {"cidrBlock": "10.0.0.0/16", "tags": {"colour": "blue"}}
    created = aws.create(VPC, "network", old)
    outputs = from_struct(created.properties)
    assert created.id == outputs["id"] if "id" in outputs else created.id.startswith("vpc-")
    assert outputs["cidrBlock"] == "10.0.0.0/16"
    read = aws.read(VPC, "network", created.id, old, outputs)
    assert (from_struct(read.inputs), from_struct(read.properties)) == (old, outputs)
    updated = from_struct(aws.update(VPC, "network", created.id, old, new).properties)
    assert updated["tags"] == {"colour": "blue"}
    assert from_struct(aws.read(VPC, "imported", created.id).inputs) == new
    subnet = {"vpcId": created.id, "cidrBlock": "10.0.0.0/24", "availabilityZone": "eu-west-3a"}
    inside = aws.create(SUBNET, "subnet", subnet)
    with refused_by_plugin(grpc.StatusCode.FAILED_PRECONDITION, "DependencyViolation"):
        aws.delete(VPC, "network", created.id, new)
    aws.delete(SUBNET, "subnet", inside.id, subnet)
    aws.delete(VPC, "network", created.id, new)
    assert aws.read(VPC, "network", created.id, new, updated).id == ""


def test_azure_resources_live_from_create_to_delete(plugins: dict[str, PluginClient]) -> None:
    azure = plugins["azure-native"]
    group = {"resourceGroupName": "rg", "location": "francecentral"}
    azure.create(GROUP, "rg", group)
    old = {**IN_GROUP, "virtualNetworkName": "vnet", "addressSpace": SPACE}
    new = {**old, "tags": {"colour": "blue"}}
    created = azure.create(VNET, "network", old)
    outputs = from_struct(created.properties)
    assert created.id.endswith("/virtualNetworks/vnet")
    read = azure.read(VNET, "network", created.id, old, outputs)
    assert (from_struct(read.inputs), from_struct(read.properties)) == (old, outputs)
    updated = from_struct(azure.update(VNET, "network", created.id, old, new).properties)
    assert updated["tags"] == {"colour": "blue"}
    assert from_struct(azure.read(VNET, "imported", created.id).inputs) == new
    azure.delete(VNET, "network", created.id, new)
    assert azure.read(VNET, "network", created.id, new, updated).id == ""


def test_azure_takes_one_write_at_a_time_to_a_network(plugins: dict[str, PluginClient]) -> None:
    azure = plugins["azure-native"]
    azure.create(GROUP, "shared", {"resourceGroupName": "shared", "location": "francecentral"})
    group = {"resourceGroupName": "shared"}
    network = {**group, "location": "francecentral", "virtualNetworkName": "one", "addressSpace": SPACE}
    azure.create(VNET, "one", network)
    subnets = [
        {**group, "virtualNetworkName": "one", "subnetName": f"s{third}", "addressPrefix": f"10.0.{third}.0/24"}
        for third in range(2)
    ]

    def outcome(subnet: dict) -> str:
        try:
            return azure.create(VNET_SUBNET, subnet["subnetName"], subnet).id.rpartition("/")[2]
        except grpc.RpcError as refused:
            return refused.details()

    with ThreadPoolExecutor(2) as threads:
        outcomes = sorted(threads.map(outcome, subnets))
    assert "409 AnotherOperationInProgress" in outcomes[0]
    assert "/virtualNetworks/one" in outcomes[0]
    assert outcomes[1] in ("s0", "s1")
    missing = next(subnet for subnet in subnets if subnet["subnetName"] != outcomes[1])
    assert azure.create(VNET_SUBNET, missing["subnetName"], missing).id.endswith(missing["subnetName"])


NOWHERE = {"resourceGroupName": "rg-none", "virtualNetworkName": "none", "subnetName": "a"}


@pytest.mark.parametrize(
    ("token", "inputs", "code", "words"),
    [
        (SUBNET, {"vpcId": "vpc-1", "cidrBlock": "10.0.0.0/24"}, grpc.StatusCode.NOT_FOUND, "InvalidVpcID.NotFound"),
        (VNET_SUBNET, NOWHERE, grpc.StatusCode.FAILED_PRECONDITION, "addressPrefix: missing"),
    ],
)
def test_what_the_cloud_refuses_is_not_created(plugins, token, inputs, code, words) -> None:
    with refused_by_plugin(code, words):
        of(plugins, token).create(token, "refused", inputs)


def test_a_name_that_is_secret_is_in_no_message(plugins: dict[str, PluginClient]) -> None:
    with refused_by_plugin(grpc.StatusCode.FAILED_PRECONDITION, "[secret]") as told:
        plugins["aws"].create(BUCKET, "named", {"bucket": Secret("NOT_A_BUCKET_NAME")})
    assert "NOT_A_BUCKET_NAME" not in str(told.value)


@pytest.mark.parametrize(
    ("token", "asked", "answered"),
    [
        ("aws:index/getCallerIdentity:getCallerIdentity", "accountId", "123456789012"),
        ("azure-native:authorization:getClientConfig", "subscriptionId", AZURE["subscriptionId"]),
    ],
)
def test_functions_are_answered(plugins, token, asked, answered) -> None:
    assert of(plugins, token).invoke(token, {})[asked] == answered
