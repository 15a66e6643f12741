from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Passed, Undetermined
from hds_landing.rules.property_rule import (
    TRUE,
    Expectation,
    Where,
    at_least,
    at_most,
    fails,
    judge_property,
    judge_where,
    matching,
    nothing_to_judge,
    one_of,
    passes,
)
from hds_landing.rules.rule import Subject


def subject(properties: dict[str, Any]) -> Subject:
    return Subject(type="aws:any/thing:Thing", properties=properties)


@pytest.mark.parametrize(
    ("expected", "value", "met"),
    [
        (at_least(30), 30, True),
        (at_least(30), "30", True),
        (at_least(30), 29, False),
        (at_least(30), True, False),
        (at_least(30), "many", False),
        (at_least(30), [30], False),
        (at_most(365), 365.0, True),
        (at_most(365), 366, False),
        (at_most(365), float("nan"), False),
        (matching(r"TLS_1_[23]", "TLS 1.2"), "TLS_1_2", True),
        (matching(r"TLS_1_[23]", "TLS 1.2"), "TLS_1_20", False),
        (matching(r"TLS_1_[23]", "TLS 1.2"), 12, False),
    ],
)
def test_expectations(expected: Expectation, value: object, met: bool) -> None:
    assert expected.judge(value) is met


ON_REDIS = (Where("engine", one_of("redis"), unset=True),)
OPEN = Undetermined("engine is not known yet, and decides whether this matters: on is false, expected true")


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"on": False}, "on is false, expected true"),
        ({"on": True}, None),
        ({"on": False, "engine": "redis"}, "on is false, expected true"),
        ({"on": False, "engine": "valkey"}, NOT_APPLICABLE),
        ({"on": False, "engine": UNKNOWN}, OPEN),
        ({"on": True, "engine": UNKNOWN}, None),
    ],
)
def test_a_rule_that_applies_only_where_something_else_holds(properties: dict[str, Any], expected: Judgement) -> None:
    given = subject(properties)
    assert judge_where(given, ON_REDIS, lambda: judge_property(given, "on", TRUE, passes("on"))) == expected


def test_a_condition_that_nothing_set_does_not_meet() -> None:
    given = subject({"on": False})
    where = (Where("engine", one_of("redis"), unset=False),)
    assert judge_where(given, where, lambda: judge_property(given, "on", TRUE, passes("on"))) is NOT_APPLICABLE


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({}, Passed("none")),
        ({"disks": []}, Passed("none")),
        ({"disks": [{}]}, "disks[0].on is not set: off"),
        ({"disks": [{"on": True}]}, None),
    ],
)
def test_no_element_is_not_an_element_without_the_property(properties: dict[str, Any], expected: Judgement) -> None:
    judged = judge_property(subject(properties), "disks[*].on", TRUE, fails("off"), no_element=passes("none"))
    assert judged == expected
    assert judge_property(subject({}), "disks[*].on", TRUE, nothing_to_judge("no disk")) is NOT_APPLICABLE
