"""One request about a resource, as the services of the embedded AWS read it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from hds_landing.rehearsal.embedded_aws.emulator import Emulator
from hds_landing.rehearsal.embedded_aws.standing import Place, Standing, Stood
from hds_landing.rehearsal.embedded_cloud import Created, Refused, Registration
from hds_landing.rehearsal.sdk_outputs import promised_outputs


@dataclass(frozen=True)
class Request:
    """A registration with the account and region it goes to, and what already stands there."""

    registration: Registration
    account_id: str
    region: str
    emulator: Emulator
    standing: Standing
    origin: str
    """What its ids derive from: the URN, numbered where it is not the first of that URN."""
    known: Mapping[str, Any] = field(default_factory=dict)
    """Outputs as they were last known, of what exists already."""

    @property
    def inputs(self) -> Mapping[str, Any]:
        """The resource's inputs."""
        return self.registration.inputs

    @cached_property
    def tags(self) -> dict[str, str]:
        """The resource's tags over its provider's default tags: `tagsAll`."""
        return {**default_tags(self.registration.provider_inputs), **(self.inputs.get("tags") or {})}

    def saying(self, properties: Mapping[str, Any]) -> "Request":
        """The same with more inputs."""
        return replace(self, registration=replace(self.registration, inputs={**properties, **self.inputs}))

    def client(self, service: str, *, region: str | None = None, account_id: str | None = None) -> Any:
        """A client of a service, in the resource's account and region unless said otherwise."""
        return self.emulator.client(service, account_id or self.account_id, region or self.region)

    @property
    def partition(self) -> str:
        """First part of every ARN."""
        return "aws-eusc" if self.region.startswith("eusc-") else "aws"

    def arn(self, service: str, resource: str) -> str:
        """ARN of something in the resource's account and region."""
        return f"arn:{self.partition}:{service}:{self.region}:{self.account_id}:{resource}"

    def digest(self, length: int) -> str:
        """Hexadecimal digits that derive from the origin."""
        return sha256(self.origin.encode()).hexdigest()[:length]

    def uuid(self) -> str:
        """A UUID that derives from the origin."""
        return str(uuid5(NAMESPACE_URL, self.origin))

    def name(self, property_name: str = "name") -> str:
        """The physical name given, else the one that Pulumi makes of the resource's: its name and seven digits."""
        return self.inputs.get(property_name) or f"{self.registration.name}-{self.digest(7)}"

    def claim(self, refusal: str, *place: str) -> None:
        """Takes what can be had only once, until the resource is gone; refuses, in the words given, if it is taken."""
        self.standing.claim(refusal, place, self.origin)

    def place(self, identity: str) -> Place:
        """Where the resource stands if it has this id."""
        return Place(self.account_id, self.region, self.registration.type, identity)

    def exercised(self, identity: str, outputs: Mapping[str, Any], also: Sequence[str] = ()) -> Created:
        """An emulated service took it; `also` are ids of what came with it and others may name."""
        return self._created(identity, outputs, also, exercised=True)

    def recorded(self, identity: str, outputs: Mapping[str, Any]) -> Created:
        """It was validated and recorded."""
        return self._created(identity, outputs, (), exercised=False)

    def _created(self, identity: str, outputs: Mapping[str, Any], also: Sequence[str], *, exercised: bool) -> Created:
        created = Created(identity, {**self.inputs, **self.placed(), **outputs}, exercised)
        self.keep(created, also)
        return created

    def placed(self) -> dict[str, Any]:
        """Region and tags, of the types that have them."""
        promised = promised_outputs(self.registration.type)
        common = {"region": self.region, "tagsAll": self.tags}
        return {name: value for name, value in common.items() if name in promised}

    def keep(self, created: Created, also: Sequence[str] = ()) -> None:
        """Remembers the resource as it stands now."""
        identities = (created.id, created.outputs.get("arn"), *also)
        self.standing.put(
            Stood(
                self.place(created.id),
                self.registration.urn,
                self.origin,
                self.inputs,
                created.outputs,
                created.exercised,
                tuple(dict.fromkeys(each for each in identities if each)),
            )
        )

    def comes_with(self, identity: str, also: Sequence[str]) -> None:
        """Says anew which ids came with a resource that stands, for others to name."""
        record = self.standing.record(self.place(identity))
        if record:
            named = (identity, record.outputs.get("arn"), *also)
            self.standing.put(record.with_identities([each for each in named if each]))

    def expect(self, what: str, expected: Any, found: Any) -> None:
        """Refuses to go on where the emulated service did not keep what it was given."""
        if expected != found:
            raise Refused(f"{what} was lost: asked for {expected!r}, the emulated service kept {found!r}")


def default_tags(provider_inputs: Mapping[str, Any]) -> dict[str, str]:
    """Tags that a provider puts on every resource."""
    given = provider_inputs.get("defaultTags")
    decoded = json.loads(given) if isinstance(given, str) else given
    return dict((decoded or {}).get("tags") or {})


def tag_list(tags: Mapping[str, str], key: str = "Key", value: str = "Value") -> list[dict[str, str]]:
    """Tags as most services take them."""
    return [{key: name, value: text} for name, text in sorted(tags.items())]
