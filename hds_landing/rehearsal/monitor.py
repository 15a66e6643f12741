"""The resource monitor of a rehearsal: what the engine is to a real deployment."""

# ruff: noqa: N802 - methods have the names of the remote procedures

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from google.protobuf import empty_pb2
from pulumi.runtime.mocks import MockCallArgs, MockMonitor, MockResourceArgs, Mocks
from pulumi.runtime.proto import provider_pb2, resource_pb2

from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rehearsal.embedded_cloud import EmbeddedCloud, Refused, Registration
from hds_landing.rehearsal.providers import Providers, is_provider, placement, provider_id
from hds_landing.rehearsal.recording import Recording
from hds_landing.rehearsal.registration_request import needs_of, record_of, registration_of, undeclared_reads
from hds_landing.rehearsal.secrecy import keep_secret, redacted
from hds_landing.rehearsal.source_position import source_of
from hds_landing.rehearsal.stack_reference import READ_STACK_OUTPUTS, STACK_REFERENCE, StackOutputs, referenced_stack
from hds_landing.rehearsal.transforms import Transforms
from hds_landing.rehearsal.undeclared import undeclared_outputs
from hds_landing.rehearsal.urn import make_urn
from hds_landing.rehearsal.values import from_struct, holds_unknown, to_struct, without_secrets

_FAIL = resource_pb2.Result.FAIL


class RehearsalMonitor(MockMonitor):
    """Takes whole registration requests to an embedded cloud and keeps a record of each resource.

    A resource that fails is reported and the program goes on; what depends on it is skipped, not reported.
    """

    def __init__(
        self,
        cloud: EmbeddedCloud,
        *,
        project: str,
        stack: str,
        config: Mapping[str, str],
        stack_references: Mapping[str, StackOutputs],
    ) -> None:
        super().__init__(_NoMocks())
        self.recording = Recording()
        self.transforms = Transforms()
        self._cloud = cloud
        self._project, self._stack = project, stack
        self._providers = Providers(self.recording, cloud.packages, project, stack, config)
        self._stack_references = stack_references

    def make_urn(self, parent: str, type_: str, name: str) -> str:
        """The engine's URN: the types of all parents, the stack's left out."""
        return make_urn(self._stack, self._project, parent, type_, name)

    # Resources

    def RegisterResource(self, request: resource_pb2.RegisterResourceRequest) -> resource_pb2.RegisterResourceResponse:
        """Creates a resource; answers with its outputs, or with a failure that its dependants can see."""
        urn = self.make_urn(request.parent, request.type, request.name)
        source = source_of(request.stackTrace)
        if self.recording.is_taken(urn):
            return self._duplicate(urn, source)
        try:
            self.transforms.apply(request)
        except Exception as error:
            return self._failed(urn, source, f"a transform failed: {type(error).__name__}: {error}")
        self.transforms.register(urn, request.parent, request.transforms)
        if request.remote:
            return self._failed(urn, source, f"{request.type} is a remote component, which cannot be rehearsed")
        if undeclared := undeclared_reads(request):
            return self._failed(urn, source, undeclared)
        inputs = from_struct(request.object)
        if needs_of(request) & self.recording.unusable or not self._can_take(inputs):
            return self._given_up(urn)
        record = record_of(request, urn, source, inputs, self.recording.resources.get(request.parent))
        return self._registered(record, request)

    def RegisterResourceOutputs(self, request: resource_pb2.RegisterResourceOutputsRequest) -> empty_pb2.Empty:
        """Records what a component, or the stack, gives out."""
        self.recording.outputs_of_component(request.urn, from_struct(request.outputs))
        return empty_pb2.Empty()

    def ReadResource(self, request: resource_pb2.ReadResourceRequest) -> resource_pb2.ReadResourceResponse:
        """Reads what exists already: another stack's outputs, or a resource of the embedded cloud."""
        urn = self.make_urn(request.parent, request.type, request.name)
        inputs = from_struct(request.properties)
        record = Resource(
            urn=urn,
            type=request.type,
            name=request.name,
            custom=True,
            parent=request.parent or None,
            inputs=inputs,
            dependencies=tuple(sorted(request.dependencies)),
            source=source_of(request.stackTrace),
            external=True,
        )
        if self.recording.is_taken(urn):
            self._duplicate(urn, record.source)
            return resource_pb2.ReadResourceResponse(urn=urn, result=_FAIL)
        try:
            if request.type == STACK_REFERENCE:
                read = referenced_stack(request.id, self._stack_references)
            else:
                provider = self._providers.of(request.type, request.provider, request.version)
                read = self._cloud.read(registration_of(request, urn, inputs, provider), request.id)
                record = replace(record, provider=provider.urn, provider_inputs=provider.inputs)
                self.recording.count(request.type, exercised=read.exercised)
        except Refused as refused:
            self._failed(urn, record.source, redacted(str(refused), inputs))
            return resource_pb2.ReadResourceResponse(urn=urn, result=_FAIL)
        response = self._kept(replace(record, id=read.id, outputs=read.outputs))
        return resource_pb2.ReadResourceResponse(urn=urn, id=read.id, properties=response.object)

    def _can_take(self, inputs: Mapping[str, Any]) -> bool:
        return not holds_unknown(inputs)

    def _registered(
        self, record: Resource, request: resource_pb2.RegisterResourceRequest
    ) -> resource_pb2.RegisterResourceResponse:
        if is_provider(request.type):
            return self._kept(replace(record, id=provider_id(record.urn), outputs=dict(record.inputs)))
        return self._create(record, request) if request.custom else self._kept(record)

    def _create(
        self, record: Resource, request: resource_pb2.RegisterResourceRequest
    ) -> resource_pb2.RegisterResourceResponse:
        try:
            provider = self._providers.of(request.type, request.provider, request.version)
            created = self._cloud.create(registration_of(request, record.urn, record.inputs, provider))
        except Refused as refused:
            return self._failed(record.urn, record.source, redacted(str(refused), record.inputs))
        except Exception as error:
            message = f"the embedded cloud failed on it: {type(error).__name__}: {error}"
            return self._failed(record.urn, record.source, redacted(message, record.inputs))
        self.recording.count(record.type, exercised=created.exercised)
        outputs = keep_secret(created.outputs, record.inputs, request.additionalSecretOutputs)
        placed = replace(record, provider=provider.urn, provider_inputs=provider.inputs)
        return self._kept(replace(placed, id=created.id, outputs=outputs))

    def _kept(self, record: Resource) -> resource_pb2.RegisterResourceResponse:
        self.recording.keep(record)
        if not record.custom:
            return resource_pb2.RegisterResourceResponse(urn=record.urn)
        undeclared = undeclared_outputs(record.urn, record.type, record.outputs)
        return resource_pb2.RegisterResourceResponse(
            urn=record.urn,
            id=record.id or "",
            object=to_struct({**record.outputs, **{each.output: UNKNOWN for each in undeclared}}),
            propertyDependencies={
                each.output: resource_pb2.RegisterResourceResponse.PropertyDependencies(urns=[each.marker])
                for each in undeclared
            },
        )

    def _duplicate(self, urn: str, source: str | None) -> resource_pb2.RegisterResourceResponse:
        first = self.recording.resources.get(urn)
        where = first.source if first and first.source else "another line"
        self.recording.fail(urn, source, f"duplicate URN: already declared at {where}; give one another name")
        return resource_pb2.RegisterResourceResponse(urn=urn, result=_FAIL)

    def _failed(self, urn: str, source: str | None, message: str) -> resource_pb2.RegisterResourceResponse:
        self.recording.fail(urn, source, message)
        return self._given_up(urn)

    def _given_up(self, urn: str) -> resource_pb2.RegisterResourceResponse:
        self.recording.give_up(urn)
        return resource_pb2.RegisterResourceResponse(urn=urn, result=_FAIL)

    # Functions

    def Invoke(self, request: resource_pb2.ResourceInvokeRequest) -> resource_pb2.ResourceInvokeResponse:
        """Answers a provider function."""
        try:
            self.transforms.apply_to_invoke(request)
            arguments = without_secrets(from_struct(request.args))
            if request.tok == "pulumi:pulumi:getResource":
                answer: Mapping[str, Any] = self._recorded(arguments["urn"])
            elif request.tok == READ_STACK_OUTPUTS:
                answer = self._stack_outputs(str(arguments["name"]))
            else:
                answer = self._answer(request, arguments)
        except Refused as refused:
            return resource_pb2.ResourceInvokeResponse(failures=[provider_pb2.CheckFailure(reason=str(refused))])
        return resource_pb2.ResourceInvokeResponse(**{"return": to_struct(answer)})

    def Call(self, request: resource_pb2.ResourceCallRequest) -> provider_pb2.CallResponse:
        """Refuses a resource method: no embedded cloud has any."""
        reason = f"{request.tok} is a resource method, which the rehearsal cannot call"
        return provider_pb2.CallResponse(failures=[provider_pb2.CheckFailure(reason=reason)])

    def _answer(self, request: resource_pb2.ResourceInvokeRequest, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        provider = self._providers.of(request.tok, request.provider, request.version)
        provider_inputs = without_secrets(dict(provider.inputs))
        where = placement(arguments, provider_inputs)
        caller = Registration(
            urn="",
            type=request.tok,
            name="",
            inputs=arguments,
            region=where.region,
            account_id=where.account_id,
            provider_inputs=provider_inputs,
        )
        return self._cloud.invoke(request.tok, arguments, caller)

    def _stack_outputs(self, name: str) -> Mapping[str, Any]:
        return referenced_stack(name, self._stack_references).outputs

    def _recorded(self, urn: str) -> dict[str, Any]:
        if urn not in self.recording.resources:
            raise Refused(f"there is no resource {urn}")
        record = self.recording.resources[urn]
        return {"urn": urn, "id": record.id, "state": record.outputs}

    # Transforms

    def RegisterStackTransform(self, request: Any) -> empty_pb2.Empty:
        """Remembers a transform of every resource."""
        self.transforms.of_stack.append(request)
        return empty_pb2.Empty()

    def RegisterStackInvokeTransform(self, request: Any) -> empty_pb2.Empty:
        """Remembers a transform of every function call."""
        self.transforms.of_invokes.append(request)
        return empty_pb2.Empty()


class _NoMocks(Mocks):
    """The SDK's monitor wants mocks; this one asks the embedded cloud instead."""

    def call(self, args: MockCallArgs) -> Any:
        raise NotImplementedError(args.token)

    def new_resource(self, args: MockResourceArgs) -> Any:
        raise NotImplementedError(args.typ)
