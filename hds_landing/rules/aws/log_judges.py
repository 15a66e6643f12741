"""How rules on logs read what several properties say together."""

from collections.abc import Callable
from typing import Any

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Undetermined, worst
from hds_landing.rules.properties import ABSENT, find, find_one
from hds_landing.rules.property_rule import SET, TRUE, Expectation, fails, judge_property, passes
from hds_landing.rules.rule import Subject


def listing(*wanted: str) -> Expectation:
    """A list that has each of the values, in any case."""

    def judge(value: Any) -> Judgement | bool:
        if not isinstance(value, list | tuple):
            return Undetermined("not a list")
        given = {each.lower() for each in value if isinstance(each, str)}
        if all(each in given for each in wanted):
            return True
        return Undetermined("some of it is not known yet") if UNKNOWN in value else False

    return Expectation(" and ".join(wanted), judge)


def any_on(*paths: str) -> Callable[[Subject], Judgement]:
    """A judge that is content with one of several switches."""

    def judge(subject: Subject) -> Judgement:
        values = [find_one(subject.properties, path).value for path in paths]
        if any(value is True or value == "true" for value in values):
            return None
        undecided = [path for path, value in zip(paths, values, strict=True) if value is UNKNOWN]
        return Undetermined(f"{undecided[0]} is not known yet") if undecided else f"none of {', '.join(paths)} is true"

    return judge


def any_set(*paths: str) -> Callable[[Subject], Judgement]:
    """A judge that is content with a value at one of several paths."""

    def judge(subject: Subject) -> Judgement:
        values = [find_one(subject.properties, path).value for path in paths]
        if any(value is not ABSENT and value is not UNKNOWN and value not in ("", []) for value in values):
            return None
        undecided = [path for path, value in zip(paths, values, strict=True) if value is UNKNOWN]
        return Undetermined(f"{undecided[0]} is not known yet") if undecided else f"none of {', '.join(paths)} is set"

    return judge


def judge_search_audit(subject: Subject) -> Judgement:
    """Whether a domain publishes its audit log; an option that is named is on unless it says otherwise."""
    kinds = find(subject.properties, "logPublishingOptions[*].logType")
    switches = find(subject.properties, "logPublishingOptions[*].enabled")
    for kind, switch in zip(kinds, switches, strict=False):
        if kind.value == "AUDIT_LOGS" and (switch.value is ABSENT or switch.value in (True, "true")):
            return None
    undecided = [found for found in (*kinds, *switches) if found.value is UNKNOWN]
    if undecided:
        return Undetermined(f"{undecided[0].path} is not known yet")
    return "no option publishes AUDIT_LOGS"


def judge_classic_balancer(subject: Subject) -> Judgement:
    """Access logs need a bucket, and are then on unless they say otherwise."""
    return worst(
        [
            judge_property(subject, "accessLogs.bucket", SET, fails("requests leave no trace")),
            judge_property(subject, "accessLogs.enabled", TRUE, passes("logs are on where a bucket is named")),
        ]
    )


def judge_tunnels(subject: Subject) -> Judgement:
    """Both tunnels of a connection log."""
    absent = fails("a tunnel tells nobody why it is down")
    paths = (f"tunnel{number}LogOptions.cloudwatchLogOptions.logEnabled" for number in (1, 2))
    return worst(judge_property(subject, path, TRUE, absent) for path in paths)


def judge_broker_audit(subject: Subject) -> Judgement:
    """Only ActiveMQ has an audit log."""
    engine = find_one(subject.properties, "engineType").value
    if isinstance(engine, str) and engine.lower() == "rabbitmq":
        return NOT_APPLICABLE
    judgement = judge_property(subject, "logs.audit", TRUE, fails("an ActiveMQ broker keeps no audit log"))
    return (
        Undetermined("engineType is not known yet") if engine is UNKNOWN and isinstance(judgement, str) else judgement
    )
