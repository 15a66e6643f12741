"""The resource monitor of a preview: records what a program declares and creates nothing.

As in a preview of Pulumi's, an output is known where the input of the same name is, and unknown otherwise. Hooks and
state migrations are accepted and not run: before a first deployment they change nothing that is declared.
"""

# ruff: noqa: N802 - methods have the names of the remote procedures

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from google.protobuf import empty_pb2
from pulumi.runtime.proto import provider_pb2, resource_pb2

from hds_landing.inventory.property_values import UNKNOWN_SENTINEL
from hds_landing.inventory.resource import UNKNOWN, Resource, Secret
from hds_landing.rehearsal.plugins.preview_outputs import preview_outputs
from hds_landing.rehearsal.project.functions import Functions
from hds_landing.rehearsal.project.source_in_project import source_in
from hds_landing.rehearsal.providers import Providers, is_provider
from hds_landing.rehearsal.recording import Recording
from hds_landing.rehearsal.registration_request import record_of
from hds_landing.rehearsal.secrecy import keep_secret
from hds_landing.rehearsal.stack_reference import READ_STACK_OUTPUTS, STACK_REFERENCE, unknown_stack
from hds_landing.rehearsal.transforms import Callbacks, Transforms
from hds_landing.rehearsal.urn import STACK, make_urn
from hds_landing.rehearsal.values import from_struct, holds_unknown, to_struct, without_secrets

_FAIL = resource_pb2.Result.FAIL


@dataclass(frozen=True)
class PreviewedStack:
    """What a monitor has to know of the project. `config` holds a Secret where a value is secret."""

    project: str
    stack: str
    root: Path
    shown: Path
    config: Mapping[str, Any]


class PreviewMonitor:
    """Answers one program. Requests may come at the same time: only the program's own callbacks run side by side."""

    def __init__(self, stack: PreviewedStack, callbacks: Callbacks, functions: Functions) -> None:
        self.recording = Recording()
        self.references: set[str] = set()
        """Names of the other stacks that the program read outputs of."""
        self.finished = False
        """Whether the program came to its end: the stack's outputs are registered last."""
        self.answers_unknown = False
        """Whether the program's SDK understands a function's answer that is not known."""
        self._stack = stack
        self._functions = functions
        self._transforms = Transforms()
        self._transforms.callbacks = callbacks
        self._providers = Providers(self.recording, None, stack.project, stack.stack, stack.config)
        self._one_at_a_time = threading.RLock()

    @property
    def stack_urn(self) -> str:
        """The URN of the stack itself, where what concerns no resource is reported."""
        stack = self._stack
        return make_urn(stack.stack, stack.project, "", STACK, f"{stack.project}-{stack.stack}")

    def fail(self, urn: str, source: str | None, message: str) -> None:
        """Reports a failure."""
        with self._one_at_a_time:
            self.recording.fail(urn or self.stack_urn, source, message)

    # Resources

    def RegisterResource(self, request: resource_pb2.RegisterResourceRequest) -> resource_pb2.RegisterResourceResponse:
        """Records a resource and answers with what is known of it."""
        urn = self._urn(request)
        source = self._source(request)
        try:
            self._transforms.apply(request)
        except Exception as error:
            return self._failed(urn, source, f"a transform failed: {error}")
        with self._one_at_a_time:
            if self.recording.is_taken(urn):
                first = self.recording.resources.get(urn)
                where = first.source if first and first.source else "another line"
                return self._failed(
                    urn, source, f"duplicate URN: already declared at {where}; give one another name", first=False
                )
            self._transforms.register(urn, request.parent, request.transforms)
            if request.remote:
                return self._failed(urn, source, f"{request.type} is a remote component: {_REMOTE}")
            parent = self.recording.resources.get(request.parent)
            record = record_of(request, urn, source, _received(request.object), parent)
            return self._kept(record, request)

    def _kept(
        self, record: Resource, request: resource_pb2.RegisterResourceRequest
    ) -> resource_pb2.RegisterResourceResponse:
        if not record.custom:
            self.recording.keep(record)
            return resource_pb2.RegisterResourceResponse(urn=record.urn)
        if not is_provider(record.type):
            provider = self._provider(request.type, request.provider, request.version)
            if provider:
                record = replace(record, provider=provider.urn, provider_inputs=provider.inputs)
        outputs = keep_secret(record.inputs, record.inputs, request.additionalSecretOutputs)
        self.recording.keep(replace(record, outputs=outputs))
        response = resource_pb2.RegisterResourceResponse(urn=record.urn, object=_as_outputs(request))
        for name in request.additionalSecretOutputs:
            if name in outputs:
                response.object.fields[name].CopyFrom(to_struct({name: outputs[name]}).fields[name])
        return response

    def RegisterResourceOutputs(self, request: resource_pb2.RegisterResourceOutputsRequest) -> empty_pb2.Empty:
        """Records what a component, or the stack, gives out."""
        with self._one_at_a_time:
            self.recording.outputs_of_component(request.urn, _received(request.outputs))
            self.finished = self.finished or request.urn == self.stack_urn
        return empty_pb2.Empty()

    def ReadResource(self, request: resource_pb2.ReadResourceRequest) -> resource_pb2.ReadResourceResponse:
        """Records what exists already; what it is like, only the cloud or the other stack knows."""
        urn = self._urn(request)
        inputs = _received(request.properties)
        outputs = dict(inputs)
        if request.type == STACK_REFERENCE:
            outputs = unknown_stack(request.id)
        record = Resource(
            urn=urn,
            type=request.type,
            name=request.name,
            custom=True,
            id=None if holds_unknown(_received_text(request.id)) else request.id,
            parent=request.parent or None,
            inputs=inputs,
            outputs=outputs,
            dependencies=tuple(sorted(request.dependencies)),
            source=self._source(request),
            external=True,
        )
        with self._one_at_a_time:
            if self.recording.is_taken(urn):
                self.recording.fail(urn, record.source, "duplicate URN: give one of the two another name")
                return resource_pb2.ReadResourceResponse(urn=urn, result=_FAIL)
            if request.type == STACK_REFERENCE:
                self.references.add(request.id)
            elif provider := self._provider(request.type, request.provider, request.version):
                record = replace(record, provider=provider.urn, provider_inputs=provider.inputs)
            self.recording.keep(record)
        return resource_pb2.ReadResourceResponse(urn=urn, id=record.id or "", properties=to_struct(outputs))

    def ExistsResource(self, _request: resource_pb2.ExistsResourceRequest) -> resource_pb2.ExistsResourceResponse:
        """Answers that it is not known."""
        return resource_pb2.ExistsResourceResponse(unknown=True)

    # Functions

    def Invoke(self, request: resource_pb2.ResourceInvokeRequest) -> resource_pb2.ResourceInvokeResponse:
        """Answers a provider function as far as that is possible without the cloud."""
        try:
            self._transforms.apply_to_invoke(request)
        except Exception as error:
            return _refusal(f"an invoke transform failed: {error}")
        with self._one_at_a_time:
            answer: Mapping[str, Any] | None = None
            arguments = without_secrets(_received(request.args))
            if request.tok == "pulumi:pulumi:getResource":
                answer = self._recorded(str(arguments.get("urn")))
            elif request.tok == READ_STACK_OUTPUTS and not holds_unknown(arguments):
                self.references.add(arguments["name"])
                answer = unknown_stack(arguments["name"])
            elif holds_unknown(arguments):
                self._functions.unanswered.add(request.tok)
            else:
                provider = self._provider(request.tok, request.provider, request.version)
                answer = self._functions.answer(request.tok, arguments, provider)
        if answer is not None:
            return resource_pb2.ResourceInvokeResponse(**{"return": to_struct(answer)})
        if self.answers_unknown:
            return resource_pb2.ResourceInvokeResponse(unknown=True)
        return _refusal(f"only the cloud can answer it. {_INSTEAD}")

    def Call(self, request: resource_pb2.ResourceCallRequest) -> provider_pb2.CallResponse:
        """Refuses a resource method, which a plugin would have to run."""
        reason = f"{request.tok} is a resource method: {_REMOTE}"
        return provider_pb2.CallResponse(failures=[provider_pb2.CheckFailure(reason=reason)])

    def _recorded(self, urn: str) -> dict[str, Any] | None:
        record = self.recording.resources.get(urn)
        return None if record is None else {"urn": urn, "id": record.id or UNKNOWN, "state": record.outputs}

    # Transforms

    def RegisterStackTransform(self, request: Any) -> empty_pb2.Empty:
        """Remembers a transform of every resource."""
        self._transforms.of_stack.append(request)
        return empty_pb2.Empty()

    def RegisterStackInvokeTransform(self, request: Any) -> empty_pb2.Empty:
        """Remembers a transform of every function call."""
        self._transforms.of_invokes.append(request)
        return empty_pb2.Empty()

    def _provider(self, token: str, reference: str, version: str) -> Resource | None:
        if reference and reference.rpartition("::")[0] not in self.recording.resources:
            return None
        return self._providers.of(token, reference, version)

    def _urn(self, request: Any) -> str:
        return make_urn(self._stack.stack, self._stack.project, request.parent, request.type, request.name)

    def _source(self, request: Any) -> str | None:
        return source_in(self._stack.root, self._stack.shown, request.stackTrace, request.sourcePosition)

    def _failed(
        self, urn: str, source: str | None, message: str, *, first: bool = True
    ) -> resource_pb2.RegisterResourceResponse:
        self.fail(urn, source, message)
        if first:
            self.recording.give_up(urn)
        return resource_pb2.RegisterResourceResponse(urn=urn, result=_FAIL)


def _as_outputs(request: resource_pb2.RegisterResourceRequest) -> Any:
    """The inputs, without those that Azure takes in one shape and gives back in another, which the SDK would refuse."""
    if not request.type.startswith("azure-native:") or find_spec("pulumi_azure_native") is None:
        return request.object
    import_module("pulumi_azure_native")  # so that its types are known here as well
    return to_struct(preview_outputs(request.type, from_struct(request.object)))


_INSTEAD = "Check what `pulumi preview --json --show-sames` prints instead"
_REMOTE = f"its plugin runs only under Pulumi. {_INSTEAD}"


def _refusal(reason: str) -> resource_pb2.ResourceInvokeResponse:
    return resource_pb2.ResourceInvokeResponse(failures=[provider_pb2.CheckFailure(reason=reason)])


def _received(struct: Any) -> dict[str, Any]:
    """Properties as received; a text made of what is not known here (withheld configuration) is unknown itself."""
    return {name: _received_text(value) for name, value in from_struct(struct).items()}


def _received_text(value: Any) -> Any:
    match value:
        case str() if UNKNOWN_SENTINEL in value:
            return UNKNOWN
        case Secret():
            return Secret(_received_text(value.value))
        case dict():
            return {name: _received_text(item) for name, item in value.items()}
        case list():
            return [_received_text(item) for item in value]
    return value
