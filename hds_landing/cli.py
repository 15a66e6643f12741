"""The command line: arguments in, exit codes out; the work is in `commands`."""

import argparse
import os
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from hds_landing import __version__
from hds_landing.errors import HdsLandingError

_CHECK_FORMATS = ("text", "json", "sarif", "junit", "html", "github")
_SEVERITIES = ("critical", "high", "medium", "low")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command. 0: done; 1: findings; 2: bad input; 3: something this machine lacks; never a traceback."""
    _prepare_output()
    arguments = _parser().parse_args(argv)
    try:
        command = import_module(f"hds_landing.commands.{arguments.command}")
        code: int = command.run(arguments)
        sys.stdout.flush()
        return code
    except HdsLandingError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        # The reader left (`| head`): no one is there to read an error either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        # Commands report the files that they read and write; what is left is standard output (a full disk).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print(f"{error.filename or 'standard output'}: {error.strerror or error}.", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        print("Interrupted; nothing further is written.", file=sys.stderr)
        return 130


def _prepare_output() -> None:
    """A terminal that has no é shows a ? for it; a closed output (`>&-`) swallows what is printed."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open until the process ends
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hds-landing",
        description="Plans, rehearses and checks the landing zone of a French hospital group (GHT).",
        epilog="Exit codes: 0 done, 1 findings, 2 bad input, 3 something is missing on this machine.",
    )
    parser.add_argument("--version", action="version", version=f"hds-landing {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_init(commands)
    _add_validate(commands)
    _add_plan(commands)
    _add_rehearse(commands)
    _add_check(commands)
    _add_adopt(commands)
    _add_rules(commands)
    _add_catalogue(commands)
    return parser


if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def _add_init(commands: "Commands") -> None:
    command = commands.add_parser("init", help="write a first spec, Pulumi projects, the policy pack and CI snippets")
    command.add_argument("directory", type=Path, metavar="DIR", help="a folder that is empty or not there yet")
    command.add_argument("--cloud", choices=("aws", "azure"), required=True)
    command.add_argument(
        "--stacks",
        choices=("one", "per-establishment"),
        default="one",
        help="the whole group in one stack, or the hub and each establishment in stacks of their own (default: one)",
    )


def _add_validate(commands: "Commands") -> None:
    command = commands.add_parser("validate", help="read and plan a spec; every error with file:line:column")
    command.add_argument("spec", type=Path, metavar="SPEC")


def _add_plan(commands: "Commands") -> None:
    command = commands.add_parser("plan", help="print addresses, flows, keys, retention, recovery and idle cost")
    command.add_argument("spec", type=Path, metavar="SPEC")
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.add_argument("--prices", type=Path, metavar="FILE", help="the hospital's own prices, which win")
    command.add_argument(
        "--record", action="store_true", help="append the newly allocated ranges to the address ledger beside the spec"
    )


def _add_rehearse(commands: "Commands") -> None:
    command = commands.add_parser("rehearse", help="bring a spec up on the embedded clouds, check it, report it")
    command.add_argument("spec", type=Path, metavar="SPEC")
    command.add_argument("--out", type=Path, metavar="DIR", required=True, help="where the results go")
    command.add_argument("--lang", choices=("fr", "en"), default="fr", help="language of report.html (default: fr)")


def _add_check(commands: "Commands") -> None:
    command = commands.add_parser(
        "check", help="judge a spec, a Pulumi project, a preview or a state export by the rules"
    )
    command.add_argument(
        "inputs",
        type=Path,
        nargs="+",
        metavar="INPUT",
        help="a spec, the folder of a Pulumi project in Python (whose program is executed), the output of "
        "`pulumi preview --json --show-sames`, or of `pulumi stack export`",
    )
    command.add_argument("--stack", metavar="NAME", help="of a project's folder: the stack whose configuration is used")
    command.add_argument(
        "--timeout-seconds",
        type=_seconds,
        metavar="N",
        help="of a project's folder: how long its program may run before it is stopped (default: 600)",
    )
    command.add_argument("--format", choices=_CHECK_FORMATS, default="text")
    command.add_argument("--output", type=Path, metavar="FILE", help="write there instead of on standard output")
    command.add_argument(
        "--fail-on", choices=_SEVERITIES, default="low", help="least severity that makes the exit code 1 (default: low)"
    )
    command.add_argument("--unknown", choices=("fail", "warn"), default="warn", help="what an unknown verdict does")
    command.add_argument("--waivers", type=Path, metavar="FILE", help="accepted findings, with owner and expiry")
    command.add_argument(
        "--confirmations",
        type=Path,
        metavar="FILE",
        help="services that the provider confirmed in writing, with who, when and until when",
    )
    command.add_argument(
        "--baseline",
        type=Path,
        metavar="FILE",
        help="a former `check --format json`: show, and fail on, only what is new since",
    )
    command.add_argument("--show-passed", action="store_true", help="list what passed as well")
    command.add_argument("--lang", choices=("fr", "en"), default="fr", help="language of --format html (default: fr)")


def _seconds(text: str) -> int:
    if not re.fullmatch("[1-9][0-9]{0,4}", text):
        raise argparse.ArgumentTypeError(f"expected whole seconds from 1 to 99999, found {text[:20]!r}")
    return int(text)


def _add_adopt(commands: "Commands") -> None:
    command = commands.add_parser("adopt", help="list what exists of a plan as `pulumi import --file` takes it")
    command.add_argument(
        "input",
        type=Path,
        metavar="INPUT",
        help="the output of `pulumi stack export` or of `pulumi preview --json --show-sames`, or such a list",
    )
    command.add_argument("--spec", type=Path, metavar="SPEC", required=True, help="whose plan wants the resources")
    command.add_argument(
        "--stack",
        default="landing-zone",
        metavar="STACK",
        help="the stack to import into: landing-zone, hub or establishment:KEY (default: landing-zone)",
    )
    command.add_argument(
        "--retained", action="store_true", help="only what stays in the cloud when its stack lets go of it"
    )
    command.add_argument(
        "--format", choices=("text", "json"), default="text", help="json is what `pulumi import --file` takes"
    )
    command.add_argument("--output", type=Path, metavar="FILE", help="write there instead of on standard output")


def _add_rules(commands: "Commands") -> None:
    command = commands.add_parser("rules", help="list the rules, or explain one")
    command.add_argument("rule", nargs="?", metavar="ID")
    command.add_argument("--format", choices=("text", "json"), default="text")


def _add_catalogue(commands: "Commands") -> None:
    command = commands.add_parser("catalogue", help="look up regions, services and requirements, with their sources")
    command.add_argument("subject", choices=("regions", "services", "requirements"))
    command.add_argument("word", nargs="?", default="", metavar="WORD", help="only rows that contain it")
    command.add_argument("--format", choices=("text", "json"), default="text")


if __name__ == "__main__":
    sys.exit(main())
