"""Resources of Azure, with enumerations, nested objects, and an input that comes back in another shape."""

import pulumi
import pulumi_azure_native as azure

provider = azure.Provider("azure", subscription_id="00000000-0000-4000-8000-000000000001")
options = pulumi.ResourceOptions(provider=provider)
group = azure.resources.ResourceGroup(
    "group", resource_group_name="rg-exemple", location="francecentral", tags={"ght": "exemple"}, opts=options
)
identity = azure.managedidentity.UserAssignedIdentity(
    "identity", resource_group_name=group.name, location=group.location, opts=options
)
azure.storage.StorageAccount(
    "records",
    account_name="stexemplerecords",
    resource_group_name=group.name,
    location="francecentral",
    kind=azure.storage.Kind.STORAGE_V2,
    sku=azure.storage.SkuArgs(name=azure.storage.SkuName.STANDARD_ZRS),
    identity=azure.storage.IdentityArgs(
        type=azure.storage.IdentityType.USER_ASSIGNED, user_assigned_identities=[identity.id]
    ),
    minimum_tls_version=azure.storage.MinimumTlsVersion.TLS1_2,
    allow_blob_public_access=False,
    opts=options,
)
