"""What stands in the embedded AWS, by id and ARN, and what can be had only once."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hds_landing.rehearsal.embedded_aws.shared_transit_gateways import Sharing
from hds_landing.rehearsal.embedded_cloud import Refused

_AWS_MANAGED = re.compile(r"^arn:[\w-]+:[\w-]+:[\w-]*:(aws|aws-managed):")


@dataclass(frozen=True, slots=True)
class Place:
    """Where one resource stands: ids are unique within an account, a region and a type only."""

    account_id: str
    region: str
    type: str
    identity: str

    @property
    def service(self) -> str:
        """First part of the type, as `aws:s3`."""
        return self.type.partition("/")[0]

    def is_beside(self, other: "Place") -> bool:
        """True for a thing and its settings, which have its id and belong to its service."""
        mine = (self.account_id, self.region, self.service, self.identity)
        return mine == (other.account_id, other.region, other.service, other.identity)


@dataclass(frozen=True, slots=True)
class Stood:
    """One resource that stands."""

    place: Place
    urn: str
    origin: str
    """What its id derives from: the URN, numbered where it is not the first of that URN."""
    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any]
    exercised: bool
    identities: Sequence[str]
    """Id, ARN and whatever else others may name it, or what came with it, by."""

    def with_outputs(self, outputs: Mapping[str, Any]) -> "Stood":
        """The same with other outputs."""
        return replace(self, outputs=outputs)

    def with_inputs(self, inputs: Mapping[str, Any]) -> "Stood":
        """The same with other inputs."""
        return replace(self, inputs=inputs)

    def with_identities(self, identities: Sequence[str]) -> "Stood":
        """The same under other ids."""
        return replace(self, identities=tuple(dict.fromkeys(identities)))


class Standing:
    """Everything that stands, in any account and region."""

    def __init__(self) -> None:
        self._records: dict[Place, Stood] = {}
        self._places: dict[str, dict[Place, None]] = {}
        self._claims: dict[tuple[str, ...], str] = {}
        self._begun: dict[str, int] = {}
        self._sharings: dict[str, Sharing] = {}

    def begin(self, urn: str) -> str:
        """The origin of one more resource of a URN: the URN itself for the first, numbered for those after it."""
        before = self._begun.get(urn, 0)
        self._begun[urn] = before + 1
        return f"{urn}#{before}" if before else urn

    def put(self, record: Stood) -> None:
        """Remembers what was created, or what became of it."""
        known = self._records.get(record.place)
        if known and known.identities != record.identities:
            self._unname(record.place)
        self._records[record.place] = record
        for identity in record.identities:
            self._places.setdefault(identity, {})[record.place] = None

    def record(self, place: Place) -> Stood | None:
        """What stands at a place."""
        return self._records.get(place)

    def latest(self, urn: str) -> Stood | None:
        """What was created last under a URN and stands."""
        return next((record for record in reversed(self._records.values()) if record.urn == urn), None)

    def remove(self, place: Place) -> None:
        """Forgets what stands at a place and gives back what it claimed; the settings of a thing go with it."""
        record = self._records.get(place)
        if record is None:
            return
        beside = [other for other in self._places.get(place.identity, ()) if other.is_beside(place)]
        for each in beside if beside[:1] == [place] else [place]:
            self.release(self._records[each].origin)
            self._unname(each)
            del self._records[each]

    def _unname(self, place: Place) -> None:
        known = self._records.get(place)
        for identity in known.identities if known else ():
            del self._places[identity][place]
            if not self._places[identity]:
                del self._places[identity]

    def __iter__(self) -> Iterator[Stood]:
        return iter(tuple(self._records.values()))

    def __contains__(self, identity: str) -> bool:
        return identity in self._places

    def find(self, identity: str) -> Mapping[str, Any]:
        """The outputs of what has an id or ARN, of the thing rather than its settings; empty where nothing has."""
        place = next(iter(self._places.get(identity, ())), None)
        return self._records[place].outputs if place else {}

    def require(self, what: str, identity: str | None) -> None:
        """Refuses a reference to what does not stand; AWS's own managed things always do, and none is no reference."""
        if identity is None or identity in self._places or _AWS_MANAGED.match(identity):
            return
        raise Refused(f"{what} {identity} does not exist")

    def claim(self, refusal: str, place: tuple[str, ...], origin: str) -> None:
        """Takes, for an origin, what can be had only once; refuses, in the words given, where another has it."""
        if self._claims.setdefault(place, origin) != origin:
            raise Refused(refusal)

    def release(self, origin: str) -> None:
        """Gives back everything that an origin claimed."""
        self._claims = {place: owner for place, owner in self._claims.items() if owner != origin}

    def sharing(self, share_arn: str) -> Sharing:
        """What a resource share holds."""
        return self._sharings.setdefault(share_arn, Sharing())
