"""Where Azure resources stand, and where their data is copied to."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Passed, Undetermined
from hds_landing.rules.properties import ABSENT, Found, find_one
from hds_landing.rules.property_rule import nothing_to_judge, one_of, passes, property_rule
from hds_landing.rules.residency import AZURE_REGION, REQUIREMENTS, SOURCE, judge_region, region_named
from hds_landing.rules.rule import ResourceRule, Rule, Subject

CONFIG_KEY: Final = "azure-native:location"

GLOBAL_CONTROL_PLANES: Final = MappingProxyType(
    {
        "azure-native:alertsmanagement:ActionRuleByName": "rules over alerts",
        "azure-native:alertsmanagement:AlertProcessingRuleByName": "rules over alerts",
        "azure-native:alertsmanagement:PrometheusRuleGroup": "rules over alerts",
        "azure-native:dns:Zone": "names, no content",
        "azure-native:monitor:ActionGroup": "addresses to alert",
        "azure-native:monitor:ActivityLogAlert": "rules over alerts",
        "azure-native:monitor:MetricAlert": "rules over alerts",
        "azure-native:monitor:PrivateLinkScope": "a list of private links",
        "azure-native:privatedns:PrivateZone": "names, no content",
        "azure-native:privatedns:VirtualNetworkLink": "names, no content",
        "azure-native:trafficmanager:Profile": "names, no content",
    }
)
"""Types that Azure places in `global`, and what it keeps there."""

_GLOBAL: Final = "global"
_GEO_REDUNDANT: Final = ("grs", "gzrs")
_WITHIN_THE_REGION: Final = ("lrs", "_zrs")
"""Endings of SKU names: Standard_RAGZRS, StandardV2_GRS, Premium_ZRS."""


def _judge(found: Found) -> Judgement:
    if found.value is UNKNOWN:
        return Undetermined(f"{found.path} is not known yet")
    judgement = judge_region("azure", found.value)
    if isinstance(judgement, str):
        return f"{found}: {judgement}"
    return Undetermined(f"{found}: {judgement.why}") if isinstance(judgement, Undetermined) else judgement


_RESOURCE_GROUP: Final = "azure-native:resources:ResourceGroup"
_UNPLACED: Final = "no location is set, and what the provider or the environment chooses is not shown"


def _resource_location(subject: Subject) -> Judgement:
    location = find_one(subject.properties, "location")
    if location.value is ABSENT:
        location = find_one(subject.outputs, "location")
    if location.value is ABSENT:
        return _default_location(subject) if subject.type == _RESOURCE_GROUP else NOT_APPLICABLE
    if isinstance(location.value, str) and location.value.strip().lower() == _GLOBAL:
        kept = GLOBAL_CONTROL_PLANES.get(subject.type)
        return Passed(f"a global control plane: {kept}") if kept else f"{location}: nothing says where it stores data"
    return _judge(location)


def _default_location(subject: Subject) -> Judgement:
    if subject.provider is UNKNOWN:
        return Undetermined(_UNPLACED)
    if isinstance(subject.provider, Mapping):
        given = find_one(subject.provider, "location")
        if given.value is not ABSENT:
            return _judge(Found("location of its provider", given.value, given.secret))
    configured = subject.config.get(CONFIG_KEY)
    return _judge(Found(CONFIG_KEY, configured)) if configured else Undetermined(_UNPLACED)


def _provider_location(subject: Subject) -> Judgement:
    location = find_one(subject.properties, "location")
    if location.value is not ABSENT:
        return _judge(location)
    configured = subject.config.get(CONFIG_KEY)
    return _judge(Found(CONFIG_KEY, configured)) if configured else NOT_APPLICABLE


def _storage_pair(subject: Subject) -> Judgement:
    redundancy = find_one(subject.properties, "sku.name")
    if redundancy.value is UNKNOWN:
        return Undetermined("sku.name is not known yet")
    if redundancy.value is ABSENT:
        return NOT_APPLICABLE
    name = redundancy.value.lower() if isinstance(redundancy.value, str) else ""
    if name.endswith(_WITHIN_THE_REGION):
        return None
    if not name.endswith(_GEO_REDUNDANT):
        return Undetermined(f"{redundancy}, whose redundancy is not known")
    location = find_one(subject.properties, "location")
    if not isinstance(location.value, str):
        location = find_one(subject.outputs, "location")
    region = region_named("azure", location.value) if isinstance(location.value, str) else None
    if region is None:
        return Undetermined(f"{redundancy} copies to the pair of a region that is not known")
    if region.paired_region is None:
        return f"{redundancy}, but {region.name} has no paired region to copy to"
    pair = judge_region("azure", region.paired_region)
    if pair is None:
        return None
    why = pair if isinstance(pair, str) else "its country is not known, so it is not known to be inside the EEA"
    return f"{redundancy} copies to {region.paired_region}: {why}"


RULES: tuple[Rule, ...] = (
    ResourceRule(
        id="azure-provider-location-in-eea",
        title="The default location of an Azure provider is inside the EEA",
        theme=Theme.REGION,
        severity=Severity.CRITICAL,
        requirements=REQUIREMENTS,
        fix="Set the provider's location to a region inside the EEA, such as francecentral, or leave it out.",
        source=SOURCE,
        types=("pulumi:providers:azure-native",),
        paths=("location",),
        absence="azure-native:location decides; without it there is no default, and each resource names its own place",
        judge=_provider_location,
    ),
    property_rule(
        id="azure-provider-public-cloud",
        title="An Azure provider works in the public Azure cloud",
        theme=Theme.REGION,
        severity=Severity.CRITICAL,
        requirements=REQUIREMENTS,
        fix="Remove `environment`, or set it to public.",
        source="pulumi-azure-native, configuration of the provider: environment",
        types=("pulumi:providers:azure-native",),
        path="environment",
        expected=one_of("public"),
        absent=passes("the provider works in the public cloud"),
    ),
    ResourceRule(
        id="azure-resource-location-in-eea",
        title="An Azure resource stands in a location inside the EEA",
        theme=Theme.REGION,
        severity=Severity.CRITICAL,
        requirements=REQUIREMENTS,
        fix="Set `location` to a region inside the EEA, such as francecentral.",
        source=SOURCE,
        types=("azure-native:*",),
        absence="its group, account or parent has a place, and is judged; a group's is its provider's, else unknown",
        judge=_resource_location,
    ),
    property_rule(
        id="azure-cosmos-replica-in-eea",
        title="Every location of a Cosmos DB account is inside the EEA",
        theme=Theme.REGION,
        severity=Severity.CRITICAL,
        requirements=REQUIREMENTS,
        fix="Keep locations inside the EEA only.",
        source=SOURCE,
        types=("azure-native:cosmosdb:DatabaseAccount",),
        path="locations[*].locationName",
        expected=AZURE_REGION,
        absent=nothing_to_judge("an account without further locations stands in its own, which is judged"),
    ),
    property_rule(
        id="azure-image-replica-in-eea",
        title="Every region that an image is replicated to is inside the EEA",
        theme=Theme.REGION,
        severity=Severity.HIGH,
        requirements=REQUIREMENTS,
        fix="Keep target regions inside the EEA only.",
        source=SOURCE,
        types=("azure-native:compute:GalleryImageVersion",),
        path="publishingProfile.targetRegions[*].name",
        expected=AZURE_REGION,
        absent=nothing_to_judge("a version without target regions stands in its own location, which is judged"),
    ),
    ResourceRule(
        id="azure-storage-pair-in-eea",
        title="Geo-redundant storage copies to a region inside the EEA",
        theme=Theme.REGION,
        severity=Severity.CRITICAL,
        requirements=REQUIREMENTS,
        fix="Use Standard_ZRS, or a region whose pair is inside the EEA.",
        source="learn.microsoft.com, Azure Storage redundancy: geo-redundant storage copies to the paired region",
        types=("azure-native:storage:StorageAccount",),
        paths=("sku.name", "location"),
        absence="the provider refuses a storage account without a SKU",
        judge=_storage_pair,
    ),
)
