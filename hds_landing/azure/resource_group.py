"""Resource groups: one per owner."""

from typing import Optional

import pulumi
from pulumi_azure_native import resources


def create_resource_group(
    name: str,
    *,
    group_name: str,
    region: str,
    tags: dict[str, str],
    protect: bool,
    parent: pulumi.Resource,
    existing_id: Optional[str] = None,
) -> pulumi.Output[str]:
    """The name of a group, which is retained: deleting a group deletes what is in it, vaults and keys among them.

    With `existing_id` it is the group that stands already, which is read.
    """
    if existing_id is not None:
        group = resources.ResourceGroup.get(name, existing_id, pulumi.ResourceOptions(parent=parent))
    else:
        group = resources.ResourceGroup(
            name,
            resource_group_name=group_name,
            location=region,
            tags=tags,
            opts=pulumi.ResourceOptions(parent=parent, protect=protect, retain_on_delete=True),
        )
    known_name: pulumi.Output[str] = group.name
    return known_name


def group_holding(existing_id: Optional[str], group: pulumi.Input[str]) -> pulumi.Input[str]:
    """The name of the group in which what has `existing_id` stands; without one, `group`, where it is drawn."""
    return group if existing_id is None else existing_id.split("/")[4]
