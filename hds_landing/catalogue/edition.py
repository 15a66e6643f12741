"""The edition of the catalogue, so that a report can say which facts it was made with."""

import hashlib
from functools import lru_cache

from hds_landing.catalogue.facts import DATA, read_facts


@lru_cache(maxsize=1)
def edition() -> str:
    """Date of the last check of the whole catalogue and twelve hexadecimal digits over the content of its files."""
    content = hashlib.sha256()
    for file in sorted(DATA.glob("*.yaml")):
        content.update(file.name.encode())
        content.update(file.read_bytes())
    return f"{read_facts('edition')['date'].isoformat()}+{content.hexdigest()[:12]}"
