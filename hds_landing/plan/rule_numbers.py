"""Numbers that rules keep for life: drawn from the rule's key, recorded, so that no newcomer can take or move one."""

import hashlib
from collections.abc import Iterable, Mapping


def allot(keys: Iterable[str], recorded: Mapping[str, int], *, first: int, last: int) -> dict[str, int]:
    """`recorded` with a number from `first` to `last` for every key that lacks one; no number twice.

    A number is the key's hash, or the next free one where that is taken. What is recorded never moves. Raises
    ValueError where every number is taken.
    """
    numbers = dict(recorded)
    taken = set(numbers.values())
    width = last - first + 1
    for key in sorted(set(keys) - numbers.keys()):
        if len(taken) >= width:
            raise ValueError(f"all {width} numbers from {first} to {last} are taken")
        number = first + int.from_bytes(hashlib.sha256(key.encode()).digest()[:8]) % width
        while number in taken:
            number = first + (number - first + 1) % width
        numbers[key] = number
        taken.add(number)
    return numbers
