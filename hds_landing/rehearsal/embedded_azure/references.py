"""Do the ids that a resource names exist, are they of the right type, in the right region, and created before it?"""

import re
from collections.abc import Iterator
from typing import Final

from hds_landing.rehearsal.embedded_azure.arm_id import ancestors_of, group_of, is_arm_id, type_of
from hds_landing.rehearsal.embedded_azure.arm_resources import ArmResource, ArmResources
from hds_landing.rehearsal.embedded_azure.input_paths import at_path, strings

_KEY_URI: Final = re.compile(r"https://(?P<vault>[A-Za-z0-9-]+)\.vault\.azure\.net(?:/(?:keys/(?P<key>[^/]+).*)?)?")


def reference_problems(resource: ArmResource, existing: ArmResources) -> Iterator[str]:
    """Ids and key URIs that Azure would not find, or might not find yet."""
    for place, text in strings(resource.inputs):
        if is_arm_id(text):
            yield from _existence(resource, place, text, existing)
        elif (uri := _KEY_URI.fullmatch(text)) is not None:
            yield from _key_existence(place, text, uri, existing)
    for path, wanted in resource.arm_type.refers.items():
        for place, text in at_path(resource.inputs, path):
            given = type_of(text) if text.startswith("/") else repr(text)
            if given.lower() != wanted.lower():
                yield f"{place}: given {given}, allowed the id of a {wanted}"


def region_problems(resource: ArmResource, existing: ArmResources) -> Iterator[str]:
    """Ids of resources that must be in the same region and are not."""
    above = (existing.region_of(each) for each in ancestors_of(resource.arm_id))
    own = resource.location or next(filter(None, above), None)
    for path in resource.arm_type.same_region:
        for place, text in at_path(resource.inputs, path):
            other = existing.region_of(text)
            if own is not None and other is not None and other not in (own, "global"):
                yield f"{place}: given a resource in {other}, allowed one in {own}, where {resource.name} is"


def parent_problems(resource: ArmResource, existing: ArmResources) -> Iterator[str]:
    """The resource group or parent resource that is not there."""
    for above in ancestors_of(resource.arm_id):
        if existing.is_ours(above):
            yield from _existence(resource, "parent", above, existing)
            return
    group = group_of(resource.arm_id)
    for other in existing.groups_named_like(group) if group else ():
        if other.lower() != resource.arm_id.lower():
            yield f"resourceGroupName: given {group} (ResourceGroupNotFound), allowed {other}; mind the provider"


def lives_outside(resource: ArmResource, existing: ArmResources) -> bool:
    """Whether what it is below was created elsewhere (`NetworkWatcherRG`), so that nothing about it can be checked."""
    parent = next(ancestors_of(resource.arm_id), "")
    return "/resourcegroups/" in parent.lower() and not existing.is_ours(parent)


def _existence(resource: ArmResource, place: str, arm_id: str, existing: ArmResources) -> Iterator[str]:
    if arm_id.lower() == resource.arm_id.lower() or not existing.is_ours(arm_id):
        return
    target = existing.owner(arm_id)
    if target is None and arm_id.rstrip("/").lower() in existing.before:
        return
    if target is None:
        yield f"{place}: given {arm_id}, which does not exist (ResourceNotFound); create it in this stack, before"
    elif not existing.order.is_after(resource.urn, target.urn):
        yield (
            f"{place}: given {arm_id}, which may not exist yet: nothing makes this wait for {target.name}; "
            "use its outputs or depends_on"
        )


def _key_existence(place: str, text: str, uri: re.Match[str], existing: ArmResources) -> Iterator[str]:
    for vault in existing.of_type("Microsoft.KeyVault/vaults"):
        if vault.name_is(uri["vault"]):
            if uri["key"] is not None and existing.find(f"{vault.arm_id}/keys/{uri['key']}") is None:
                yield f"{place}: given {text}, allowed a key of {vault.name} that exists (KeyNotFound)"
            return
