import pytest
from hypothesis import given
from hypothesis import strategies as st

from hds_landing.inventory.property_values import (
    MAX_DEPTH,
    OUTPUT_SIGNATURE,
    SECRET_SIGNATURE,
    SIGNATURE_KEY,
    UNKNOWN_SENTINEL,
    TooDeepError,
    read_provider_inputs,
    read_value,
    write_value,
)
from hds_landing.inventory.resource import UNKNOWN, Secret

SECRET = {SIGNATURE_KEY: SECRET_SIGNATURE}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("text", "text"),
        (3.5, 3.5),
        (None, None),
        (UNKNOWN_SENTINEL, UNKNOWN),
        ("1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", UNKNOWN),
        ("dd056dcd-154b-4c76-9bd3-c8f88648b5ff", UNKNOWN),
        (["a", {"b": UNKNOWN_SENTINEL}], ["a", {"b": UNKNOWN}]),
        ("[secret]", Secret()),
        (SECRET | {"ciphertext": "v1:abc"}, Secret()),
        (SECRET | {"plaintext": '"hush"'}, Secret("hush")),
        (SECRET | {"plaintext": '{"a": [1]}'}, Secret({"a": [1]})),
        (SECRET | {"plaintext": f'"{UNKNOWN_SENTINEL}"'}, Secret(UNKNOWN)),
        (SECRET | {"plaintext": "not json"}, Secret()),
        (SECRET | {"plaintext": 3}, Secret()),
        (SECRET, Secret()),
        (SECRET | {"value": "hush"}, Secret("hush")),
        (SECRET | {"value": SECRET | {"value": "hush"}}, Secret("hush")),
        ({SIGNATURE_KEY: OUTPUT_SIGNATURE}, UNKNOWN),
        ({SIGNATURE_KEY: OUTPUT_SIGNATURE, "value": "a"}, "a"),
        ({SIGNATURE_KEY: OUTPUT_SIGNATURE, "value": "a", "secret": True}, Secret("a")),
        ({SIGNATURE_KEY: "of an asset", "text": "a"}, {SIGNATURE_KEY: "of an asset", "text": "a"}),
    ],
)
def test_what_is_written_stands_for_a_value(written: object, value: object) -> None:
    assert read_value(written) == value


def nested(levels: int) -> object:
    value: object = "end"
    for _ in range(levels):
        value = {"a": value}
    return value


def test_depth_is_bounded() -> None:
    assert read_value(nested(MAX_DEPTH)) == nested(MAX_DEPTH)
    with pytest.raises(TooDeepError):
        read_value(nested(MAX_DEPTH + 2))


def test_depth_is_bounded_inside_a_secret() -> None:
    with pytest.raises(TooDeepError):
        read_value(SECRET | {"plaintext": "[" * 200 + "]" * 200})
    assert read_value(SECRET | {"plaintext": "[" * 100_000}) == Secret()


def test_a_secret_is_never_printed_nor_written() -> None:
    secret = Secret("hush")
    assert "hush" not in repr(secret)
    assert "hush" not in str(write_value({"password": secret}))
    assert read_value(write_value(secret)) == Secret()


def test_writing_sorts_and_drops_needless_fractions() -> None:
    written = write_value({"b": 30.0, "a": (1.5, True)})
    assert list(written) == ["a", "b"]
    assert written == {"a": [1.5, True], "b": 30}
    assert isinstance(written["b"], int)
    assert written["a"][1] is True


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.just(UNKNOWN) | st.builds(Secret),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


@given(plain.filter(lambda value: SIGNATURE_KEY not in str(value)))
def test_what_is_written_is_read_back(value: object) -> None:
    assert read_value(write_value(value)) == value


@pytest.mark.parametrize(
    ("given_value", "expected"),
    [
        ("eu-west-3", "eu-west-3"),
        ("true", True),
        ("false", False),
        ('{"tags": {"ght": "gpne"}}', {"tags": {"ght": "gpne"}}),
        ("[1]", [1]),
        ("{not json", "{not json"),
        (True, True),
        (Secret("true"), Secret(True)),
        (UNKNOWN, UNKNOWN),
    ],
)
def test_provider_inputs_travel_as_text(given_value: object, expected: object) -> None:
    assert read_provider_inputs({"key": given_value}) == {"key": expected}
