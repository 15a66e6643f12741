"""Every rule, collected once, and which of them judge a type of resource."""

import itertools
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from hds_landing.catalogue.requirements import find_requirement
from hds_landing.rules import confirmation_rules, waiver_rules
from hds_landing.rules.aws import accounts as aws_accounts
from hds_landing.rules.aws import audit_trails as aws_audit_trails
from hds_landing.rules.aws import backups as aws_backups
from hds_landing.rules.aws import block_devices as aws_block_devices
from hds_landing.rules.aws import copies_abroad as aws_copies_abroad
from hds_landing.rules.aws import customer_keys_of_databases as aws_customer_keys_of_databases
from hds_landing.rules.aws import customer_keys_of_files as aws_customer_keys_of_files
from hds_landing.rules.aws import customer_keys_of_messages as aws_customer_keys_of_messages
from hds_landing.rules.aws import customer_keys_of_workloads as aws_customer_keys_of_workloads
from hds_landing.rules.aws import deletion_protection as aws_deletion_protection
from hds_landing.rules.aws import destinations as aws_destinations
from hds_landing.rules.aws import encryption_in_transit as aws_encryption_in_transit
from hds_landing.rules.aws import encryption_of_processing as aws_encryption_of_processing
from hds_landing.rules.aws import encryption_of_stores as aws_encryption_of_stores
from hds_landing.rules.aws import forced_tls as aws_forced_tls
from hds_landing.rules.aws import iam_permissions as aws_iam_permissions
from hds_landing.rules.aws import iam_trust as aws_iam_trust
from hds_landing.rules.aws import key_management as aws_key_management
from hds_landing.rules.aws import listeners as aws_listeners
from hds_landing.rules.aws import network_firewalls as aws_network_firewalls
from hds_landing.rules.aws import networks as aws_networks
from hds_landing.rules.aws import organization_policies as aws_organization_policies
from hds_landing.rules.aws import permissions as aws_permissions
from hds_landing.rules.aws import processing_abroad as aws_processing_abroad
from hds_landing.rules.aws import public_access as aws_public_access
from hds_landing.rules.aws import public_addresses as aws_public_addresses
from hds_landing.rules.aws import public_services as aws_public_services
from hds_landing.rules.aws import public_storage as aws_public_storage
from hds_landing.rules.aws import redundancy as aws_redundancy
from hds_landing.rules.aws import region as aws_region
from hds_landing.rules.aws import resource_policies as aws_resource_policies
from hds_landing.rules.aws import retention as aws_retention
from hds_landing.rules.aws import security_documents as aws_security_documents
from hds_landing.rules.aws import security_groups as aws_security_groups
from hds_landing.rules.aws import service_eligibility as aws_service_eligibility
from hds_landing.rules.aws import service_logs as aws_service_logs
from hds_landing.rules.aws import service_statements as aws_service_statements
from hds_landing.rules.aws import storage as aws_storage
from hds_landing.rules.aws import tags as aws_tags
from hds_landing.rules.aws import tls_versions as aws_tls_versions
from hds_landing.rules.aws import vpn_tunnels as aws_vpn_tunnels
from hds_landing.rules.aws import workload_identity as aws_workload_identity
from hds_landing.rules.azure import allowed_networks as azure_allowed_networks
from hds_landing.rules.azure import backup as azure_backup
from hds_landing.rules.azure import customer_keys as azure_customer_keys
from hds_landing.rules.azure import data_sharing as azure_data_sharing
from hds_landing.rules.azure import deletion_protection as azure_deletion_protection
from hds_landing.rules.azure import encryption_at_rest as azure_encryption_at_rest
from hds_landing.rules.azure import encryption_in_transit as azure_encryption_in_transit
from hds_landing.rules.azure import firewall as azure_firewall
from hds_landing.rules.azure import keys as azure_keys
from hds_landing.rules.azure import kubernetes as azure_kubernetes
from hds_landing.rules.azure import local_accounts as azure_local_accounts
from hds_landing.rules.azure import machine_access as azure_machine_access
from hds_landing.rules.azure import preview as azure_preview
from hds_landing.rules.azure import public_access as azure_public_access
from hds_landing.rules.azure import public_address as azure_public_address
from hds_landing.rules.azure import public_network_access as azure_public_network_access
from hds_landing.rules.azure import region as azure_region
from hds_landing.rules.azure import replicas as azure_replicas
from hds_landing.rules.azure import retention as azure_retention
from hds_landing.rules.azure import role as azure_role
from hds_landing.rules.azure import security_group as azure_security_group
from hds_landing.rules.azure import service_eligibility as azure_service_eligibility
from hds_landing.rules.azure import storage as azure_storage
from hds_landing.rules.azure import subnet as azure_subnet
from hds_landing.rules.azure import tags as azure_tags
from hds_landing.rules.azure import traces as azure_traces
from hds_landing.rules.azure import vpn as azure_vpn
from hds_landing.rules.azure import web_app as azure_web_app
from hds_landing.rules.rule import Rule, WholeInventoryRule
from hds_landing.rules.type_tokens import cloud_of, current_token, package_of
from hds_landing.rules.whole_inventory import (
    aws_audit,
    aws_backup,
    aws_network,
    aws_ways,
    azure_firewalls,
    azure_network,
    azure_sign_in,
    azure_web_openings,
    disk_key,
    kms_key_policy,
    log_sinks,
    network_acls,
    plain_transport,
    program_protection,
    s3_bucket,
    s3_bucket_life,
    s3_bucket_uploads,
    vpc_perimeter,
    web_openings,
)
from hds_landing.rules.whole_inventory import azure_protection as azure_joined_protection
from hds_landing.rules.whole_inventory import azure_sql_server as azure_joined_sql_server
from hds_landing.rules.whole_inventory import azure_storage as azure_joined_storage
from hds_landing.rules.whole_inventory import azure_traces as azure_joined_traces

_ROOMS: Final = (
    azure_backup,
    azure_customer_keys,
    azure_deletion_protection,
    azure_encryption_at_rest,
    azure_keys,
    azure_replicas,
    azure_retention,
    azure_tags,
    azure_traces,
    azure_joined_protection,
    azure_joined_sql_server,
    azure_joined_storage,
    azure_joined_traces,
    azure_allowed_networks,
    azure_data_sharing,
    azure_encryption_in_transit,
    azure_firewall,
    azure_kubernetes,
    azure_local_accounts,
    azure_machine_access,
    azure_public_address,
    azure_public_network_access,
    azure_role,
    azure_security_group,
    azure_subnet,
    azure_vpn,
    azure_web_app,
    azure_network,
    azure_sign_in,
    aws_block_devices,
    aws_customer_keys_of_databases,
    aws_customer_keys_of_files,
    aws_customer_keys_of_messages,
    aws_customer_keys_of_workloads,
    aws_encryption_in_transit,
    aws_encryption_of_processing,
    aws_encryption_of_stores,
    aws_forced_tls,
    aws_key_management,
    aws_listeners,
    aws_security_documents,
    aws_tls_versions,
    aws_vpn_tunnels,
    disk_key,
    kms_key_policy,
    plain_transport,
    aws_accounts,
    aws_iam_permissions,
    aws_iam_trust,
    aws_networks,
    aws_permissions,
    aws_public_addresses,
    aws_public_services,
    aws_public_storage,
    aws_resource_policies,
    aws_security_groups,
    aws_workload_identity,
    vpc_perimeter,
    aws_region,
    aws_service_eligibility,
    aws_storage,
    aws_public_access,
    azure_region,
    azure_service_eligibility,
    azure_preview,
    azure_storage,
    azure_public_access,
    s3_bucket,
    aws_audit_trails,
    aws_backups,
    aws_copies_abroad,
    aws_deletion_protection,
    aws_destinations,
    aws_organization_policies,
    aws_processing_abroad,
    aws_redundancy,
    aws_retention,
    aws_service_logs,
    aws_tags,
    aws_audit,
    aws_backup,
    aws_network,
    aws_network_firewalls,
    aws_service_statements,
    aws_ways,
    log_sinks,
    s3_bucket_life,
    program_protection,
    network_acls,
    web_openings,
    s3_bucket_uploads,
    azure_firewalls,
    azure_web_openings,
    waiver_rules,
    confirmation_rules,
)
_WHOLE_PACKAGE: Final = ":*"


@lru_cache(maxsize=1)
def rulebook() -> tuple[Rule, ...]:
    """Every rule, ordered by id."""
    return collected(rule for room in _ROOMS for rule in room.RULES)


def find_rule(rule_id: str) -> Rule | None:
    """The rule of that id; none where there is none."""
    return next((rule for rule in rulebook() if rule.id == rule_id), None)


@lru_cache(maxsize=8192)
def rules_for(token: str) -> tuple[Rule, ...]:
    """The rules that judge resources of a type, former and versioned tokens included."""
    current = current_token(token)
    whole_package = "" if token.startswith("pulumi:") else f"{package_of(current)}{_WHOLE_PACKAGE}"
    return tuple(rule for rule in rulebook() if current in rule.types or whole_package in rule.types)


def collected(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules by id; raises ValueError for what must not enter a rulebook, all of it at once."""
    ordered = sorted(rules, key=lambda rule: rule.id)
    faults = [f"{first.id}: the id is taken" for first, second in itertools.pairwise(ordered) if first.id == second.id]
    for rule in ordered:
        faults += [f"{rule.id}: no requirement {id_}" for id_ in rule.requirements if find_requirement(id_) is None]
        named = (*rule.types, *(rule.joins if isinstance(rule, WholeInventoryRule) else ()))
        faults += [f"{rule.id}: {token} {fault}" for token in named if (fault := _fault(token))]
    if faults:
        raise ValueError("\n".join(faults))
    return tuple(ordered)


def _fault(token: str) -> str | None:
    """Why a rule may not name `token`."""
    if cloud_of(token) is None:
        return "belongs to no package with rules"
    if token.endswith(_WHOLE_PACKAGE):
        return None
    if token.count(":") != 2:
        return "is not a type token"
    return None if current_token(token) == token else f"is a former token of {current_token(token)}"
