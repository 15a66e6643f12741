"""The previews that were recorded from the engine."""

import json
import lzma
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "previews"


def recorded_text(name: str) -> str:
    return lzma.decompress((FOLDER / f"{name}.json.xz").read_bytes()).decode()


def recorded(name: str) -> dict[str, Any]:
    preview: dict[str, Any] = json.loads(recorded_text(name))
    return preview
