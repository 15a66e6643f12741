"""Which resources are costly to lose, whatever the program says of them."""

from functools import cache

from hds_landing.rules.type_tokens import current_token
from hds_landing.rules.whole_inventory import program_protection


def is_stateful(type_token: str) -> bool:
    """True for the types that a program is asked to protect: stores, keys, backups, logs, and networks in use."""
    return current_token(type_token) in _types()


@cache
def _types() -> frozenset[str]:
    return frozenset(token for rule in program_protection.RULES for token in rule.types)
