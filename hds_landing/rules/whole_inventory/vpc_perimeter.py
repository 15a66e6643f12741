"""Where AWS networks end: internet gateways with a firewall, network ACLs with a refusal, web firewalls."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from hds_landing.inventory.graph import InventoryGraph
from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.aws.open_ranges import is_open
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Undetermined
from hds_landing.rules.properties import ABSENT, find, find_one
from hds_landing.rules.rule import Rule, WholeInventoryRule

VPC: Final = "aws:ec2/vpc:Vpc"
GATEWAYS: Final = (
    "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway",
    "aws:ec2/internetGateway:InternetGateway",
    "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment",
)
FIREWALL: Final = "aws:networkfirewall/firewall:Firewall"
ACL: Final = "aws:ec2/networkAcl:NetworkAcl"
DEFAULT_ACL: Final = "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl"
ACL_RULE: Final = "aws:ec2/networkAclRule:NetworkAclRule"
LOAD_BALANCER: Final = "aws:lb/loadBalancer:LoadBalancer"
API_STAGE: Final = "aws:apigateway/stage:Stage"
WEB_FIREWALL: Final = "aws:wafv2/webAclAssociation:WebAclAssociation"

_PERIMETER: Final = ("HDS-EXI-05-C", "HDS-EXI-05-F", "SNC-13.2", "SNC-13.3", "ISO27001-A.8.20", "ISO27001-A.8.22")
_WEB: Final = ("HDS-EXI-05-F", "SNC-13.3", "ISO27001-A.8.20", "ISO27001-A.8.21")
_ENTRY: Final = ("action", "cidrBlock", "ipv6CidrBlock", "protocol", "ruleNo")
_SPLIT_ENTRY: Final = ("egress", "ruleAction", "cidrBlock", "ipv6CidrBlock", "protocol", "ruleNumber")


def _guarded_gateway(vpc: Resource, graph: InventoryGraph) -> Judgement:
    gateways = [graph.companions(vpc, VPC, token, "vpcId") for token in GATEWAYS]
    names = [gateway.name for found in gateways for gateway in found.found]
    firewalls = graph.companions(vpc, VPC, FIREWALL, "vpcId")
    if firewalls.found:
        return None
    if names:
        if firewalls.undetermined:
            return Undetermined(
                f"{names[0]} leads to the internet, and a firewall is there whose network is not known yet"
            )
        return f"{names[0]} leads to the internet, and no firewall stands in the network"
    if any(found.undetermined for found in gateways):
        return Undetermined("an internet gateway is there whose network is not known yet")
    return NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class _Entry:
    """One way in of a network ACL; None for what is not known yet."""

    number: float | None
    allows: bool | None
    is_everything: bool | None
    families: frozenset[str]
    """`cidrBlock`, `ipv6CidrBlock`: what its ranges are of, both where it has none."""


def _filtering_acl(acl: Resource, graph: InventoryGraph) -> Judgement:
    entries = [_entry(found.value, _ENTRY) for found in find(acl.inputs, "ingress[*]")]
    undetermined = False
    if acl.type == ACL:
        rules = graph.companions(acl, ACL, ACL_RULE, "networkAclId")
        undetermined = rules.undetermined
        entries += [_entry(rule.inputs, _SPLIT_ENTRY[1:]) for rule in rules.found if _is_ingress(rule.inputs)]
    opened = [entry for entry in entries if entry.is_everything and entry.allows is True]
    known = [entry for entry in entries if None not in (entry.number, entry.allows)]
    for entry in opened:
        # A refusal of IPv4 ranges closes nothing to IPv6.
        refusals = [each.number for each in known if not each.allows and each.families & entry.families]
        first_refusal = min((number for number in refusals if number is not None), default=None)
        if entry.number is not None and (first_refusal is None or entry.number < first_refusal):
            if undetermined or len(known) < len(entries):
                return Undetermined("it lets everything in, and whether it refuses something first is not known yet")
            return f"entry {entry.number:g} lets everything in before anything is refused"
    if any(
        None in (entry.allows, entry.is_everything, entry.number) and entry.allows is not False for entry in entries
    ):
        return Undetermined("some of its entries are not known yet")
    return None


def _is_ingress(rule: Mapping[str, Any]) -> bool:
    return find_one(rule, "egress").value not in (True, "true")


def _entry(values: Any, names: tuple[str, ...]) -> _Entry:
    action, ipv4, ipv6, protocol, number = (find_one(values, name).value for name in names)
    by_family = {"cidrBlock": ipv4, "ipv6CidrBlock": ipv6}
    ranges = [each for each in by_family.values() if each not in (ABSENT, "")]
    families = frozenset(family for family, each in by_family.items() if each not in (ABSENT, ""))
    wide = [None if each is UNKNOWN else is_open(each) if isinstance(each, str) else None for each in ranges]
    every_protocol = None if protocol is UNKNOWN else str(protocol).lower() in ("-1", "all")
    return _Entry(
        number=_number(number),
        allows=None if action is UNKNOWN else str(action).lower() == "allow",
        is_everything=_both(every_protocol, True if True in wide else None if None in wide else False),
        families=families or frozenset(by_family),
    )


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None


def _both(first: bool | None, second: bool | None) -> bool | None:
    return False if False in (first, second) else None if None in (first, second) else True


def _web_firewall(resource: Resource, graph: InventoryGraph, token: str) -> Judgement:
    associations = graph.companions(resource, token, WEB_FIREWALL, "resourceArn")
    if associations.found:
        return None
    if associations.undetermined:
        return Undetermined("a web ACL is associated with what is not known yet")
    return "no web ACL is associated with it"


def _guarded_load_balancer(balancer: Resource, graph: InventoryGraph) -> Judgement:
    internal, kind = (find_one(balancer.inputs, name).value for name in ("internal", "loadBalancerType"))
    if internal in (True, "true") or kind not in (ABSENT, UNKNOWN, "application"):
        return NOT_APPLICABLE
    judgement = _web_firewall(balancer, graph, LOAD_BALANCER)
    if judgement is not None and UNKNOWN in (internal, kind):
        return Undetermined("whether it faces the internet is not known yet")
    return judgement


def _guarded_stage(stage: Resource, graph: InventoryGraph) -> Judgement:
    return _web_firewall(stage, graph, API_STAGE)


RULES: tuple[Rule, ...] = (
    WholeInventoryRule(
        id="aws-internet-gateway-behind-firewall",
        title="A network with an internet gateway has a firewall",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.HIGH,
        requirements=_PERIMETER,
        fix="Remove the internet gateway and send the traffic to the hub, or put a network firewall with this vpcId.",
        source="SecNumCloud 3.2, 13.2 and 13.3; docs.aws.amazon.com, AWS Network Firewall, Architecture examples",
        types=(VPC,),
        joins={**dict.fromkeys(GATEWAYS, ("vpcId",)), FIREWALL: ("vpcId",)},
        absence="a network has no way to the internet that it does not declare",
        judge=_guarded_gateway,
    ),
    WholeInventoryRule(
        id="aws-network-acl-refuses-first",
        title="A network ACL refuses something before it lets everything in",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.MEDIUM,
        requirements=("HDS-EXI-05-C", "SNC-9.7", "SNC-13.2", "ISO27001-A.8.22"),
        fix="Add an entry that denies the other establishments' ranges, with a lower number.",
        source="docs.aws.amazon.com, Control subnet traffic with network access control lists",
        types=(ACL, DEFAULT_ACL),
        joins={ACL_RULE: ("networkAclId", *_SPLIT_ENTRY)},
        paths=tuple(f"ingress[*].{name}" for name in _ENTRY),
        absence="an ACL without entries refuses everything",
        judge=_filtering_acl,
    ),
    WholeInventoryRule(
        id="aws-load-balancer-behind-web-firewall",
        title="A load balancer on the internet has a web firewall",
        theme=Theme.PUBLIC_EXPOSURE,
        severity=Severity.HIGH,
        requirements=_WEB,
        fix="Add a wafv2 WebAclAssociation with the load balancer's resourceArn.",
        source="docs.aws.amazon.com, Application Load Balancers and AWS WAF",
        types=(LOAD_BALANCER,),
        joins={WEB_FIREWALL: ("resourceArn",)},
        paths=("internal", "loadBalancerType"),
        absence="no web firewall looks at what comes in",
        judge=_guarded_load_balancer,
    ),
    WholeInventoryRule(
        id="aws-api-stage-behind-web-firewall",
        title="A stage of an API has a web firewall",
        theme=Theme.PUBLIC_EXPOSURE,
        severity=Severity.MEDIUM,
        requirements=_WEB,
        fix="Add a wafv2 WebAclAssociation with the stage's resourceArn.",
        source="docs.aws.amazon.com, Use AWS WAF to protect your REST APIs in API Gateway",
        types=(API_STAGE,),
        joins={WEB_FIREWALL: ("resourceArn",)},
        absence="no web firewall looks at what comes in",
        judge=_guarded_stage,
    ),
)
