"""What a plan says stands already, as far as it is known: enough to be read in a rehearsal."""

from collections.abc import Iterator, Mapping
from typing import Any

from hds_landing.plan.bootstrap import BootstrapPlan
from hds_landing.plan.keys import KeySetPlan
from hds_landing.plan.landing_zone import LandingZonePlan
from hds_landing.rehearsal.embedded_cloud import ExistingResource
from hds_landing.spec.cloud import CloudProvider

_TYPES: Mapping[CloudProvider, Mapping[str, str]] = {
    CloudProvider.AWS: {
        "hub": "aws:ec2transitgateway/transitGateway:TransitGateway",
        "network": "aws:ec2/vpc:Vpc",
        "key": "aws:kms/key:Key",
        "store": "aws:s3/bucket:Bucket",
        "workspace": "aws:cloudwatch/logGroup:LogGroup",
        "vault": "aws:backup/vault:Vault",
        "issuer": "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
    },
    CloudProvider.AZURE: {
        "group": "azure-native:resources:ResourceGroup",
        "hub": "azure-native:network:VirtualNetwork",
        "network": "azure-native:network:VirtualNetwork",
        "key": "azure-native:keyvault:Key",
        "store": "azure-native:storage:StorageAccount",
        "workspace": "azure-native:operationalinsights:Workspace",
        "vault": "azure-native:recoveryservices:Vault",
    },
}


def existing_in(plan: LandingZonePlan) -> list[ExistingResource]:
    """What the program of a landing zone, or of any of its stacks, reads."""
    return list(_in_landing_zone(plan))


def existing_in_bootstrap(plan: BootstrapPlan) -> list[ExistingResource]:
    """What the program of a bootstrap reads."""
    found = list(_of_keys(plan.cloud, plan.keys))
    if plan.runner.federation and plan.runner.existing_issuer_id:
        issuer = {"url": plan.runner.federation.issuer, "clientIdLists": [plan.runner.federation.audience]}
        found.append(_resource(plan.cloud, "issuer", plan.runner.existing_issuer_id, issuer))
    return found


def _in_landing_zone(plan: LandingZonePlan) -> Iterator[ExistingResource]:
    cloud, archive = plan.cloud, plan.log_archive
    if plan.hub.existing_id:
        yield _resource(cloud, "hub", plan.hub.existing_id, _hub(plan))
    for key_set in (plan.platform_keys, *plan.keys.values()):
        yield from _of_keys(cloud, key_set)
    for log_class in archive.classes.values():
        if log_class.existing_id:
            yield _resource(cloud, "store", log_class.existing_id, _store(cloud, log_class.existing_id, archive.region))
    logs = [each.existing_workspace_ids or {} for each in plan.logs.values()]
    for identity in (archive.existing_workspace_id, *(known for ids in logs for known in ids.values())):
        if identity:
            named = {"name": identity} if cloud is CloudProvider.AWS else {"location": plan.region}
            yield _resource(cloud, "workspace", identity, named)
    for spoke in plan.spokes.values():
        if spoke.existing_id:
            yield _resource(cloud, "network", spoke.existing_id, _network(cloud, spoke.cidrs, spoke.region))
    vaults = [vault for drawn in plan.vaults.values() for vault in (drawn, drawn.copy) if vault]
    for vault in vaults:
        if vault.existing_id:
            named = {"name": vault.existing_id} if cloud is CloudProvider.AWS else {"location": vault.region}
            yield _resource(cloud, "vault", vault.existing_id, named)


def _of_keys(cloud: CloudProvider, key_set: KeySetPlan) -> Iterator[ExistingResource]:
    if key_set.existing_group_id:
        yield _resource(cloud, "group", key_set.existing_group_id, {"location": key_set.region})
    for key in key_set.keys.values():
        if key.existing_id:
            multi_region = {"multiRegion": True} if key.existing_id.startswith("mrk-") else {}
            yield _resource(cloud, "key", key.existing_id, multi_region)


def _hub(plan: LandingZonePlan) -> Mapping[str, Any]:
    if plan.cloud is CloudProvider.AZURE:
        return _network(plan.cloud, [plan.hub.cidr], plan.hub.region)
    return {"defaultRouteTableAssociation": "disable", "defaultRouteTablePropagation": "disable"}


def _network(cloud: CloudProvider, cidrs: list[str], region: str) -> Mapping[str, Any]:
    if cloud is CloudProvider.AZURE:
        return {"addressSpace": {"addressPrefixes": cidrs}, "location": region}
    return {"cidrBlock": cidrs[0]}


def _store(cloud: CloudProvider, identity: str, region: str) -> Mapping[str, Any]:
    return {"bucket": identity} if cloud is CloudProvider.AWS else {"location": region}


def _resource(cloud: CloudProvider, kind: str, identity: str, inputs: Mapping[str, Any]) -> ExistingResource:
    return ExistingResource(_TYPES[cloud][kind], identity, inputs)
