"""DNS query logs: which names a network asked Amazon's resolver for, to the archive.

The resolver answers inside each network, past the firewall: its own log is the only trace of what was asked.
"""

import pulumi
from pulumi_aws import route53


def create_query_log(
    name: str,
    *,
    physical_name: str,
    log_store_id: pulumi.Input[str],
    tags: dict[str, str],
    parent: pulumi.Resource,
) -> pulumi.Output[str]:
    """The id of an account's query log: one serves every network of its account, and an account takes twenty.

    Args:
        name: prefix of the resource name.
        physical_name: 1 to 64 letters, digits, spaces, hyphens and underscores.
        log_store_id: ARN of the archive's bucket for `network`, in this account or in another.
        tags: of the resource.
        parent: the component.
    """
    config = route53.ResolverQueryLogConfig(
        f"{name}-query-log",
        name=physical_name,
        destination_arn=log_store_id,
        tags=tags,
        opts=pulumi.ResourceOptions(parent=parent),
    )
    config_id: pulumi.Output[str] = config.id
    return config_id


def record_queries(
    name: str, query_log_id: pulumi.Input[str], vpc_id: pulumi.Input[str], parent: pulumi.Resource
) -> None:
    """Records every query of a network of the same account."""
    route53.ResolverQueryLogConfigAssociation(
        f"{name}-query-log-association",
        resolver_query_log_config_id=query_log_id,
        resource_id=vpc_id,
        opts=pulumi.ResourceOptions(parent=parent),
    )
