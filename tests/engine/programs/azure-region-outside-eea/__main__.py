"""A network in Virginia."""

import pulumi
import pulumi_azure_native as azure

provider = azure.Provider("azure", subscription_id="00000000-0000-4000-8000-000000000001")
options = pulumi.ResourceOptions(provider=provider)
group = azure.resources.ResourceGroup("group", location="eastus", opts=options)
azure.network.VirtualNetwork(
    "network",
    location="eastus",
    resource_group_name=group.name,
    address_space=azure.network.AddressSpaceArgs(address_prefixes=["10.0.0.0/16"]),
    opts=options,
)
