"""Stacks of many resources of mixed kinds, the same as a Pulumi state and as a Terraform plan.

A group is one establishment's twenty resources on both clouds, every other group with weaker values, so that rules both
pass and fail. The same count gives the same bytes.
"""

import itertools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from hds_landing.inventory.recording import recorded_inventory
from hds_landing.inventory.resource import Inventory, Origin, Resource
from hds_landing.inventory.state_export import write_state

_URN = "urn:pulumi:prod::bench::"
_PROVIDERS = {
    "aws": (f"{_URN}pulumi:providers:aws::paris", {"region": "eu-west-3"}),
    "azure-native": (f"{_URN}pulumi:providers:azure-native::paris", {"location": "francecentral"}),
}


@dataclass(frozen=True)
class _Kind:
    """One resource of a group. Terraform's names are Pulumi's in snake case but for `terraform_only`."""

    token: str
    terraform: str
    inputs: Mapping[str, Any]
    refers: Mapping[str, str] = field(default_factory=dict)
    """Property to the token of the resource in the same group."""
    terraform_values: Mapping[str, Any] | None = None


def state(count: int) -> str:
    """A state export with `count` resources beside their two providers."""
    return write_state(_inventory(count))


def plan(count: int) -> str:
    """`terraform show -json` of a plan that creates the same resources."""
    resources = [
        {
            "address": f"{kind.terraform}.{name.replace('-', '_')}",
            "mode": "managed",
            "type": kind.terraform,
            "name": name.replace("-", "_"),
            "provider_name": f"registry.terraform.io/hashicorp/{kind.terraform.partition('_')[0]}",
            "schema_version": 0,
            "values": dict(kind.terraform_values if kind.terraform_values is not None else _snake(kind.inputs)),
        }
        for name, kind in _kinds(count)
    ]
    changes = [
        {
            **{key: each[key] for key in ("address", "mode", "type", "name", "provider_name")},
            "change": {"actions": ["create"], "before": None, "after": each["values"], "after_unknown": {}},
        }
        for each in resources
    ]
    written = {
        "format_version": "1.2",
        "terraform_version": "1.9.8",
        "planned_values": {"root_module": {"resources": resources}},
        "resource_changes": changes,
        "configuration": {"root_module": {"resources": []}},
    }
    return json.dumps(written, indent=4)


def resources(count: int) -> Iterator[Resource]:
    """The resources of the state, without their providers."""
    urns: dict[str, str] = {}
    for name, kind in _kinds(count):
        urn = f"{_URN}{kind.token}::{name}"
        urns[kind.token] = urn  # the one of this group, which the next group replaces
        provider, provider_inputs = _PROVIDERS[kind.token.partition(":")[0]]
        yield Resource(
            urn=urn,
            type=kind.token,
            name=name,
            custom=True,
            id=f"id-{name}",
            inputs=kind.inputs,
            outputs={**kind.inputs, "id": f"id-{name}", "arn": f"arn:aws:any:eu-west-3:111122223333:{name}"},
            dependencies=tuple(urns[token] for token in kind.refers.values()),
            property_dependencies={key: (urns[token],) for key, token in kind.refers.items()},
            provider=provider,
            provider_inputs=provider_inputs,
        )


def _inventory(count: int) -> Inventory:
    providers = [
        Resource(urn=urn, type=urn.split("::")[2], name="paris", custom=True, id="p", inputs=inputs, outputs=inputs)
        for urn, inputs in _PROVIDERS.values()
    ]
    return recorded_inventory(
        [*providers, *resources(count)],
        origin=Origin.STATE_EXPORT,
        complete=True,
        date=datetime(2026, 11, 22, tzinfo=UTC),
        engine="3.250.0",
    )


def _kinds(count: int) -> Iterator[tuple[str, _Kind]]:
    groups = (
        (f"h{number}-{position}", kind) for number in itertools.count() for position, kind in enumerate(_group(number))
    )
    return itertools.islice(groups, count)


def _group(number: int) -> list[_Kind]:
    name, good = f"hospital-{number}", number % 2 == 0
    tags = {"ght": "bench", "establishment": name, "data-class": "health", "environment": "production"}
    key = f"arn:aws:kms:eu-west-3:111122223333:key/{number:012d}"
    group = f"rg-{name}"
    bucket, vpc, vnet = "aws:s3/bucket:Bucket", "aws:ec2/vpc:Vpc", "azure-native:network:VirtualNetwork"
    location = {"resourceGroupName": group, "location": "francecentral"}
    return [
        _Kind("aws:kms/key:Key", "aws_kms_key", {"enableKeyRotation": good, "deletionWindowInDays": 30, "tags": tags}),
        _Kind(bucket, "aws_s3_bucket", {"bucket": name, "forceDestroy": not good, "tags": tags}),
        _Kind(
            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
            "aws_s3_bucket_public_access_block",
            {
                "bucket": name,
                "blockPublicAcls": True,
                "blockPublicPolicy": good,
                "ignorePublicAcls": True,
                "restrictPublicBuckets": good,
            },
            {"bucket": bucket},
        ),
        _Kind(
            "aws:s3/bucketVersioning:BucketVersioning",
            "aws_s3_bucket_versioning",
            {"bucket": name, "versioningConfiguration": {"status": "Enabled" if good else "Suspended"}},
            {"bucket": bucket},
            {"bucket": name, "versioning_configuration": [{"status": "Enabled" if good else "Suspended"}]},
        ),
        _Kind(vpc, "aws_vpc", {"cidrBlock": "10.64.0.0/16", "enableDnsSupport": True, "tags": tags}),
        _Kind(
            "aws:ec2/subnet:Subnet",
            "aws_subnet",
            {"vpcId": f"id-{name}", "cidrBlock": "10.64.1.0/24", "mapPublicIpOnLaunch": not good, "tags": tags},
            {"vpcId": vpc},
        ),
        _Kind(
            "aws:ec2/securityGroup:SecurityGroup",
            "aws_security_group",
            {
                "vpcId": f"id-{name}",
                "description": "images",
                "ingress": [
                    {
                        "protocol": "tcp",
                        "fromPort": 443 if good else 22,
                        "toPort": 443 if good else 22,
                        "cidrBlocks": ["10.64.0.0/16" if good else "0.0.0.0/0"],
                    }
                ],
            },
            {"vpcId": vpc},
        ),
        _Kind(
            "aws:ebs/volume:Volume", "aws_ebs_volume", {"availabilityZone": "eu-west-3a", "encrypted": good, "size": 64}
        ),
        _Kind(
            "aws:rds/instance:Instance",
            "aws_db_instance",
            {
                "identifier": name,
                "engine": "postgres",
                "instanceClass": "db.m6g.large",
                "storageEncrypted": good,
                "kmsKeyId": key,
                "publiclyAccessible": not good,
                "backupRetentionPeriod": 35 if good else 0,
                "deletionProtection": good,
                "tags": tags,
            },
        ),
        _Kind(
            "aws:cloudwatch/logGroup:LogGroup",
            "aws_cloudwatch_log_group",
            {"name": name, "retentionInDays": 365 if good else 7, "kmsKeyId": key if good else None},
        ),
        _Kind(
            "aws:dynamodb/table:Table",
            "aws_dynamodb_table",
            {
                "name": name,
                "hashKey": "id",
                "billingMode": "PAY_PER_REQUEST",
                "serverSideEncryption": {"enabled": good},
                "pointInTimeRecovery": {"enabled": good},
            },
            {},
            {
                "name": name,
                "hash_key": "id",
                "server_side_encryption": [{"enabled": good}],
                "point_in_time_recovery": [{"enabled": good}],
            },
        ),
        _Kind("aws:sqs/queue:Queue", "aws_sqs_queue", {"name": name, "kmsMasterKeyId": key if good else None}),
        _Kind("aws:sns/topic:Topic", "aws_sns_topic", {"name": name, "kmsMasterKeyId": key if good else None}),
        _Kind("azure-native:resources:ResourceGroup", "azurerm_resource_group", {**location, "tags": tags}),
        _Kind(
            "azure-native:storage:StorageAccount",
            "azurerm_storage_account",
            {
                **location,
                "accountName": f"hospital{number}",
                "kind": "StorageV2",
                "sku": {"name": "Standard_ZRS"},
                "minimumTlsVersion": "TLS1_2" if good else "TLS1_0",
                "enableHttpsTrafficOnly": good,
                "allowBlobPublicAccess": not good,
                "allowSharedKeyAccess": not good,
                "publicNetworkAccess": "Disabled" if good else "Enabled",
                "tags": tags,
            },
            {},
            {
                "name": f"hospital{number}",
                "resource_group_name": group,
                "location": "francecentral",
                "account_tier": "Standard",
                "account_replication_type": "ZRS",
                "min_tls_version": "TLS1_2" if good else "TLS1_0",
                "https_traffic_only_enabled": good,
                "allow_nested_items_to_be_public": not good,
                "shared_access_key_enabled": not good,
                "public_network_access_enabled": not good,
            },
        ),
        _Kind(
            "azure-native:keyvault:Vault",
            "azurerm_key_vault",
            {
                **location,
                "vaultName": name,
                "properties": {
                    "sku": {"name": "premium", "family": "A"},
                    "enablePurgeProtection": good,
                    "enableRbacAuthorization": good,
                    "publicNetworkAccess": "Disabled" if good else "Enabled",
                },
            },
            {},
            {
                "name": name,
                "resource_group_name": group,
                "location": "francecentral",
                "sku_name": "premium",
                "purge_protection_enabled": good,
                "public_network_access_enabled": not good,
            },
        ),
        _Kind(
            vnet,
            "azurerm_virtual_network",
            {**location, "virtualNetworkName": name, "addressSpace": {"addressPrefixes": ["10.65.0.0/16"]}},
            {},
            {"name": name, "resource_group_name": group, "address_space": ["10.65.0.0/16"]},
        ),
        _Kind(
            "azure-native:network:Subnet",
            "azurerm_subnet",
            {
                "subnetName": name,
                "resourceGroupName": group,
                "virtualNetworkName": name,
                "addressPrefix": "10.65.1.0/24",
            },
            {"virtualNetworkName": vnet},
            {"name": name, "resource_group_name": group, "address_prefixes": ["10.65.1.0/24"]},
        ),
        _Kind(
            "azure-native:network:NetworkSecurityGroup",
            "azurerm_network_security_group",
            {
                **location,
                "networkSecurityGroupName": name,
                "securityRules": [
                    {
                        "name": "in",
                        "direction": "Inbound",
                        "access": "Allow",
                        "protocol": "Tcp",
                        "priority": 100,
                        "sourcePortRange": "*",
                        "sourceAddressPrefix": "10.65.0.0/16" if good else "*",
                        "destinationAddressPrefix": "*",
                        "destinationPortRange": "443" if good else "3389",
                    }
                ],
            },
            {},
            {
                "name": name,
                "resource_group_name": group,
                "security_rule": [
                    {
                        "name": "in",
                        "direction": "Inbound",
                        "access": "Allow",
                        "protocol": "Tcp",
                        "source_address_prefix": "10.65.0.0/16" if good else "*",
                        "destination_port_range": "443" if good else "3389",
                    }
                ],
            },
        ),
        _Kind(
            "azure-native:compute:Disk",
            "azurerm_managed_disk",
            {**location, "diskName": name, "diskSizeGB": 64, "networkAccessPolicy": "DenyAll" if good else "AllowAll"},
            {},
            {"name": name, "resource_group_name": group, "network_access_policy": "DenyAll" if good else "AllowAll"},
        ),
    ]


def _snake(value: Any) -> Any:
    """Keys in snake case; tags keep theirs, which have no capitals."""
    if isinstance(value, Mapping):
        return {
            "".join(f"_{c.lower()}" if c.isupper() else c for c in key): _snake(each) for key, each in value.items()
        }
    return [_snake(each) for each in value] if isinstance(value, list) else value
