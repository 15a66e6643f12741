"""Whatever a spec says, it is read or refused; nothing else happens."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hds_landing.errors import SpecError
from hds_landing.spec.checks.every_check import check_spec
from hds_landing.spec.load import load_spec, read_model
from hds_landing.spec.schema import json_schema
from hds_landing.spec.yaml_source import parse_yaml

TODAY = date(2026, 11, 22)
FILE = Path("spec.yaml")
EXAMPLES = Path(__file__).parents[2] / "examples"
TEXTS = [
    Path(__file__).with_name("good.yaml").read_text(encoding="utf-8"),
    (EXAMPLES / "grand-paris-nord-est" / "landing-zone.yaml").read_text(encoding="utf-8"),
]
FRAGMENTS = [
    *(":", "-", "?", "&", "*", "!", "|", ">", "'", '"', "%", "@", "`", "{", "}", "[", "]", ",", "#", "~", "=", "<<"),
    *("---", "...", "\t", "\n", "\r", "\\", "\0", "\x85", "\u2028", "\ufeff", "&a", "*a", "!!str", "!!binary"),
    *("!!python/object:os.system", "{}", "[]", "null", "NO", "010", "1e999", "-1", "99999999999999999999"),
    *("10.0.0.0/8", "10.1.2.3/33", "300.1.1.1/8", "2001:db8::/32", "0/tcp", "65536/tcp", "*."),
    *("site:", "site:x/", "shared:", "shared:dpi"),
]


def outcome(text: str) -> list[str]:
    """Messages about a text, empty where it is accepted; each problem has a place and one line."""
    try:
        spec = read_model(parse_yaml(text, FILE))
    except SpecError as error:
        refused = error
    else:
        return [problem.message for problem in check_spec(spec, TODAY)]
    assert refused.problems
    for problem in refused.problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.message.isprintable()
    return [problem.message for problem in refused.problems]


@st.composite
def edited_texts(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        piece = draw(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=6), st.just(text[start : start + 60])))
        text = text[:start] + piece + text[end:]
    return text


@st.composite
def shuffled_lines(draw: st.DrawFn) -> str:
    lines = draw(st.sampled_from(TEXTS)).splitlines()
    for _ in range(draw(st.integers(1, 3))):
        line = lines.pop(draw(st.integers(0, len(lines) - 1)))
        lines.insert(draw(st.integers(0, len(lines))), draw(st.sampled_from(["", "  ", "    "])) + line.strip())
    return "\n".join(lines)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(edited_texts(), shuffled_lines()))
def test_edited_text(text: str) -> None:
    outcome(text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    assert outcome(text)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200))
def test_any_bytes(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "spec.yaml"
    path.write_bytes(content)
    with pytest.raises(SpecError) as refused:
        load_spec(path, TODAY)
    assert refused.value.problems


def _all_field_names() -> list[str]:
    schema = json_schema()
    return sorted({name for part in (schema, *schema["$defs"].values()) for name in part.get("properties", ())})


scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(FRAGMENTS),
    st.sampled_from(["health", "azure", "trial", "2027-01-01", "nord", "francecentral", "10.64.0.0/12", "443/tcp"]),
    st.text(max_size=20),
)
json_like = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.sampled_from(_all_field_names()), st.text(max_size=8)), inner, max_size=5),
    ),
    max_leaves=12,
)
GOOD: Any = parse_yaml(TEXTS[0], FILE).data


def _places(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(place for key, value in items for place in _places(value, (*path, key)))]


@st.composite
def altered_data(draw: st.DrawFn) -> Any:
    data = json.loads(json.dumps(GOOD))
    for path in draw(st.lists(st.sampled_from(_places(GOOD)[1:]), min_size=1, max_size=3)):
        *parents, last = path
        place = data
        for part in parents:
            place = place[part] if _holds(place, part) else None
        if _holds(place, last):
            place[last] = draw(json_like)
    return data


def _holds(place: Any, part: str | int) -> bool:
    if isinstance(place, dict):
        return part in place
    return isinstance(place, list) and isinstance(part, int) and part < len(place)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(altered_data(), st.dictionaries(st.sampled_from(_all_field_names()), json_like, max_size=6)))
def test_any_data(data: Any) -> None:
    outcome(json.dumps(data))
