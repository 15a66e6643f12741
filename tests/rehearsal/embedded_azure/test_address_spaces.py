from typing import Any

import pytest
from azure_program import GROUP_ID, Program


@pytest.mark.parametrize(
    ("prefixes", "expected"),
    [
        (["10.0.0.0/16", "10.1.0.0/16", "fd00::/48"], []),
        ([], ["addressSpace.addressPrefixes: missing, allowed one or more ranges"]),
        (
            ["10.0.0.1/16"],
            [
                "addressSpace.addressPrefixes[0]: given '10.0.0.1/16', allowed a range without host bits, "
                "as 10.0.0.0/24 (InvalidCIDRNotation)",
                "addressSpace.addressPrefixes: missing, allowed one or more ranges",
            ],
        ),
        (
            ["10.0.0.0/16", "10.0.128.0/24"],
            ["addressSpace.addressPrefixes: 10.0.0.0/16 and 10.0.128.0/24 overlap (NetcfgInvalidVirtualNetworkSite)"],
        ),
    ],
)
def test_ranges_of_a_network(azure: Program, prefixes: list[str], expected: list[str]) -> None:
    inputs = {"addressSpace": {"addressPrefixes": prefixes}}
    if expected:
        assert azure.refusal("network:VirtualNetwork", "vnet", inputs) == expected
    else:
        assert azure.create("network:VirtualNetwork", "vnet", inputs).exercised


@pytest.mark.parametrize(
    ("name", "inputs", "expected"),
    [
        ("app", {"addressPrefix": "10.0.2.0/24"}, None),
        ("app", {"addressPrefixes": ["10.0.2.0/24", "10.0.3.0/24"]}, None),
        ("app", {}, "addressPrefix: missing, allowed a range of the virtual network"),
        ("app", {"addressPrefix": "10.1.0.0/24"}, "addressPrefix: given 10.1.0.0/24, allowed inside 10.0.0.0/16"),
        ("app", {"addressPrefix": "10.0.0.0/15"}, "addressPrefix: given 10.0.0.0/15, allowed inside 10.0.0.0/16"),
        ("app", {"addressPrefix": "10.0.2.0/30"}, "addressPrefix: given 10.0.2.0/30, allowed /29 or larger for app"),
        (
            "app",
            {"addressPrefix": "10.0.1.128/25"},
            "addressPrefix: given 10.0.1.128/25, which overlaps 10.0.1.0/24 of",
        ),
        ("app", {"addressPrefix": "ten"}, "addressPrefix: given 'ten', allowed a range without host bits"),
        ("AzureFirewallSubnet", {"addressPrefix": "10.0.2.0/26"}, None),
        (
            "AzureFirewallSubnet",
            {"addressPrefix": "10.0.2.0/27"},
            "addressPrefix: given 10.0.2.0/27, allowed /26 or larger for AzureFirewallSubnet",
        ),
        (
            "AzureFirewallSubnet",
            {"addressPrefix": "10.0.2.0/26", "networkSecurityGroup": {}},
            None,
        ),
        (
            "AzureFirewallSubnet",
            {"addressPrefix": "10.0.2.0/26", "networkSecurityGroup": {"id": "{nsg}"}},
            "networkSecurityGroup: given one, allowed none on AzureFirewallSubnet",
        ),
        ("GatewaySubnet", {"addressPrefix": "10.0.2.0/29"}, None),
    ],
)
def test_ranges_of_a_subnet(azure: Program, name: str, inputs: dict[str, Any], expected: str | None) -> None:
    azure.network()
    azure.subnet("taken", "10.0.1.0/24")
    nsg = azure.create("network:NetworkSecurityGroup", "nsg")
    if inputs.get("networkSecurityGroup"):
        inputs = {**inputs, "networkSecurityGroup": {"id": nsg.id}}
    given = {"virtualNetworkName": "vnet-a", "subnetName": name, **inputs}
    if expected is None:
        assert azure.create("network:Subnet", name, given).exercised
    else:
        assert azure.refusal("network:Subnet", name, given)[0].startswith(expected)


def test_subnets_written_inside_their_network(azure: Program) -> None:
    def network(second: str) -> dict[str, Any]:
        subnets = [{"name": "a", "addressPrefix": "10.0.0.0/24"}, {"name": "b", "addressPrefix": second}]
        return {
            "virtualNetworkName": "vnet-a",
            "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
            "subnets": subnets,
        }

    assert azure.refusal("network:VirtualNetwork", "bad", network("10.0.0.128/25")) == [
        "subnets[1].addressPrefix: given 10.0.0.128/25, which overlaps 10.0.0.0/24 of a (NetcfgSubnetRangesOverlap)"
    ]
    azure.create("network:VirtualNetwork", "vnet-a", network("10.0.1.0/24"))
    inputs = {"virtualNetworkName": "vnet-a", "subnetName": "c", "addressPrefix": "10.0.1.0/25"}
    [problem] = azure.refusal("network:Subnet", "c", inputs)
    assert "overlaps 10.0.1.0/24 of b" in problem


def peering(local: str, remote: str) -> dict[str, Any]:
    return {
        "virtualNetworkName": local,
        "virtualNetworkPeeringName": f"to-{remote}",
        "remoteVirtualNetwork": {"id": f"{GROUP_ID}/providers/Microsoft.Network/virtualNetworks/{remote}"},
    }


def test_peerings(azure: Program) -> None:
    azure.network("hub", "10.0.0.0/16")
    azure.network("one", "10.1.0.0/16")
    azure.network("two", "10.2.0.0/16", "10.1.128.0/24")
    azure.network("same", "10.0.5.0/24")
    azure.create("network:VirtualNetworkPeering", "hub-one", peering("hub", "one"))
    azure.create("network:VirtualNetworkPeering", "one-hub", peering("one", "hub"))
    again = {**peering("hub", "one"), "virtualNetworkPeeringName": "again"}
    cases = {
        ("hub", "hub"): "remoteVirtualNetwork.id: given hub itself, allowed another virtual network",
        ("hub", "same"): (
            "remoteVirtualNetwork.id: 10.0.5.0/24 of same overlaps 10.0.0.0/16 of hub (VnetAddressSpacesOverlap)"
        ),
        ("hub", "two"): (
            "remoteVirtualNetwork.id: 10.1.128.0/24 of two overlaps 10.1.0.0/16 of one (VnetAddressSpacesOverlap)"
        ),
    }
    for (local, remote), expected in cases.items():
        assert azure.refusal("network:VirtualNetworkPeering", f"{local}-{remote}", peering(local, remote)) == [expected]
    assert azure.refusal("network:VirtualNetworkPeering", "again", again) == [
        "remoteVirtualNetwork.id: one is peered already, by hub-one"
    ]
    nowhere = {"virtualNetworkName": "hub", "virtualNetworkPeeringName": "nowhere"}
    assert azure.refusal("network:VirtualNetworkPeering", "nowhere", nowhere) == [
        "remoteVirtualNetwork.id: missing, allowed the id of a virtual network"
    ]


def test_a_ddos_plan_that_is_asked_for_must_be_named(azure: Program) -> None:
    inputs = {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "enableDdosProtection": True}
    [problem] = azure.refusal("network:VirtualNetwork", "vnet", inputs)
    assert problem.startswith("ddosProtectionPlan: missing")
