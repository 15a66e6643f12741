"""The templates of the HTML pages; each is one file that loads nothing from anywhere."""

from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from hds_landing.report.visible import visible


@lru_cache(maxsize=1)
def templates() -> Environment:
    """The environment of every page: all text is escaped, a missing value is an error."""
    environment = Environment(
        loader=PackageLoader("hds_landing.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["visible"] = visible
    return environment
