"""Failures of the SDK's own calls, which would otherwise end the program at the first one."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from inspect import getclosurevars
from typing import Any

from pulumi.runtime.rpc_manager import RPCManager

REGISTER_OUTPUTS = "register resource outputs"
Variables = Mapping[str, Any]


class GoingOn(RPCManager):
    """Hands each failed call to `call_failed` and lets the others go on.

    Both functions get the variables of the SDK's call: `res`, `opts`, `stack_trace`; `outputs` of a component's.
    """

    def __init__(
        self,
        call_failed: Callable[[Exception, Variables], Awaitable[None]],
        outputs_registered: Callable[[Variables], Awaitable[None]],
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._call_failed = call_failed
        self._outputs_registered = outputs_registered

    def do_rpc(self, name: str, rpc_function: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        """Wraps a call as the SDK expects, result and error in a pair."""

        async def guarded(*arguments: Any, **options: Any) -> tuple[Any, Exception | None]:
            try:
                result = await rpc_function(*arguments, **options)
            except Exception as error:
                await self._call_failed(error, getclosurevars(rpc_function).nonlocals)
                return None, error
            if name == REGISTER_OUTPUTS:
                await self._outputs_registered(getclosurevars(rpc_function).nonlocals)
            return result, None

        async def wrapper(*arguments: Any, **options: Any) -> tuple[Any, Exception | None]:
            task = asyncio.ensure_future(guarded(*arguments, **options))
            self.rpcs.append(task)
            return await task

        return wrapper


class InlineExecutor(ThreadPoolExecutor):
    """Runs what it is given at once, in the calling thread, so that a program runs the same way every time."""

    def submit(self, call: Callable[..., Any], /, *arguments: Any, **options: Any) -> "Future[Any]":
        """The finished future of a call."""
        future: Future[Any] = Future()
        try:
            future.set_result(call(*arguments, **options))
        except BaseException as error:
            future.set_exception(error)
        return future
