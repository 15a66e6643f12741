from functools import cache

import pytest

from hds_landing.aws.network.firewall import endpoint_id
from hds_landing.aws.network_hub import NetworkHub, NetworkHubArgs
from hds_landing.errors import ComponentArgsError
from hds_landing.plan.firewall import FirewallTier
from hds_landing.plan.hub import HubPlan
from tests.aws.aws_plans import POOL, SPOKE_ACCOUNT, firewall, hub
from tests.aws.drawing import Drawn, draw

STORE = "arn:aws:s3:::eures-logs-network-x"
KEY = "arn:aws:kms:::storage"


def drawn_hub(plan: HubPlan | None = None, spoke_account_ids: dict[str, str] | None = None) -> Drawn:
    args = NetworkHubArgs(plan or hub(), STORE, KEY, spoke_account_ids)
    return draw(lambda opts: NetworkHub("hub", args, opts))


@cache
def default_hub() -> Drawn:
    """Drawn once: tests only read it."""
    return drawn_hub()


def routes(drawn: Drawn, table: str) -> dict[str, str]:
    """Destination to next hop, of one table."""
    hops = ("transitGatewayId", "vpcEndpointId", "natGatewayId", "gatewayId")
    return {
        route.inputs["destinationCidrBlock"]: next(route.inputs[hop] for hop in hops if hop in route.inputs)
        for route in drawn.of_type("aws:ec2/route:Route").values()
        if route.inputs["routeTableId"] == f"{table}-id"
    }


def test_the_hub_holds_exactly_this() -> None:
    assert default_hub().counts() == {
        "transitGateway:TransitGateway": 1,
        "vpc:Vpc": 1,
        "defaultSecurityGroup:DefaultSecurityGroup": 1,
        "subnet:Subnet": 6,
        "vpcAttachment:VpcAttachment": 1,
        "routeTable:RouteTable": 7,
        "routeTableAssociation:RouteTableAssociation": 7,
        "route:Route": 10,
        "ruleGroup:RuleGroup": 3,
        "firewallPolicy:FirewallPolicy": 1,
        "firewall:Firewall": 1,
        "loggingConfiguration:LoggingConfiguration": 1,
        "internetGateway:InternetGateway": 1,
        "eip:Eip": 2,
        "natGateway:NatGateway": 2,
        "flowLog:FlowLog": 2,
        "resolverQueryLogConfig:ResolverQueryLogConfig": 1,
        "resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation": 1,
    }


def test_nothing_reaches_anything_by_default() -> None:
    drawn = default_hub()
    gateway = drawn.inputs("hub-transit-gateway")
    assert gateway["defaultRouteTableAssociation"] == "disable"
    assert gateway["defaultRouteTablePropagation"] == "disable"
    assert gateway["autoAcceptSharedAttachments"] == "disable"
    attachment = drawn.inputs("hub-inspection-attachment")
    assert attachment["transitGatewayDefaultRouteTableAssociation"] is False
    assert attachment["transitGatewayDefaultRouteTablePropagation"] is False
    assert attachment["applianceModeSupport"] == "enable"
    assert attachment["subnetIds"] == ["hub-subnet-attachment-a-id", "hub-subnet-attachment-b-id"]


def test_both_ways_lead_through_the_firewall_of_the_same_zone() -> None:
    drawn = default_hub()
    for zone in "ab":
        endpoint = f"vpce-eu-west-3{zone}"
        assert routes(drawn, f"hub-routes-attachment-{zone}") == {"0.0.0.0/0": endpoint}
        assert routes(drawn, f"hub-routes-firewall-{zone}") == {
            POOL: "hub-transit-gateway-id",
            "0.0.0.0/0": f"hub-nat-{zone}-id",
        }
        assert routes(drawn, f"hub-routes-egress-{zone}") == {POOL: endpoint, "0.0.0.0/0": "hub-internet-gateway-id"}


def test_without_declared_egress_there_is_no_way_out() -> None:
    drawn = drawn_hub(hub(internet_egress=False, firewall_plan=firewall(egress=[])))
    kinds = drawn.counts()
    assert {"internetGateway:InternetGateway", "natGateway:NatGateway", "eip:Eip"} & kinds.keys() == set()
    assert kinds["subnet:Subnet"] == 4
    assert kinds["ruleGroup:RuleGroup"] == 2
    assert routes(drawn, "hub-routes-firewall-a") == {POOL: "hub-transit-gateway-id"}


def test_the_firewall_refuses_what_is_not_declared() -> None:
    policy = default_hub().inputs("hub-firewall-policy")
    settings = policy["firewallPolicy"]
    assert settings["statefulDefaultActions"] == ["aws:drop_established", "aws:alert_established"]
    assert settings["statelessDefaultActions"] == ["aws:forward_to_sfe"]
    assert settings["statelessFragmentDefaultActions"] == ["aws:forward_to_sfe"]
    assert settings["statefulEngineOptions"] == {
        "ruleOrder": "STRICT_ORDER",
        "streamExceptionPolicy": "REJECT",
        "flowTimeouts": {"tcpIdleTimeoutSeconds": 6000},
    }
    assert settings["policyVariables"] == {"ruleVariables": [{"key": "HOME_NET", "ipSet": {"definitions": [POOL]}}]}
    assert policy["encryptionConfiguration"] == {"type": "CUSTOMER_KMS", "keyId": KEY}
    assert [
        (ref["priority"], ref["resourceArn"].split("-")[-1]) for ref in settings["statefulRuleGroupReferences"]
    ] == [
        (100, "flows"),
        (200, "egress"),
        (300, "undeclared"),
    ]


def test_observing_drops_nothing() -> None:
    plan = hub(firewall(FirewallTier.PREMIUM, observe_until="2026-12-01"))
    drawn = drawn_hub(plan)
    settings = drawn.inputs("hub-firewall-policy")["firewallPolicy"]
    assert settings["statefulDefaultActions"] == ["aws:alert_established"]
    overrides = [ref.get("override") for ref in settings["statefulRuleGroupReferences"]]
    assert overrides == [{"action": "DROP_TO_ALERT"}] * 4 + [None] * 3
    texts = [
        group.inputs["ruleGroup"]["rulesSource"]["rulesString"]
        for group in drawn.of_type("aws:networkfirewall/ruleGroup:RuleGroup").values()
    ]
    assert texts
    assert not any(line.startswith("drop ") for text in texts for line in text.splitlines())
    assert any("observed until 2026-12-01" in text for text in texts)


def test_premium_puts_the_threat_lists_first() -> None:
    settings = drawn_hub(hub(firewall(FirewallTier.PREMIUM))).inputs("hub-firewall-policy")["firewallPolicy"]
    references = settings["statefulRuleGroupReferences"]
    assert [ref["priority"] for ref in references] == [10, 11, 12, 13, 100, 200, 300]
    assert references[0]["resourceArn"].startswith(
        "arn:aws:network-firewall:eu-west-3:aws-managed:stateful-rulegroup/BotNetCommandAndControlDomains"
    )
    assert all(name.endswith("StrictOrder") for name in (ref["resourceArn"] for ref in references[:4]))


def test_the_firewall_is_encrypted_guarded_and_writes_alerts_and_flows() -> None:
    drawn = default_hub()
    inputs = drawn.inputs("hub-firewall")
    for guard in ("deleteProtection", "subnetChangeProtection", "firewallPolicyChangeProtection"):
        assert inputs[guard] is True
    assert inputs["encryptionConfiguration"] == {"type": "CUSTOMER_KMS", "keyId": KEY}
    assert inputs["subnetMappings"] == [{"subnetId": f"hub-subnet-firewall-{zone}-id"} for zone in "ab"]
    destinations = drawn.inputs("hub-firewall-logging")["loggingConfiguration"]["logDestinationConfigs"]
    assert destinations == [
        {"logType": kind, "logDestinationType": "S3", "logDestination": {"bucketName": "eures-logs-network-x"}}
        for kind in ("ALERT", "FLOW")
    ]


def test_rule_groups_keep_their_capacity_and_their_order() -> None:
    groups = default_hub().of_type("aws:networkfirewall/ruleGroup:RuleGroup")
    assert set(groups) == {"hub-rules-flows", "hub-rules-egress", "hub-rules-undeclared"}
    for group in groups.values():
        assert group.inputs["capacity"] == 3000
        assert group.inputs["type"] == "STATEFUL"
        assert group.inputs["ruleGroup"]["statefulRuleOptions"] == {"ruleOrder": "STRICT_ORDER"}
        assert group.inputs["encryptionConfiguration"] == {"type": "CUSTOMER_KMS", "keyId": KEY}


def test_everything_is_recorded() -> None:
    drawn = default_hub()
    network, gateway = drawn.inputs("hub-flow-log"), drawn.inputs("hub-transit-gateway-flow-log")
    assert network["vpcId"] == "hub-vpc-id"
    assert network["trafficType"] == "ALL"
    assert gateway["transitGatewayId"] == "hub-transit-gateway-id"
    assert gateway.keys().isdisjoint({"trafficType", "logFormat"})
    fields = network["logFormat"].split()
    assert len(set(fields)) == len(fields) == 27
    assert fields[:4] == ["${version}", "${account-id}", "${interface-id}", "${srcaddr}"]
    assert {"${pkt-srcaddr}", "${pkt-dstaddr}", "${flow-direction}", "${tcp-flags}", "${vpc-id}"} <= set(fields)
    for log in (network, gateway):
        assert log["logDestination"] == STORE
        assert log["logDestinationType"] == "s3"
        assert log["maxAggregationInterval"] == 60
        assert log["destinationOptions"] == {
            "fileFormat": "parquet",
            "hiveCompatiblePartitions": True,
            "perHourPartition": True,
        }


def test_names_that_the_hub_asks_are_recorded_and_the_log_is_offered_to_the_account() -> None:
    drawn = default_hub()
    assert drawn.inputs("hub-query-log")["destinationArn"] == STORE
    association = drawn.inputs("hub-query-log-association")
    assert association["resourceId"] == "hub-vpc-id"
    assert drawn["hub"].outputs["queryLogId"] == association["resolverQueryLogConfigId"] == "hub-query-log-id"


def test_what_is_costly_to_lose_is_protected() -> None:
    protected = {resource.name for resource in default_hub().custom if resource.protect}
    assert protected == {"hub-transit-gateway", "hub-vpc", "hub-firewall", "hub-address-a", "hub-address-b"}


def test_the_gateway_is_shared_inside_the_organisation_and_with_named_accounts_only() -> None:
    drawn = drawn_hub(spoke_account_ids={"evreux": SPOKE_ACCOUNT})
    assert drawn.inputs("hub-share")["allowExternalPrincipals"] is False
    assert drawn.inputs("hub-share-evreux")["principal"] == SPOKE_ACCOUNT
    assert drawn.inputs("hub-share-transit-gateway")["resourceArn"] == "arn:aws:ec2:::hub-transit-gateway"


def test_another_zone_changes_nothing_that_stands() -> None:
    def keyed(drawn: Drawn) -> dict[str, object]:
        joined = {"hub-inspection-attachment", "hub-firewall"}
        return {r.name: (r.type, dict(r.inputs)) for r in drawn.custom if r.name not in joined}

    one = keyed(drawn_hub(hub(zones="a")))
    two = keyed(drawn_hub(hub(zones="ab")))
    assert one.items() <= two.items()
    added = two.keys() - one.keys()
    assert added
    assert all("-b" in name for name in added)


class _State:
    def __init__(self, zone: str) -> None:
        self.availability_zone = zone
        self.attachments = [type("Attachment", (), {"endpoint_id": f"vpce-{zone}"})]


class _Status:
    def __init__(self, *zones: str) -> None:
        self.sync_states = [_State(zone) for zone in zones]


def test_an_endpoint_is_found_by_its_zone_never_by_its_position() -> None:
    statuses = [_Status("eu-west-3b", "eu-west-3a")]
    assert endpoint_id(statuses, "eu-west-3a") == "vpce-eu-west-3a"


@pytest.mark.parametrize(("statuses", "known"), [([], "none"), ([_Status("eu-west-3b")], "eu-west-3b")])
def test_a_zone_without_an_endpoint_is_an_error(statuses: list[_Status], known: str) -> None:
    with pytest.raises(ComponentArgsError, match=f"no endpoint in eu-west-3a; it has one in: {known}"):
        endpoint_id(statuses, "eu-west-3a")
