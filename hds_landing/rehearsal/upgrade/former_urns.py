"""The URNs that a resource may have had, by its aliases and by those of its parents.

As the engine computes them (`generateAliases` in `pkg/resource/deploy/step_generator.go` of
https://github.com/pulumi/pulumi, read 2026-11-22): aliases are tried in the order given; a child of a resource that
was found under a former URN is looked for below that one, and where its name begins with its parent's name, with the
former one at its beginning.
"""

from collections.abc import Iterator, Mapping

from pulumi.runtime.proto import alias_pb2, resource_pb2

from hds_landing.inventory.urn import name_of, type_of
from hds_landing.rehearsal.urn import STACK, make_urn


def former_urns(
    request: resource_pb2.RegisterResourceRequest, stack: str, project: str, found_under: Mapping[str, str]
) -> list[str]:
    """Former URNs of what `request` registers, the first that exists wins.

    Args:
        request: as its transforms left it.
        stack: name of the stack.
        project: name of the project.
        found_under: former URNs of the resources that were registered before and found under one, by their URN today.
    """
    own = [_former(alias, request, stack, project, found_under) for alias in aliases_of(request)]
    return list(dict.fromkeys([*own, *_inherited(own, request, stack, project, found_under)]))


def aliases_of(request: resource_pb2.RegisterResourceRequest) -> list[alias_pb2.Alias]:
    """The aliases of a request; whole URNs come first, as older SDKs send them."""
    return [*(alias_pb2.Alias(urn=urn) for urn in request.aliasURNs), *request.aliases]


def _former(
    alias: alias_pb2.Alias,
    request: resource_pb2.RegisterResourceRequest,
    stack: str,
    project: str,
    found_under: Mapping[str, str],
) -> str:
    if alias.WhichOneof("alias") == "urn":
        return alias.urn
    spec = alias.spec
    parent = found_under.get(spec.parentUrn, spec.parentUrn) or request.parent
    token, name = spec.type or request.type, spec.name or request.name
    if spec.noParent or not parent or type_of(parent) == STACK:
        return make_urn(spec.stack or stack, spec.project or project, "", token, name)
    return f"{parent.rpartition('::')[0]}${token}::{name}"


def _inherited(
    own: list[str],
    request: resource_pb2.RegisterResourceRequest,
    stack: str,
    project: str,
    found_under: Mapping[str, str],
) -> Iterator[str]:
    former_parent = found_under.get(request.parent)
    if former_parent is None:
        return
    parent_name = name_of(request.parent)
    for token, name in [(request.type, request.name), *((type_of(urn), name_of(urn)) for urn in own)]:
        if name.startswith(parent_name):
            name = name_of(former_parent) + name.removeprefix(parent_name)
        yield make_urn(stack, project, former_parent, token, name)
