"""Azure Firewall: its policy, its addresses, the firewall itself."""

from collections.abc import Mapping

import pulumi
from pulumi_azure_native import network

from hds_landing.azure.deletion_lock import deletion_lock
from hds_landing.azure.logs.diagnostics import LogTargets, trace_everything
from hds_landing.azure.network.firewall_rules import rule_groups
from hds_landing.errors import ComponentArgsError
from hds_landing.plan.hub import FirewallTier, HubPlan

_INSIGHT_DAYS = 30


def firewall_address(hub: HubPlan) -> str:
    """The firewall's planned address, to which every route leads.

    Raises:
        ComponentArgsError: the plan has none.
    """
    if hub.firewall.private_ip is None:
        raise ComponentArgsError(
            f"hub '{hub.name}' has no firewall.private_ip, and Azure routes to the firewall by its address. "
            "Give the first usable address of the firewall's subnet."
        )
    return hub.firewall.private_ip


def firewall_policy(
    name: str, hub: HubPlan, workspace_id: pulumi.Input[str], group: pulumi.Input[str], parent: pulumi.Resource
) -> tuple[network.FirewallPolicy, pulumi.Resource]:
    """The policy with its rules: the policy, and the last resource that writes to it.

    Threat intelligence, and intrusion detection where the tier has it, alert while observing and deny afterwards.
    """
    plan = hub.firewall
    observing = plan.observe_until is not None
    policy = network.FirewallPolicy(
        name,
        firewall_policy_name=plan.name,
        resource_group_name=group,
        location=hub.region,
        sku=network.FirewallPolicySkuArgs(tier=_TIERS[plan.tier]),
        threat_intel_mode=network.AzureFirewallThreatIntelMode.ALERT
        if observing
        else network.AzureFirewallThreatIntelMode.DENY,
        intrusion_detection=_intrusion_detection(plan.tier, observing),
        dns_settings=network.DnsSettingsArgs(enable_proxy=True),
        insights=network.FirewallPolicyInsightsArgs(
            is_enabled=True,
            retention_days=_INSIGHT_DAYS,
            log_analytics_resources=network.FirewallPolicyLogAnalyticsResourcesArgs(
                default_workspace_id=network.SubResourceArgs(id=workspace_id)
            ),
        ),
        tags=hub.tags,
        opts=pulumi.ResourceOptions(parent=parent),
    )
    return policy, _rules(name, hub, policy, group, parent)


_TIERS = {FirewallTier.STANDARD: "Standard", FirewallTier.PREMIUM: "Premium"}


def _intrusion_detection(tier: FirewallTier, observing: bool) -> network.FirewallPolicyIntrusionDetectionArgs | None:
    if tier is not FirewallTier.PREMIUM:
        return None
    modes = network.FirewallPolicyIntrusionDetectionStateType
    return network.FirewallPolicyIntrusionDetectionArgs(mode=modes.ALERT if observing else modes.DENY)


def _rules(
    name: str, hub: HubPlan, policy: network.FirewallPolicy, group: pulumi.Input[str], parent: pulumi.Resource
) -> pulumi.Resource:
    """One group after the other: Azure refuses two writes to one policy at a time."""
    last: pulumi.Resource = policy
    for rule_group in rule_groups(hub.firewall, hub.pool):
        last = network.FirewallPolicyRuleCollectionGroup(
            f"{name}-{rule_group.key}",
            rule_collection_group_name=rule_group.key,
            firewall_policy_name=policy.name,
            resource_group_name=group,
            priority=rule_group.priority,
            rule_collections=rule_group.collections,
            opts=pulumi.ResourceOptions(parent=parent, depends_on=[last]),
        )
    return last


def firewall(
    name: str,
    hub: HubPlan,
    policy: network.FirewallPolicy,
    subnets: Mapping[str, network.Subnet],
    *,
    after: list[pulumi.Resource],
    targets: LogTargets,
    group: pulumi.Input[str],
    parent: pulumi.Resource,
) -> network.AzureFirewall:
    """The firewall in the hub's zones, traced to the workspace and the archive.

    It has a public address only where some way out is declared. The management address is Azure's own way in, which
    carries no traffic of ours, and without which the firewall could take no forced tunnel later.
    """
    egress = (
        _public_ip(f"{name}-egress", f"{hub.firewall.name}-egress", hub, group, parent) if hub.internet_egress else None
    )
    management = _public_ip(f"{name}-management", f"{hub.firewall.name}-management", hub, group, parent)
    drawn = network.AzureFirewall(
        name,
        azure_firewall_name=hub.firewall.name,
        resource_group_name=group,
        location=hub.region,
        zones=hub.zones,
        sku=network.AzureFirewallSkuArgs(name=network.AzureFirewallSkuName.AZF_W_V_NET, tier=_TIERS[hub.firewall.tier]),
        firewall_policy=network.SubResourceArgs(id=policy.id),
        ip_configurations=[_ip_configuration("traffic", subnets["firewall"], egress)],
        management_ip_configuration=_ip_configuration("management", subnets["firewall-management"], management),
        tags=hub.tags,
        opts=pulumi.ResourceOptions(parent=parent, depends_on=after, protect=True),
    )
    traces = trace_everything(f"{name}-firewall", drawn.id, targets, pulumi.ResourceOptions(parent=parent))
    deletion_lock(f"{name}-firewall", drawn.id, "Every spoke's way passes here", after=[traces], parent=parent)
    return drawn


def _public_ip(
    name: str, physical_name: str, hub: HubPlan, group: pulumi.Input[str], parent: pulumi.Resource
) -> network.PublicIPAddress:
    return network.PublicIPAddress(
        name,
        public_ip_address_name=physical_name,
        resource_group_name=group,
        location=hub.region,
        zones=hub.zones,
        sku=network.PublicIPAddressSkuArgs(
            name=network.PublicIPAddressSkuName.STANDARD, tier=network.PublicIPAddressSkuTier.REGIONAL
        ),
        public_ip_allocation_method=network.IPAllocationMethod.STATIC,
        public_ip_address_version=network.IPVersion.I_PV4,
        tags=hub.tags,
        opts=pulumi.ResourceOptions(parent=parent),
    )


def _ip_configuration(
    name: str, subnet: network.Subnet, address: network.PublicIPAddress | None
) -> network.AzureFirewallIPConfigurationArgs:
    return network.AzureFirewallIPConfigurationArgs(
        name=name,
        subnet=network.SubResourceArgs(id=subnet.id),
        public_ip_address=network.SubResourceArgs(id=address.id) if address else None,
    )
