"""Credentials written in clear: what has the shape of one, and what stands under a name that says it is one."""

import base64
import re
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, Final

from hds_landing.inventory.resource import UNKNOWN, Secret
from hds_landing.rules.judgement import Judgement, Undetermined

_NAME: Final = (
    r"(?:password|passwd|pwd|passphrase|api[_-]?key|private[_-]?key|account[_-]?key|shared[_-]?access[_-]?key"
    r"|secret[_-]?(?:access[_-]?)?key|client[_-]?secret|(?:auth|access)[_-]?token)"
)
_NAMED: Final = re.compile(rf".*{_NAME}", re.IGNORECASE | re.DOTALL)
_SHAPE: Final = re.compile(
    r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"
    r"|-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----"
    r"|\bgh[pousr]_[0-9A-Za-z]{36}\b"
    r"|://[^\s:/@]{1,128}:[^\s:/@$<{%]{1,128}@"
)
"""An access key of AWS, a private key, a token of GitHub, a password in an address."""
_ASSIGNED: Final = re.compile(rf"{_NAME}[\"']?[ \t]*[=:][ \t]*[\"']?([^\s\"';&,]+)", re.IGNORECASE)
_ELSEWHERE: Final = re.compile(
    r"(?:arn:|https?://|/|@Microsoft\.|projects/).*"
    r"|[$<{`!].*|.*(?:\$[({]|\{\{).*|\*+"
    r"|true|false|yes|no|none|null|[0-9]{0,3}|.{0,3}",
    re.IGNORECASE | re.DOTALL,
)
"""Not a credential: where one is kept, what a program puts there later, or a switch."""

_GZIP: Final = 31
"""Of zlib: a header of gzip, and the largest window."""
_LARGEST: Final = 1 << 20
"""Bytes; EC2 takes 16 KiB before they are opened."""
_VALUES: Final = ("value", "connectionString")
"""Of an entry of a list: what stands under the entry's name."""


def judge_clear(path: str, value: Any) -> Judgement:
    """A failure where a text at `path`, or one under a name, is a credential; the text itself is never told.

    `value` is a text, an object of texts by name, or a list of `{name, value}` or `{name, connectionString}`.
    """
    doubtful = False
    for name, text in _named_texts("", value):
        if text is UNKNOWN:
            doubtful = True
        elif _SHAPE.search(text) or any(_is_one(given) for given in _ASSIGNED.findall(text)):
            return f"{path} holds what has the shape of a credential"
        elif _NAMED.fullmatch(name) and _is_one(text):
            return f"{path} holds a value under a name that says it is a credential"
    return Undetermined(f"{path} is not known yet") if doubtful else None


def decoded(value: Any) -> Any:
    """A text that is written in base64, gzipped or not, as cloud-init takes it; as it is where it is neither."""
    while isinstance(value, Secret):
        value = value.value
    if not isinstance(value, str):
        return value
    try:
        raw = base64.b64decode(value, validate=True)
        opened = zlib.decompressobj(_GZIP).decompress(raw, _LARGEST) if raw.startswith(b"\x1f\x8b") else raw
    except (ValueError, zlib.error):
        return value
    return opened.decode("utf-8", errors="replace")


def _is_one(text: str) -> bool:
    return _ELSEWHERE.fullmatch(text) is None


def _named_texts(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    while isinstance(value, Secret):
        value = value.value
    if value is UNKNOWN or isinstance(value, str):
        yield name, value
    elif isinstance(value, Mapping):
        given = value.get("name")
        for key, inner in value.items():
            own = given if key in _VALUES and isinstance(given, str) else key
            yield from _named_texts(str(own), inner)
    elif isinstance(value, list | tuple):
        for element in value:
            yield from _named_texts(name, element)
