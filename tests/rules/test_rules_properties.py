import pytest

from hds_landing.inventory.resource import UNKNOWN, Secret
from hds_landing.rules.properties import ABSENT, Found, find, find_one, shown

TREE = {
    "a": {"b": 1, "none": None, "secret": Secret({"c": "hush"})},
    "list": [{"x": 1}, {}, {"x": UNKNOWN}, UNKNOWN, "odd"],
    "unknown": UNKNOWN,
    "empty": [],
    "one": {"x": 7},
    "text": "t",
}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.b", [("a.b", 1)]),
        ("a.none", [("a.none", ABSENT)]),
        ("a.nothing.here", [("a.nothing.here", ABSENT)]),
        ("nothing", [("nothing", ABSENT)]),
        ("unknown.b.c", [("unknown.b.c", UNKNOWN)]),
        ("text.b", [("text.b", UNKNOWN)]),
        (
            "list[*].x",
            [
                ("list[0].x", 1),
                ("list[1].x", ABSENT),
                ("list[2].x", UNKNOWN),
                ("list[3].x", UNKNOWN),
                ("list[4].x", UNKNOWN),
            ],
        ),
        ("empty[*].x", []),
        ("nothing[*].x", []),
        ("nothing.here[*].x", []),
        ("unknown[*].x", [("unknown.x", UNKNOWN)]),
        ("text[*].x", [("text.x", UNKNOWN)]),
        ("one[*].x", [("one.x", 7)]),
    ],
)
def test_what_stands_at_a_path(path: str, expected: list[tuple[str, object]]) -> None:
    assert [(found.path, found.value) for found in find(TREE, path)] == expected


def test_a_secret_is_opened_and_not_shown() -> None:
    found = find_one(TREE, "a.secret.c")
    assert (found.value, found.secret) == ("hush", True)
    assert str(found) == "a.secret.c is [secret]"
    assert find_one({"a": Secret()}, "a.b").value is UNKNOWN
    assert find_one({"a": Secret(Secret(3))}, "a") == Found("a", 3, True)


def test_properties_that_are_not_known_at_all() -> None:
    assert find_one(UNKNOWN, "a.b").value is UNKNOWN


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("eu-west-3", '"eu-west-3"'),
        ("a" * 100, '"' + "a" * 80 + '..."'),
        ("\x1b[31mred", r"'\x1b[31mred'"),
        ("\ud800", r"'\ud800'"),
        (True, "true"),
        (30.0, "30"),
        (0.5, "0.5"),
        ({"password": "hush"}, "an object"),
        (["hush"], "a list"),
        (ABSENT, "not set"),
        (UNKNOWN, "unknown"),
    ],
)
def test_values_in_messages(value: object, text: str) -> None:
    assert shown(value) == text
