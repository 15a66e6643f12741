"""What a change of inputs does to a resource, as the real provider says."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.replacements import replacement_of
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_aws.sameness import same
from hds_landing.rehearsal.embedded_cloud import Difference
from hds_landing.rehearsal.sdk_outputs import promised_outputs


def difference(request: Request, old_inputs: Mapping[str, Any], known: Mapping[str, Any]) -> Difference:
    """Which properties change, and which of them AWS cannot change; `known` are the outputs of the resource.

    A property that the program says for the first time, and says as it stands, does not change; nor does one that it
    says no longer and that the provider then leaves as it is.
    """
    new = _said(request)
    if "region" in old_inputs:
        # a region that is no longer said is the provider's
        new.setdefault("region", request.region)
    before = {name: old_inputs[name] if name in old_inputs else known.get(name) for name in {**old_inputs, **new}}
    left = left_as_they_are(request, old_inputs)
    changed = {name for name in before if name not in left and not same(before[name], new.get(name))}
    if "tagsAll" in known and not same(known["tagsAll"], request.tags):
        changed.add("tagsAll")
    rule = replacement_of(request.registration.type)
    replaces = rule.replacing(changed, before, new)
    return Difference(tuple(sorted(changed)), tuple(replaces), bool(replaces) and rule.deletes_first(new))


def left_as_they_are(request: Request, old_inputs: Mapping[str, Any]) -> frozenset[str]:
    """Properties that the program says no longer and that the provider computes: they stay as they stand.

    The SDK shows which they are: the output of an optional input is optional itself, unless the provider computes it.
    A physical name is not among them, for Pulumi makes one up. Source: `optional` of a variable in
    github.com/pulumi/pulumi-terraform-bridge, pkg/tfgen/generate.go, read 2026-11-22.
    """
    token = request.registration.type
    dropped = old_inputs.keys() - _said(request).keys() - {replacement_of(token).physical_name, "region"}
    promised = promised_outputs(token)
    return frozenset(name for name in dropped if promised.get(name) is False)


def _said(request: Request) -> dict[str, Any]:
    return {name: value for name, value in request.inputs.items() if value is not None}
