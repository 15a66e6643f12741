from dataclasses import replace

import pytest

from hds_landing.catalogue.services import find_service
from hds_landing.inventory.resource import UNKNOWN, Secret
from hds_landing.rules.azure.region import GLOBAL_CONTROL_PLANES, RULES
from tests.rules.rule_case import Case, cases, check, check_all_kinds, resource

ACCOUNT, PROVIDER = "azure-native:storage:StorageAccount", "pulumi:providers:azure-native"


def account(sku: object, location: object) -> dict[str, object]:
    return {"sku": {"name": sku}, "location": location}


GROUP = resource("azure-native:resources:ResourceGroup", inputs={})

CASES = [
    *cases(
        "azure-provider-location-in-eea",
        PROVIDER,
        ("good", "pass", {"location": "francecentral"}),
        ("bad", "fail", {"location": "uksouth"}, "outside the EEA"),
        ("missing", "not-applicable", {}),
        ("unknown", "unknown", {"location": UNKNOWN}),
    ),
    Case(
        "azure-provider-location-in-eea",
        "bad",
        "fail",
        (resource(PROVIDER),),
        {"azure-native:location": "uksouth"},
        "azure-native:location",
    ),
    *cases(
        "azure-provider-public-cloud",
        PROVIDER,
        ("good", "pass", {"environment": "public"}),
        ("bad", "fail", {"environment": "usgovernment"}),
        ("bad", "fail", {"environment": "china"}),
        ("missing", "pass", {}),
        ("unknown", "unknown", {"environment": UNKNOWN}),
    ),
    *cases(
        "azure-resource-location-in-eea",
        ACCOUNT,
        ("good", "pass", {"location": "francecentral"}),
        ("good", "pass", {"location": "France Central"}),
        ("good", "pass", {"location": "FRANCECENTRAL"}),
        ("good", "pass", {"location": "norwayeast"}),
        ("bad", "fail", {"location": "uksouth"}, 'location is "uksouth": UK South (GB) is outside the EEA'),
        ("bad", "fail", {"location": "switzerlandnorth"}),
        ("bad", "fail", {"location": "europe"}, "a logical location"),
        ("bad", "fail", {"location": "global"}, "nothing says where it stores data"),
        ("bad", "fail", {"location": "france"}),
        ("bad", "fail", {"location": "paris"}, "no region of that name"),
        ("missing", "not-applicable", {}),
        ("unknown", "unknown", {"location": UNKNOWN}),
        ("unknown", "unknown", {"location": Secret()}),
    ),
    Case("azure-resource-location-in-eea", "bad", "fail", (resource(ACCOUNT, outputs={"location": "uksouth"}),)),
    Case(
        "azure-resource-location-in-eea",
        "missing",
        "unknown",
        (resource("azure-native:resources:ResourceGroup", inputs={}),),
        observed="no location is set",
    ),
    Case(
        "azure-resource-location-in-eea",
        "missing",
        "pass",
        (GROUP,),
        config={"azure-native:location": "France Central"},
    ),
    Case("azure-resource-location-in-eea", "missing", "fail", (GROUP,), config={"azure-native:location": "eastus"}),
    Case(
        "azure-resource-location-in-eea",
        "missing",
        "pass",
        (replace(GROUP, provider_inputs={"location": "swedencentral"}),),
    ),
    Case(
        "azure-resource-location-in-eea",
        "missing",
        "fail",
        (replace(GROUP, provider_inputs={"location": "uksouth"}),),
        config={"azure-native:location": "francecentral"},
        observed='location of its provider is "uksouth"',
    ),
    Case(
        "azure-resource-location-in-eea", "unknown", "unknown", (replace(GROUP, provider_inputs={"location": UNKNOWN}),)
    ),
    Case(
        "azure-resource-location-in-eea",
        "bad",
        "fail",
        (resource("azure-native:storage/v20230101:StorageAccount", inputs={"location": "eastus"}),),
    ),
    Case(
        "azure-resource-location-in-eea",
        "good",
        "pass",
        (resource("azure-native:privatedns:PrivateZone", inputs={"location": "Global"}),),
        observed="a global control plane: names, no content",
    ),
    Case(
        "azure-resource-location-in-eea",
        "good",
        "pass",
        (resource("azure-native:network/v20240601:PrivateZone", inputs={"location": "global"}),),
    ),
    *cases(
        "azure-cosmos-replica-in-eea",
        "azure-native:cosmosdb:DatabaseAccount",
        ("good", "pass", {"locations": [{"locationName": "France Central"}, {"locationName": "swedencentral"}]}),
        (
            "bad",
            "fail",
            {"locations": [{"locationName": "francecentral"}, {"locationName": "UK South"}]},
            "locations[1]",
        ),
        ("missing", "not-applicable", {}),
        ("missing", "not-applicable", {"locations": [{"failoverPriority": 0}]}),
        ("unknown", "unknown", {"locations": [{"locationName": UNKNOWN}]}),
    ),
    Case(
        "azure-cosmos-replica-in-eea",
        "bad",
        "fail",
        (
            resource(
                "azure-native:documentdb/v20230415:DatabaseAccount", inputs={"locations": [{"locationName": "eastus"}]}
            ),
        ),
    ),
    *cases(
        "azure-image-replica-in-eea",
        "azure-native:compute:GalleryImageVersion",
        ("good", "pass", {"publishingProfile": {"targetRegions": [{"name": "francecentral"}]}}),
        ("bad", "fail", {"publishingProfile": {"targetRegions": [{"name": "eastus"}]}}),
        ("missing", "not-applicable", {"publishingProfile": {}}),
        ("unknown", "unknown", {"publishingProfile": {"targetRegions": UNKNOWN}}),
    ),
    *cases(
        "azure-storage-pair-in-eea",
        ACCOUNT,
        ("good", "pass", account("Standard_ZRS", "italynorth")),
        ("good", "pass", account("Standard_GRS", "francecentral")),
        ("good", "pass", account("Standard_RAGZRS", "France Central")),
        ("bad", "fail", account("Standard_GRS", "eastus"), "copies to westus: West US (US) is outside the EEA"),
        ("bad", "fail", account("Standard_GRS", "westus2"), "copies to westcentralus: West Central US (US) is outside"),
        ("bad", "fail", account("Standard_GRS", "italynorth"), "has no paired region"),
        ("missing", "not-applicable", {"location": "francecentral"}),
        ("good", "pass", account("Premium_LRS", "italynorth")),
        ("bad", "fail", account("StandardV2_GZRS", "eastus")),
        ("unknown", "unknown", account("Standard_New", "francecentral"), "whose redundancy is not known"),
        ("missing", "unknown", {"sku": {"name": "Standard_GRS"}}, "a region that is not known"),
        ("unknown", "unknown", account(UNKNOWN, "francecentral")),
        ("unknown", "unknown", account("Standard_GRS", UNKNOWN)),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)


def test_what_may_be_global_belongs_to_a_known_service() -> None:
    assert [token for token in GLOBAL_CONTROL_PLANES if find_service(token) is None] == []
