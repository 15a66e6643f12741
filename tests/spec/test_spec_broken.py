"""Broken specs, each with its whole error text beside it."""

from datetime import date
from pathlib import Path

import pytest

from hds_landing.errors import SpecError
from hds_landing.spec.load import load_spec

BROKEN = Path(__file__).parent / "broken"
TODAY = date(2026, 11, 22)
CASES = sorted(path.stem for path in BROKEN.glob("*.yaml"))


@pytest.mark.parametrize("case", CASES)
def test_whole_error_text(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BROKEN)
    with pytest.raises(SpecError) as refused:
        load_spec(Path(f"{case}.yaml"), TODAY)
    assert f"{refused.value}\n" == (BROKEN / f"{case}.txt").read_text(encoding="utf-8")
    assert refused.value.exit_code == 2


def test_every_case_has_its_text_and_every_text_its_case() -> None:
    assert len(CASES) >= 25
    assert sorted(path.stem for path in BROKEN.glob("*.txt")) == CASES


@pytest.mark.parametrize("case", CASES)
def test_problems_point_into_the_file(case: str) -> None:
    path = BROKEN / f"{case}.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    with pytest.raises(SpecError) as refused:
        load_spec(path, TODAY)
    for problem in refused.value.problems:
        assert 1 <= problem.line <= len(lines) + 1
        width = len(lines[problem.line - 1]) if problem.line <= len(lines) else 0
        assert 1 <= problem.column <= width + 1
