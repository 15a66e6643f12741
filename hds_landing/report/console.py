"""The terminal: colours where there is one, and never more than 80 columns unless it is wider."""

import sys

from rich.console import Console

COLUMNS = 80


def terminal() -> Console:
    """Standard output; 80 columns when it is not a terminal."""
    return Console(
        file=sys.stdout, highlight=False, emoji=False, markup=False, width=None if sys.stdout.isatty() else COLUMNS
    )


def plain() -> Console:
    """No colours, 80 columns: for files."""
    return Console(highlight=False, emoji=False, markup=False, width=COLUMNS, color_system=None)
