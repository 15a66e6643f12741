"""FINESS numbers and their Luhn key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hds_landing.spec.checks.finess import luhn_key


@pytest.mark.parametrize(
    ("first_eight", "key"),
    [
        ("99000001", "0"),
        ("99000002", "8"),
        ("00000000", "0"),
        ("99999999", "8"),
        ("2A000001", "4"),  # as 21000001
        ("21000001", "4"),
        ("2B000002", "0"),  # as 22000002
        ("22000002", "0"),
    ],
)
def test_luhn_key(first_eight: str, key: str) -> None:
    assert luhn_key(first_eight) == key


digits = st.text("0123456789", min_size=8, max_size=8)


@given(digits, st.integers(0, 7), st.integers(1, 9))
def test_one_wrong_digit_changes_the_key(number: str, place: int, shift: int) -> None:
    wrong = str((int(number[place]) + shift) % 10)
    assert luhn_key(number[:place] + wrong + number[place + 1 :]) != luhn_key(number)


@given(digits)
def test_number_with_its_key_sums_to_a_multiple_of_ten(number: str) -> None:
    doubled = {0: 0, 1: 2, 2: 4, 3: 6, 4: 8, 5: 1, 6: 3, 7: 5, 8: 7, 9: 9}
    whole = [int(digit) for digit in number + luhn_key(number)]
    assert (sum(whole[0::2]) + sum(doubled[digit] for digit in whole[1::2])) % 10 == 0
