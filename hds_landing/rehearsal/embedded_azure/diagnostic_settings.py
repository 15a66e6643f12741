"""Diagnostic settings."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from hds_landing.rehearsal.embedded_azure.arm_id import parent_of
from hds_landing.rehearsal.embedded_azure.arm_resources import ArmResource, ArmResources
from hds_landing.rehearsal.embedded_azure.input_paths import at_path

_SINKS: Final = ("workspaceId", "storageAccountId", "eventHubAuthorizationRuleId", "marketplacePartnerId")
_MOST: Final = 5
"""Settings that one resource can have."""


def diagnostic_setting_problems(setting: ArmResource, existing: ArmResources) -> Iterator[str]:
    """A setting that sends nothing or nowhere, is one too many, or repeats a category to the same place."""
    if not any(setting.inputs.get(sink) for sink in _SINKS):
        yield f"workspaceId: missing; allowed at least one of {', '.join(_SINKS)}"
    if not _sent(setting.inputs):
        yield "logs: missing; allowed at least one log or metric category"
    others = existing.children(str(parent_of(setting.arm_id)), setting.type)
    if len(others) >= _MOST:
        yield f"name: the resource has {len(others)} settings already, allowed {_MOST}"
    for other in others:
        for sink in _SINKS:
            if setting.inputs.get(sink) and _folded(setting, sink) == _folded(other, sink):
                for category in sorted(_sent(setting.inputs) & _sent(other.inputs)):
                    yield f"{sink}: {other.name} sends {category} of this resource there already (409 Conflict)"


def _sent(inputs: Mapping[str, Any]) -> set[str]:
    entries = [entry for path in ("logs[]", "metrics[]") for _, entry in at_path(inputs, path)]
    return {str(entry.get("category") or entry.get("categoryGroup")) for entry in entries if entry.get("enabled")}


def _folded(setting: ArmResource, sink: str) -> str:
    return str(setting.inputs.get(sink)).lower()
