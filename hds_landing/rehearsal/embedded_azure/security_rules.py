"""Rules of network security groups."""

from collections.abc import Iterator, Mapping
from typing import Any

from hds_landing.rehearsal.embedded_azure.arm_id import name_of, parent_of
from hds_landing.rehearsal.embedded_azure.arm_resources import ArmResource, ArmResources
from hds_landing.rehearsal.embedded_azure.input_paths import at_path

_RULES = "Microsoft.Network/networkSecurityGroups/securityRules"
_ENDS = (
    ("sourceAddressPrefix", "sourceAddressPrefixes", "sourceApplicationSecurityGroups"),
    ("destinationAddressPrefix", "destinationAddressPrefixes", "destinationApplicationSecurityGroups"),
    ("sourcePortRange", "sourcePortRanges"),
    ("destinationPortRange", "destinationPortRanges"),
)
"""What a rule says of each end: exactly one of each."""

Rule = tuple[str, Mapping[str, Any]]


def security_group_problems(group: ArmResource, existing: ArmResources) -> Iterator[str]:
    """The rules written inside a group."""
    inline = list(at_path(group.inputs, "securityRules[]"))
    rules: list[Rule] = [(str(rule.get("name")), rule) for _, rule in inline]
    for position, (place, _) in enumerate(inline):
        for problem in _rule(rules[position], rules[:position]):
            yield f"{place}.{problem}"


def security_rule_problems(rule: ArmResource, existing: ArmResources) -> Iterator[str]:
    """A rule of its own, beside those of its group."""
    group_id = str(parent_of(rule.arm_id))
    group = existing.find(group_id)
    others: list[Rule] = [(each.name, each.inputs) for each in existing.children(group_id, _RULES)]
    if group is not None:
        others += [(str(each.get("name")), each) for _, each in at_path(group.inputs, "securityRules[]")]
    yield from _rule((name_of(rule.arm_id), rule.inputs), others)


def _rule(rule: Rule, others: list[Rule]) -> Iterator[str]:
    name, inputs = rule
    priority, direction = inputs.get("priority"), inputs.get("direction")
    if priority is None:
        yield f"priority: missing for {name}, allowed 100 to 4096"
    elif not 100 <= priority <= 4096:
        yield f"priority: given {priority:g} for {name}, allowed 100 to 4096"
    for other_name, other in others:
        if priority is not None and (other.get("priority"), other.get("direction")) == (priority, direction):
            yield (
                f"priority: given {priority:g} for {name}, taken by {other_name}; one {direction} rule per priority "
                "(SecurityRuleConflict)"
            )
        if other_name.lower() == name.lower():
            yield f"name: given {name!r}, taken by another rule of the group"
    for choices in _ENDS:
        given = [choice for choice in choices if inputs.get(choice)]
        if len(given) != 1:
            words = " and ".join(given) or "nothing"
            yield f"{choices[0]}: given {words} for {name}, allowed exactly one of {', '.join(choices)}"
