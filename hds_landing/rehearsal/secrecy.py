"""Keeps what went in secret from coming out in clear."""

from collections.abc import Iterable, Mapping
from typing import Any

from hds_landing.inventory.resource import Secret
from hds_landing.rehearsal.values import holds_secret, secret_texts

_SHORTEST_RECOGNISABLE = 4


def keep_secret(outputs: Mapping[str, Any], inputs: Mapping[str, Any], additional: Iterable[str]) -> dict[str, Any]:
    """Outputs, secret where the input of the same name is, where the program says so, or where a secret shows in it."""
    named = {name for name, value in inputs.items() if holds_secret(value)} | set(additional)
    texts = [text for value in inputs.values() for text in secret_texts(value)]
    return {
        name: Secret(value) if name in named or any(_shows(text, value) for text in texts) else value
        for name, value in outputs.items()
    }


def redacted(message: str, inputs: Mapping[str, Any]) -> str:
    """The message without any text that the inputs keep secret."""
    texts = {text for value in inputs.values() for text in secret_texts(value)}
    for text in sorted(texts, key=len, reverse=True):
        message = message.replace(text, "[secret]")
    return message


def _shows(secret: str, value: Any) -> bool:
    match value:
        case str():
            return value == secret or (len(secret) >= _SHORTEST_RECOGNISABLE and secret in value)
        case dict():
            return any(_shows(secret, item) for item in value.values())
        case list():
            return any(_shows(secret, item) for item in value)
    return False
