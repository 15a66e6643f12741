"""Where Azure services may send data by themselves, and whose pages and tenants may read it."""

from typing import Any, Final

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement, Undetermined
from hds_landing.rules.properties import find
from hds_landing.rules.property_rule import (
    TRUE,
    Absence,
    Expectation,
    Where,
    fails,
    none_of,
    nothing_to_judge,
    one_of,
    passes,
    property_rule,
)
from hds_landing.rules.rule import ResourceRule, Rule

_REQUIREMENTS: Final = ("HDS-EXI-05-F", "HDS-EXI-26", "SNC-13.2", "ISO27001-A.5.14", "ISO27001-A.8.22")
_EXPOSURE: Final = ("HDS-EXI-05-F", "HDS-EXI-23", "ISO27001-A.8.20", "ISO27001-A.8.21")


def _named_tenants(tenants: Any) -> Judgement | bool:
    values = [found.value for found in find({"tenants": tenants}, "tenants[*].value")]
    if "*" in values:
        return "every tenant of Azure"
    return Undetermined("its tenants are not known yet") if UNKNOWN in values else True


def _bound(
    id: str,
    title: str,
    severity: Severity,
    path: str,
    expected: Expectation,
    absent: Absence,
    fix: str,
    source: str,
    *types: str,
    where: tuple[Where, ...] = (),
) -> ResourceRule:
    return property_rule(
        id=id,
        title=title,
        theme=Theme.NETWORK_OPEN,
        severity=severity,
        requirements=_REQUIREMENTS,
        fix=fix,
        source=f"learn.microsoft.com, {source}",
        types=tuple(f"azure-native:{token}" for token in types),
        path=path,
        expected=expected,
        absent=absent,
        where=where,
    )


def _origins(id: str, noun: str, path: str, source: str, *types: str) -> ResourceRule:
    return property_rule(
        id=id,
        title=f"{noun} names the sites whose pages may read from it",
        theme=Theme.PUBLIC_EXPOSURE,
        severity=Severity.HIGH,
        requirements=_EXPOSURE,
        fix=f"Name the origins in {path.replace('[*]', '[]').removesuffix('[]')}.",
        source=f"learn.microsoft.com, {source}",
        types=tuple(f"azure-native:{token}" for token in types),
        path=path,
        expected=none_of("*"),
        absent=nothing_to_judge("without origins no other site may read from it"),
    )


RULES: tuple[Rule, ...] = (
    property_rule(
        id="azure-blob-container-not-public",
        title="A blob container serves nothing to anonymous readers",
        theme=Theme.PUBLIC_EXPOSURE,
        severity=Severity.CRITICAL,
        requirements=(*_EXPOSURE, "SNC-13.2"),
        fix="Set publicAccess to None.",
        source="learn.microsoft.com, Configure anonymous read access for containers and blobs",
        types=("azure-native:storage:BlobContainer",),
        path="publicAccess",
        expected=one_of("None"),
        absent=passes("a container is private unless it is asked for otherwise"),
    ),
    _origins(
        "azure-storage-origins-named",
        "A storage account",
        "cors.corsRules[*].allowedOrigins[*]",
        "Cross-origin resource sharing support for Azure Storage",
        "storage:BlobServiceProperties",
        "storage:FileServiceProperties",
        "storage:QueueServiceProperties",
        "storage:TableServiceProperties",
    ),
    _origins(
        "azure-health-service-origins-named",
        "A FHIR or DICOM service",
        "corsConfiguration.origins[*]",
        "Configure cross-origin resource sharing in the FHIR and DICOM services",
        "healthcareapis:FhirService",
        "healthcareapis:DicomService",
    ),
    _origins(
        "azure-health-api-origins-named",
        "A FHIR service of the first generation",
        "properties.corsConfiguration.origins[*]",
        "Configure cross-origin resource sharing in Azure API for FHIR",
        "healthcareapis:Service",
    ),
    _bound(
        "azure-synapse-within-a-network",
        "A Synapse workspace computes within a network",
        Severity.HIGH,
        "managedVirtualNetwork",
        one_of("default"),
        fails("its machines are not in a network of the workspace"),
        "Set managedVirtualNetwork to default; it is read when the workspace is created.",
        "Azure Synapse Analytics managed virtual network",
        "synapse:Workspace",
    ),
    _bound(
        "azure-synapse-sends-to-known-tenants",
        "A Synapse workspace sends data to approved tenants only",
        Severity.HIGH,
        "managedVirtualNetworkSettings.preventDataExfiltration",
        TRUE,
        fails("its machines may send data anywhere"),
        "Set managedVirtualNetworkSettings.preventDataExfiltration to true; it is read at creation.",
        "Data exfiltration protection for Azure Synapse Analytics workspaces",
        "synapse:Workspace",
    ),
    _bound(
        "azure-machine-learning-within-a-network",
        "A machine learning workspace computes within a network that approves what leaves",
        Severity.MEDIUM,
        "managedNetwork.isolationMode",
        one_of("AllowOnlyApprovedOutbound"),
        fails("its machines may send data anywhere"),
        "Set managedNetwork.isolationMode to AllowOnlyApprovedOutbound.",
        "Workspace managed virtual network isolation",
        "machinelearningservices:Workspace",
    ),
    _bound(
        "azure-ai-service-sends-to-known-hosts",
        "An AI service sends data to named hosts only",
        Severity.MEDIUM,
        "properties.restrictOutboundNetworkAccess",
        TRUE,
        fails("it may send data anywhere"),
        "Set properties.restrictOutboundNetworkAccess to true and name the hosts in allowedFqdnList.",
        "Configure data loss prevention for Azure AI services",
        "cognitiveservices:Account",
    ),
    _bound(
        "azure-database-sends-to-known-hosts",
        "A SQL server or Data Explorer cluster sends data to named hosts only",
        Severity.LOW,
        "restrictOutboundNetworkAccess",
        one_of("Enabled"),
        fails("it may send data anywhere"),
        "Set restrictOutboundNetworkAccess to Enabled and name the hosts.",
        "Outbound firewall rules for Azure SQL Database and Azure Synapse Analytics",
        "sql:Server",
        "kusto:Cluster",
    ),
    _bound(
        "azure-data-explorer-own-tenant",
        "A Data Explorer cluster trusts no tenant but its own",
        Severity.HIGH,
        "trustedExternalTenants",
        Expectation("named tenants, or an empty list", _named_tenants),
        fails("Azure trusts every tenant where nothing is said, and none where the list is empty"),
        "Name tenants in trustedExternalTenants, or none.",
        "Allow cross-tenant queries and commands",
        "kusto:Cluster",
    ),
    _bound(
        "azure-container-registry-keeps-images",
        "A closed container registry keeps its images",
        Severity.LOW,
        "policies.exportPolicy.status",
        one_of("disabled"),
        fails("whoever may import can copy images to another registry"),
        "Set policies.exportPolicy.status to disabled.",
        "Disable export of artifacts from an Azure container registry",
        "containerregistry:Registry",
        where=(Where("publicNetworkAccess", one_of("Disabled"), unset=False),),
    ),
    _bound(
        "azure-monitor-link-private-only",
        "A private link of Azure Monitor leads to the workspaces that it names only",
        Severity.MEDIUM,
        "accessModeSettings.ingestionAccessMode",
        one_of("PrivateOnly"),
        fails("the networks that use it may send logs to any workspace in Azure"),
        "Set accessModeSettings.ingestionAccessMode to PrivateOnly.",
        "Design your Azure Monitor Private Link setup: access modes",
        "monitor:PrivateLinkScope",
    ),
    _bound(
        "azure-private-link-service-for-named-subscriptions",
        "A private link service is shown to named subscriptions",
        Severity.MEDIUM,
        "visibility.subscriptions[*]",
        none_of("*"),
        nothing_to_judge("without names it is shown to those with roles on it"),
        "Name the subscriptions in visibility.subscriptions.",
        "What is Azure Private Link service?",
        "network:PrivateLinkService",
    ),
    _bound(
        "azure-private-link-service-approved-by-hand",
        "A private link service does not approve everybody by itself",
        Severity.HIGH,
        "autoApproval.subscriptions[*]",
        none_of("*"),
        nothing_to_judge("without names every connection waits for approval"),
        "Name the subscriptions in autoApproval.subscriptions, or none.",
        "What is Azure Private Link service?",
        "network:PrivateLinkService",
    ),
)
