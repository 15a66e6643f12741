"""The resource monitor of an upgrade: today's program sees the stack as it stands."""

# ruff: noqa: N802 - methods have the names of the remote procedures

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from pulumi.runtime.proto import resource_pb2

from hds_landing.inventory.recording import PROVIDER_PREFIX
from hds_landing.inventory.resource import Resource
from hds_landing.rehearsal.embedded_cloud import LivingCloud, Refused
from hds_landing.rehearsal.monitor import RehearsalMonitor
from hds_landing.rehearsal.plugins.packages import PACKAGES
from hds_landing.rehearsal.plugins.preview_outputs import preview_outputs
from hds_landing.rehearsal.providers import is_provider, provider_id
from hds_landing.rehearsal.registration_request import registration_of
from hds_landing.rehearsal.secrecy import keep_secret, redacted
from hds_landing.rehearsal.source_position import source_of
from hds_landing.rehearsal.stack_reference import STACK_REFERENCE, StackOutputs, referenced_stack, unknown_stack
from hds_landing.rehearsal.upgrade.former_urns import former_urns
from hds_landing.rehearsal.upgrade.property_paths import begins_at, with_ignored
from hds_landing.rehearsal.upgrade.stateful import is_stateful
from hds_landing.rehearsal.upgrade.stored_stack import StoredStack, asked, with_withheld
from hds_landing.rehearsal.upgrade.upgrade import Action, Change
from hds_landing.rehearsal.values import from_struct, holds_unknown, to_struct, without_secrets

_OF_THE_ENGINE: Final = frozenset({"version", "pluginDownloadURL", "__internal"})
"""Inputs of a provider that the engine adds, and that never replace it."""


class UpgradeMonitor(RehearsalMonitor):
    """Finds each registered resource in the stored state, by URN or alias, and asks the cloud what the difference is.

    The program is answered as in a preview of the engine's: what stays has the outputs of the state; what is updated
    has its new inputs over them; of what is created or replaced only the inputs are known. Nothing is created.
    """

    def __init__(
        self,
        cloud: LivingCloud,
        stored: StoredStack,
        *,
        config: Mapping[str, str],
        stack_references: Mapping[str, StackOutputs],
    ) -> None:
        super().__init__(
            cloud, project=stored.project, stack=stored.stack, config=config, stack_references=stack_references
        )
        self.changes: dict[str, Change] = {}
        self._living = cloud
        self._stored = stored
        self._found_under: dict[str, str] = {}
        self._taken: dict[str, str] = {}

    def _can_take(self, inputs: Mapping[str, Any]) -> bool:
        del inputs  # those that only the real deployment will know are nothing unusual in a preview
        return True

    def _registered(
        self, record: Resource, request: resource_pb2.RegisterResourceRequest
    ) -> resource_pb2.RegisterResourceResponse:
        former = former_urns(request, self._stack, self._project, self._found_under)
        stored_urn = next((urn for urn in (record.urn, *former) if urn in self._stored.resources), None)
        if stored_urn is not None:
            other = self._taken.setdefault(stored_urn, record.urn)
            if other != record.urn:
                return self._failed(record.urn, record.source, f"{stored_urn} of the state is {other} already")
            if stored_urn != record.urn:
                self._found_under[record.urn] = stored_urn
        old = self._stored.resources[stored_urn] if stored_urn else None
        try:
            return self._changed(self._placed(record, request), old, request)
        except Refused as refused:
            return self._failed(record.urn, record.source, redacted(str(refused), record.inputs))

    def _placed(self, record: Resource, request: resource_pb2.RegisterResourceRequest) -> Resource:
        if not record.custom or is_provider(record.type):
            return record
        provider = self._providers.of(request.type, request.provider, request.version)
        self._note_default(provider)
        return replace(record, provider=provider.urn, provider_inputs=provider.inputs)

    def _note_default(self, provider: Resource) -> None:
        """A default provider is registered by nobody, and stays the one of the state."""
        if provider.urn not in self.changes:
            known = provider.urn in self._stored.resources
            self._taken.setdefault(provider.urn, provider.urn)
            action = Action.SAME if known else Action.CREATE
            self.changes[provider.urn] = Change(provider.urn, provider.type, action)

    def _changed(
        self, record: Resource, old: Resource | None, request: resource_pb2.RegisterResourceRequest
    ) -> resource_pb2.RegisterResourceResponse:
        change = _change_of(record, Action.CREATE)
        if old is not None:
            record = replace(record, inputs=with_ignored(record.inputs, asked(old.inputs), request.ignoreChanges))
            change = self._difference(record, old, request)
        self.changes[record.urn] = change
        if not record.custom:
            self.recording.keep(record)
            return resource_pb2.RegisterResourceResponse(urn=record.urn)
        stays = change.action in (Action.SAME, Action.UPDATE)
        identity = (
            old.id if old is not None and stays else provider_id(record.urn) if is_provider(record.type) else None
        )
        outputs = _outputs(record, old if stays else None, change.action)
        outputs = keep_secret(outputs, record.inputs, request.additionalSecretOutputs)
        self.recording.keep(replace(record, id=identity, outputs=outputs))
        return resource_pb2.RegisterResourceResponse(urn=record.urn, id=identity or "", object=to_struct(outputs))

    def _difference(self, record: Resource, old: Resource, request: resource_pb2.RegisterResourceRequest) -> Change:
        new_inputs = without_secrets(dict(record.inputs))
        stored_inputs = without_secrets(asked(old.inputs))
        old_inputs = with_withheld(stored_inputs, new_inputs)
        changed, replaces = self._compared(record, old, request, old_inputs)
        forced = [name for name in changed if any(begins_at(path, name) for path in request.replaceOnChanges)]
        replaces = sorted({*replaces, *forced})
        action = Action.REPLACE if replaces else Action.UPDATE if changed else Action.SAME
        return replace(
            _change_of(record, action),
            properties=tuple(replaces or changed),
            formerly=old.urn if old.urn != record.urn else None,
            protect=old.protect,
            retain_on_delete=old.retain_on_delete,
            withheld=tuple(sorted(name for name, value in stored_inputs.items() if holds_unknown(value))),
        )

    def _compared(
        self,
        record: Resource,
        old: Resource,
        request: resource_pb2.RegisterResourceRequest,
        old_inputs: Mapping[str, Any],
    ) -> tuple[list[str], list[str]]:
        """What differs, and what of that replaces the resource."""
        new_inputs = without_secrets(dict(record.inputs))
        if old.custom != record.custom:
            return ["custom"], ["custom"]
        if is_provider(record.type):
            return _provider_difference(record.type, old_inputs, new_inputs)
        if not record.custom:
            return _changed_names(old_inputs, new_inputs), []
        provider = self.recording.resources[record.provider or ""]
        if self._is_other_provider(provider, old):
            return ["provider"], ["provider"]
        if old.type != record.type:
            return ["type"], []
        registration = replace(registration_of(request, record.urn, record.inputs, provider), inputs=new_inputs)
        known = {name: value for name, value in without_secrets(dict(old.outputs)).items() if not holds_unknown(value)}
        found = self._living.diff(registration, old_inputs, known)
        changed = [name for name in found.changed if name not in request.ignoreChanges]
        return changed, [name for name in found.replaces if name in changed]

    def _is_other_provider(self, provider: Resource, old: Resource) -> bool:
        """Whether its provider makes the resource anew: one of another region does, one of another name does not."""
        before = self._stored.resources.get(old.provider or "")
        if before is None:
            return False
        _, replaces = _provider_difference(provider.type, asked(before.inputs), without_secrets(dict(provider.inputs)))
        return bool(replaces)

    def ReadResource(self, request: resource_pb2.ReadResourceRequest) -> resource_pb2.ReadResourceResponse:
        """Answers with what the state knows of something that was there already; the rest is unknown."""
        urn = self.make_urn(request.parent, request.type, request.name)
        inputs = from_struct(request.properties)
        stored = self._stored.resources.get(urn)
        known: Mapping[str, Any] = inputs
        if stored is not None:
            self._taken[urn] = urn
        if request.type == STACK_REFERENCE and request.id in self._stack_references:
            known = referenced_stack(request.id, self._stack_references).outputs
        elif stored is not None and stored.id == request.id:
            known = stored.outputs
        elif request.type == STACK_REFERENCE:
            known = unknown_stack(request.id)
        record = Resource(
            urn=urn,
            type=request.type,
            name=request.name,
            custom=True,
            id=request.id,
            parent=request.parent or None,
            inputs=inputs,
            outputs=known,
            dependencies=tuple(sorted(request.dependencies)),
            source=source_of(request.stackTrace),
            external=True,
        )
        self.recording.keep(record)
        self.changes[urn] = Change(urn, request.type, Action.READ, parent=record.parent, source=record.source)
        return resource_pb2.ReadResourceResponse(urn=urn, id=request.id, properties=to_struct(known))

    def _stack_outputs(self, name: str) -> Mapping[str, Any]:
        if name in self._stack_references:
            return super()._stack_outputs(name)
        remembered = (each for each in self._stored.resources.values() if each.type == STACK_REFERENCE)
        return next((each.outputs for each in remembered if each.id == name), unknown_stack(name))

    def deletions(self) -> list[Change]:
        """What of the state the program had no word for, once it has come to its end."""
        return [
            _change_of(old, Action.DELETE)
            for old in self._stored.resources.values()
            if old.urn not in self._taken and not old.external
        ]


def _change_of(resource: Resource, action: Action) -> Change:
    return Change(
        urn=resource.urn,
        type=resource.type,
        action=action,
        parent=resource.parent,
        custom=resource.custom,
        protect=resource.protect,
        retain_on_delete=resource.retain_on_delete,
        stateful=is_stateful(resource.type),
        source=resource.source,
    )


def _outputs(record: Resource, old: Resource | None, action: Action) -> dict[str, Any]:
    """What the program may read of a resource: all of the state, new inputs over it, or the new inputs alone."""
    if old is not None and action is Action.SAME:
        return dict(old.outputs)
    known = {name: value for name, value in old.outputs.items() if name not in old.inputs} if old else {}
    return {**known, **preview_outputs(record.type, record.inputs)}


def _provider_difference(
    type_token: str, old: Mapping[str, Any], new: Mapping[str, Any]
) -> tuple[list[str], list[str]]:
    package = PACKAGES.get(type_token.removeprefix(PROVIDER_PREFIX))
    changed = [name for name in _changed_names(old, new) if name not in _OF_THE_ENGINE]
    replacing = package.replacing_config if package else frozenset()
    return changed, [name for name in changed if name in replacing and name in old]


def _changed_names(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    return sorted(name for name in {*old, *new} if old.get(name) != new.get(name))
