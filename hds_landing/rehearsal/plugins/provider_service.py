"""The provider's side of Pulumi's plugin protocol, answered by an embedded cloud."""

# ruff: noqa: N802 - methods have the names of the remote procedures

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import provider_pb2

from hds_landing.inventory.urn import name_of, type_of
from hds_landing.rehearsal.embedded_cloud import Created, Gone, Registration
from hds_landing.rehearsal.plugins.configured_provider import ConfiguredProvider, diff_response
from hds_landing.rehearsal.plugins.import_region import id_and_region
from hds_landing.rehearsal.plugins.packages import ServedPackage
from hds_landing.rehearsal.plugins.preview_outputs import preview_outputs
from hds_landing.rehearsal.plugins.read_inputs import inputs_now
from hds_landing.rehearsal.plugins.refusals import told_to_the_engine
from hds_landing.rehearsal.plugins.served_cloud import ServedCloud, Written
from hds_landing.rehearsal.providers import placement
from hds_landing.rehearsal.sdk_inputs import input_names
from hds_landing.rehearsal.secrecy import keep_secret
from hds_landing.rehearsal.values import from_struct, to_struct, without_secrets

Properties = Mapping[str, Any]


class ProviderService(ConfiguredProvider):
    """One provider resource of one engine command: its own configuration, over a cloud that it shares with others.

    Inputs go into the state as the program gave them: no default is added.
    """

    def __init__(self, package: ServedPackage, cloud: ServedCloud) -> None:
        super().__init__(package)
        self._cloud = cloud

    # Functions

    def Invoke(self, request: provider_pb2.InvokeRequest, context: Any) -> provider_pb2.InvokeResponse:
        """Answers a function of the provider."""
        given = from_struct(request.args)
        with told_to_the_engine(context, given, self._configured):
            arguments = without_secrets(given)
            caller = self._placed("", request.tok, "", arguments)
            with self._cloud.asked() as cloud:
                return provider_pb2.InvokeResponse(
                    **{"return": to_struct(cloud.invoke(request.tok, arguments, caller))}
                )

    def Call(self, request: provider_pb2.CallRequest, context: Any) -> provider_pb2.CallResponse:
        """Refuses a resource method: no embedded cloud has any."""
        message = f"{request.tok} is a resource method, which the embedded cloud cannot call"
        context.abort(grpc.StatusCode.UNIMPLEMENTED, message)
        raise AssertionError

    # Resources

    def Check(self, request: provider_pb2.CheckRequest, context: Any) -> provider_pb2.CheckResponse:
        """What is wrong with inputs; they themselves come back as they are."""
        inputs = from_struct(request.news)
        with told_to_the_engine(context, inputs, self._configured):
            with self._cloud.asked() as cloud:
                problems = cloud.check(self._registration(request.urn, inputs))
            failures = [provider_pb2.CheckFailure(property=each.property, reason=each.reason) for each in problems]
            return provider_pb2.CheckResponse(inputs=request.news, failures=failures)

    def Diff(self, request: provider_pb2.DiffRequest, context: Any) -> provider_pb2.DiffResponse:
        """What a change of inputs does to a resource."""
        old, new = from_struct(request.old_inputs), from_struct(request.news)
        with told_to_the_engine(context, old, new, self._configured):
            with self._cloud.asked() as cloud:
                difference = cloud.diff(self._registration(request.urn, new), without_secrets(old))
            changed = [name for name in difference.changed if name not in request.ignoreChanges]
            replaces = [name for name in difference.replaces if name in changed]
            return diff_response(changed, replaces, delete_first=bool(replaces) and difference.delete_before_replace)

    def Create(self, request: provider_pb2.CreateRequest, context: Any) -> provider_pb2.CreateResponse:
        """Creates a resource; in a preview its outputs are its inputs, and every other one is unknown."""
        inputs = from_struct(request.properties)
        if request.preview:
            outputs = preview_outputs(type_of(request.urn), inputs)
            return provider_pb2.CreateResponse(properties=to_struct(outputs))
        with told_to_the_engine(context, inputs, self._configured):
            registration = self._registration(request.urn, inputs)
            with self._cloud.written_to(registration) as cloud:
                created = cloud.create(registration)
            outputs = self._remembered(registration, created, inputs)
            return provider_pb2.CreateResponse(id=created.id, properties=to_struct(outputs))

    def Read(self, request: provider_pb2.ReadRequest, context: Any) -> provider_pb2.ReadResponse:
        """A resource as it stands: one of the stack, or one that is there already (`Vpc.get`, import).

        For the latter the engine knows no outputs, and sends as such whatever it sends as inputs.
        """
        asked, before = from_struct(request.inputs), from_struct(request.properties)
        with told_to_the_engine(context, asked, before, self._configured):
            known: Written | None = Written(asked, before)
            identity = request.id
            if asked == before:
                identity, region = id_and_region(self._package.name, request.id)
                asked = {**asked, "region": region} if region else asked
                known = self._cloud.remembered(self._registration(request.urn, asked), identity)
            try:
                found = self._found(request.urn, identity, known, asked)
            except Gone:
                return provider_pb2.ReadResponse()
            known = known or Written({}, {})
            names = input_names(type_of(request.urn)) - {"id"}
            inputs = inputs_now(without_secrets(known.inputs), without_secrets(known.outputs), found.outputs, names)
            return provider_pb2.ReadResponse(
                id=found.id,
                properties=to_struct(keep_secret(found.outputs, known.inputs, ())),
                inputs=to_struct(keep_secret(inputs, known.inputs, ())),
            )

    def _found(self, urn: str, identity: str, known: Written | None, asked: Properties) -> Created:
        registration = self._registration(urn, known.inputs if known else asked)
        with self._cloud.asked() as cloud:
            return cloud.refresh(registration, identity) if known else cloud.read(registration, identity)

    def Update(self, request: provider_pb2.UpdateRequest, context: Any) -> provider_pb2.UpdateResponse:
        """Changes a resource in place; in a preview its outputs are the last ones under its new inputs."""
        old, inputs = from_struct(request.old_inputs), from_struct(request.news)
        if request.preview:
            kept = {name: value for name, value in from_struct(request.olds).items() if name not in old}
            asked = preview_outputs(type_of(request.urn), inputs)
            return provider_pb2.UpdateResponse(properties=to_struct({**kept, **asked}))
        with told_to_the_engine(context, old, inputs, self._configured):
            registration = self._registration(request.urn, inputs)
            with self._cloud.written_to(registration) as cloud:
                updated = cloud.update(registration, request.id, without_secrets(old))
            return provider_pb2.UpdateResponse(properties=to_struct(self._remembered(registration, updated, inputs)))

    def Delete(self, request: provider_pb2.DeleteRequest, context: Any) -> empty_pb2.Empty:
        """Deletes a resource; one that is gone already is deleted."""
        inputs = from_struct(request.old_inputs)
        with told_to_the_engine(context, inputs, self._configured):
            registration = self._registration(request.urn, inputs)
            with self._cloud.written_to(registration) as cloud, suppress(Gone):
                cloud.delete(registration, request.id)
            self._cloud.forget(registration, request.id)
            return empty_pb2.Empty()

    def _remembered(self, registration: Registration, created: Created, inputs: Properties) -> dict[str, Any]:
        outputs = keep_secret(created.outputs, inputs, ())
        self._cloud.remember(registration, created.id, Written(inputs, outputs))
        return outputs

    def _registration(self, urn: str, inputs: Properties) -> Registration:
        return self._placed(urn, type_of(urn), name_of(urn), without_secrets(dict(inputs)))

    def _placed(self, urn: str, type_token: str, name: str, inputs: Properties) -> Registration:
        provider_inputs = without_secrets(dict(self._configured))
        where = placement(inputs, provider_inputs)
        return Registration(
            urn=urn,
            type=type_token,
            name=name,
            inputs=inputs,
            region=where.region,
            account_id=where.account_id,
            provider_inputs=provider_inputs,
            dependencies=None,
        )
