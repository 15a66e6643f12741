"""Every rule, collected once, and which of them judge a type of resource."""

import itertools
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from hds_landing.catalogue.requirements import find_requirement
from hds_landing.rules import waiver_rules
from hds_landing.rules.aws import accounts as aws_accounts
from hds_landing.rules.aws import block_devices as aws_block_devices
from hds_landing.rules.aws import customer_keys_of_databases as aws_customer_keys_of_databases
from hds_landing.rules.aws import customer_keys_of_files as aws_customer_keys_of_files
from hds_landing.rules.aws import customer_keys_of_messages as aws_customer_keys_of_messages
from hds_landing.rules.aws import customer_keys_of_workloads as aws_customer_keys_of_workloads
from hds_landing.rules.aws import encryption_in_transit as aws_encryption_in_transit
from hds_landing.rules.aws import encryption_of_processing as aws_encryption_of_processing
from hds_landing.rules.aws import encryption_of_stores as aws_encryption_of_stores
from hds_landing.rules.aws import forced_tls as aws_forced_tls
from hds_landing.rules.aws import iam_permissions as aws_iam_permissions
from hds_landing.rules.aws import iam_trust as aws_iam_trust
from hds_landing.rules.aws import key_management as aws_key_management
from hds_landing.rules.aws import listeners as aws_listeners
from hds_landing.rules.aws import networks as aws_networks
from hds_landing.rules.aws import permissions as aws_permissions
from hds_landing.rules.aws import public_access as aws_public_access
from hds_landing.rules.aws import public_addresses as aws_public_addresses
from hds_landing.rules.aws import public_services as aws_public_services
from hds_landing.rules.aws import public_storage as aws_public_storage
from hds_landing.rules.aws import region as aws_region
from hds_landing.rules.aws import resource_policies as aws_resource_policies
from hds_landing.rules.aws import security_documents as aws_security_documents
from hds_landing.rules.aws import security_groups as aws_security_groups
from hds_landing.rules.aws import service_eligibility as aws_service_eligibility
from hds_landing.rules.aws import storage as aws_storage
from hds_landing.rules.aws import tls_versions as aws_tls_versions
from hds_landing.rules.aws import vpn_tunnels as aws_vpn_tunnels
from hds_landing.rules.aws import workload_identity as aws_workload_identity
from hds_landing.rules.azure import public_access as azure_public_access
from hds_landing.rules.azure import region as azure_region
from hds_landing.rules.azure import service_eligibility as azure_service_eligibility
from hds_landing.rules.azure import storage as azure_storage
from hds_landing.rules.rule import Rule, WholeInventoryRule
from hds_landing.rules.type_tokens import cloud_of, current_token, package_of
from hds_landing.rules.whole_inventory import disk_key, kms_key_policy, plain_transport, s3_bucket, vpc_perimeter

_ROOMS: Final = (
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
    azure_storage,
    azure_public_access,
    s3_bucket,
    waiver_rules,
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
