"""What a command needs beyond the core installation."""

from collections.abc import Iterator
from contextlib import contextmanager

from hds_landing.errors import MissingExtraError


@contextmanager
def needed(extra: str) -> Iterator[None]:
    """Turns a missing module into a `MissingExtraError` that names the extra to install."""
    try:
        yield
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] == "hds_landing":
            raise
        raise MissingExtraError(
            f"This command needs the package {missing.name}, which is not installed. "
            f'Install it: pip install "hds-landing[{extra}]"'
        ) from missing
