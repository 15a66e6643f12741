import pytest
from hypothesis import given
from hypothesis import strategies as st

from hds_landing.inventory.resource import UNKNOWN, Secret
from hds_landing.rehearsal.values import (
    from_struct,
    holds_secret,
    holds_unknown,
    secret_texts,
    to_struct,
    without_secrets,
)

plain = st.recursive(
    st.booleans() | st.integers(-(2**50), 2**50) | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(max_size=8), plain | plain.map(Secret), max_size=5))
def test_what_goes_on_the_wire_comes_back(properties):
    assert from_struct(to_struct(properties)) == properties


def test_a_property_without_value_is_left_out_and_an_unknown_stays_one():
    back = from_struct(to_struct({"a": None, "b": UNKNOWN, "c": [UNKNOWN], "d": Secret(UNKNOWN)}))
    assert sorted(back) == ["b", "c", "d"]
    assert back["b"] is UNKNOWN
    assert back["c"][0] is UNKNOWN
    assert back["d"].value is UNKNOWN


def test_whole_numbers_come_back_whole():
    back = from_struct(to_struct({"days": 30, "rate": 0.5, "flag": True}))
    assert (type(back["days"]), type(back["rate"]), type(back["flag"])) == (int, float, bool)


def test_what_no_property_can_hold_is_an_error():
    with pytest.raises(TypeError, match="object is not a property value"):
        to_struct({"a": object()})


NESTED = {"a": [{"b": Secret({"c": "deep", "d": 1})}], "e": "open"}


def test_secrets_are_found_and_removed_at_any_depth():
    assert without_secrets(NESTED) == {"a": [{"b": {"c": "deep", "d": 1}}], "e": "open"}
    assert holds_secret(NESTED)
    assert not holds_secret(without_secrets(NESTED))
    assert list(secret_texts(NESTED)) == ["deep"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("known", False),
        ({"a": [1, 2]}, False),
        (UNKNOWN, True),
        ({"a": [{"b": UNKNOWN}]}, True),
        (Secret([UNKNOWN]), True),
        (Secret("known"), False),
    ],
)
def test_unknowns_are_found_at_any_depth(value, expected):
    assert holds_unknown(value) is expected
