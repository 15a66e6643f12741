"""Callbacks of a program in another process, called where it serves them."""

from typing import Any

import grpc
from pulumi.runtime.proto import callback_pb2, callback_pb2_grpc


class CallbackFailedError(Exception):
    """What a callback raised, in the program's words."""


class RemoteCallbacks:
    """The callbacks of one program; keeps one connection per address."""

    def __init__(self) -> None:
        self._channels: dict[str, Any] = {}

    def call(self, callback: callback_pb2.Callback, request: bytes, answer: type[Any]) -> Any:
        """The answer of one callback; raises CallbackFailedError."""
        # the address is the program's own, on this machine: a proxy for the network has no part in it
        channel = self._channels.setdefault(
            callback.target, grpc.insecure_channel(callback.target, options=[("grpc.enable_http_proxy", 0)])
        )
        asked = callback_pb2.CallbackInvokeRequest(token=callback.token, request=request)
        try:
            answered = callback_pb2_grpc.CallbacksStub(channel).Invoke(asked)
        except grpc.RpcError as error:
            raise CallbackFailedError(error.details()) from None
        return answer.FromString(answered.response)

    def close(self) -> None:
        """Closes every connection."""
        for channel in self._channels.values():
            channel.close()
