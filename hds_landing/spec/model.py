"""What every part of a spec has in common: frozen, no unknown field, camelCase in the file."""

from ipaddress import IPv4Network
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints, WithJsonSchema
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError


class SpecModel(BaseModel):
    """A frozen part of the spec. Python names are snake_case, the file's are camelCase."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=to_camel,
        validate_by_name=False,
        validate_by_alias=True,
        use_attribute_docstrings=True,
    )


KEY_PATTERN: Final = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
SLUG_PATTERN: Final = r"^[a-z][a-z0-9]{1,9}$"

Key = Annotated[str, StringConstraints(pattern=KEY_PATTERN, max_length=20)]
"""A key that becomes part of names and URNs: lower case, digits and single hyphens, at most 20 characters."""

SpokeKey = Annotated[str, StringConstraints(pattern=KEY_PATTERN, max_length=27)]
"""An establishment's key, `shared-<key of a shared workload>`, or `platform`."""

Slug = Annotated[str, StringConstraints(pattern=SLUG_PATTERN)]
"""The GHT's short name, first part of every physical name: 2 to 10 lower-case letters and digits."""


def _one_line(text: str) -> str:
    if not text.isprintable():
        raise PydanticCustomError("one_line", "a text for people is one line, without control characters")
    return text


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_one_line)]
"""One line of text for people."""


def _with_prefix_length(given: Any) -> Any:
    """Refuses `10.1.0.0` and `10.1.0.0/255.255.0.0`: the first would silently be one address."""
    if isinstance(given, str):
        _, _, length = given.partition("/")
        if not length.isdecimal():
            raise PydanticCustomError("no_prefix_length", "a range ends with its prefix length, such as /16")
        try:
            IPv4Network(given)
        except ValueError:
            raise PydanticCustomError("not_a_range", "{near}", {"near": _network_of(given)}) from None
    return given


def _network_of(given: str) -> str:
    try:
        return str(IPv4Network(given, strict=False))
    except ValueError:
        return ""


Cidr = Annotated[
    IPv4Network,
    BeforeValidator(_with_prefix_length),
    WithJsonSchema({"type": "string", "pattern": r"^([0-9]{1,3}\.){3}[0-9]{1,3}/[0-9]{1,2}$"}),
]
"""An IPv4 range with its prefix length, `10.64.0.0/12`."""


def word_or_table(given: Any) -> str:
    """Tells the two ways of writing some fields apart: a word such as `trial`, or a mapping that says more."""
    return "table" if isinstance(given, (dict, BaseModel)) else "word"
