"""Outputs by key, as one output."""

from collections.abc import Mapping

import pulumi


def keyed(values: Mapping[str, pulumi.Output[str]]) -> pulumi.Output[dict[str, str]]:
    """The same mapping, known once all its values are; an empty one stays a mapping."""
    return pulumi.Output.all(*values.values()).apply(lambda known: dict(zip(values, map(str, known), strict=True)))
