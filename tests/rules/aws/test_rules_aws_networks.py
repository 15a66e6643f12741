import json
from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.aws.networks import RULES
from tests.rules.rule_case import Case, cases, cases_at, check, check_all_kinds

GATEWAY, ENDPOINT = "aws:ec2transitgateway/transitGateway:TransitGateway", "aws:ec2/vpcEndpoint:VpcEndpoint"
DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"


def policy(**other: Any) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", **other}
    return {"policy": json.dumps({"Statement": [statement]})}


CASES = [
    *cases(
        "aws-default-security-group-empty",
        DEFAULT_GROUP,
        ("good", "pass", {"ingress": [], "egress": []}),
        ("bad", "fail", {"ingress": [{"self": True, "protocol": "-1"}]}),
        ("bad", "fail", {"egress": [{"cidrBlocks": ["0.0.0.0/0"], "protocol": "-1"}]}),
        ("missing", "pass", {}),
        ("unknown", "unknown", {"egress": UNKNOWN}),
    ),
    *(
        case
        for bad in ("0.0.0.0/0", "::/0", "128.0.0.0/1")
        for case in (
            *cases_at(
                "aws-prefix-list-not-open",
                "aws:ec2/managedPrefixList:ManagedPrefixList",
                "entries[*].cidr",
                good="10.1.0.0/16",
                bad=bad,
                missing="not-applicable",
            ),
            *cases_at(
                "aws-prefix-list-entry-not-open",
                "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry",
                "cidr",
                good="10.1.0.0/16",
                bad=bad,
                missing="not-applicable",
            ),
        )
    ),
    *(
        case
        for rule, token, other in (
            ("aws-default-network-absent", "aws:ec2/defaultVpc:DefaultVpc", "aws:ec2/vpc:Vpc"),
            ("aws-default-network-absent", "aws:ec2/defaultSubnet:DefaultSubnet", "aws:ec2/subnet:Subnet"),
            ("aws-network-peering-absent", "aws:ec2/vpcPeeringConnection:VpcPeeringConnection", "aws:ec2/vpc:Vpc"),
        )
        for case in (
            *cases(rule, other, ("good", "not-applicable", {})),
            *cases(
                rule,
                token,
                ("bad", "fail", {"tags": {}}),
                ("missing", "fail", {}),
                ("unknown", "fail", {"tags": UNKNOWN}),
            ),
        )
    ),
    *cases_at(
        "aws-subnet-without-ipv6-by-itself",
        "aws:ec2/subnet:Subnet",
        "assignIpv6AddressOnCreation",
        good=False,
        bad=True,
        missing="pass",
    ),
    *cases_at(
        "aws-flow-log-by-the-minute",
        "aws:ec2/flowLog:FlowLog",
        "maxAggregationInterval",
        good=60,
        bad=600,
        missing="fail",
    ),
    *cases_at(
        "aws-account-blocks-internet-gateways",
        "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions",
        "internetGatewayBlockMode",
        good="block-bidirectional",
        bad="off",
        missing="fail",
    ),
    *cases_at(
        "aws-internet-exclusion-outwards-only",
        "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion",
        "internetGatewayExclusionMode",
        good="allow-egress",
        bad="allow-bidirectional",
        missing="fail",
    ),
    *cases_at(
        "aws-transit-gateway-accepts-by-hand",
        GATEWAY,
        "autoAcceptSharedAttachments",
        good="disable",
        bad="enable",
        missing="pass",
    ),
    *cases_at(
        "aws-transit-gateway-associates-by-hand",
        GATEWAY,
        "defaultRouteTableAssociation",
        good="disable",
        bad="enable",
        missing="fail",
    ),
    *cases_at(
        "aws-transit-gateway-propagates-by-hand",
        GATEWAY,
        "defaultRouteTablePropagation",
        good="disable",
        bad="enable",
        missing="fail",
    ),
    *cases(
        "aws-endpoint-policy-limited",
        ENDPOINT,
        ("good", "pass", policy(Resource="arn:aws:s3:::establishment/*")),
        ("good", "pass", policy(Principal={"AWS": "arn:aws:iam::111122223333:role/reader"})),
        ("good", "pass", policy(Condition={"StringEquals": {"aws:ResourceOrgID": "o-1a2b3c4d5e"}})),
        ("good", "pass", policy(Condition={"StringEquals": {"aws:PrincipalOrgID": "o-1a2b3c4d5e"}})),
        ("bad", "fail", policy()),
        ("bad", "fail", policy(Action="s3:*", Condition={"Bool": {"aws:SecureTransport": "true"}})),
        ("missing", "fail", {}),
        ("unknown", "unknown", {"policy": UNKNOWN}),
        ("unknown", "unknown", {"policy": {"Statement": [{"Effect": "Allow", "Principal": UNKNOWN}]}}),
    ),
    *cases_at(
        "aws-function-inside-network",
        "aws:lambda/function:Function",
        "vpcConfig.subnetIds",
        good=["subnet-1"],
        bad=[],
        missing="fail",
    ),
    *(
        case
        for token in ("aws:redshift/cluster:Cluster", "aws:redshiftserverless/workgroup:Workgroup")
        for case in cases_at(
            "aws-warehouse-routes-inside-network", token, "enhancedVpcRouting", good=True, bad=False, missing="fail"
        )
    ),
    *cases_at(
        "aws-client-vpn-groups-named",
        "aws:ec2clientvpn/authorizationRule:AuthorizationRule",
        "authorizeAllGroups",
        good=False,
        bad=True,
        missing="pass",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
