"""Changes that only the rules on what is easily overlooked speak of: protection, order, tiers, second lines."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hds_landing.inventory.resource import Inventory, Resource
from hds_landing.rules.whole_inventory.program_protection import RULES as PROTECTION
from tests.rules.inventory_changes import AWS, AZURE, REMOVED, Change, Changed, Grafted, Mutation, redrawn

ENTRY, ACL = "aws:ec2/networkAclRule:NetworkAclRule", "aws:ec2/networkAcl:NetworkAcl"
FIREWALL, POLICY = "azure-native:network:AzureFirewall", "azure-native:network:FirewallPolicy"
GROUP = "azure-native:network:NetworkSecurityGroup"
SETTING = "azure-native:monitor:DiagnosticSetting"
EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
KEY_POLICY, BUCKET_POLICY = "aws:kms/key:Key", "aws:s3/bucketPolicy:BucketPolicy"
OPEN = {"cidrIpv4": "0.0.0.0/0", "ipProtocol": "tcp", "fromPort": 2575, "toPort": 2575}


def unprotected(types: tuple[str, ...]) -> Change:
    return changed(lambda each: each.type in types and each.protect, lambda each: replace(each, protect=False))


def changed(
    wanted: Callable[[Resource], bool], change: Callable[[Resource], Resource], of: str | None = None
) -> Change:
    """The first resource that is wanted, changed; the first of type `of` is to be found, else itself."""

    def mutation(inventory: Inventory) -> tuple[Inventory, str]:
        chosen = next(each for each in inventory if wanted(each))
        found = next(each for each in inventory if each.type == of) if of else chosen
        return redrawn(inventory, [change(each) if each is chosen else each for each in inventory]), found.urn

    return mutation


def entry(name: str, **inputs: Any) -> Change:
    return changed(
        lambda each: each.type == ENTRY and name in each.name,
        lambda each: replace(each, inputs={**each.inputs, **inputs}),
        of=ACL,
    )


def without_statement(token: str, sid: str, of: str | None = None) -> Change:
    def change(each: Resource) -> Resource:
        written = json.loads(each.inputs["policy"])
        kept = [statement for statement in written["Statement"] if statement.get("Sid") != sid]
        return replace(each, inputs={**each.inputs, "policy": json.dumps({**written, "Statement": kept})})

    return changed(lambda each: each.type == token, change, of)


def without_activity_log(inventory: Inventory) -> tuple[Inventory, str]:
    kept = [each for each in inventory if not (each.type == SETTING and "activity" in each.name)]
    return redrawn(inventory, kept), next(each.urn for each in kept if each.type == "pulumi:providers:azure-native")


def rule(direction: str, port: str) -> dict[str, Any]:
    addresses = {"sourceAddressPrefix": "Internet", "destinationAddressPrefix": "Internet"}
    way = {"access": "Allow", "direction": direction, "protocol": "Tcp", "destinationPortRange": port}
    return {"securityRules": [{**way, **addresses}]}


def uncovered_network(inventory: Inventory) -> tuple[Inventory, str]:
    return changed(
        lambda each: each.type == "azure-native:network:VirtualNetwork" and "dhcpOptions" in each.inputs,
        lambda each: replace(each, inputs={**each.inputs, "dhcpOptions": {"dnsServers": []}}),
    )(inventory)


MUTATIONS: list[Mutation] = [
    *((each.id, AWS if each.id.startswith("aws") else AZURE, unprotected(each.types)) for each in PROTECTION),
    ("aws-network-acl-refusal-holds", AWS, entry("own", cidrBlock="0.0.0.0/0")),
    ("aws-network-acl-refuses-both-ways", AWS, entry("pool-out", ruleAction="allow")),
    (
        "aws-security-group-web-at-load-balancer",
        AWS,
        Grafted(
            "aws:ec2/securityGroup:SecurityGroup",
            {"ingress": [{"protocol": "tcp", "fromPort": 443, "toPort": 443, "ipv6CidrBlocks": ["::/0"]}]},
        ),
    ),
    ("aws-security-group-no-data-to-internet", AWS, Grafted(EGRESS, OPEN)),
    ("aws-security-group-rule-names-protocol", AWS, Grafted(EGRESS, {"cidrIpv4": "10.64.0.0/24", "ipProtocol": "-1"})),
    ("aws-kms-key-administrators-refused-use", AWS, without_statement(KEY_POLICY, "AdministratorsNeverUse")),
    (
        "aws-bucket-refuses-other-encryption",
        AWS,
        without_statement(BUCKET_POLICY, "RefuseOtherEncryption", of="aws:s3/bucket:Bucket"),
    ),
    (
        "aws-network-firewall-key-in-eea",
        AWS,
        Changed(
            "aws:networkfirewall/firewall:Firewall",
            "encryptionConfiguration.keyId",
            "arn:aws:kms:us-east-1:111122223333:key/1a2b",
        ),
    ),
    (
        "aws-backup-plan-copies-every-rule",
        AWS,
        Grafted("aws:backup/plan:Plan", {"rules": [{"ruleName": "daily"}, {"copyActions": [{"lifecycle": {}}]}]}),
    ),
    ("aws-backup-selection-names-resources", AWS, Changed("aws:backup/selection:Selection", "resources", [])),
    ("azure-firewall-tier-of-its-policy", AZURE, Changed(FIREWALL, "sku.tier", "Basic")),
    ("azure-firewall-not-basic", AZURE, Changed(FIREWALL, "sku.tier", "Basic")),
    ("azure-firewall-policy-tier-detects", AZURE, Changed(POLICY, "intrusionDetection", {"mode": "Alert"})),
    (
        "azure-firewall-address-not-in-one-zone",
        AZURE,
        Changed("azure-native:network:PublicIPAddress", "zones", ["1"]),
    ),
    ("azure-network-asks-firewall-for-names", AZURE, uncovered_network),
    ("azure-security-group-web-at-gateway", AZURE, Grafted(GROUP, rule("Inbound", "443"))),
    ("azure-security-group-no-data-to-internet", AZURE, Grafted(GROUP, rule("Outbound", "53"))),
    (
        "azure-backup-policy-long-term",
        AZURE,
        Changed(
            "azure-native:recoveryservices:ProtectionPolicy", "properties.retentionPolicy.monthlySchedule", REMOVED
        ),
    ),
    ("azure-diagnostic-setting-archived", AZURE, Changed(SETTING, "storageAccountId", REMOVED)),
    ("azure-diagnostic-setting-names-logs", AZURE, Changed(SETTING, "logs", [{"enabled": True}])),
    ("azure-activity-log-kept", AZURE, without_activity_log),
    (
        "azure-hsm-key-in-premium-vault",
        AZURE,
        Changed("azure-native:keyvault:Key", "properties.kty", "RSA-HSM"),
    ),
]
