"""What every part of a spec has in common: frozen, no unknown field, camelCase in the file."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic.alias_generators import to_camel


class SpecModel(BaseModel):
    """A frozen part of the spec. Python names are snake_case, the file's are camelCase."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, validate_by_name=False, validate_by_alias=True
    )


Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=20)]
"""A key that becomes part of names and URNs: lower case, digits and single hyphens, at most 20 characters."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]{1,9}$")]
"""The GHT's short name, first part of every physical name: 2 to 10 lower-case letters and digits."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
"""One line of text for people."""
