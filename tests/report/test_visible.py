import pytest
from hypothesis import given
from hypothesis import strategies as st

from hds_landing.report.visible import visible


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain, é 🏥 日本", "plain, é 🏥 日本"),
        ("\x1b[2J", "\\x1b[2J"),
        ("a\r\nb\tc", "a\\r\\nb\\tc"),
        ("\ud800", "\\ud800"),
        ("\u202e", "\\u202e"),
        ("\u2028", "\\u2028"),
        ("\uffff", "\\uffff"),
        ("12\u00a0000\u202fm", "12\u00a0000\u202fm"),
        ("", ""),
    ],
)
def test_what_acts_on_a_terminal_or_a_parser_is_written_as_an_escape(text: str, expected: str) -> None:
    assert visible(text) == expected


@given(st.text(st.characters()))
def test_the_result_is_one_line_of_any_encoding_of_unicode(text: str) -> None:
    shown = visible(text)
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert len(shown.splitlines()) <= 1
    assert visible(shown) == shown
