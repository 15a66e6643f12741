"""URNs as the engine makes them."""

STACK = "pulumi:pulumi:Stack"


def make_urn(stack: str, project: str, parent: str, type_token: str, name: str) -> str:
    """The URN of a resource: the types of all parents, the stack's left out. `parent` is a URN or empty."""
    above = parent.split("::")[2] if parent else STACK
    qualified = type_token if above == STACK else f"{above}${type_token}"
    return f"urn:pulumi:{stack}::{project}::{qualified}::{name}"
