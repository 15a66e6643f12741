"""Changes that the rules on firewalls, service statements and what stands beside them on AWS must speak of."""

import json
from typing import Any

from hds_landing.inventory.resource import Inventory
from tests.rules.inventory_changes import AWS, REMOVED, Changed, Grafted, Mutation

POLICY, GROUP = "aws:networkfirewall/firewallPolicy:FirewallPolicy", "aws:networkfirewall/ruleGroup:RuleGroup"
ENGINE = "firewallPolicy.statefulEngineOptions"
SERVICE, ROOT = {"Service": "logs.amazonaws.com"}, {"AWS": "111122223333"}


def allowing(principal: Any, action: str) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Principal": principal, "Action": action, "Resource": "*"}
    return {"policy": json.dumps({"Statement": [statement]})}


def internet_route(inventory: Inventory) -> tuple[Inventory, str]:
    """A route table in a network without a firewall, with a way to a gateway that nobody declares."""
    vpc = next(each for each in inventory if each.type == "aws:ec2/vpc:Vpc" and "hub" not in each.name)
    inputs = {"vpcId": vpc.id, "routes": [{"gatewayId": "igw-1"}]}
    return Grafted("aws:ec2/routeTable:RouteTable", inputs)(inventory)


MUTATIONS: list[Mutation] = [
    (
        "aws-network-firewall-key-type",
        AWS,
        Changed("aws:networkfirewall/firewall:Firewall", "encryptionConfiguration.type", "AWS_OWNED_KMS_KEY"),
    ),
    ("aws-network-firewall-strict-order", AWS, Changed(POLICY, f"{ENGINE}.ruleOrder", REMOVED)),
    ("aws-network-firewall-drops-by-default", AWS, Changed(POLICY, "firewallPolicy.statefulDefaultActions", REMOVED)),
    (
        "aws-network-firewall-broken-session-stopped",
        AWS,
        Changed(POLICY, f"{ENGINE}.streamExceptionPolicy", "CONTINUE"),
    ),
    (
        "aws-network-firewall-inspects-by-default",
        AWS,
        Changed(POLICY, "firewallPolicy.statelessFragmentDefaultActions", ["aws:pass"]),
    ),
    (
        "aws-network-firewall-passes-what-is-named",
        AWS,
        Changed(GROUP, "ruleGroup.rulesSource.rulesString", "pass ip any any -> any any (sid:1;)"),
    ),
    (
        "aws-kms-key-service-for-named-account",
        AWS,
        Grafted("aws:kms/keyPolicy:KeyPolicy", allowing(SERVICE, "kms:Decrypt")),
    ),
    (
        "aws-kms-key-grants-for-resources",
        AWS,
        Grafted("aws:kms/keyPolicy:KeyPolicy", allowing(ROOT, "kms:CreateGrant")),
    ),
    ("aws-kms-key-use-not-left-to-account", AWS, Grafted("aws:kms/key:Key", allowing(ROOT, "kms:Decrypt"))),
    (
        "aws-bucket-service-for-named-account",
        AWS,
        Changed("aws:s3/bucketPolicy:BucketPolicy", "policy", allowing(SERVICE, "s3:PutObject")["policy"]),
    ),
    (
        "aws-bucket-service-few-actions",
        AWS,
        Changed("aws:s3/bucketPolicy:BucketPolicy", "policy", allowing(SERVICE, "s3:*")["policy"]),
    ),
    (
        "aws-log-group-protected",
        AWS,
        Changed("aws:cloudwatch/logGroup:LogGroup", "deletionProtectionEnabled", REMOVED),
    ),
    ("aws-flow-log-by-the-minute", AWS, Changed("aws:ec2/flowLog:FlowLog", "maxAggregationInterval", 600)),
    ("aws-subnet-without-ipv6-by-itself", AWS, Changed("aws:ec2/subnet:Subnet", "assignIpv6AddressOnCreation", True)),
    ("aws-backup-rule-kept-a-week", AWS, Changed("aws:backup/plan:Plan", "rules.lifecycle.deleteAfter", 1)),
    (
        "aws-inspection-attachment-appliance-mode",
        AWS,
        Changed("aws:ec2transitgateway/vpcAttachment:VpcAttachment", "applianceModeSupport", REMOVED, named="hub"),
    ),
    ("aws-internet-route-behind-firewall", AWS, internet_route),
]
