"""The environment of a measured process: byte-compiled, as pip leaves what it installs, whatever the shell forbids."""

import os
from pathlib import Path


def compiled(folder: Path) -> dict[str, str]:
    """This environment, with bytecode kept in `folder`: complete after one run that is not counted."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(folder)}
