"""Text and tables for Markdown."""

from collections.abc import Iterable, Sequence


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; bars inside a cell are escaped."""
    lines = [_row(headings), _row(["---"] * len(headings)), *(_row([_cell(cell) for cell in row]) for row in rows)]
    return "\n".join(lines)


def code(text: str) -> str:
    """Text as code, in a line."""
    return f"`{text}`"


def sentence(text: str) -> str:
    """With a capital, unless a name of code comes first, and a full stop."""
    first, _, _ = text.partition(" ")
    capital = (
        text if any(mark in first for mark in "._") or first[1:].lower() != first[1:] else text[:1].upper() + text[1:]
    )
    return capital if capital.endswith((".", "!", "?")) else f"{capital}."


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
