import pytest

from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Passed, Unconfirmed, Undetermined, worst


@pytest.mark.parametrize(
    ("judgements", "expected"),
    [
        ([], NOT_APPLICABLE),
        ([NOT_APPLICABLE], NOT_APPLICABLE),
        ([None, NOT_APPLICABLE], None),
        ([NOT_APPLICABLE, Passed("a")], Passed("a")),
        ([None, Undetermined("a"), Undetermined("b")], Undetermined("a; b")),
        ([None, Unconfirmed("a"), Unconfirmed("b")], Unconfirmed("a; b")),
        ([Unconfirmed("a"), Undetermined("b")], Undetermined("b")),
        ([None, Undetermined("a"), "b", "c"], "b; c"),
    ],
)
def test_several_become_one(judgements: list[Judgement], expected: Judgement) -> None:
    assert worst(judgements) == expected
