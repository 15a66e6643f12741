"""Which module looks after which Pulumi type; what none looks after is validated against the SDK and recorded."""

from collections.abc import Mapping

from hds_landing.rehearsal.embedded_aws import (
    backups,
    bucket_settings,
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
from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.recorded import record

_LIFECYCLES: Mapping[str, Lifecycle] = {
    **backups.LIFECYCLES,
    **bucket_settings.LIFECYCLES,
    **buckets.LIFECYCLES,
    **flow_logs.LIFECYCLES,
    **keys.LIFECYCLES,
    **log_groups.LIFECYCLES,
    **network_acls.LIFECYCLES,
    **network_firewall.LIFECYCLES,
    **networks.LIFECYCLES,
    **query_logs.LIFECYCLES,
    **resource_shares.LIFECYCLES,
    **roles.LIFECYCLES,
    **routes.LIFECYCLES,
    **security_groups.LIFECYCLES,
    **trails.LIFECYCLES,
    **transit_gateways.LIFECYCLES,
}


_RECORDED = Lifecycle(record)


def lifecycle_of(type_token: str) -> Lifecycle:
    """How resources of a type come, change and go."""
    return _LIFECYCLES.get(type_token, _RECORDED)
