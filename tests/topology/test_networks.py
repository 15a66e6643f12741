from hds_landing.inventory.resource import UNKNOWN, Inventory, Origin, Resource
from hds_landing.topology.networks import topology_of
from hds_landing.topology.svg import topology_as_svg


def _resource(type_: str, name: str, id_: str, **inputs: object) -> Resource:
    return Resource(urn=f"urn:pulumi:s::p::{type_}::{name}", type=type_, name=name, custom=True, id=id_, inputs=inputs)


AWS = Inventory(
    origin=Origin.REHEARSAL,
    complete=True,
    resources=(
        _resource("aws:ec2/vpc:Vpc", "hub", "vpc-1", cidrBlock="10.0.0.0/20", tags={"Name": "g-hub"}),
        _resource("aws:ec2/vpc:Vpc", "spoke", "vpc-2", cidrBlock="10.0.16.0/20"),
        _resource("aws:ec2/vpc:Vpc", "alone", "vpc-3", cidrBlock=UNKNOWN),
        _resource("aws:ec2/subnet:Subnet", "s-a", "subnet-1", vpcId="vpc-2", cidrBlock="10.0.16.0/25"),
        _resource("aws:ec2/subnet:Subnet", "s-b", "subnet-2", vpcId=UNKNOWN, cidrBlock="10.0.16.128/25"),
        _resource("aws:ec2transitgateway/vpcAttachment:VpcAttachment", "at", "tgw-attach-1", vpcId="vpc-2"),
        _resource("aws:networkfirewall/firewall:Firewall", "fw", "fw-1", vpcId="vpc-1"),
    ),
)

AZURE = Inventory(
    origin=Origin.STATE_EXPORT,
    complete=True,
    resources=(
        _resource(
            "azure-native:network:VirtualNetwork",
            "h",
            "/x/virtualNetworks/g-hub",
            virtualNetworkName="g-hub",
            addressSpace={"addressPrefixes": ["10.0.0.0/20", "10.1.0.0/20"]},
        ),
        _resource(
            "azure-native:network:VirtualNetwork",
            "s",
            "/x/virtualNetworks/g-a",
            virtualNetworkName="g-a",
            addressSpace={"addressPrefixes": ["10.0.16.0/20"]},
        ),
        _resource("azure-native:network:VirtualNetworkPeering", "p", "/x/p", virtualNetworkName="g-a"),
        _resource(
            "azure-native:network:AzureFirewall",
            "fw",
            "/x/fw",
            ipConfigurations=[{"subnet": {"id": "/x/virtualNetworks/g-hub/subnets/AzureFirewallSubnet"}}],
        ),
    ),
)


def test_aws_networks_subnets_hub_and_attachments() -> None:
    topology = topology_of(AWS)
    assert [network.name for network in topology.networks] == ["alone", "g-hub", "spoke"]
    assert topology.hub is not None
    assert topology.hub.name == "g-hub"
    assert topology.joined == {"vpc-2"}
    spoke = topology.networks[2]
    assert [(subnet.name, subnet.cidr) for subnet in spoke.subnets] == [("s-a", "10.0.16.0/25")]


def test_azure_networks_hub_and_peerings() -> None:
    topology = topology_of(AZURE)
    assert topology.hub is not None
    assert topology.hub.cidrs == ("10.0.0.0/20", "10.1.0.0/20")
    assert topology.joined == {"g-a"}


def test_the_drawing_shows_every_network_and_dashes_what_stands_apart() -> None:
    drawing = topology_as_svg(AWS)
    assert drawing.count("<rect") == 3
    assert drawing.count('class="box apart"') == 1
    assert drawing.count('class="line"') == 1
    assert "10.0.16.0/20" in drawing
    assert "unknown range" in drawing


def test_names_cannot_break_out_of_the_drawing() -> None:
    hostile = Inventory(
        origin=Origin.PREVIEW,
        complete=False,
        resources=(_resource("aws:ec2/vpc:Vpc", "<script>alert(1)</script>", "vpc-9", cidrBlock="10.0.0.0/24"),),
    )
    assert "<script>" not in topology_as_svg(hostile)


def test_an_inventory_without_networks_is_an_empty_drawing() -> None:
    drawing = topology_as_svg(Inventory(origin=Origin.PREVIEW, complete=True, resources=()))
    assert "<rect" not in drawing
    assert drawing.startswith("<svg")
