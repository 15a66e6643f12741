"""Sessions that stay silent: what the firewall would cut, said before it happens.

HL7 and DICOM sessions idle for long. The firewall forgets a silent TCP session after its idle timeout and refuses what
follows, so a flow that says it idles longer needs a keep-alive below that timeout. A flow that says nothing about
idling is not judged.
"""

from collections.abc import Iterable

from hds_landing.catalogue.idle_timeouts import idle_timeout_minutes
from hds_landing.errors import Problem
from hds_landing.plan.flows import ResolvedFlow
from hds_landing.spec.cloud import CloudProvider
from hds_landing.spec.landing_zone import LandingZoneSpec


def tcp_idle_timeout_seconds(cloud: CloudProvider) -> int:
    """The longest idle timeout that the cloud's firewall can be given; where it is fixed, that value."""
    timeout = idle_timeout_minutes(cloud.value)
    return round(60 * (timeout.configurable_up_to_minutes or timeout.minutes))


def idle_problems(spec: LandingZoneSpec, flows: Iterable[ResolvedFlow]) -> list[Problem]:
    """The flows through the firewall that it would cut."""
    timeout = tcp_idle_timeout_seconds(spec.cloud.provider)
    problems = []
    for resolved in flows:
        flow = resolved.flow
        if flow.idle_minutes is None or not resolved.crosses_hub or flow.idle_minutes * 60 <= timeout:
            continue
        if flow.keep_alive_seconds is not None and flow.keep_alive_seconds < timeout:
            continue
        problems.append(
            Problem(
                ("flows", spec.flows.index(flow)),
                f"{flow.from_} to {flow.to} may idle for {flow.idle_minutes} minutes, but the firewall on the way cuts "
                f"a silent session after {timeout} seconds{_fixed(spec.cloud.provider)}: "
                f"{_advice(flow.keep_alive_seconds, timeout)}",
            )
        )
    return problems


def _fixed(cloud: CloudProvider) -> str:
    configurable = idle_timeout_minutes(cloud.value).configurable_up_to_minutes
    return " (fixed by the platform)" if configurable is None else " (the longest it can be given)"


def _advice(keep_alive_seconds: int | None, timeout: int) -> str:
    if keep_alive_seconds is None:
        return f"let the application send keep-alives and declare keepAliveSeconds below {timeout}"
    return f"keepAliveSeconds {keep_alive_seconds} comes too late; it must be below {timeout}"
