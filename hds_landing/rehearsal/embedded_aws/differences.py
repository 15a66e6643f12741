"""What a change of inputs does to a resource, as the real provider says."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.replacements import replacement_of
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_aws.sameness import same
from hds_landing.rehearsal.embedded_cloud import Difference


def difference(request: Request, old_inputs: Mapping[str, Any], known: Mapping[str, Any]) -> Difference:
    """Which properties change, and which of them AWS cannot change; `known` are the outputs of the resource.

    A property that the program says for the first time, and says as it stands, does not change.
    """
    new = request.inputs
    before = {name: old_inputs[name] if name in old_inputs else known.get(name) for name in {**old_inputs, **new}}
    changed = {name for name in before if not same(before[name], new.get(name))}
    if "tagsAll" in known and not same(known["tagsAll"], request.tags):
        changed.add("tagsAll")
    rule = replacement_of(request.registration.type)
    replaces = rule.replacing(changed, before, new)
    return Difference(tuple(sorted(changed)), tuple(replaces), bool(replaces) and rule.deletes_first(new))
