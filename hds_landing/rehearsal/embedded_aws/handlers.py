"""Which module looks after which Pulumi type; what none looks after is validated against the SDK and recorded."""

from collections.abc import Mapping

from hds_landing.rehearsal.embedded_aws import (
    backup_plans,
    backup_selections,
    backup_vaults,
    bucket_access,
    bucket_encryption,
    bucket_retention,
    buckets,
    customer_policies,
    firewall_logging,
    firewall_policies,
    firewall_rule_groups,
    firewalls,
    flow_logs,
    internet_access,
    keys,
    log_groups,
    network_acl_associations,
    network_acl_rules,
    network_acls,
    networks,
    query_logs,
    resource_shares,
    role_policies,
    roles,
    route_tables,
    routes,
    security_group_rules,
    security_groups,
    subnets,
    trails,
    transit_gateway_attachments,
    transit_gateway_routes,
    transit_gateway_tables,
    transit_gateways,
)
from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.recorded import record

_LIFECYCLES: Mapping[str, Lifecycle] = {
    **backup_plans.LIFECYCLES,
    **backup_selections.LIFECYCLES,
    **backup_vaults.LIFECYCLES,
    **bucket_access.LIFECYCLES,
    **bucket_encryption.LIFECYCLES,
    **bucket_retention.LIFECYCLES,
    **buckets.LIFECYCLES,
    **customer_policies.LIFECYCLES,
    **firewall_logging.LIFECYCLES,
    **firewall_policies.LIFECYCLES,
    **firewall_rule_groups.LIFECYCLES,
    **firewalls.LIFECYCLES,
    **flow_logs.LIFECYCLES,
    **internet_access.LIFECYCLES,
    **keys.LIFECYCLES,
    **log_groups.LIFECYCLES,
    **network_acl_associations.LIFECYCLES,
    **network_acl_rules.LIFECYCLES,
    **network_acls.LIFECYCLES,
    **networks.LIFECYCLES,
    **query_logs.LIFECYCLES,
    **resource_shares.LIFECYCLES,
    **role_policies.LIFECYCLES,
    **roles.LIFECYCLES,
    **route_tables.LIFECYCLES,
    **routes.LIFECYCLES,
    **security_group_rules.LIFECYCLES,
    **security_groups.LIFECYCLES,
    **subnets.LIFECYCLES,
    **trails.LIFECYCLES,
    **transit_gateway_attachments.LIFECYCLES,
    **transit_gateway_routes.LIFECYCLES,
    **transit_gateway_tables.LIFECYCLES,
    **transit_gateways.LIFECYCLES,
}
_RECORDED = Lifecycle(record)


def is_emulated(type_token: str) -> bool:
    """Whether a module looks after a type; else it is recorded."""
    return type_token in _LIFECYCLES


def lifecycle_of(type_token: str) -> Lifecycle:
    """How resources of a type come, change and go."""
    return _LIFECYCLES.get(type_token, _RECORDED)


def handled_types() -> frozenset[str]:
    """Every type that a module looks after."""
    return frozenset(_LIFECYCLES)
