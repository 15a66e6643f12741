"""Tables on the terminal."""

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table


def table(
    console: Console, title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], *, wraps: Sequence[str] = ()
) -> None:
    """Prints one table. Columns named in `wraps` give way where the line is too short; numbers stand to the right."""
    rows = list(rows)
    drawn = Table(
        title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False, padding=(0, 0, 0, 1)
    )
    for index, column in enumerate(columns):
        numbers = bool(rows) and all(row[index].replace(".", "", 1).isdigit() for row in rows)
        drawn.add_column(
            column, no_wrap=column not in wraps, overflow="fold", justify="right" if numbers else "left", min_width=4
        )
    for row in rows:
        drawn.add_row(*row)
    console.print(drawn)
