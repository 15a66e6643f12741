"""Runs a Pulumi program as the Python language host does. Executed by the project's own interpreter.

It imports nothing of this package, and keeps to Python 3.8, because that interpreter has neither.
"""

import asyncio
import inspect
import json
import logging
import os
import runpy
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Dict  # noqa: UP035 - Python 3.8

SDK_MESSAGE = "hds-landing: sdk "
"""How the message to the engine begins that tells what the SDK can do."""


def main(arguments: Dict[str, Any]) -> int:  # noqa: UP006 - Python 3.8
    """Runs the program that `arguments` name; returns the exit code."""
    try:
        import pulumi
        import pulumi.runtime
    except ImportError as missing:
        print(f"{missing}. Install the program's requirements for {sys.executable}.", file=sys.stderr)
        return 1
    os.chdir(arguments["workingFolder"])
    sys.argv = ["."]
    pulumi.runtime.set_all_config(
        pulumi.runtime.get_config_env(),
        pulumi.runtime.get_config_secret_keys_env(),
    )
    known = inspect.signature(pulumi.runtime.Settings.__init__).parameters
    settings = {name: value for name, value in arguments["settings"].items() if name in known}
    pulumi.runtime.configure(pulumi.runtime.Settings(**settings))
    _tell_sdk(pulumi)

    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    executor = ThreadPoolExecutor(max_workers=arguments["settings"]["parallel"] * 4)
    loop.set_default_executor(executor)

    def program() -> None:
        # an absolute path, where the language host gives a relative one: else the SDK cannot say who declared what
        runpy.run_path(arguments["program"], run_name="__main__")

    try:
        loop.run_until_complete(pulumi.runtime.run_in_stack(program))
    except pulumi.RunError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except Exception as error:
        print(_trace(error, arguments["root"]), file=sys.stderr)
        return 1
    finally:
        executor.shutdown(wait=True)
        loop.close()
    return 0


def _tell_sdk(pulumi: Any) -> None:
    from pulumi.runtime.proto import resource_pb2

    answer = resource_pb2.DESCRIPTOR.message_types_by_name.get("ResourceInvokeResponse")
    unknown = answer is not None and "unknown" in answer.fields_by_name
    pulumi.log.debug(SDK_MESSAGE + json.dumps({"unknownInvokes": unknown}))


def _trace(error: BaseException, root: str) -> str:
    """The traceback from the first frame in the project on."""
    trace = error.__traceback__
    while trace is not None and not trace.tb_frame.f_code.co_filename.startswith(root):
        trace = trace.tb_next
    return "".join(traceback.format_exception(type(error), error, trace or error.__traceback__)).rstrip()


if __name__ == "__main__":
    # the folder of this very file, which Python puts first, is none of the program's business
    if sys.path and os.path.abspath(sys.path[0]) == os.path.dirname(os.path.abspath(__file__)):
        del sys.path[0]
    code = main(json.loads(sys.argv[1]))
    sys.stdout.flush()
    sys.stderr.flush()
    sys.exit(code)
