import pytest

from hds_landing.rehearsal.embedded_azure.resource_types import find_resource_type, shape_of
from hds_landing.rehearsal.embedded_azure.value_types import (
    Anything,
    Choice,
    ListOf,
    MapOf,
    ObjectOf,
    OneOf,
    Primitive,
    Property,
)
from hds_landing.rehearsal.embedded_cloud import Refused


@pytest.mark.parametrize(
    ("token", "name", "expected"),
    [
        ("network:Subnet", "virtualNetworkName", Property(True, Primitive("string"))),
        ("network:Subnet", "subnetName", Property(False, Primitive("string"))),
        ("network:Subnet", "defaultOutboundAccess", Property(False, Primitive("boolean"))),
        ("network:Subnet", "addressPrefixes", Property(False, ListOf(Primitive("string")))),
        ("network:VirtualNetwork", "tags", Property(False, MapOf(Primitive("string")))),
        ("network:Subnet", "sharingScope", Property(False, Choice(("Tenant", "DelegatedServices")))),
        ("network:SecurityRule", "priority", Property(True, Primitive("integer"))),
        ("storage:Blob", "source", Property(False, Anything())),
    ],
)
def test_inputs_are_those_of_the_sdk(token: str, name: str, expected: Property) -> None:
    assert find_resource_type(f"azure-native:{token}").inputs[name] == expected


def test_a_union_of_policies_keeps_the_constant_that_tells_its_members_apart() -> None:
    properties = find_resource_type("azure-native:recoveryservices:ProtectionPolicy").inputs["properties"].type
    assert isinstance(properties, OneOf)
    constants = {
        shape_of(member.cls)["backupManagementType"].constant
        for member in properties.members
        if isinstance(member, ObjectOf)
    }
    assert {"AzureIaasVM", "AzureStorage"} <= constants


def test_two_modules_with_types_of_the_same_name_do_not_borrow_from_each_other() -> None:
    def soft_delete(module: str, resource: str) -> set[str]:
        shape = find_resource_type(f"azure-native:{module}:{resource}").inputs
        for key in ("properties", "securitySettings", "softDeleteSettings"):
            nested = shape[key].type
            assert isinstance(nested, ObjectOf)
            assert nested.cls.__module__ == f"pulumi_azure_native.{module}._inputs"
            shape = shape_of(nested.cls)
        return set(shape)

    assert "softDeleteRetentionPeriodInDays" in soft_delete("recoveryservices", "Vault")
    assert soft_delete("dataprotection", "BackupVault") == {"retentionDurationInDays", "state"}


@pytest.mark.parametrize(
    ("token", "api_version", "default_version"),
    [
        ("azure-native:network:Subnet", "2024-05-01", True),
        ("azure-native:network/v20240501:Subnet", "2024-05-01", True),
        ("azure-native:network/v20200101:Subnet", "2020-01-01", False),
        ("azure-native_network_v20200101preview:network:Subnet", "2020-01-01-preview", False),
    ],
)
def test_api_versions(token: str, api_version: str, default_version: bool) -> None:
    found = find_resource_type(token)
    assert found.token == "azure-native:network:Subnet"  # noqa: S105 - a Pulumi token
    assert (found.api_version, found.default_version) == (api_version, default_version)


@pytest.mark.parametrize(
    ("token", "message"),
    [
        (
            "azure-native:network:Subnett",
            "type: the Azure SDK has no resource azure-native:network:Subnett; "
            "did you mean azure-native:network:Subnet?",
        ),
        ("azure-native:netwerk:Subnet", "type: azure-native:netwerk:Subnet is in no module of the Azure SDK"),
        ("azure-native:network", "type: given azure-native:network, allowed azure-native:<module>:<Resource>"),
        ("azure-native:network:getSubnet", "type: the Azure SDK has no resource azure-native:network:getSubnet"),
    ],
)
def test_unknown_types_are_refused(token: str, message: str) -> None:
    with pytest.raises(Refused) as refused:
        find_resource_type(token)
    assert str(refused.value).startswith(message)


def test_outputs_are_what_the_sdk_lets_a_dependant_read() -> None:
    outputs = find_resource_type("azure-native:keyvault:Key").outputs
    assert {"keyUri", "keyUriWithVersion", "name", "azureApiVersion"} <= outputs
    assert "vaultName" not in outputs
