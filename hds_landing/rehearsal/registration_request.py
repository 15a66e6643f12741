"""A registration request read: the record it asks for, and what in it cannot be."""

from collections.abc import Mapping
from typing import Any

from pulumi.runtime.proto import resource_pb2

from hds_landing.inventory.resource import Resource
from hds_landing.rehearsal.embedded_cloud import Registration
from hds_landing.rehearsal.providers import placement
from hds_landing.rehearsal.undeclared import Undeclared
from hds_landing.rehearsal.values import without_secrets

AnyRequest = resource_pb2.RegisterResourceRequest | resource_pb2.ReadResourceRequest


def record_of(
    request: resource_pb2.RegisterResourceRequest,
    urn: str,
    source: str | None,
    inputs: Mapping[str, Any],
    parent: Resource | None,
) -> Resource:
    """The resource as the request describes it; protection and retention pass from parent to child."""
    protect = request.protect if request.HasField("protect") else bool(parent and parent.protect)
    inherited = bool(parent and parent.retain_on_delete)
    return Resource(
        urn=urn,
        type=request.type,
        name=request.name,
        custom=request.custom,
        parent=request.parent or None,
        inputs=inputs,
        dependencies=tuple(sorted(request.dependencies)),
        property_dependencies={
            name: tuple(sorted(urns.urns)) for name, urns in sorted(request.propertyDependencies.items())
        },
        protect=protect,
        retain_on_delete=request.retainOnDelete if request.HasField("retainOnDelete") else inherited,
        source=source,
    )


def registration_of(request: AnyRequest, urn: str, inputs: Mapping[str, Any], provider: Resource) -> Registration:
    """What the embedded cloud is told: plain values, and where the resource lands."""
    plain, provider_inputs = without_secrets(dict(inputs)), without_secrets(dict(provider.inputs))
    where = placement(plain, provider_inputs)
    return Registration(
        urn=urn,
        type=request.type,
        name=request.name,
        inputs=plain,
        parent=request.parent or None,
        region=where.region,
        account_id=where.account_id,
        provider_inputs=provider_inputs,
        dependencies=tuple(sorted(request.dependencies)),
    )


def undeclared_reads(request: resource_pb2.RegisterResourceRequest) -> str | None:
    """The sentence that names every undeclared output that the request reads; none where it reads none."""
    read = {mark for each in request.dependencies if (mark := Undeclared.from_marker(each))}
    if not read:
        return None
    places = [
        f"input `{name}` reads {mark}"
        for name, urns in sorted(request.propertyDependencies.items())
        for each in sorted(urns.urns)
        if (mark := Undeclared.from_marker(each))
    ]
    places = places or [f"it reads {mark}" for mark in sorted(read, key=str)]
    return "; ".join(places) + ", which the embedded cloud does not declare"


def needs_of(request: resource_pb2.RegisterResourceRequest) -> set[str]:
    """URNs that must be usable: dependencies, parent and provider."""
    return {*request.dependencies, request.parent, request.provider.rpartition("::")[0]}
