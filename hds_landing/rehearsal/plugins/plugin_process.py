"""The whole of a plugin executable: it asks the running server for a port, prints it, and waits.

Runs by its path, on the standard library alone, so that it starts in an instant: `plugin_process.py PACKAGE PORT`.
The server serves the port for as long as this process lives.
"""

import signal
import socket
import sys


def main() -> int:
    """Returns 1 where no server answers."""
    package, port = sys.argv[1], int(sys.argv[2])
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.SIG_DFL)
    try:
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(f"{package}\n".encode())
            answer = connection.makefile().readline().strip()
            if answer:
                print(answer, flush=True)
                connection.recv(1)
                return 0
    except OSError as error:
        print(error, file=sys.stderr)
    print(
        "The embedded clouds are not served any more: start `python -m hds_landing.rehearsal.plugins` again, "
        "in the same folder.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
