"""What a rehearsal's state and the engine's must have in common."""

from collections.abc import Mapping
from typing import Any

from pulumi.runtime import rpc

OF_THE_ENGINE = ("version", "__internal")
"""Inputs that the engine adds to those of a provider."""

State = Mapping[str, Mapping[str, Any]]


def compared(state: State) -> dict[str, dict[str, Any]]:
    """Each resource with what both states must agree on; order and secrets taken away where they mean nothing."""
    return {urn: _compared(resource) for urn, resource in state.items()}


def _compared(resource: Mapping[str, Any]) -> dict[str, Any]:
    inputs = resource.get("inputs", {})
    provider = is_provider(resource)
    read_from = resource.get("propertyDependencies", {})
    return {
        "type": resource["type"],
        "custom": resource.get("custom", False),
        "id": None if provider else resource.get("id"),
        "inputs": {name: _shown(value) for name, value in inputs.items() if not (provider and name in OF_THE_ENGINE)},
        "parent": resource.get("parent"),
        "provider": resource.get("provider", "").rpartition("::")[0],
        "dependencies": sorted(resource.get("dependencies", [])),
        "propertyDependencies": {name: sorted(urns) for name, urns in read_from.items() if urns},
        "protect": resource.get("protect", False),
        "retainOnDelete": resource.get("retainOnDelete", False),
    }


def _shown(value: Any) -> Any:
    match value:
        case dict() if rpc._special_sig_key in value:
            return "[secret]"
        case dict():
            return {name: _shown(item) for name, item in value.items()}
        case list():
            return [_shown(item) for item in value]
    return value


def is_provider(resource: Mapping[str, Any]) -> bool:
    """True for a provider resource, of which nothing stands in a cloud."""
    return str(resource["type"]).startswith("pulumi:providers:")


def needed_by_protected(state: State) -> set[str]:
    """URNs of what is protected and of all that it cannot be without: parents, providers and what it depends on."""
    needed: set[str] = set()
    pending = [urn for urn, resource in state.items() if resource.get("protect")]
    while pending:
        urn = pending.pop()
        if urn not in needed:
            needed.add(urn)
            resource = state[urn]
            others = [resource.get("parent"), resource.get("provider", "").rpartition("::")[0]]
            pending += [each for each in [*others, *resource.get("dependencies", [])] if each]
    return needed
