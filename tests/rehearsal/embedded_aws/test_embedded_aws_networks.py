import pytest
from aws_account import HOME, HUB

from hds_landing.rehearsal.embedded_cloud import Refused


def test_a_network_brings_its_default_group_list_and_table(aws_cloud):
    created = aws_cloud.create(
        "ec2/vpc:Vpc", cidrBlock="10.0.0.0/16", enableDnsHostnames=True, enableDnsSupport=True, tags={"Name": "hub"}
    )
    outputs = created.outputs
    assert created.exercised
    assert outputs["cidrBlock"] == "10.0.0.0/16"
    assert (outputs["enableDnsHostnames"], outputs["enableDnsSupport"]) == (True, True)
    assert outputs["defaultSecurityGroupId"].startswith("sg-")
    assert outputs["defaultNetworkAclId"].startswith("acl-")
    assert outputs["mainRouteTableId"] == outputs["defaultRouteTableId"]
    assert outputs["mainRouteTableId"].startswith("rtb-")
    assert outputs["instanceTenancy"] == "default"
    assert outputs["tagsAll"] == {"Name": "hub"}


@pytest.mark.parametrize("cidr", ["10.0.0.0/8", "10.0.0.0/29", "10.0.0.0/99", "banana"])
def test_a_range_that_no_network_may_have_is_refused(aws_cloud, cidr):
    with pytest.raises(Refused, match="CreateVpc: Invalid"):
        aws_cloud.vpc(cidr)


def test_a_subnet_says_where_it_is(aws_cloud):
    vpc = aws_cloud.vpc()
    created = aws_cloud.create(
        "ec2/subnet:Subnet",
        vpcId=vpc,
        cidrBlock="10.0.1.0/24",
        availabilityZone="eu-west-3b",
        mapPublicIpOnLaunch=False,
    )
    assert created.exercised
    assert created.outputs["vpcId"] == vpc
    assert created.outputs["availabilityZone"] == "eu-west-3b"
    assert created.outputs["availabilityZoneId"].startswith("euw3-az")
    assert created.outputs["mapPublicIpOnLaunch"] is False
    assert created.outputs["arn"] == f"arn:aws:ec2:{HOME}:{HUB}:subnet/{created.id}"


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"cidr": "10.0.0.128/25"}, r"InvalidSubnet\.Conflict"),
        ({"cidr": "10.9.0.0/24"}, r"InvalidSubnet\.Range"),
        ({"cidr": "10.0.9.0/30"}, r"InvalidSubnet\.Range|InvalidSubnet"),
        ({"cidr": "10.0.9.0/24", "zone": "z"}, "InvalidParameterValue: Value .eu-west-3z."),
        ({"cidr": "10.0.9.0/24", "vpc": "vpc-0"}, r"InvalidVpcID\.NotFound"),
    ],
)
def test_a_subnet_that_does_not_fit_is_refused(aws_cloud, changes, refusal):
    vpc = aws_cloud.vpc()
    aws_cloud.subnet(vpc)
    with pytest.raises(Refused, match=refusal):
        aws_cloud.subnet(**({"vpc": vpc} | changes))


FURTHER = "ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation"


def test_a_network_takes_subnets_of_a_further_range(aws_cloud):
    vpc = aws_cloud.vpc()
    with pytest.raises(Refused, match=r"InvalidSubnet\.Range"):
        aws_cloud.subnet(vpc, "10.9.0.0/24")
    further = aws_cloud.create(FURTHER, vpcId=vpc, cidrBlock="10.9.0.0/16")
    assert further.exercised
    assert further.id.startswith("vpc-cidr-assoc-")
    assert (further.outputs["vpcId"], further.outputs["cidrBlock"]) == (vpc, "10.9.0.0/16")
    assert aws_cloud.subnet(vpc, "10.9.0.0/24").startswith("subnet-")


def test_a_network_has_five_ranges_at_most(aws_cloud):
    vpc = aws_cloud.vpc()
    for number in range(1, 5):
        aws_cloud.create(FURTHER, vpcId=vpc, cidrBlock=f"10.{number}.0.0/16")
    with pytest.raises(Refused, match="CidrLimitExceeded"):
        aws_cloud.create(FURTHER, vpcId=vpc, cidrBlock="10.5.0.0/16")


def test_the_ways_to_the_internet(aws_cloud):
    vpc = aws_cloud.vpc()
    subnet = aws_cloud.subnet(vpc)
    gateway = aws_cloud.create("ec2/internetGateway:InternetGateway", vpcId=vpc)
    address = aws_cloud.create("ec2/eip:Eip", domain="vpc")
    nat = aws_cloud.create(
        "ec2/natGateway:NatGateway", subnetId=subnet, allocationId=address.id, connectivityType="public"
    )
    assert gateway.outputs["vpcId"] == vpc
    assert address.outputs["allocationId"] == address.id
    assert address.outputs["publicIp"].startswith("198.51.100.")
    assert nat.id.startswith("nat-")
    assert nat.outputs["vpcId"] == vpc
    assert gateway.exercised
    assert address.exercised
    assert nat.exercised


@pytest.mark.parametrize(
    ("token", "inputs", "refusal"),
    [
        ("ec2/internetGateway:InternetGateway", {"vpcId": "vpc-0"}, r"InvalidVpcID\.NotFound"),
        ("ec2/natGateway:NatGateway", {"subnetId": "subnet-0"}, r"InvalidSubnetID\.NotFound"),
        ("ec2/natGateway:NatGateway", {"subnetId": "s", "connectivityType": "secret"}, "allowed private, public"),
        ("ec2/vpc:Vpc", {"cidrBlock": "10.0.0.0/16", "instanceTenancy": "mine"}, "allowed default, dedicated, host"),
    ],
)
def test_what_ec2_does_not_know_is_refused(aws_cloud, token, inputs, refusal):
    with pytest.raises(Refused, match=refusal):
        aws_cloud.create(token, **inputs)


ATTACHMENT = "ec2transitgateway/vpcAttachment:VpcAttachment"
TABLE, ROUTE, OF = "ec2/routeTable:RouteTable", "ec2/route:Route", "ec2/routeTableAssociation:RouteTableAssociation"


def test_routes_and_what_follows_them(aws_cloud):
    vpc = aws_cloud.vpc()
    subnet = aws_cloud.subnet(vpc)
    gateway = aws_cloud.create("ec2/internetGateway:InternetGateway", vpcId=vpc).id
    transit = aws_cloud.gateway().id
    aws_cloud.create(ATTACHMENT, transitGatewayId=transit, vpcId=vpc, subnetIds=[subnet])
    table = aws_cloud.create(TABLE, vpcId=vpc, routes=[{"cidrBlock": "192.168.0.0/16", "gatewayId": gateway}])
    routes = [
        aws_cloud.create(ROUTE, routeTableId=table.id, destinationCidrBlock="0.0.0.0/0", gatewayId=gateway),
        aws_cloud.create(ROUTE, routeTableId=table.id, destinationCidrBlock="10.64.0.0/12", transitGatewayId=transit),
    ]
    follows = aws_cloud.create(OF, routeTableId=table.id, subnetId=subnet)
    assert [route.outputs["state"] for route in routes] == ["active", "active"]
    assert routes[0].id.startswith(f"r-{table.id}")
    assert routes[0].id != routes[1].id
    assert follows.id.startswith("rtbassoc-")
    assert all(created.exercised for created in (table, *routes, follows))


@pytest.mark.parametrize(
    ("route", "refusal"),
    [
        ({"destinationCidrBlock": "192.168.0.0/16", "gatewayId": "IGW"}, "RouteAlreadyExists"),
        ({"gatewayId": "IGW"}, "a route takes one destination"),
        ({"destinationCidrBlock": "0.0.0.0/0"}, "a route takes one target"),
        (
            {"destinationCidrBlock": "0.0.0.0/0", "gatewayId": "IGW", "transitGatewayId": "t"},
            "a route takes one target",
        ),
        ({"destinationCidrBlock": "0.0.0.0/0", "gatewayId": "igw-0"}, "InvalidInternetGatewayID"),
        ({"destinationCidrBlock": "0.0.0.0/0", "natGatewayId": "nat-0"}, "NAT gateway nat-0 does not exist"),
        ({"destinationCidrBlock": "0.0.0.0/0", "transitGatewayId": "tgw-0"}, "transit gateway tgw-0 does not exist"),
        ({"destinationCidrBlock": "0.0.0.0/0", "vpcEndpointId": "vpce-0"}, "VPC endpoint vpce-0 does not exist"),
        ({"destinationCidrBlock": "banana", "gatewayId": "IGW"}, "InvalidParameterValue"),
    ],
)
def test_a_route_to_nowhere_is_refused(aws_cloud, route, refusal):
    vpc = aws_cloud.vpc()
    gateway = aws_cloud.create("ec2/internetGateway:InternetGateway", vpcId=vpc).id
    table = aws_cloud.create(TABLE, vpcId=vpc, routes=[{"cidrBlock": "192.168.0.0/16", "gatewayId": gateway}]).id
    route = {name: gateway if value == "IGW" else value for name, value in route.items()}
    with pytest.raises(Refused, match=refusal):
        aws_cloud.create(ROUTE, routeTableId=table, **route)


ACL, RULE = "ec2/networkAcl:NetworkAcl", "ec2/networkAclRule:NetworkAclRule"
ACL_OF = "ec2/networkAclAssociation:NetworkAclAssociation"


def test_access_lists(aws_cloud):
    vpc = aws_cloud.vpc()
    subnets = [aws_cloud.subnet(vpc, f"10.0.{number}.0/24") for number in range(2)]
    entry = {"ruleNo": 90, "action": "deny", "protocol": "-1", "cidrBlock": "192.0.2.0/24", "fromPort": 0, "toPort": 0}
    acl = aws_cloud.create(ACL, vpcId=vpc, subnetIds=[subnets[0]], ingress=[entry])
    rule = {"networkAclId": acl.id, "ruleNumber": 100, "ruleAction": "allow", "protocol": "tcp"}
    ports = {"cidrBlock": "10.0.0.0/8", "fromPort": 443, "toPort": 443}
    ingress = aws_cloud.create(RULE, **rule, **ports, egress=False)
    egress = aws_cloud.create(RULE, **rule, **ports, egress=True)
    moved = aws_cloud.create(ACL_OF, networkAclId=acl.id, subnetId=subnets[1])
    assert moved.id.startswith("aclassoc-")
    assert (ingress.outputs["egress"], egress.outputs["egress"]) == (False, True)
    assert all(created.exercised for created in (acl, ingress, egress, moved))
    with pytest.raises(Refused, match="NetworkAclEntryAlreadyExists"):
        aws_cloud.create(RULE, **rule, **ports, egress=True)
    with pytest.raises(Refused, match=r"RuleAction: given 'maybe', allowed allow, deny"):
        aws_cloud.create(RULE, **{**rule, "ruleAction": "maybe"}, **ports)
    with pytest.raises(Refused, match="subnet subnet-0 does not exist"):
        aws_cloud.create(ACL_OF, networkAclId=acl.id, subnetId="subnet-0")
