"""A living cloud without rules of its own: it keeps what it is given, and what a test puts there."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

from hds_landing.rehearsal.embedded_cloud import Created, Difference, Gone, InputProblem, Refused, Registration
from hds_landing.rehearsal.values import holds_unknown


class ShelfCloud:
    """`standing` holds inputs by id. A resource named `bad` is refused; one with `network` writes to that id."""

    def __init__(self, *packages: str) -> None:
        self.packages = frozenset(packages or {"aws"})
        self.standing: dict[str, dict[str, Any]] = {}
        self.asked: list[Registration] = []
        self.open = False

    def __enter__(self) -> Self:
        self.open = True
        return self

    def __exit__(self, *_: object) -> None:
        self.open = False

    def create(self, registration: Registration) -> Created:
        self.asked.append(registration)
        if registration.name == "bad":
            raise Refused(f"no {registration.name} today: {dict(registration.inputs)}")
        if registration.name == "broken":
            raise KeyError(registration.inputs.get("password"))
        identity = f"id-{registration.name}"
        self.standing[identity] = dict(registration.inputs)
        return self._created(identity)

    def read(self, registration: Registration, identity: str) -> Created:
        self.asked.append(registration)
        return self._created(identity)

    def refresh(self, registration: Registration, identity: str) -> Created:
        return self.read(registration, identity)

    def invoke(self, token: str, args: Mapping[str, Any], registration: Registration) -> Mapping[str, Any]:
        self.asked.append(registration)
        if token == "aws:index/getCallerIdentity:getCallerIdentity":  # noqa: S105 - a Pulumi token
            return {"accountId": registration.account_id or "", "region": registration.region or ""}
        raise Refused(f"{token} is not known; given {dict(args)}")

    def check(self, registration: Registration) -> Sequence[InputProblem]:
        self.asked.append(registration)
        wrong = [name for name, value in registration.inputs.items() if value == "wrong" and not holds_unknown(value)]
        return [InputProblem(name, f"given {registration.inputs[name]}, allowed right") for name in wrong]

    def diff(self, registration: Registration, old_inputs: Mapping[str, Any]) -> Difference:
        new = registration.inputs
        changed = sorted(name for name in {*old_inputs, *new} if old_inputs.get(name) != new.get(name))
        return Difference(changed, [name for name in changed if name == "cidrBlock"], delete_before_replace=True)

    def written_ids(self, registration: Registration) -> Sequence[str]:
        return [registration.inputs["network"]] if "network" in registration.inputs else []

    def update(self, registration: Registration, identity: str, old_inputs: Mapping[str, Any]) -> Created:
        self._created(identity)
        self.standing[identity] = dict(registration.inputs)
        return self._created(identity)

    def delete(self, registration: Registration, identity: str) -> None:
        self._created(identity)
        del self.standing[identity]

    def _created(self, identity: str) -> Created:
        if identity not in self.standing:
            raise Gone(f"there is no {identity}")
        return Created(identity, {"arn": f"arn:{identity}", **self.standing[identity]}, exercised=True)
