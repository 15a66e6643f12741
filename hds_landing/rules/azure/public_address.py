"""Azure machines, balancers and gateways with an address on the internet, and what guards those that need one."""

from typing import Final

from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.property_rule import (
    FALSE,
    NOTHING,
    TRUE,
    Absence,
    fails,
    none_of,
    nothing_to_judge,
    one_of,
    passes,
    property_rule,
)
from hds_landing.rules.rule import ResourceRule, Rule

_REQUIREMENTS: Final = ("HDS-EXI-05-F", "SNC-13.2", "ISO27001-A.8.20", "ISO27001-A.8.22")
_WEB: Final = ("HDS-EXI-05-F", "HDS-EXI-05-C", "SNC-13.2", "SNC-13.3", "ISO27001-A.8.20", "ISO27001-A.8.21")
_NEXT_HOPS: Final = "learn.microsoft.com, Virtual network traffic routing: next hop types"
_NO_NEXT_HOP: Final = nothing_to_judge("without a route of its own it changes nothing")


def _without(
    id: str, noun: str, source: str, token: str, path: str, *, severity: Severity = Severity.HIGH
) -> ResourceRule:
    return property_rule(
        id=id,
        title=f"{noun} has no address on the internet",
        theme=Theme.PUBLIC_EXPOSURE,
        severity=severity,
        requirements=_REQUIREMENTS,
        fix=f"Remove {path.rpartition('.')[2]}; let the firewall be the way in and out.",
        source=f"learn.microsoft.com, {source}",
        types=(f"azure-native:{token}",),
        path=path,
        expected=NOTHING,
        absent=passes("Azure gives no address that is not asked for"),
    )


def _node_address(id: str, token: str, path: str) -> ResourceRule:
    return property_rule(
        id=id,
        title="A Kubernetes node has no address on the internet",
        theme=Theme.PUBLIC_EXPOSURE,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix=f"Set {path.replace('[*]', '[]')} to false.",
        source="learn.microsoft.com, Use instance-level public IPs in Azure Kubernetes Service",
        types=(f"azure-native:{token}",),
        path=path,
        expected=FALSE,
        absent=passes("nodes get no address of their own unless it is asked for"),
    )


def _guard(id: str, title: str, path: str, expected: object, absent: Absence, fix: str) -> ResourceRule:
    return property_rule(
        id=id,
        title=title,
        theme=Theme.PUBLIC_EXPOSURE,
        severity=Severity.HIGH,
        requirements=_WEB,
        fix=fix,
        source="learn.microsoft.com, Web Application Firewall on Azure Application Gateway",
        types=("azure-native:network:WebApplicationFirewallPolicy",),
        path=path,
        expected=one_of(expected),
        absent=absent,
    )


RULES: tuple[Rule, ...] = (
    _without(
        "azure-network-interface-no-public-address",
        "A network interface",
        "Configure IP addresses for an Azure network interface",
        "network:NetworkInterface",
        "ipConfigurations[*].publicIPAddress",
    ),
    _without(
        "azure-virtual-machine-no-public-address",
        "A virtual machine",
        "Virtual machines: network interface configurations",
        "compute:VirtualMachine",
        "networkProfile.networkInterfaceConfigurations[*].ipConfigurations[*].publicIPAddressConfiguration",
    ),
    _without(
        "azure-scale-set-no-public-address",
        "A machine of a scale set",
        "Networking for Azure Virtual Machine Scale Sets",
        "compute:VirtualMachineScaleSet",
        "virtualMachineProfile.networkProfile.networkInterfaceConfigurations[*]"
        ".ipConfigurations[*].publicIPAddressConfiguration",
    ),
    _without(
        "azure-load-balancer-no-public-address",
        "A load balancer",
        "Azure Load Balancer components: frontend IP configurations",
        "network:LoadBalancer",
        "frontendIPConfigurations[*].publicIPAddress",
        severity=Severity.MEDIUM,
    ),
    _node_address(
        "azure-kubernetes-node-no-public-address",
        "containerservice:ManagedCluster",
        "agentPoolProfiles[*].enableNodePublicIP",
    ),
    _node_address("azure-kubernetes-pool-no-public-address", "containerservice:AgentPool", "enableNodePublicIP"),
    property_rule(
        id="azure-batch-pool-no-public-address",
        title="A Batch node has no address on the internet",
        theme=Theme.PUBLIC_EXPOSURE,
        severity=Severity.MEDIUM,
        requirements=_REQUIREMENTS,
        fix="Set networkConfiguration.publicIPAddressConfiguration.provision to NoPublicIPAddresses.",
        source="learn.microsoft.com, Create a simplified node communication pool without public IP addresses",
        types=("azure-native:batch:Pool",),
        path="networkConfiguration.publicIPAddressConfiguration.provision",
        expected=one_of("NoPublicIPAddresses"),
        absent=fails("Batch gives every node one"),
    ),
    property_rule(
        id="azure-databricks-node-no-public-address",
        title="A Databricks node has no address on the internet",
        theme=Theme.PUBLIC_EXPOSURE,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix="Set parameters.enableNoPublicIp.value to true.",
        source="learn.microsoft.com, Enable secure cluster connectivity",
        types=("azure-native:databricks:Workspace",),
        path="parameters.enableNoPublicIp.value",
        expected=TRUE,
        absent=fails("API versions before 2024-05-01 give every node one"),
    ),
    property_rule(
        id="azure-public-address-closed-by-default",
        title="An address on the internet is closed until a rule opens it",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.MEDIUM,
        requirements=_REQUIREMENTS,
        fix="Set sku.name to Standard.",
        source="learn.microsoft.com, Public IP addresses: SKU",
        types=("azure-native:network:PublicIPAddress",),
        path="sku.name",
        expected=none_of("Basic"),
        absent=fails("Azure makes a Basic address, which is open where no security group closes it"),
    ),
    property_rule(
        id="azure-network-interface-forwards-nothing",
        title="A network interface forwards no traffic of others",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.MEDIUM,
        requirements=_REQUIREMENTS,
        fix="Set enableIPForwarding to false; waive it for an appliance that routes.",
        source="learn.microsoft.com, Enable or disable IP forwarding of a network interface",
        types=("azure-native:network:NetworkInterface",),
        path="enableIPForwarding",
        expected=FALSE,
        absent=passes("an interface forwards nothing unless it is asked to"),
    ),
    property_rule(
        id="azure-application-gateway-filtered",
        title="An application gateway has a web application firewall",
        theme=Theme.PUBLIC_EXPOSURE,
        severity=Severity.HIGH,
        requirements=_WEB,
        fix="Set sku.tier to WAF_v2 and name a policy in firewallPolicy.",
        source="learn.microsoft.com, Web Application Firewall on Azure Application Gateway",
        types=("azure-native:network:ApplicationGateway",),
        path="sku.tier",
        expected=one_of("WAF_v2", "WAF"),
        absent=fails("a gateway without that tier filters nothing"),
    ),
    _guard(
        "azure-web-firewall-prevents",
        "A web application firewall refuses what it recognises",
        "policySettings.mode",
        "Prevention",
        fails("Azure detects attacks and lets them through"),
        "Set policySettings.mode to Prevention.",
    ),
    _guard(
        "azure-web-firewall-on",
        "A web application firewall is on",
        "policySettings.state",
        "Enabled",
        passes("a policy is on unless it is put off"),
        "Set policySettings.state to Enabled.",
    ),
    _guard(
        "azure-web-firewall-reads-bodies",
        "A web application firewall reads the bodies of requests",
        "policySettings.requestBodyCheck",
        True,
        passes("a policy reads bodies unless told not to"),
        "Set policySettings.requestBodyCheck to true.",
    ),
    property_rule(
        id="azure-route-not-past-the-firewall",
        title="A route does not lead to the internet past the firewall",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.MEDIUM,
        requirements=_REQUIREMENTS,
        fix="Set nextHopType to VirtualAppliance with the firewall's address.",
        source=_NEXT_HOPS,
        types=("azure-native:network:Route",),
        path="nextHopType",
        expected=none_of("Internet"),
        absent=_NO_NEXT_HOP,
    ),
    property_rule(
        id="azure-route-table-not-past-the-firewall",
        title="A route table does not lead to the internet past the firewall",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.MEDIUM,
        requirements=_REQUIREMENTS,
        fix="Set routes[].nextHopType to VirtualAppliance with the firewall's address.",
        source=_NEXT_HOPS,
        types=("azure-native:network:RouteTable",),
        path="routes[*].nextHopType",
        expected=none_of("Internet"),
        absent=_NO_NEXT_HOP,
    ),
)
