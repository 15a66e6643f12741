"""Azure Firewall, its policy, and gateways in their reserved subnets."""

from collections.abc import Iterator

from hds_landing.rehearsal.embedded_azure.arm_id import name_of, parent_of
from hds_landing.rehearsal.embedded_azure.arm_resources import ArmResource, ArmResources
from hds_landing.rehearsal.embedded_azure.input_paths import at_path, first

_RULE_GROUPS = "Microsoft.Network/firewallPolicies/ruleCollectionGroups"
_FIREWALL_SUBNETS = {
    "ipConfigurations[].subnet.id": "AzureFirewallSubnet",
    "managementIpConfiguration.subnet.id": "AzureFirewallManagementSubnet",
}


def firewall_problems(firewall: ArmResource, existing: ArmResources) -> Iterator[str]:
    """A firewall outside its reserved subnets, of another tier than its policy, or with an address it cannot take."""
    for path, subnet_name in _FIREWALL_SUBNETS.items():
        yield from _reserved_subnet(firewall, path, subnet_name)
    tier, policy_id = first(firewall.inputs, "sku.tier"), first(firewall.inputs, "firewallPolicy.id")
    policy = existing.find(policy_id) if policy_id else None
    if policy is not None:
        policy_tier = first(policy.inputs, "sku.tier") or "Standard"
        # a Premium firewall may take a Standard policy, never the other way round; Basic goes with Basic only
        if policy_tier != (tier or "Standard") and (tier, policy_tier) != ("Premium", "Standard"):
            yield f"firewallPolicy.id: given the {policy_tier} policy {policy.name}, allowed one that fits tier {tier}"
    if first(firewall.inputs, "ipConfigurations[].publicIPAddress.id") is None and not firewall.inputs.get(
        "managementIpConfiguration"
    ):
        yield "ipConfigurations: no public address, allowed only beside a managementIpConfiguration that has one"
    for path in ("ipConfigurations[].publicIPAddress.id", "managementIpConfiguration.publicIPAddress.id"):
        for place, arm_id in at_path(firewall.inputs, path):
            address = existing.find(arm_id)
            if address is not None and not _is_static_standard(address):
                yield f"{place}: given {address.name}, allowed a Standard address with Static allocation"


def firewall_policy_problems(policy: ArmResource, existing: ArmResources) -> Iterator[str]:
    """What only a Premium policy can do."""
    tier = first(policy.inputs, "sku.tier") or "Standard"
    for feature in ("intrusionDetection", "transportSecurity"):
        if policy.inputs.get(feature) and tier != "Premium":
            yield f"{feature}: given with sku.tier {tier}, allowed with Premium only"
    if tier == "Basic" and first(policy.inputs, "dnsSettings.enableProxy"):
        yield "dnsSettings.enableProxy: given with sku.tier Basic, allowed with Standard and Premium"


def rule_group_problems(group: ArmResource, existing: ArmResources) -> Iterator[str]:
    """Priorities out of range or taken, within the policy and within the group."""
    others = existing.children(str(parent_of(group.arm_id)), _RULE_GROUPS)
    yield from _priority("priority", group.inputs.get("priority"), {each.inputs.get("priority") for each in others})
    taken: set[object] = set()
    for place, priority in at_path(group.inputs, "ruleCollections[].priority"):
        yield from _priority(place, priority, taken)
        taken.add(priority)


def gateway_problems(gateway: ArmResource, existing: ArmResources) -> Iterator[str]:
    """A gateway outside its reserved subnet, or in one whose table or group would cut it off."""
    yield from _reserved_subnet(gateway, "ipConfigurations[].subnet.id", "GatewaySubnet")
    for place, arm_id in at_path(gateway.inputs, "ipConfigurations[].subnet.id"):
        subnet = existing.find(arm_id)
        if subnet is None:
            continue
        if subnet.inputs.get("networkSecurityGroup"):
            yield f"{place}: given a subnet with a network security group, allowed one without"
        table = existing.find(str(first(subnet.inputs, "routeTable.id")))
        if table is not None and "0.0.0.0/0" in (
            prefix for _, prefix in at_path(table.inputs, "routes[].addressPrefix")
        ):
            yield f"{place}: given a subnet whose table {table.name} routes 0.0.0.0/0, allowed one without such a route"


def _reserved_subnet(resource: ArmResource, path: str, subnet_name: str) -> Iterator[str]:
    for place, arm_id in at_path(resource.inputs, path):
        if name_of(arm_id).lower() != subnet_name.lower():
            yield f"{place}: given the subnet {name_of(arm_id)}, allowed {subnet_name}"


def _is_static_standard(address: ArmResource) -> bool:
    return (
        first(address.inputs, "sku.name") == "Standard" and address.inputs.get("publicIPAllocationMethod") == "Static"
    )


def _priority(place: str, priority: object, taken: set[object]) -> Iterator[str]:
    if isinstance(priority, int | float) and not 100 <= priority <= 65000:
        yield f"{place}: given {priority:g}, allowed 100 to 65000"
    if priority is not None and priority in taken:
        yield f"{place}: given {priority}, which is taken; allowed a priority of its own"
