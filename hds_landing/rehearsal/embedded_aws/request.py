"""One request to create a resource, as the services of the embedded AWS read it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from hds_landing.rehearsal.embedded_aws.emulator import Emulator
from hds_landing.rehearsal.embedded_aws.standing import Standing
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

    @property
    def inputs(self) -> Mapping[str, Any]:
        """The resource's inputs."""
        return self.registration.inputs

    @cached_property
    def tags(self) -> dict[str, str]:
        """The resource's tags over its provider's default tags: `tagsAll`."""
        return {**_default_tags(self.registration.provider_inputs), **(self.inputs.get("tags") or {})}

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
        """Hexadecimal digits that derive from the URN."""
        return sha256(self.registration.urn.encode()).hexdigest()[:length]

    def uuid(self) -> str:
        """A UUID that derives from the URN."""
        return str(uuid5(NAMESPACE_URL, self.registration.urn))

    def name(self, property_name: str = "name") -> str:
        """The physical name given, else the one that Pulumi makes of the resource's: its name and seven digits."""
        return self.inputs.get(property_name) or f"{self.registration.name}-{self.digest(7)}"

    def exercised(self, identity: str, outputs: Mapping[str, Any]) -> Created:
        """An emulated service took it."""
        return self._created(identity, outputs, exercised=True)

    def recorded(self, identity: str, outputs: Mapping[str, Any]) -> Created:
        """It was validated and recorded."""
        return self._created(identity, outputs, exercised=False)

    def _created(self, identity: str, outputs: Mapping[str, Any], *, exercised: bool) -> Created:
        promised = promised_outputs(self.registration.type)
        common: dict[str, Any] = {}
        if "region" in promised:
            common["region"] = self.region
        if "tagsAll" in promised:
            common["tagsAll"] = self.tags
        complete = {**self.inputs, **common, **outputs}
        self.standing.add(complete, identity, complete.get("arn"))
        return Created(identity, complete, exercised)

    def expect(self, what: str, expected: Any, found: Any) -> None:
        """Refuses to go on where the emulated service did not keep what it was given."""
        if expected != found:
            raise Refused(f"{what} was lost: asked for {expected!r}, the emulated service kept {found!r}")


Handler = Callable[[Request], Created]


def _default_tags(provider_inputs: Mapping[str, Any]) -> dict[str, str]:
    given = provider_inputs.get("defaultTags")
    decoded = json.loads(given) if isinstance(given, str) else given
    return dict((decoded or {}).get("tags") or {})


def tag_list(tags: Mapping[str, str], key: str = "Key", value: str = "Value") -> list[dict[str, str]]:
    """Tags as most services take them."""
    return [{key: name, value: text} for name, text in sorted(tags.items())]
