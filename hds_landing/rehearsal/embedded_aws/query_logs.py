"""Route 53 Resolver: query logs."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle, nothing_but_tags
from hds_landing.rehearsal.embedded_aws.request import Request, tag_list
from hds_landing.rehearsal.embedded_cloud import Created, Refused


def _query_log(request: Request) -> Created:
    resolver, destination = request.client("route53resolver"), str(request.inputs["destinationArn"])
    if ":s3:::" in destination:
        request.standing.require("bucket", destination.partition(":::")[2].partition("/")[0])
    answer = resolver.create_resolver_query_log_config(
        Name=request.name(),
        DestinationArn=destination,
        CreatorRequestId=request.uuid(),
        **({"Tags": tag_list(request.tags)} if request.tags else {}),
    )
    identity = answer["ResolverQueryLogConfig"]["Id"]
    kept = resolver.get_resolver_query_log_config(ResolverQueryLogConfigId=identity)["ResolverQueryLogConfig"]
    request.expect("destinationArn", destination, kept["DestinationArn"])
    return request.exercised(
        identity,
        {
            "arn": request.arn("route53resolver", f"resolver-query-log-config/{identity}"),
            "name": request.name(),
            "ownerId": request.account_id,
            "shareStatus": "NOT_SHARED",
        },
    )


def _association(request: Request) -> Created:
    resolver, inputs = request.client("route53resolver"), request.inputs
    answer = resolver.associate_resolver_query_log_config(
        ResolverQueryLogConfigId=inputs["resolverQueryLogConfigId"], ResourceId=inputs["resourceId"]
    )
    return request.exercised(answer["ResolverQueryLogConfigAssociation"]["Id"], {})


def _observe_query_log(request: Request, identity: str) -> Mapping[str, Any]:
    resolver = request.client("route53resolver")
    kept = resolver.get_resolver_query_log_config(ResolverQueryLogConfigId=identity)["ResolverQueryLogConfig"]
    return {"destinationArn": kept["DestinationArn"], "name": kept["Name"]}


def _observe_association(request: Request, identity: str) -> Mapping[str, Any]:
    kept = request.client("route53resolver").get_resolver_query_log_config_association(
        ResolverQueryLogConfigAssociationId=identity
    )["ResolverQueryLogConfigAssociation"]
    return {"resolverQueryLogConfigId": kept["ResolverQueryLogConfigId"], "resourceId": kept["ResourceId"]}


def _delete_query_log(request: Request, identity: str) -> None:
    kept = request.emulator.backend("route53resolver", request.account_id, request.region)
    associated = [
        each.resource_id
        for each in kept.resolver_query_log_config_associations.values()
        if each.resolver_query_log_config_id == identity
    ]
    if associated:
        raise Refused(f"ResourceInUseException: {identity} logs {', '.join(associated)}: end the association first")
    # the emulated service has no operation for it
    kept.resolver_query_log_configs.pop(identity, None)


def _delete_association(request: Request, identity: str) -> None:
    # the emulated service has no operation for it
    kept = request.emulator.backend("route53resolver", request.account_id, request.region)
    association = kept.resolver_query_log_config_associations.pop(identity, None)
    if association:
        kept.resolver_query_log_configs[association.resolver_query_log_config_id].association_count -= 1


LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig": Lifecycle(
        _query_log, _observe_query_log, nothing_but_tags, _delete_query_log
    ),
    "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation": Lifecycle(
        _association, _observe_association, nothing_but_tags, _delete_association
    ),
}
