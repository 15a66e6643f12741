"""What a scalar of a spec means, by YAML 1.2: `NO`, `12:30:00` and `1_000` stay the texts that they look like.

A number that starts with a zero is refused rather than read: `010` is 8 to one YAML reader and 10 to the next, and
what people write so (FINESS, account and telephone numbers) is a text.
"""

import re
from typing import Final

from hds_landing.spec.source import printable

Scalar = str | int | float | bool | None

_NULLS: Final = {"", "~", "null", "Null", "NULL"}
_BOOLEANS: Final = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_LEADING_ZERO: Final = re.compile(r"[-+]?0[0-9]+")
_WHOLE: Final = re.compile(r"[-+]?[0-9]{1,18}")
_DECIMAL: Final = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}")
_TYPED: Final = {"tag:yaml.org,2002:str": "!!str", "!": "!"}


class ScalarRefusedError(ValueError):
    """A scalar whose meaning is unsafe or in doubt; the message says what to write instead."""


def read_scalar(text: str, *, plain: bool, tag: str | None) -> Scalar:
    """The value of a scalar.

    Args:
        text: as it stands in the file, without quotes.
        plain: written without quotes.
        tag: an explicit YAML tag, resolved; none where there is none.

    Raises:
        ScalarRefusedError: for a tag other than `!!str`, and for a number with leading zeros.
    """
    if tag in _TYPED:
        return text
    if tag is not None:
        raise ScalarRefusedError(f"the YAML tag '{short_tag(tag)}' is not accepted. Write the value without a tag.")
    if not plain:
        return text
    if text in _NULLS:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if _LEADING_ZERO.fullmatch(text):
        raise ScalarRefusedError(
            f"the number {text[:40]} starts with a zero, which YAML readers lose or read as octal. "
            f'Quote it if it is a FINESS, account or telephone number: "{text[:40]}"; else drop the zero.'
        )
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return text


def short_tag(tag: str) -> str:
    """A tag as it stands in a file: `!!python/object` rather than `tag:yaml.org,2002:python/object`."""
    return printable(tag.replace("tag:yaml.org,2002:", "!!"))
