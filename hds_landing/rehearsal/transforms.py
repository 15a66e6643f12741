"""Resource and invoke transforms, run in the engine's order."""

import asyncio
from collections.abc import Sequence
from typing import Any, Protocol

from pulumi.runtime._callbacks import _CallbackServicer
from pulumi.runtime.proto import callback_pb2, resource_pb2
from pulumi.runtime.sync_await import _sync_await


class Callbacks(Protocol):
    """Runs a program's callbacks."""

    def call(self, callback: callback_pb2.Callback, request: bytes, answer: type[Any]) -> Any:
        """The `answer` message of one callback. Raises what the callback raises, or what stands for it."""
        ...


class CallbacksInProcess(_CallbackServicer):
    """Keeps a program's callbacks and runs them here; the SDK's own class would open a port for them."""

    def __init__(self, monitor: Any) -> None:
        self._callbacks = {}
        self._transforms = {}
        self._state_migrations = {}
        self._monitor = monitor
        self._loop = asyncio.get_running_loop()
        self._target = "in-process"

    def call(self, callback: callback_pb2.Callback, request: bytes, answer: type[Any]) -> Any:
        """The answer of one callback, a message already. What the callback raises, this raises."""
        return _sync_await(self._callbacks[callback.token](request))


class Transforms:
    """The transforms of one run: those of each resource, inherited by its children, then those of the stack."""

    def __init__(self) -> None:
        self.callbacks: Callbacks | None = None
        self.of_stack: list[callback_pb2.Callback] = []
        self.of_invokes: list[callback_pb2.Callback] = []
        self._of_resource: dict[str, tuple[str, Sequence[callback_pb2.Callback]]] = {}

    def register(self, urn: str, parent: str, callbacks: Sequence[callback_pb2.Callback]) -> None:
        """Remembers a resource's own transforms for its children."""
        self._of_resource[urn] = (parent, tuple(callbacks))

    def apply(self, request: resource_pb2.RegisterResourceRequest) -> None:
        """Runs every transform that concerns a registration and changes it in place."""
        for callback in self._chain(request):
            self._apply_one(callback, request)

    def apply_to_invoke(self, request: resource_pb2.ResourceInvokeRequest) -> None:
        """Runs the stack's invoke transforms and changes the request in place."""
        for callback in self.of_invokes:
            asked = resource_pb2.TransformInvokeRequest(
                token=request.tok,
                args=request.args,
                options=resource_pb2.TransformInvokeOptions(provider=request.provider),
            )
            answer = self._call(callback, asked, resource_pb2.TransformInvokeResponse)
            request.args.CopyFrom(answer.args)
            if answer.HasField("options"):
                request.provider = answer.options.provider

    def _chain(self, request: resource_pb2.RegisterResourceRequest) -> list[callback_pb2.Callback]:
        chain = list(request.transforms)
        parent = request.parent
        while parent in self._of_resource:
            parent, callbacks = self._of_resource[parent]
            chain += callbacks
        return chain + self.of_stack

    def _apply_one(self, callback: callback_pb2.Callback, request: resource_pb2.RegisterResourceRequest) -> None:
        options = resource_pb2.TransformResourceOptions(
            provider=request.provider,
            providers=dict(request.providers),
            depends_on=list(request.dependencies),
            additional_secret_outputs=list(request.additionalSecretOutputs),
            aliases=list(request.aliases),
            ignore_changes=list(request.ignoreChanges),
            replace_on_changes=list(request.replaceOnChanges),
        )
        if request.HasField("protect"):
            options.protect = request.protect
        if request.HasField("retainOnDelete"):
            options.retain_on_delete = request.retainOnDelete
        asked = resource_pb2.TransformRequest(
            type=request.type,
            name=request.name,
            custom=request.custom,
            parent=request.parent,
            properties=request.object,
            options=options,
        )
        answer = self._call(callback, asked, resource_pb2.TransformResponse)
        request.object.CopyFrom(answer.properties)
        if answer.HasField("options"):
            _take_options(answer.options, request)

    def _call(self, callback: callback_pb2.Callback, asked: Any, answer: type[Any]) -> Any:
        assert self.callbacks is not None  # noqa: S101 - a callback exists only through them
        return self.callbacks.call(callback, asked.SerializeToString(), answer)


def _take_options(
    options: resource_pb2.TransformResourceOptions, request: resource_pb2.RegisterResourceRequest
) -> None:
    request.provider = options.provider
    request.dependencies[:] = options.depends_on
    request.additionalSecretOutputs[:] = options.additional_secret_outputs
    request.ignoreChanges[:] = options.ignore_changes
    request.replaceOnChanges[:] = options.replace_on_changes
    del request.aliases[:]
    request.aliases.extend(options.aliases)
    request.ClearField("protect")
    if options.HasField("protect"):
        request.protect = options.protect
    request.ClearField("retainOnDelete")
    if options.HasField("retain_on_delete"):
        request.retainOnDelete = options.retain_on_delete
