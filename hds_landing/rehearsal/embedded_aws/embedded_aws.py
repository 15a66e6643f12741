"""The embedded AWS: finds who looks after what, and puts refusals into the user's words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any, Optional, Self

from hds_landing.rehearsal.embedded_aws.change import keep_tags, seen
from hds_landing.rehearsal.embedded_aws.differences import difference, left_as_they_are
from hds_landing.rehearsal.embedded_aws.emulator import Emulator
from hds_landing.rehearsal.embedded_aws.existing import put_existing
from hds_landing.rehearsal.embedded_aws.functions import FUNCTIONS
from hds_landing.rehearsal.embedded_aws.handlers import lifecycle_of
from hds_landing.rehearsal.embedded_aws.input_check import problems_of
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_aws.standing import Place, Standing, Stood
from hds_landing.rehearsal.embedded_aws.wording import in_words, unless_gone
from hds_landing.rehearsal.embedded_cloud import (
    Created,
    Difference,
    ExistingResource,
    Gone,
    InputProblem,
    Refused,
    Registration,
)

_ACCOUNT_ID = "123456789012"
"""Where neither the provider nor its roles name an account."""


@dataclass(frozen=True, slots=True)
class StandingId:
    """One resource that is alive."""

    type: str
    urn: str
    id: str


class EmbeddedAws:
    """AWS in memory, several accounts and regions at once. One call at a time: whoever shares it holds a lock."""

    packages = frozenset({"aws"})

    def __init__(self, existing: Iterable[ExistingResource] = ()) -> None:
        """Empty accounts, but for what is said to be `existing`: it comes to stand as it is read."""
        self._existing = {(each.type, each.id): each.inputs for each in existing}
        self._emulator = Emulator()
        self._standing = Standing()

    def __enter__(self) -> Self:
        self._standing = Standing()
        self._emulator.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._emulator.__exit__(kind, error, trace)

    def check(self, registration: Registration) -> Sequence[InputProblem]:
        """What the provider finds wrong with inputs before it asks AWS."""
        return problems_of(registration.type, registration.inputs)

    def diff(
        self,
        registration: Registration,
        old_inputs: Mapping[str, Any],
        old_outputs: Optional[Mapping[str, Any]] = None,
    ) -> Difference:
        """What new inputs mean for a resource; tags that its provider adds count as its own."""
        stood = self._standing.latest(registration.urn)
        known = stood.outputs if stood else old_outputs or {}
        return difference(self._request(registration, registration.urn), old_inputs, known)

    def written_ids(self, registration: Registration) -> Sequence[str]:
        """None: AWS takes several writes at a time to one parent, or makes them wait."""
        return ()

    def create(self, registration: Registration) -> Created:
        """Creates a resource on the emulated service, or validates and records it; raises Refused.

        Once more under the same URN, another one is created, with an id of its own, unless AWS itself refuses.
        """
        self._refuse_problems(registration)
        request = self._request(registration, self._standing.begin(registration.urn))
        self._emulator.seed(request.origin)
        try:
            return in_words(lambda: lifecycle_of(registration.type).create(request))
        except Refused:
            self._standing.release(request.origin)
            raise

    def read(self, registration: Registration, identity: str) -> Created:
        """Reads what existed before. Refuses anything else: there is nothing to read but what the program made."""
        known = self._existing.get((registration.type, identity))
        if known is not None:
            return self._read_existing(replace(registration, inputs={**known, **registration.inputs}), identity)
        if identity in self._standing:
            raise Refused(f"{identity} is created by this very program: use the resource instead of reading it")
        raise Refused(f"{registration.type} {identity} does not exist: a rehearsal begins with empty accounts")

    def refresh(self, registration: Registration, identity: str) -> Created:
        """A resource as it stands now, changed by a program or by hand; raises Gone."""
        request, record = self._standing_request(registration, identity)
        try:
            outputs = in_words(lambda: {**record.outputs, **seen(request, lifecycle_of(registration.type), identity)})
        except Gone:
            self._standing.remove(record.place)
            raise
        self._standing.put(record.with_outputs(outputs))
        return Created(identity, outputs, record.exercised)

    def update(self, registration: Registration, identity: str, old_inputs: Mapping[str, Any]) -> Created:
        """Changes a resource in place; its id stays. Raises Refused, or Gone."""
        self._refuse_problems(registration)
        request, record = self._standing_request(registration, identity)
        left = left_as_they_are(request, {**record.inputs, **old_inputs})
        request = request.saying({name: value for name, value in record.outputs.items() if name in left})
        lifecycle, change = lifecycle_of(registration.type), lifecycle_of(registration.type).change
        self._emulator.seed(self._standing.begin(f"{request.origin}@"))
        if change is None:
            return in_words(lambda: lifecycle.create(request))
        in_words(lambda: change(request, identity))
        in_words(lambda: keep_tags(request, lifecycle, identity))
        dropped = {*record.inputs, *old_inputs} - set(request.inputs)
        outputs = {name: value for name, value in record.outputs.items() if name not in dropped}
        outputs |= {**request.inputs, **request.placed()}
        changed = self._standing.record(record.place) or record
        self._standing.put(changed.with_inputs(registration.inputs).with_outputs(outputs))
        return self.refresh(registration, identity)

    def delete(self, registration: Registration, identity: str) -> None:
        """Deletes a resource, or raises Refused where AWS would. What is gone already is fine."""
        try:
            request, record = self._standing_request(registration, identity)
        except Gone:
            return
        delete = lifecycle_of(registration.type).delete
        if delete:
            in_words(lambda: unless_gone(lambda: delete(request, identity)))
        self._standing.remove(record.place)

    def invoke(self, token: str, args: Mapping[str, Any], registration: Registration) -> Mapping[str, Any]:
        """Answers a function of the provider; raises Refused."""
        if token not in FUNCTIONS:
            raise Refused(f"the embedded AWS does not answer {token}; it answers {', '.join(sorted(FUNCTIONS))}")
        request = self._request(registration, registration.urn)
        return in_words(lambda: FUNCTIONS[token](request))

    def client(self, service: str, *, account_id: str = _ACCOUNT_ID, region: str) -> Any:
        """A client of the emulated AWS, to do by hand what no program does."""
        return self._emulator.client(service, account_id, region)

    def change(
        self, type_token: str, identity: str, *, account_id: str = _ACCOUNT_ID, region: str, **properties: Any
    ) -> None:
        """Does by hand what `client` has no operation for: changes properties of what stands, as AWS would take them.

        None takes a property away. Raises Refused where AWS would, and Gone.
        """
        request, record = self._by_hand(Place(account_id, region, type_token, identity), properties)
        lifecycle, change = lifecycle_of(type_token), lifecycle_of(type_token).change
        if change:
            in_words(lambda: change(request, identity))
        else:
            in_words(lambda: lifecycle.create(request))
            self._standing.put(record.with_outputs({**record.outputs, **properties}))

    def remove(self, type_token: str, identity: str, *, account_id: str = _ACCOUNT_ID, region: str) -> None:
        """Deletes by hand what `client` has no operation for. Raises Refused where AWS would, and Gone."""
        request, _ = self._by_hand(Place(account_id, region, type_token, identity), {})
        self.delete(request.registration, identity)

    def standing_ids(self) -> list[StandingId]:
        """Everything that is alive, in the order in which it came; what no state knows is an orphan."""
        return [StandingId(record.place.type, record.urn, record.place.identity) for record in self._standing]

    def _by_hand(self, place: Place, properties: Mapping[str, Any]) -> tuple[Request, Stood]:
        record = self._standing.record(place)
        if record is None:
            raise Gone(f"{place.type} {place.identity} does not exist")
        inputs = {name: value for name, value in {**record.inputs, **properties}.items() if value is not None}
        name = record.urn.rpartition("::")[2]
        asked = Registration(record.urn, place.type, name, inputs, region=place.region, account_id=place.account_id)
        return self._standing_request(asked, place.identity)

    def _read_existing(self, registration: Registration, identity: str) -> Created:
        request = self._request(registration, registration.urn)
        stands = self._standing.record(request.place(identity))
        if stands is None:
            self._emulator.seed(self._standing.begin(registration.urn))
            put_existing(request, identity)
            stands = self._standing.record(request.place(identity))
        outputs = stands.outputs if stands else {}
        return Created(identity, outputs, exercised=False)

    def _refuse_problems(self, registration: Registration) -> None:
        problems = self.check(registration)
        if problems:
            raise Refused("; ".join(f"{each.property}: {each.reason}".removeprefix(": ") for each in problems))

    def _standing_request(self, registration: Registration, identity: str) -> tuple[Request, Stood]:
        request = self._request(registration, registration.urn)
        record = self._standing.record(request.place(identity))
        if record is None:
            raise Gone(f"{registration.type} {identity} does not exist")
        return self._request(registration, record.origin, record.outputs), record

    def _request(self, registration: Registration, origin: str, known: Mapping[str, Any] | None = None) -> Request:
        if not registration.region:
            raise Refused("no region: give the provider a region, or set aws:region in the stack's configuration")
        return Request(
            registration,
            registration.account_id or _ACCOUNT_ID,
            registration.region,
            self._emulator,
            self._standing,
            origin,
            known or {},
        )
