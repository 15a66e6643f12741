import pytest

from hds_landing.rehearsal.embedded_cloud import Refused

GROUP, DEFAULT = "ec2/securityGroup:SecurityGroup", "ec2/defaultSecurityGroup:DefaultSecurityGroup"
IN, OUT = "vpc/securityGroupIngressRule:SecurityGroupIngressRule", "vpc/securityGroupEgressRule:SecurityGroupEgressRule"
HTTPS = {"ipProtocol": "tcp", "fromPort": 443, "toPort": 443}


@pytest.fixture
def group(aws_cloud):
    return aws_cloud.create(GROUP, name="app", description="the app", vpcId=aws_cloud.vpc()).id


def test_a_group_starts_without_any_rule(aws_cloud):
    created = aws_cloud.create(GROUP, name="app", vpcId=aws_cloud.vpc())
    assert created.exercised
    assert (created.outputs["ingress"], created.outputs["egress"]) == ([], [])
    assert created.outputs["description"] == "Managed by Pulumi"
    # the rule to everywhere that EC2 makes is gone: it can be added
    aws_cloud.create(OUT, securityGroupId=created.id, ipProtocol="-1", cidrIpv4="0.0.0.0/0")


@pytest.mark.parametrize("token", [IN, OUT])
def test_rules_of_either_direction(aws_cloud, group, token):
    created = aws_cloud.create(token, securityGroupId=group, cidrIpv4="10.0.0.0/8", description="sites", **HTTPS)
    assert created.exercised
    assert created.id.startswith("sgr-")
    assert created.outputs["securityGroupRuleId"] == created.id
    other = aws_cloud.create(token, securityGroupId=group, referencedSecurityGroupId=group, **HTTPS)
    assert other.id != created.id


@pytest.mark.parametrize(
    ("rule", "refusal"),
    [
        ({**HTTPS, "cidrIpv4": "10.0.0.0/8"}, r"InvalidPermission\.Duplicate"),
        (HTTPS, "a rule takes one of cidrIpv4, cidrIpv6, prefixListId, referencedSecurityGroupId; given none"),
        ({**HTTPS, "cidrIpv4": "10.0.0.0/8", "cidrIpv6": "::/0"}, "given cidrIpv4, cidrIpv6"),
        ({**HTTPS, "cidrIpv4": "banana"}, "InvalidParameterValue"),
        ({**HTTPS, "referencedSecurityGroupId": "sg-0"}, r"InvalidGroup\.NotFound"),
        ({"ipProtocol": "tcp", "cidrIpv4": "10.1.0.0/16"}, "needs fromPort and toPort"),
        ({**HTTPS, "cidrIpv4": "10.1.0.0/16", "securityGroupId": "sg-0"}, r"InvalidGroup\.NotFound"),
    ],
)
def test_a_rule_that_ec2_refuses(aws_cloud, group, rule, refusal):
    aws_cloud.create(IN, securityGroupId=group, cidrIpv4="10.0.0.0/8", **HTTPS)
    with pytest.raises(Refused, match=refusal):
        aws_cloud.create(IN, **({"securityGroupId": group} | rule))


def test_the_default_group_is_emptied(aws_cloud):
    vpc = aws_cloud.create("ec2/vpc:Vpc", cidrBlock="10.0.0.0/16")
    created = aws_cloud.create(DEFAULT, vpcId=vpc.id)
    assert created.id == vpc.outputs["defaultSecurityGroupId"]
    assert (created.outputs["ingress"], created.outputs["egress"]) == ([], [])
    assert created.exercised


def test_the_default_group_takes_the_rules_given(aws_cloud):
    rule = {"protocol": "tcp", "fromPort": 443, "toPort": 443, "cidrBlocks": ["10.0.0.0/8"], "self": True}
    created = aws_cloud.create(DEFAULT, vpcId=aws_cloud.vpc(), egress=[rule])
    assert created.outputs["egress"] == [rule]


def test_the_default_group_of_no_network_is_refused(aws_cloud):
    with pytest.raises(Refused, match="network vpc-0 does not exist"):
        aws_cloud.create(DEFAULT, vpcId="vpc-0")
