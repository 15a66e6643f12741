import pytest

from hds_landing.rules.durations import duration_days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("P30D", 30),
        ("p1y", 365),
        ("P1M", 30),
        ("P12W", 84),
        ("PT0S", 0),
        ("PT12H", 0.5),
        ("P1Y2M3DT24H", 365 + 60 + 3 + 1),
        ("P", None),
        ("30D", None),
        ("P30", None),
        ("P-1D", None),
        ("", None),
        (30, None),
        (None, None),
        ("P1D ", None),
    ],
)
def test_days_of_a_duration(text: object, days: float | None) -> None:
    assert duration_days(text) == (None if days is None else pytest.approx(days))


def test_a_duration_beyond_numbers_is_long() -> None:
    assert duration_days(f"P{'9' * 400}D") is None or duration_days(f"P{'9' * 400}D") > 1e300
