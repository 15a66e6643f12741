"""The resource monitor of a rehearsal: what the engine is to a real deployment."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from google.protobuf import empty_pb2
from pulumi.runtime.mocks import MockMonitor
from pulumi.runtime.proto import provider_pb2, resource_pb2

from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rehearsal.embedded_cloud import EmbeddedCloud, Refused, Registration
from hds_landing.rehearsal.failure import RehearsalFailure
from hds_landing.rehearsal.providers import default_provider, is_provider, placement, provider_resource
from hds_landing.rehearsal.secrecy import keep_secret, redacted
from hds_landing.rehearsal.source_position import source_of
from hds_landing.rehearsal.stack_reference import STACK_REFERENCE, StackOutputs, referenced_stack
from hds_landing.rehearsal.transforms import Transforms
from hds_landing.rehearsal.undeclared import Undeclared, undeclared_outputs
from hds_landing.rehearsal.values import from_struct, holds_unknown, to_struct, without_secrets

STACK = "pulumi:pulumi:Stack"
_FAIL = resource_pb2.Result.FAIL
_Registered = resource_pb2.RegisterResourceRequest | resource_pb2.ReadResourceRequest


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
        super().__init__(None)
        self.records: dict[str, Resource] = {}
        self.failures: list[RehearsalFailure] = []
        self.exercised: dict[str, bool] = {}
        self.transforms = Transforms()
        self.unresolved_outputs: set[str] = set()
        self.unusable: set[str] = set()
        self._cloud = cloud
        self._project = project
        self._stack = stack
        self._config = config
        self._stack_references = stack_references

    # Registrations

    def RegisterResource(  # noqa: N802 - the name of the remote procedure
        self, request: resource_pb2.RegisterResourceRequest
    ) -> resource_pb2.RegisterResourceResponse:
        """Creates a resource; answers with its outputs, or with a failure that its dependants can see."""
        urn = self.make_urn(request.parent, request.type, request.name)
        source = source_of(request.stackTrace)
        if urn in self.records or urn in self.unusable:
            first = self.records[urn].source if urn in self.records else None
            return self._failed(urn, source, f"duplicate URN: already declared at {first or 'another line'}; rename it")
        try:
            self.transforms.apply(request)
        except Exception as error:
            return self._failed(urn, source, f"a transform failed: {type(error).__name__}: {error}")
        self.transforms.register(urn, request.parent, request.transforms)
        inputs = from_struct(request.object)
        if refusal := self._unfit(urn, source, inputs, request):
            return refusal
        record = self._record(urn, source, inputs, request)
        if is_provider(request.type):
            record = replace(record, id=provider_resource(urn, inputs).id, outputs=dict(inputs))
            return self._keep(record)
        if not request.custom:
            return self._keep(record)
        return self._create(record, request)

    def RegisterResourceOutputs(  # noqa: N802
        self, request: resource_pb2.RegisterResourceOutputsRequest
    ) -> empty_pb2.Empty:
        """Records what a component, or the stack, gives out."""
        if request.urn in self.records:
            outputs = from_struct(request.outputs)
            if holds_unknown(outputs):
                self.unresolved_outputs.add(request.urn)
            self.records[request.urn] = replace(self.records[request.urn], outputs=outputs)
        return empty_pb2.Empty()

    def ReadResource(  # noqa: N802
        self, request: resource_pb2.ReadResourceRequest
    ) -> resource_pb2.ReadResourceResponse:
        """Reads what exists already: another stack's outputs, or a resource of the embedded cloud."""
        urn = self.make_urn(request.parent, request.type, request.name)
        source = source_of(request.stackTrace)
        try:
            if request.type == STACK_REFERENCE:
                created = referenced_stack(request.id, self._stack_references)
            else:
                provider = self._provider_of(request)
                registration = self._registration(urn, request, from_struct(request.properties), provider)
                created = self._cloud.read(registration, request.id)
        except Refused as refused:
            self._failed(urn, source, str(refused))
            return resource_pb2.ReadResourceResponse(urn=urn, result=_FAIL)
        return resource_pb2.ReadResourceResponse(
            urn=urn, id=created.id, properties=to_struct(self._with_unknowns(urn, request.type, created.outputs))
        )

    # Functions

    def Invoke(  # noqa: N802
        self, request: resource_pb2.ResourceInvokeRequest
    ) -> resource_pb2.ResourceInvokeResponse:
        """Answers a provider function."""
        try:
            self.transforms.apply_to_invoke(request)
            arguments = without_secrets(from_struct(request.args))
            if request.tok == "pulumi:pulumi:getResource":
                return resource_pb2.ResourceInvokeResponse(**{"return": to_struct(self._recorded(arguments["urn"]))})
            provider = self._provider_of_token(request.tok, request.provider, request.version)
            where = placement(arguments, provider.inputs)
            caller = Registration(
                urn="",
                type=request.tok,
                name="",
                inputs=arguments,
                region=where.region,
                account_id=where.account_id,
                provider_inputs=without_secrets(dict(provider.inputs)),
            )
            answer = self._cloud.invoke(request.tok, arguments, caller)
        except Refused as refused:
            return resource_pb2.ResourceInvokeResponse(failures=[provider_pb2.CheckFailure(reason=str(refused))])
        return resource_pb2.ResourceInvokeResponse(**{"return": to_struct(answer)})

    def Call(self, request: resource_pb2.ResourceCallRequest) -> provider_pb2.CallResponse:  # noqa: N802
        """Refuses a resource method: no embedded cloud has any."""
        reason = f"{request.tok} is a resource method, which the rehearsal cannot call"
        return provider_pb2.CallResponse(failures=[provider_pb2.CheckFailure(reason=reason)])

    # Transforms

    def RegisterStackTransform(self, request: Any) -> empty_pb2.Empty:  # noqa: N802
        """Remembers a transform of every resource."""
        self.transforms.of_stack.append(request)
        return empty_pb2.Empty()

    def RegisterStackInvokeTransform(self, request: Any) -> empty_pb2.Empty:  # noqa: N802
        """Remembers a transform of every function call."""
        self.transforms.of_invokes.append(request)
        return empty_pb2.Empty()

    def make_urn(self, parent: str, type_: str, name: str) -> str:
        """The engine's URN: the types of all parents, the stack's left out."""
        above = parent.split("::")[2] if parent else STACK
        qualified = type_ if above == STACK else f"{above}${type_}"
        return f"urn:pulumi:{self._stack}::{self._project}::{qualified}::{name}"

    # What becomes of a registration

    def fail(self, urn: str, source: str | None, message: str) -> None:
        """Reports a failure."""
        self.failures.append(RehearsalFailure(urn, source, message))

    def _failed(self, urn: str, source: str | None, message: str) -> resource_pb2.RegisterResourceResponse:
        self.fail(urn, source, message)
        return self._skipped(urn)

    def _skipped(self, urn: str) -> resource_pb2.RegisterResourceResponse:
        self.unusable.add(urn)
        return resource_pb2.RegisterResourceResponse(urn=urn, result=_FAIL)

    def _unfit(
        self,
        urn: str,
        source: str | None,
        inputs: Mapping[str, Any],
        request: resource_pb2.RegisterResourceRequest,
    ) -> resource_pb2.RegisterResourceResponse | None:
        read = sorted({mark for each in request.dependencies if (mark := Undeclared.from_marker(each))}, key=str)
        if read:
            places = [
                f"input `{name}` reads {mark}"
                for name, urns in sorted(request.propertyDependencies.items())
                for each in sorted(urns.urns)
                if (mark := Undeclared.from_marker(each))
            ] or [f"it reads {mark}" for mark in read]
            return self._failed(urn, source, "; ".join(places) + ", which the embedded cloud does not declare")
        provider = request.provider.rpartition("::")[0]
        needs = {*request.dependencies, request.parent, provider}
        if request.remote:
            return self._failed(urn, source, f"{request.type} is a remote component, which cannot be rehearsed")
        if needs & self.unusable or holds_unknown(inputs):
            return self._skipped(urn)
        return None

    def _record(
        self, urn: str, source: str | None, inputs: dict[str, Any], request: resource_pb2.RegisterResourceRequest
    ) -> Resource:
        parent = self.records.get(request.parent)
        return Resource(
            urn=urn,
            type=request.type,
            name=request.name,
            custom=request.custom,
            parent=request.parent or None,
            inputs=inputs,
            dependencies=tuple(sorted(request.dependencies)),
            property_dependencies={
                name: tuple(sorted(urns.urns)) for name, urns in sorted(request.propertyDependencies.items())
            },
            protect=request.protect if request.HasField("protect") else bool(parent and parent.protect),
            retain_on_delete=request.retainOnDelete
            if request.HasField("retainOnDelete")
            else bool(parent and parent.retain_on_delete),
            source=source,
        )

    def _create(
        self, record: Resource, request: resource_pb2.RegisterResourceRequest
    ) -> resource_pb2.RegisterResourceResponse:
        try:
            provider = self._provider_of(request)
            created = self._cloud.create(self._registration(record.urn, request, record.inputs, provider))
        except Refused as refused:
            return self._failed(record.urn, record.source, redacted(str(refused), record.inputs))
        except Exception as error:
            message = f"the embedded cloud failed on it: {type(error).__name__}: {error}"
            return self._failed(record.urn, record.source, redacted(message, record.inputs))
        self.exercised[record.type] = created.exercised and self.exercised.get(record.type, True)
        outputs = keep_secret(created.outputs, record.inputs, request.additionalSecretOutputs)
        return self._keep(
            replace(
                record,
                id=created.id,
                outputs=outputs,
                provider=provider.urn,
                provider_inputs=provider.inputs,
            )
        )

    def _keep(self, record: Resource) -> resource_pb2.RegisterResourceResponse:
        self.records[record.urn] = record
        if not record.custom:
            return resource_pb2.RegisterResourceResponse(urn=record.urn)
        undeclared = undeclared_outputs(record.urn, record.type, record.outputs)
        return resource_pb2.RegisterResourceResponse(
            urn=record.urn,
            id=record.id,
            object=to_struct({**record.outputs, **{each.property: UNKNOWN for each in undeclared}}),
            propertyDependencies={
                each.property: resource_pb2.RegisterResourceResponse.PropertyDependencies(urns=[each.marker])
                for each in undeclared
            },
        )

    # Providers

    def _registration(
        self, urn: str, request: _Registered, inputs: Mapping[str, Any], provider: Resource
    ) -> Registration:
        plain = without_secrets(dict(inputs))
        where = placement(plain, provider.inputs)
        return Registration(
            urn=urn,
            type=request.type,
            name=request.name,
            inputs=plain,
            parent=request.parent or None,
            region=where.region,
            account_id=where.account_id,
            provider_inputs=without_secrets(dict(provider.inputs)),
            dependencies=tuple(sorted(request.dependencies)),
        )

    def _provider_of(self, request: _Registered) -> Resource:
        return self._provider_of_token(request.type, request.provider, request.version)

    def _provider_of_token(self, token: str, reference: str, version: str) -> Resource:
        package = token.split(":")[0]
        if package not in self._cloud.packages:
            answered = ", ".join(sorted(self._cloud.packages))
            raise Refused(
                f"nothing here answers for the package `{package}`; the embedded cloud answers for {answered}"
            )
        if reference:
            return self.records[reference.rpartition("::")[0]]
        provider = default_provider(self._stack, self._project, package, version, self._config)
        return self.records.setdefault(provider.urn, provider)

    def _recorded(self, urn: str) -> dict[str, Any]:
        if urn not in self.records:
            raise Refused(f"there is no resource {urn}")
        record = self.records[urn]
        return {"urn": urn, "id": record.id, "state": record.outputs}

    def _with_unknowns(self, urn: str, type_token: str, outputs: Mapping[str, Any]) -> dict[str, Any]:
        return {**{each.property: UNKNOWN for each in undeclared_outputs(urn, type_token, outputs)}, **outputs}
