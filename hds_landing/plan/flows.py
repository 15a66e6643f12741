"""The flow matrix: every declared flow with its ends resolved to ranges."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hds_landing.errors import Problem
from hds_landing.plan.address_ledger import AddressLedger
from hds_landing.plan.endpoints import Endpoint, endpoint_cidrs, find_endpoint
from hds_landing.plan.owners import SpokeOwner
from hds_landing.plan.ports import port_texts
from hds_landing.spec.establishment import State
from hds_landing.spec.landing_zone import LandingZoneSpec
from hds_landing.spec.network import EgressAllow, Flow


@dataclass(frozen=True)
class FlowPlan:
    """One declared flow."""

    key: str
    """Stable over time."""
    source: str
    """As the spec writes it."""
    destination: str
    source_cidrs: list[str]
    destination_cidrs: list[str]
    ports: list[str]
    """`11112/tcp`."""
    protocol: str
    protection: str
    purpose: str


@dataclass(frozen=True)
class ResolvedFlow:
    """A declared flow whose ends are known."""

    key: str
    flow: Flow
    source: Endpoint
    destination: Endpoint

    @property
    def crosses_hub(self) -> bool:
        """True unless both ends lie in one spoke, or on one site."""
        return (self.source.spoke, self.source.site) != (self.destination.spoke, self.destination.site)


def resolve_flows(spec: LandingZoneSpec, owners: Mapping[str, SpokeOwner]) -> tuple[list[ResolvedFlow], list[Problem]]:
    """The flows sorted by key, without those of a quarantined establishment; and what is wrong with the others."""
    flows: dict[str, ResolvedFlow] = {}
    places: dict[str, int] = {}
    problems = []
    for index, flow in enumerate(spec.flows):
        source, destination = (find_endpoint(text, spec) for text in (flow.from_, flow.to))
        for name, text, endpoint in (("from", flow.from_, source), ("to", flow.to, destination)):
            if endpoint is None:
                problems.append(Problem(("flows", index, name), f"{text!r} names no site, establishment or workload"))
        if source is None or destination is None:
            continue
        key = flow_key(flow)
        if key in flows:
            problems.append(
                Problem(
                    ("flows", index),
                    f"the same flow as flows[{places[key]}] ({flow.from_} to {flow.to}, {', '.join(flow.ports)}): "
                    f"keep one",
                )
            )
            continue
        places[key] = index
        flows[key] = ResolvedFlow(key, flow, source, destination)
    active = [flow for _, flow in sorted(flows.items()) if not _quarantined(flow, owners)]
    return active, problems


def flow_plans(
    flows: Iterable[ResolvedFlow], spec: LandingZoneSpec, owners: Mapping[str, SpokeOwner], ledger: AddressLedger
) -> list[FlowPlan]:
    """The matrix, sorted by key."""
    return [
        FlowPlan(
            key=resolved.key,
            source=resolved.flow.from_,
            destination=resolved.flow.to,
            source_cidrs=endpoint_cidrs(resolved.source, spec, owners, ledger),
            destination_cidrs=endpoint_cidrs(resolved.destination, spec, owners, ledger),
            ports=port_texts(resolved.flow.ports),
            protocol=resolved.flow.protocol.value,
            protection=resolved.flow.protection.value,
            purpose=resolved.flow.purpose,
        )
        for resolved in flows
    ]


def flow_key(flow: Flow) -> str:
    """Readable ends and a short hash of ends and ports: at most 45 characters, whatever the flow's position."""
    return _key(f"{flow.from_}-to-{flow.to}", (flow.from_, flow.to, *port_texts(flow.ports)))


def egress_key(egress: EgressAllow) -> str:
    """The same for a way out; who may use it is not part of the key."""
    cidrs = sorted(str(cidr) for cidr in egress.cidrs)
    target = egress.fqdn.replace("*", "any") if egress.fqdn else cidrs[0]
    return _key(f"out-to-{target}", (egress.fqdn or "", *cidrs, egress.protocol.value, *port_texts(egress.ports)))


def _key(words: str, identity: Iterable[str]) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:36].strip("-")
    return f"{slug}-{hashlib.sha256(chr(0).join(identity).encode()).hexdigest()[:8]}"


def _quarantined(flow: ResolvedFlow, owners: Mapping[str, SpokeOwner]) -> bool:
    spokes = (flow.source.spoke, flow.destination.spoke)
    return any(owners[spoke].state is State.QUARANTINED for spoke in spokes if spoke is not None)
