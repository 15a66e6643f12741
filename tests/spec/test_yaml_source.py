"""A file that may be wrong in any way, and the positions of one that is right."""

from pathlib import Path

import pytest

from hds_landing.errors import SpecError
from hds_landing.spec.source import SpecSource, dotted
from hds_landing.spec.yaml_document import MAX_VALUES
from hds_landing.spec.yaml_source import MAX_BYTES, parse_yaml, read_yaml

TEXT = """\
a: 1
b:
  c: [x, {d: 2}]
  e:
    - f: 3
    - 4
g: {h: 5}
"""


@pytest.fixture(scope="module")
def source() -> SpecSource:
    return parse_yaml(TEXT, Path("spec.yaml"))


def test_data(source: SpecSource) -> None:
    assert source.data == {"a": 1, "b": {"c": ["x", {"d": 2}], "e": [{"f": 3}, 4]}, "g": {"h": 5}}


@pytest.mark.parametrize(
    ("path", "position"),
    [
        ((), (1, 1)),
        (("a",), (1, 4)),
        (("b",), (2, 1)),
        (("b", "c"), (3, 6)),
        (("b", "c", 1), (3, 10)),
        (("b", "c", 1, "d"), (3, 14)),
        (("b", "e"), (4, 3)),
        (("b", "e", 0), (5, 7)),
        (("b", "e", 0, "f"), (5, 10)),
        (("b", "e", 1), (6, 7)),
        (("g",), (7, 4)),
        (("g", "missing", 4), (7, 4)),
        (("nowhere",), (1, 1)),
    ],
)
def test_positions_of_values(source: SpecSource, path: tuple[str | int, ...], position: tuple[int, int]) -> None:
    assert source.locate(path) == position


def test_positions_of_keys(source: SpecSource) -> None:
    assert source.locate_key(("g", "h")) == (7, 5)
    assert source.locate_key(("b", "e", 1)) == (6, 7)
    assert source.locate_key(("g", "missing")) == (7, 4)


def test_dotted() -> None:
    assert dotted(("flows", 2, "from")) == "flows[2].from"
    assert dotted(("a\nb", "x" * 80)) == f"a\\nb.{'x' * 57}..."
    assert dotted(()) == ""


def test_alias_within_bounds_is_a_copy() -> None:
    source = parse_yaml("a: &x {b: [1]}\nc: *x\n", Path("spec.yaml"))
    assert source.data == {"a": {"b": [1]}, "c": {"b": [1]}}
    assert source.locate(("c", "b", 0)) == (2, 4)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: *x", "spec.yaml:1:4: a: the alias '*x' has no anchor before it, or stands inside its own."),
        ("a: &x [*x]", "spec.yaml:1:8: a[0]: the alias '*x' has no anchor before it, or stands inside its own."),
        ("a: 1\na: 2", "spec.yaml:2:1: the key 'a' is given twice, first in line 1. Remove one."),
        ("a: 1\na: [{b: 1}, 2]\nb: 010", None),
        ("? [1]\n: 2", "spec.yaml:1:3: a key is a plain text; a list, a mapping or an alias is not accepted here."),
        ("!!int 1: 2", "spec.yaml:1:1: the YAML tag '!!int' is not accepted on a key."),
        ("a: !!set {b}", "spec.yaml:1:4: a: the YAML tag '!!set' is not accepted. Write the value without a tag."),
        ("a: \x07", "spec.yaml:1:4: a control character stands here, which YAML does not allow."),
        (
            "a: !<tag:%0Ax> 1",
            "spec.yaml:1:4: a: the YAML tag 'tag:\\nx' is not accepted. Write the value without a tag.",
        ),
        ('"a\\nb": 1\n"a\\nb": 2', "spec.yaml:2:1: the key 'a\\nb' is given twice, first in line 1. Remove one."),
        ("text", "spec.yaml:1:1: the spec is a single value. It is a mapping that starts with 'apiVersion'."),
        ("", "spec.yaml:1:1: the spec is empty. It is a mapping that starts with 'apiVersion'."),
        ("{" * 40, "spec.yaml:1:2: a key is a plain text; a list, a mapping or an alias is not accepted here."),
    ],
)
def test_refused_text(text: str, message: str | None) -> None:
    with pytest.raises(SpecError) as refused:
        parse_yaml(text, Path("spec.yaml"))
    if message is None:
        assert [problem.line for problem in refused.value.problems] == [2, 3]
    else:
        assert str(refused.value) == message


@pytest.mark.parametrize("key", ["1", "NO", "null", "2026-01-01", "1.5"])
def test_a_key_is_the_text_that_was_written(key: str) -> None:
    assert parse_yaml(f"{key}: x", Path("spec.yaml")).data == {key: "x"}


def test_a_long_text_repeated_by_aliases_is_counted_by_its_length() -> None:
    text = f"a: &x {'y' * 50_000}\nb: [{', '.join(['*x'] * 100)}]\n"
    with pytest.raises(SpecError, match=f"more than {MAX_VALUES} values"):
        parse_yaml(text, Path("spec.yaml"))


def test_a_deep_document_is_refused_before_it_is_built() -> None:
    with pytest.raises(SpecError, match="nested more than 30 levels"):
        parse_yaml("a: " + "[" * 200_000, Path("spec.yaml"))


def test_not_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "spec.yaml"
    path.write_bytes(b"a: 1\nb: \xc3\xa9t\xe9\n")
    with pytest.raises(SpecError) as refused:
        read_yaml(path)
    assert str(refused.value) == f"{path}:2:6: byte 0xe9 is not UTF-8. Save the spec as UTF-8."


def test_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "spec.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read_yaml(path).data == {"a": 1}


def test_size_limit(tmp_path: Path) -> None:
    path = tmp_path / "spec.yaml"
    path.write_bytes(b"a: 1\n" + b"#" * (MAX_BYTES - 5))
    assert read_yaml(path).data == {"a": 1}
    path.write_bytes(b"a: 1\n" + b"#" * (MAX_BYTES - 4))
    with pytest.raises(SpecError, match="larger than 1000000 bytes"):
        read_yaml(path)


@pytest.mark.parametrize("name", ["missing.yaml", "", "nul\x00.yaml"])
def test_unreadable_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(SpecError, match="the spec cannot be read"):
        read_yaml(tmp_path / name)
