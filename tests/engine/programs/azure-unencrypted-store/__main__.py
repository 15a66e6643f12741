"""A storage account that speaks without TLS, with a key of Microsoft's."""

import pulumi
import pulumi_azure_native as azure

provider = azure.Provider("azure", subscription_id="00000000-0000-4000-8000-000000000001")
options = pulumi.ResourceOptions(provider=provider)
azure.storage.StorageAccount(
    "records",
    account_name="recordsinclear",
    resource_group_name="existing",
    location="francecentral",
    kind=azure.storage.Kind.STORAGE_V2,
    sku=azure.storage.SkuArgs(name=azure.storage.SkuName.STANDARD_ZRS),
    enable_https_traffic_only=False,
    opts=options,
)
