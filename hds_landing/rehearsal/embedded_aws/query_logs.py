"""Route 53 Resolver: query logs."""

from collections.abc import Mapping

from hds_landing.rehearsal.embedded_aws.request import Handler, Request, tag_list
from hds_landing.rehearsal.embedded_cloud import Created


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


HANDLERS: Mapping[str, Handler] = {
    "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig": _query_log,
    "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation": _association,
}
