"""What stands in a resource is judged where the program asked for nothing."""

import pytest

from hds_landing.inventory.refreshed_members import with_members
from hds_landing.inventory.resource import Resource

GROUP, TABLE = "aws:ec2/securityGroup:SecurityGroup", "aws:ec2/routeTable:RouteTable"
ANYWHERE = [{"cidrBlocks": ["0.0.0.0/0"], "fromPort": 22, "toPort": 22, "protocol": "tcp"}]
ROUTE = [{"cidrBlock": "0.0.0.0/0", "gatewayId": "igw-1"}]


@pytest.mark.parametrize(
    ("token", "inputs", "outputs", "judged"),
    [
        (GROUP, {"vpcId": "v"}, {"vpcId": "v", "ingress": ANYWHERE}, {"vpcId": "v", "ingress": ANYWHERE}),
        (TABLE, {}, {"routes": ROUTE, "ownerId": "1"}, {"routes": ROUTE}),
        (GROUP, {"ingress": []}, {"ingress": ANYWHERE}, {"ingress": []}),
        (GROUP, {}, {"ingress": [], "egress": None}, {}),
        (GROUP, {}, {}, {}),
        ("aws:ec2/vpc:Vpc", {}, {"ingress": ANYWHERE}, {}),
    ],
    ids=["added rule", "added route", "asked for none", "nothing there", "nothing known", "another type"],
)
def test_members_are_judged_where_nothing_was_asked(token, inputs, outputs, judged) -> None:
    resource = Resource(urn="u", type=token, name="n", custom=True, inputs=inputs, outputs=outputs)
    assert with_members(resource).inputs == judged
