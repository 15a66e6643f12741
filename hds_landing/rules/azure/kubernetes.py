"""Who reaches and administers an Azure Kubernetes cluster, and how it is segregated."""

from typing import Final

from hds_landing.rules.azure.address_ranges import NARROW_RANGE
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.property_rule import (
    TRUE,
    Absence,
    Expectation,
    Where,
    fails,
    none_of,
    one_of,
    property_rule,
    undetermined,
)
from hds_landing.rules.rule import ResourceRule, Rule

_EXPOSURE: Final = ("HDS-EXI-05-F", "SNC-9.6", "SNC-13.2", "ISO27001-A.8.20")
_IDENTITY: Final = ("HDS-EXI-05-D", "SNC-9.5", "SNC-9.6", "ISO27001-A.8.2", "ISO27001-A.8.5")
_NETWORK: Final = ("HDS-EXI-05-F", "SNC-13.2", "ISO27001-A.8.22")
_PRIVATE: Final = "apiServerAccessProfile.enablePrivateCluster"


def _rule(
    id: str,
    title: str,
    theme: Theme,
    severity: Severity,
    path: str,
    expected: Expectation,
    absent: Absence,
    fix: str,
    source: str,
    where: tuple[Where, ...] = (),
) -> ResourceRule:
    requirements = {Theme.PUBLIC_EXPOSURE: _EXPOSURE, Theme.IDENTITY: _IDENTITY}.get(theme, _NETWORK)
    return property_rule(
        id=id,
        title=title,
        theme=theme,
        severity=severity,
        requirements=requirements,
        fix=fix,
        source=f"learn.microsoft.com, {source}",
        types=("azure-native:containerservice:ManagedCluster",),
        path=path,
        expected=expected,
        absent=absent,
        where=where,
    )


RULES: tuple[Rule, ...] = (
    _rule(
        "azure-kubernetes-private",
        "The administration of a Kubernetes cluster is private",
        Theme.PUBLIC_EXPOSURE,
        Severity.HIGH,
        _PRIVATE,
        TRUE,
        fails("Azure gives the API server an address on the internet"),
        f"Set {_PRIVATE} to true; it is read when the cluster is created.",
        "Create a private Azure Kubernetes Service cluster",
    ),
    _rule(
        "azure-kubernetes-administration-narrow",
        "The public administration of a Kubernetes cluster is for a narrow range of addresses",
        Theme.PUBLIC_EXPOSURE,
        Severity.CRITICAL,
        "apiServerAccessProfile.authorizedIPRanges[*]",
        NARROW_RANGE,
        fails("every address reaches the API server"),
        "Name the administration network in apiServerAccessProfile.authorizedIPRanges, or make the cluster private.",
        "Secure access to the API server using authorized IP address ranges",
        where=(Where(_PRIVATE, none_of(True), unset=True),),
    ),
    _rule(
        "azure-kubernetes-no-run-command",
        "A Kubernetes cluster runs no command handed in past its network",
        Theme.PUBLIC_EXPOSURE,
        Severity.MEDIUM,
        "apiServerAccessProfile.disableRunCommand",
        TRUE,
        fails("Azure runs commands for whoever may ask it to, wherever they are"),
        "Set apiServerAccessProfile.disableRunCommand to true.",
        "Access a private Azure Kubernetes Service cluster using the command invoke feature",
    ),
    _rule(
        "azure-kubernetes-no-local-accounts",
        "A Kubernetes cluster has no local accounts",
        Theme.IDENTITY,
        Severity.HIGH,
        "disableLocalAccounts",
        TRUE,
        fails("Azure keeps an administrator's certificate that nobody's name is on"),
        "Set disableLocalAccounts to true.",
        "Manage local accounts with Microsoft Entra integration",
    ),
    _rule(
        "azure-kubernetes-entra-sign-in",
        "A Kubernetes cluster knows its users from Entra",
        Theme.IDENTITY,
        Severity.HIGH,
        "aadProfile.managed",
        TRUE,
        fails("a cluster has certificates in place of users"),
        "Set aadProfile.managed to true with the groups of administrators.",
        "Enable Microsoft Entra integration of Azure Kubernetes Service",
    ),
    _rule(
        "azure-kubernetes-azure-roles",
        "Rights in a Kubernetes cluster are Azure roles",
        Theme.IDENTITY,
        Severity.LOW,
        "aadProfile.enableAzureRBAC",
        TRUE,
        fails("rights are kept within the cluster, where a review of Azure does not see them"),
        "Set aadProfile.enableAzureRBAC to true.",
        "Use Microsoft Entra ID authorization for the Kubernetes API",
    ),
    _rule(
        "azure-kubernetes-rights-enforced",
        "A Kubernetes cluster enforces rights",
        Theme.IDENTITY,
        Severity.CRITICAL,
        "enableRBAC",
        TRUE,
        undetermined("API versions differ in what they choose"),
        "Set enableRBAC to true.",
        "Access and identity options for Azure Kubernetes Service",
    ),
    _rule(
        "azure-kubernetes-managed-identity",
        "A Kubernetes cluster has a managed identity",
        Theme.IDENTITY,
        Severity.MEDIUM,
        "identity.type",
        one_of("SystemAssigned", "UserAssigned"),
        fails("a cluster then holds the password of a service principal"),
        "Set identity.type to UserAssigned with an identity of the cluster's own.",
        "Use a managed identity in Azure Kubernetes Service",
    ),
    _rule(
        "azure-kubernetes-segregated",
        "A Kubernetes cluster segregates its workloads",
        Theme.NETWORK_OPEN,
        Severity.MEDIUM,
        "networkProfile.networkPolicy",
        none_of("none"),
        fails("every pod reaches every other"),
        "Set networkProfile.networkPolicy to cilium, calico or azure.",
        "Secure traffic between pods by using network policies",
    ),
    _rule(
        "azure-kubernetes-way-out-inspected",
        "A Kubernetes cluster goes out through the firewall",
        Theme.NETWORK_OPEN,
        Severity.MEDIUM,
        "networkProfile.outboundType",
        one_of("userDefinedRouting", "none", "block"),
        fails("Azure gives the cluster a public address to go out by"),
        "Set networkProfile.outboundType to userDefinedRouting with a route table that leads to the firewall.",
        "Customize cluster egress with outbound types",
    ),
)
