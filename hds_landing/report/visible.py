"""Text from an inventory made harmless: names and values are written by others, and may hold anything."""

import unicodedata


def visible(text: str) -> str:
    """The text with every character that a terminal, a log or a parser acts on written as an escape (`\\x1b`).

    Spaces of other languages stay; line ends, control and direction characters and lone surrogates do not, so the
    result is one line that any encoding of Unicode, and XML, can hold.
    """
    if text.isprintable():
        return text
    return "".join(character if _is_shown(character) else _escaped(character) for character in text)


def _is_shown(character: str) -> bool:
    return character.isprintable() or unicodedata.category(character) == "Zs"


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
