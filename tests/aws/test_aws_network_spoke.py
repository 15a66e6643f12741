from dataclasses import replace
from functools import cache

import pytest

from hds_landing.aws.network.network_acl import acl_entries
from hds_landing.aws.network.security_groups import openings, port_name, rule_description
from hds_landing.aws.network_spoke import NetworkSpoke, NetworkSpokeArgs
from hds_landing.errors import ComponentArgsError
from hds_landing.plan.ports import PortRange, Transport
from hds_landing.plan.spoke import SpokePlan
from tests.aws.aws_plans import HUB_CIDR, POOL, access, spoke
from tests.aws.drawing import Drawn, draw

STORE = "arn:aws:s3:::eures-logs-network-x"


def drawn_spoke(plan: SpokePlan | None = None, sealed: bool | None = None) -> Drawn:
    args = NetworkSpokeArgs(plan or spoke(), "tgw-1", STORE, sealed)
    return draw(lambda opts: NetworkSpoke("evreux", args, opts))


@cache
def default_spoke() -> Drawn:
    """Drawn once: tests only read it."""
    return drawn_spoke()


def test_the_spoke_holds_exactly_this_and_no_way_to_the_internet() -> None:
    assert default_spoke().counts() == {
        "vpc:Vpc": 1,
        "defaultSecurityGroup:DefaultSecurityGroup": 1,
        "subnet:Subnet": 6,
        "vpcAttachment:VpcAttachment": 1,
        "routeTable:RouteTable": 1,
        "routeTableAssociation:RouteTableAssociation": 4,
        "securityGroup:SecurityGroup": 2,
        "securityGroupIngressRule:SecurityGroupIngressRule": 1,
        "securityGroupEgressRule:SecurityGroupEgressRule": 1,
        "networkAcl:NetworkAcl": 1,
        "networkAclRule:NetworkAclRule": 10,
        "flowLog:FlowLog": 1,
        "resolverQueryLogConfig:ResolverQueryLogConfig": 1,
        "resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation": 1,
    }


def test_what_the_spoke_asks_and_whom_it_speaks_to_is_recorded() -> None:
    drawn = default_spoke()
    flows, queries = drawn.inputs("evreux-flow-log"), drawn.inputs("evreux-query-log")
    assert (flows["vpcId"], flows["trafficType"], flows["logDestination"]) == ("evreux-vpc-id", "ALL", STORE)
    assert (queries["name"], queries["destinationArn"]) == ("eures-evreux", STORE)
    assert queries["tags"] == spoke().tags
    association = drawn.inputs("evreux-query-log-association")
    assert association["resolverQueryLogConfigId"] == "evreux-query-log-id"
    assert association["resourceId"] == "evreux-vpc-id"


def test_a_spoke_joins_the_query_log_that_its_account_has() -> None:
    args = NetworkSpokeArgs(spoke(), "tgw-1", STORE, query_log_id="rqlc-1")
    drawn = draw(lambda opts: NetworkSpoke("evreux", args, opts))
    assert drawn.of_type("aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig") == {}
    assert drawn.inputs("evreux-query-log-association")["resolverQueryLogConfigId"] == "rqlc-1"


def test_every_workload_subnet_follows_the_table_that_is_given_out() -> None:
    drawn = default_spoke()
    assert drawn["evreux"].outputs["routeTableId"] == "evreux-routes-id"
    routed = drawn.of_type("aws:ec2/routeTableAssociation:RouteTableAssociation")
    assert {association.inputs["subnetId"] for association in routed.values()} == {
        f"evreux-subnet-{tier}-{zone}-id" for tier in ("app", "data") for zone in "ab"
    }


def test_the_attachment_joins_no_shared_table() -> None:
    inputs = default_spoke().inputs("evreux-attachment")
    assert inputs["transitGatewayDefaultRouteTableAssociation"] is False
    assert inputs["transitGatewayDefaultRouteTablePropagation"] is False
    assert inputs["subnetIds"] == ["evreux-subnet-attachment-a-id", "evreux-subnet-attachment-b-id"]


def test_subnets_are_private_and_in_their_zone() -> None:
    subnets = default_spoke().of_type("aws:ec2/subnet:Subnet")
    for name, subnet in subnets.items():
        assert subnet.inputs["mapPublicIpOnLaunch"] is False
        assert subnet.inputs["availabilityZone"] == f"eu-west-3{name[-1]}"


def test_the_default_security_group_is_empty() -> None:
    inputs = default_spoke().inputs("evreux-default-security-group")
    assert inputs["vpcId"] == "evreux-vpc-id"
    assert inputs.keys().isdisjoint({"ingress", "egress"})


def test_a_tier_without_declared_flow_lets_nothing_through() -> None:
    drawn = default_spoke()
    for tier in ("app", "data"):
        inputs = drawn.inputs(f"evreux-{tier}")
        assert inputs["name"] == f"eures-evreux-{tier}"
        assert inputs.keys().isdisjoint({"ingress", "egress"})
    ruled = {
        rule.inputs["securityGroupId"]
        for kind in ("Ingress", "Egress")
        for rule in drawn.of_type(f"aws:vpc/securityGroup{kind}Rule:SecurityGroup{kind}Rule").values()
    }
    assert ruled == {"evreux-app-id"}


def test_a_declared_flow_is_a_rule_of_its_own() -> None:
    inputs = default_spoke().inputs("evreux-app-ingress-10-1-0-0-16-11112-tcp")
    assert inputs["cidrIpv4"] == "10.1.0.0/16"
    assert (inputs["ipProtocol"], inputs["fromPort"], inputs["toPort"]) == ("tcp", 11112, 11112)
    assert inputs["description"] == "images"


def test_two_flows_through_one_opening_are_one_rule_that_says_both() -> None:
    second = replace(access("another"), purpose="reports")
    drawn = drawn_spoke(spoke(rules=[access(), second]))
    rules = drawn.of_type("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
    assert {name: rule.inputs["description"] for name, rule in rules.items()} == {
        "evreux-app-ingress-10-1-0-0-16-11112-tcp": "reports; images"
    }


def test_a_wider_opening_stays_a_rule_of_its_own() -> None:
    wider = replace(access("wider"), peer_cidrs=["10.0.0.0/8"])
    assert len(openings([access(), wider])) == 2


def test_an_access_to_a_tier_that_is_not_there_is_refused() -> None:
    def component(opts: object) -> None:
        with pytest.raises(ComponentArgsError, match="for the tier 'web', and the spoke has app, data"):
            NetworkSpoke("x", NetworkSpokeArgs(spoke(rules=[access(tier="web")]), "tgw-1", STORE), opts)  # type: ignore[arg-type]

    draw(component)


@pytest.mark.parametrize(
    ("ports", "name"),
    [
        (PortRange(443, 443, Transport.TCP), "443-tcp"),
        (PortRange(50000, 50059, Transport.UDP), "50000-50059-udp"),
    ],
)
def test_ports_have_a_name(ports: PortRange, name: str) -> None:
    assert port_name(ports) == name


def test_a_description_has_only_what_ec2_takes() -> None:
    text = rule_description([replace(access(), purpose='Télé "x" ' + "y" * 300)])
    assert text.startswith("Tele  x  y")
    assert len(text) == 255


def test_the_list_of_ranges_knows_no_ports() -> None:
    drawn = default_spoke()
    rules = drawn.of_type("aws:ec2/networkAclRule:NetworkAclRule").values()
    for rule in rules:
        assert rule.inputs["protocol"] == "-1"
        assert rule.inputs.keys().isdisjoint({"fromPort", "toPort"})
    for egress in (False, True):
        entries = sorted(
            (r.inputs["ruleNumber"], r.inputs["cidrBlock"], r.inputs["ruleAction"])
            for r in rules
            if r.inputs["egress"] is egress
        )
        assert entries == [
            (100, "10.64.16.0/22", "allow"),
            (900, HUB_CIDR, "allow"),
            (1032, "10.64.32.0/22", "allow"),
            (32000, POOL, "deny"),
            (32500, "0.0.0.0/0", "allow"),
        ]
    assert drawn.inputs("evreux-acl")["subnetIds"] == [
        f"evreux-subnet-{tier}-{zone}-id" for tier in ("app", "attachment", "data") for zone in "ab"
    ]


def with_peers(*peers: str, pool: str = POOL) -> SpokePlan:
    return replace(spoke(), peer_cidrs=list(peers), pool=pool)


def test_another_peer_renumbers_nobody() -> None:
    before = {entry.key: entry.number for entry in acl_entries(with_peers("10.64.32.0/22"))}
    after = {entry.key: entry.number for entry in acl_entries(with_peers("10.64.20.0/22", "10.64.32.0/22"))}
    assert before.items() <= after.items()


@pytest.mark.parametrize(
    ("pool", "last"),
    [("10.64.0.0/12", "10.79.255.0/24"), ("10.0.0.0/8", "10.255.252.0/22"), ("10.0.0.0/16", "10.0.255.0/24")],
)
def test_numbers_stay_between_the_hub_and_the_pool(pool: str, last: str) -> None:
    entries = {entry.cidr: entry.number for entry in acl_entries(with_peers(last, pool=pool))}
    assert 1000 <= entries[last] < 32000


@pytest.mark.parametrize(
    ("plan", "message"),
    [
        (
            with_peers("10.0.0.0/24", "10.0.1.0/24", pool="10.0.0.0/8"),
            "too close to each other for a pool of this size",
        ),
        (with_peers("192.168.0.0/24"), "which is not part of the pool"),
    ],
)
def test_peers_that_cannot_be_numbered_are_refused(plan: SpokePlan, message: str) -> None:
    with pytest.raises(ComponentArgsError, match=message):
        acl_entries(plan)


def test_a_second_range_is_joined_before_its_subnets() -> None:
    drawn = drawn_spoke(spoke(cidrs=["10.64.16.0/22", "10.65.0.0/22"]))
    extension = drawn["evreux-range-10-65-0-0-22"]
    assert extension.inputs["cidrBlock"] == "10.65.0.0/22"
    subnets = drawn.of_type("aws:ec2/subnet:Subnet").values()
    assert all(extension.urn in subnet.dependencies for subnet in subnets)


@pytest.mark.parametrize(("sealed", "protected"), [(None, {"evreux-vpc"}), (True, set())])
def test_the_network_is_protected_until_its_owner_left(sealed: bool | None, protected: set[str]) -> None:
    assert {resource.name for resource in drawn_spoke(sealed=sealed).custom if resource.protect} == protected


def test_outputs_name_what_others_need() -> None:
    outputs = default_spoke()["evreux"].outputs
    assert outputs["networkId"] == "evreux-vpc-id"
    assert outputs["attachmentId"] == "evreux-attachment-id"
    assert outputs["subnetIds"]["data-b"] == "evreux-subnet-data-b-id"
    assert outputs["securityGroupIds"] == {"app": "evreux-app-id", "data": "evreux-data-id"}
