"""What stands in the embedded AWS already, by id and ARN, and what can be had only once."""

import re
from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.shared_transit_gateways import Sharing
from hds_landing.rehearsal.embedded_cloud import Refused

_AWS_MANAGED = re.compile(r"^arn:[\w-]+:[\w-]+:[\w-]*:(aws|aws-managed):")


class Standing:
    """Everything created so far, in any account and region."""

    def __init__(self) -> None:
        self._outputs: dict[str, Mapping[str, Any]] = {}
        self._claimed: set[tuple[str, ...]] = set()
        self._sharings: dict[str, Sharing] = {}

    def add(self, outputs: Mapping[str, Any], *identities: str | None) -> None:
        """Remembers what was created, by its id and its ARN; a setting of it, which has its id, does not replace it."""
        for identity in identities:
            if identity:
                self._outputs.setdefault(identity, outputs)

    def __contains__(self, identity: str) -> bool:
        return identity in self._outputs

    def find(self, identity: str) -> Mapping[str, Any]:
        """The outputs of what was created; empty where nothing was."""
        return self._outputs.get(identity, {})

    def require(self, what: str, identity: str | None) -> None:
        """Refuses a reference to what does not stand; AWS's own managed things always do, and none is no reference."""
        if identity is None or identity in self._outputs or _AWS_MANAGED.match(identity):
            return
        raise Refused(f"{what} {identity} does not exist")

    def claim(self, refusal: str, *place: str) -> None:
        """Takes a place that holds one thing only; refuses, in the words given, where it is taken."""
        if place in self._claimed:
            raise Refused(refusal)
        self._claimed.add(place)

    def sharing(self, share_arn: str) -> Sharing:
        """What a resource share holds."""
        return self._sharings.setdefault(share_arn, Sharing())
