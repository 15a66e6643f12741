"""What was stored of each release."""

import json
import lzma
from pathlib import Path

from hds_landing.inventory.resource import Inventory
from hds_landing.inventory.state_export import read_state

FOLDER = Path(__file__).parent
STORED = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/*.json.xz"))
"""As `0.1.0/minimal-aws.json.xz`."""


def example_of(stored: str) -> str:
    return stored.partition("/")[2].removesuffix(".json.xz")


def stored_text(stored: str) -> str:
    return lzma.decompress((FOLDER / stored).read_bytes()).decode()


def stored_state(stored: str) -> Inventory:
    return read_state(json.loads(stored_text(stored)))
