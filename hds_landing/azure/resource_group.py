"""Resource groups: one per owner."""

import pulumi
from pulumi_azure_native import resources


def create_resource_group(
    name: str, *, group_name: str, region: str, tags: dict[str, str], protect: bool, parent: pulumi.Resource
) -> pulumi.Output[str]:
    """The name of a group, which is retained: deleting a group deletes what is in it, vaults and keys among them."""
    group = resources.ResourceGroup(
        name,
        resource_group_name=group_name,
        location=region,
        tags=tags,
        opts=pulumi.ResourceOptions(parent=parent, protect=protect, retain_on_delete=True),
    )
    known_name: pulumi.Output[str] = group.name
    return known_name
