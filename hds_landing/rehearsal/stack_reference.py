"""Outputs of other stacks, as `StackReference` reads them."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from hds_landing.inventory.resource import UNKNOWN, Secret
from hds_landing.rehearsal.embedded_cloud import Created, Refused
from hds_landing.rehearsal.values import holds_secret

STACK_REFERENCE = "pulumi:pulumi:StackReference"
READ_STACK_OUTPUTS = "pulumi:pulumi:readStackOutputs"
"""The function that answers what a reference does."""
StackOutputs = Mapping[str, Any]
"""Outputs of a stack by name; a secret one is a `Secret`."""


def referenced_stack(name: str, stacks: Mapping[str, StackOutputs]) -> Created:
    """The reference as the engine answers it; raises Refused for a stack that the rehearsal was not given."""
    if name not in stacks:
        near = get_close_matches(name, stacks, n=1)
        hint = f"did you mean `{near[0]}`?" if near else f"it was given {', '.join(sorted(stacks)) or 'none'}"
        raise Refused(f"the rehearsal was given no outputs of a stack `{name}`; {hint}")
    outputs = dict(stacks[name])
    secret_names = sorted(output for output, value in outputs.items() if holds_secret(value))
    wrapped: Any = Secret(outputs) if secret_names else outputs
    return Created(name, {"name": name, "outputs": wrapped, "secretOutputNames": secret_names}, exercised=False)


def unknown_stack(name: str) -> dict[str, Any]:
    """The outputs of a reference to a stack that nobody has read."""
    return {"name": name, "outputs": UNKNOWN, "secretOutputNames": UNKNOWN}
