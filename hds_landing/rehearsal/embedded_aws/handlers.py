"""Which module creates which Pulumi type; what none creates is validated against the SDK and recorded."""

from collections.abc import Mapping

from hds_landing.rehearsal.embedded_aws import (
    backups,
    buckets,
    flow_logs,
    keys,
    log_groups,
    network_acls,
    network_firewall,
    networks,
    query_logs,
    resource_shares,
    roles,
    routes,
    security_groups,
    trails,
    transit_gateways,
)
from hds_landing.rehearsal.embedded_aws.recorded import record
from hds_landing.rehearsal.embedded_aws.request import Handler

_HANDLERS: Mapping[str, Handler] = {
    **backups.HANDLERS,
    **buckets.HANDLERS,
    **flow_logs.HANDLERS,
    **keys.HANDLERS,
    **log_groups.HANDLERS,
    **network_acls.HANDLERS,
    **network_firewall.HANDLERS,
    **networks.HANDLERS,
    **query_logs.HANDLERS,
    **resource_shares.HANDLERS,
    **roles.HANDLERS,
    **routes.HANDLERS,
    **security_groups.HANDLERS,
    **trails.HANDLERS,
    **transit_gateways.HANDLERS,
}


def handler_of(type_token: str) -> Handler:
    """Who creates resources of a type."""
    return _HANDLERS.get(type_token, record)
