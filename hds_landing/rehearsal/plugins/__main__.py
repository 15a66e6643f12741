"""Serves the embedded clouds to the Pulumi engine: python -m hds_landing.rehearsal.plugins --folder DIR."""

import argparse
import signal
import sys
from pathlib import Path

from hds_landing.rehearsal.plugins.packages import PACKAGES
from hds_landing.rehearsal.plugins.plugin_server import serving_clouds

_STOPS = (signal.SIGINT, signal.SIGTERM)
_READY = """\
This is a rehearsal: the clouds below live in this process, hold no real resource and are gone when it ends.
Point a copy of your Pulumi.yaml to them:

plugins:
  providers:
{providers}
Ready. Stop with Ctrl-C.
"""


def main() -> int:
    """Serves until it is interrupted; returns 3 where the folder cannot be written."""
    parser = argparse.ArgumentParser(prog="python -m hds_landing.rehearsal.plugins", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="takes the plugin executables")
    folder = parser.parse_args().folder.resolve()
    # Blocked before any thread starts, so that no other thread takes what this one waits for.
    signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
    try:
        with serving_clouds(folder):
            providers = "".join(f"    - {{name: {name}, path: {folder}}}\n" for name in sorted(PACKAGES))
            print(_READY.format(providers=providers), flush=True)
            signal.sigwait(_STOPS)
    except OSError as error:
        print(f"{folder}: the plugin executables cannot be written: {error.strerror}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
