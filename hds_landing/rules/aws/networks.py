"""AWS networks: what is adopted, accepted or routed by default, and ways that pass the hub by."""

from typing import Final

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.aws.document_rule import document_rule
from hds_landing.rules.aws.open_ranges import is_open
from hds_landing.rules.aws.policy_conditions import limits_callers
from hds_landing.rules.aws.policy_document import Statement
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement, Undetermined, worst
from hds_landing.rules.property_rule import (
    FALSE,
    NOTHING,
    SET,
    TRUE,
    Absence,
    Expectation,
    at_most,
    fails,
    judge_property,
    nothing_to_judge,
    one_of,
    passes,
    property_rule,
)
from hds_landing.rules.rule import ResourceRule, Rule, Subject

_REQUIREMENTS: Final = ("HDS-EXI-05-C", "SNC-9.7", "SNC-13.2", "ISO27001-A.8.22")
_DEFAULTS: Final = "docs.aws.amazon.com, Default VPCs"
_GATEWAY: Final = "docs.aws.amazon.com, Transit gateways in Amazon VPC Transit Gateways"
_EMPTY: Final = passes("pulumi-aws takes away every rule that is not named")


def _network(
    id: str,
    title: str,
    severity: Severity,
    *types: str,
    path: str,
    expected: Expectation,
    absent: Absence,
    fix: str,
    source: str,
) -> ResourceRule:
    return property_rule(
        id=id,
        title=title,
        theme=Theme.NETWORK_OPEN,
        severity=severity,
        requirements=_REQUIREMENTS,
        fix=fix,
        source=source,
        types=types,
        path=path,
        expected=expected,
        absent=absent,
    )


def _there(_: Subject) -> Judgement:
    return "it is there"


def _without_rules(subject: Subject) -> Judgement:
    return worst(judge_property(subject, path, NOTHING, _EMPTY) for path in ("ingress", "egress"))


def _closed_range(value: object) -> Judgement | bool:
    open_ = is_open(value) if isinstance(value, str) else None
    return Undetermined("not a range of addresses") if open_ is None else not open_


def _limited_endpoint(statement: Statement) -> Judgement:
    """Any caller to any resource is what an endpoint allows by default."""
    if statement.principals is UNKNOWN or not statement.is_known:
        return Undetermined("it is not known yet")
    if "*" not in statement.resources or not any(name == "*" for _, name in statement.principals):
        return None
    limited = limits_callers(statement, resources_count=True)
    if limited is None:
        return Undetermined("its conditions are not known yet")
    return None if limited else "lets everyone reach everything, of other organizations too"


RULES: tuple[Rule, ...] = (
    ResourceRule(
        id="aws-default-security-group-empty",
        title="The default security group of a network has no rule",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.MEDIUM,
        requirements=_REQUIREMENTS,
        fix="Set ingress and egress of the DefaultSecurityGroup to nothing.",
        source="docs.aws.amazon.com, Default security groups for your VPCs",
        types=("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",),
        paths=("ingress", "egress"),
        absence=_EMPTY.meaning,
        judge=_without_rules,
    ),
    _network(
        "aws-prefix-list-not-open",
        "A prefix list holds no range as wide as the internet",
        Severity.HIGH,
        "aws:ec2/managedPrefixList:ManagedPrefixList",
        path="entries[*].cidr",
        expected=Expectation("a narrower range", _closed_range),
        absent=nothing_to_judge("the list has no entry"),
        fix="Remove 0.0.0.0/0, ::/0 and their halves from entries[].cidr.",
        source="docs.aws.amazon.com, Consolidate and manage network CIDR blocks with managed prefix lists",
    ),
    _network(
        "aws-prefix-list-entry-not-open",
        "An entry of a prefix list is narrower than the internet",
        Severity.HIGH,
        "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry",
        path="cidr",
        expected=Expectation("a narrower range", _closed_range),
        absent=nothing_to_judge("the provider refuses an entry without its range"),
        fix="Set cidr to the range of the site or establishment.",
        source="docs.aws.amazon.com, Consolidate and manage network CIDR blocks with managed prefix lists",
    ),
    ResourceRule(
        id="aws-default-network-absent",
        title="Nothing is built on the default network",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.MEDIUM,
        requirements=_REQUIREMENTS,
        fix="Remove the DefaultVpc or DefaultSubnet, and use a network of the landing zone.",
        source=_DEFAULTS,
        types=("aws:ec2/defaultSubnet:DefaultSubnet", "aws:ec2/defaultVpc:DefaultVpc"),
        absence="the resource itself adopts the default network, which is public",
        judge=_there,
    ),
    _network(
        "aws-account-blocks-internet-gateways",
        "An account blocks what comes in through internet gateways",
        Severity.HIGH,
        "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions",
        path="internetGatewayBlockMode",
        expected=one_of("block-bidirectional", "block-ingress"),
        absent=fails("the provider refuses options that do not say"),
        fix="Set internetGatewayBlockMode to block-bidirectional.",
        source="docs.aws.amazon.com, Block public access to VPCs and subnets",
    ),
    _network(
        "aws-internet-exclusion-outwards-only",
        "A network left out of the block on internet gateways is so outwards only",
        Severity.HIGH,
        "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion",
        path="internetGatewayExclusionMode",
        expected=one_of("allow-egress"),
        absent=fails("the provider refuses an exclusion that does not say"),
        fix="Set internetGatewayExclusionMode to allow-egress.",
        source="docs.aws.amazon.com, Block public access to VPCs and subnets",
    ),
    _network(
        "aws-transit-gateway-accepts-by-hand",
        "A transit gateway accepts attachments of other accounts by hand",
        Severity.HIGH,
        "aws:ec2transitgateway/transitGateway:TransitGateway",
        path="autoAcceptSharedAttachments",
        expected=one_of("disable"),
        absent=passes("a transit gateway waits for somebody to accept"),
        fix="Set autoAcceptSharedAttachments to disable.",
        source=_GATEWAY,
    ),
    _network(
        "aws-transit-gateway-associates-by-hand",
        "A transit gateway puts no attachment into a shared route table by default",
        Severity.HIGH,
        "aws:ec2transitgateway/transitGateway:TransitGateway",
        path="defaultRouteTableAssociation",
        expected=one_of("disable"),
        absent=fails("every attachment then shares one route table"),
        fix="Set defaultRouteTableAssociation to disable, and give each establishment a route table.",
        source=_GATEWAY,
    ),
    _network(
        "aws-transit-gateway-propagates-by-hand",
        "A transit gateway propagates no route by default",
        Severity.HIGH,
        "aws:ec2transitgateway/transitGateway:TransitGateway",
        path="defaultRouteTablePropagation",
        expected=one_of("disable"),
        absent=fails("every attachment then learns the routes of all others"),
        fix="Set defaultRouteTablePropagation to disable, and declare the routes.",
        source=_GATEWAY,
    ),
    ResourceRule(
        id="aws-network-peering-absent",
        title="Networks meet at the hub, not by peering",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.MEDIUM,
        requirements=_REQUIREMENTS,
        fix="Attach both networks to the transit gateway and declare the flow, so that the firewall sees it.",
        source="SecNumCloud 3.2, 13.2; docs.aws.amazon.com, What is VPC peering?",
        types=("aws:ec2/vpcPeeringConnection:VpcPeeringConnection",),
        absence="the resource itself is a way past the firewall",
        judge=_there,
    ),
    document_rule(
        id="aws-endpoint-policy-limited",
        title="The policy of a VPC endpoint limits who reaches what",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.MEDIUM,
        requirements=_REQUIREMENTS,
        fix="Set policy to name the resources, or add aws:PrincipalOrgID and aws:ResourceOrgID conditions.",
        source="docs.aws.amazon.com, Control access to VPC endpoints using endpoint policies",
        types=("aws:ec2/vpcEndpoint:VpcEndpoint", "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy"),
        judge=_limited_endpoint,
        absent=fails("the endpoint then lets everyone reach everything"),
    ),
    _network(
        "aws-function-inside-network",
        "A function runs inside a network",
        Severity.MEDIUM,
        "aws:lambda/function:Function",
        path="vpcConfig.subnetIds",
        expected=SET,
        absent=fails("the function then reaches the internet past every firewall"),
        fix="Set vpcConfig.subnetIds and vpcConfig.securityGroupIds.",
        source="docs.aws.amazon.com, Giving Lambda functions access to resources in an Amazon VPC",
    ),
    _network(
        "aws-warehouse-routes-inside-network",
        "A Redshift warehouse copies data through its network",
        Severity.MEDIUM,
        "aws:redshift/cluster:Cluster",
        "aws:redshiftserverless/workgroup:Workgroup",
        path="enhancedVpcRouting",
        expected=TRUE,
        absent=fails("Redshift then copies over the internet"),
        fix="Set enhancedVpcRouting to true.",
        source="docs.aws.amazon.com, Controlling network traffic with Redshift enhanced VPC routing",
    ),
    _network(
        "aws-client-vpn-groups-named",
        "A client VPN says which group may reach a network",
        Severity.HIGH,
        "aws:ec2clientvpn/authorizationRule:AuthorizationRule",
        path="authorizeAllGroups",
        expected=FALSE,
        absent=passes("the rule names its group in accessGroupId"),
        fix="Name the group in accessGroupId in place of authorizeAllGroups.",
        source="docs.aws.amazon.com, AWS Client VPN authorization rules",
    ),
    _network(
        "aws-subnet-without-ipv6-by-itself",
        "A subnet gives no IPv6 address to what does not ask for one",
        Severity.MEDIUM,
        "aws:ec2/subnet:Subnet",
        path="assignIpv6AddressOnCreation",
        expected=FALSE,
        absent=passes("EC2 gives none"),
        fix="Set assignIpv6AddressOnCreation to false: an IPv6 address of EC2 is a public one.",
        source="docs.aws.amazon.com, Modify the IP addressing attributes of your subnet",
    ),
    property_rule(
        id="aws-flow-log-by-the-minute",
        title="A flow log records by the minute",
        theme=Theme.LOGGING,
        severity=Severity.LOW,
        requirements=("SNC-12.6", "ISO27001-A.8.15", "ISO27001-A.8.16"),
        fix="Set maxAggregationInterval to 60.",
        source="docs.aws.amazon.com, Flow log records, Aggregation interval",
        types=("aws:ec2/flowLog:FlowLog",),
        path="maxAggregationInterval",
        expected=at_most(60),
        absent=fails("ten minutes of traffic become one record"),
    ),
)
