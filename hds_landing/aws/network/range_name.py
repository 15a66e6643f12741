"""A range as part of a resource's name."""


def range_name(cidr: str) -> str:
    """`10.64.16.0/22` as `10-64-16-0-22`: a name by what it stands for, never by its position."""
    return cidr.replace(".", "-").replace("/", "-")
