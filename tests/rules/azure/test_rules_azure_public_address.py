import pytest

from hds_landing.rules.azure.public_address import RULES
from tests.rules.property_cases import property_cases
from tests.rules.rule_case import Case, check, check_all_kinds

CASES = [
    *property_cases(
        "azure-network-interface-no-public-address",
        "network:NetworkInterface",
        "ipConfigurations[*].publicIPAddress",
        good=[{}],
        bad=[{"id": "/subscriptions/1/ip"}],
        missing="pass",
    ),
    *property_cases(
        "azure-virtual-machine-no-public-address",
        "compute:VirtualMachine",
        "networkProfile.networkInterfaceConfigurations[*].ipConfigurations[*].publicIPAddressConfiguration",
        good=[{}],
        bad=[{"name": "door"}],
        missing="pass",
    ),
    *property_cases(
        "azure-scale-set-no-public-address",
        "compute:VirtualMachineScaleSet",
        "virtualMachineProfile.networkProfile.networkInterfaceConfigurations[*].ipConfigurations[*].publicIPAddressConfiguration",
        good=[{}],
        bad=[{"name": "door"}],
        missing="pass",
    ),
    *property_cases(
        "azure-load-balancer-no-public-address",
        "network:LoadBalancer",
        "frontendIPConfigurations[*].publicIPAddress",
        good=[{}],
        bad=[{"id": "/subscriptions/1/ip"}],
        missing="pass",
    ),
    *property_cases(
        "azure-kubernetes-node-no-public-address",
        "containerservice:ManagedCluster",
        "agentPoolProfiles[*].enableNodePublicIP",
        good=[False],
        bad=[True],
        missing="pass",
    ),
    *property_cases(
        "azure-kubernetes-pool-no-public-address",
        "containerservice:AgentPool",
        "enableNodePublicIP",
        good=[False],
        bad=[True],
        missing="pass",
    ),
    *property_cases(
        "azure-batch-pool-no-public-address",
        "batch:Pool",
        "networkConfiguration.publicIPAddressConfiguration.provision",
        good=["NoPublicIPAddresses"],
        bad=["BatchManaged", "UserManaged"],
    ),
    *property_cases(
        "azure-databricks-node-no-public-address",
        "databricks:Workspace",
        "parameters.enableNoPublicIp.value",
        good=[True],
        bad=[False],
    ),
    *property_cases(
        "azure-public-address-closed-by-default",
        "network:PublicIPAddress",
        "sku.name",
        good=["Standard", "StandardV2"],
        bad=["Basic"],
    ),
    *property_cases(
        "azure-network-interface-forwards-nothing",
        "network:NetworkInterface",
        "enableIPForwarding",
        good=[False],
        bad=[True],
        missing="pass",
    ),
    *property_cases(
        "azure-application-gateway-filtered",
        "network:ApplicationGateway",
        "sku.tier",
        good=["WAF_v2", "WAF"],
        bad=["Standard_v2", "Basic"],
    ),
    *property_cases(
        "azure-web-firewall-prevents",
        "network:WebApplicationFirewallPolicy",
        "policySettings.mode",
        good=["Prevention"],
        bad=["Detection"],
    ),
    *property_cases(
        "azure-web-firewall-on",
        "network:WebApplicationFirewallPolicy",
        "policySettings.state",
        good=["Enabled"],
        bad=["Disabled"],
        missing="pass",
    ),
    *property_cases(
        "azure-web-firewall-reads-bodies",
        "network:WebApplicationFirewallPolicy",
        "policySettings.requestBodyCheck",
        good=[True],
        bad=[False],
        missing="pass",
    ),
    *property_cases(
        "azure-route-not-past-the-firewall",
        "network:Route",
        "nextHopType",
        good=["VirtualAppliance", "VirtualNetworkGateway", "None"],
        bad=["Internet"],
        missing="not-applicable",
    ),
    *property_cases(
        "azure-route-table-not-past-the-firewall",
        "network:RouteTable",
        "routes[*].nextHopType",
        good=["VirtualAppliance"],
        bad=["Internet"],
        missing="not-applicable",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
