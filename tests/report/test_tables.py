import pytest

from hds_landing.report.console import terminal
from hds_landing.report.tables import table

COLUMNS = ("owner", "ranges", "net", "subnets", "keys", "logs", "vaults", "all")


def test_a_row_with_the_longest_key_keeps_every_figure(capsys: pytest.CaptureFixture[str]) -> None:
    row = ("shared-" + "x" * 20, "10.255.255.0/22", "1", "24", "5", "4", "2", "1073")
    table(terminal(), "title", COLUMNS, [row], wraps=("owner",))
    printed = capsys.readouterr().out
    assert max(len(line) for line in printed.splitlines()) <= 80
    for value in row[1:]:
        assert value in printed
    assert "…" not in printed


def test_an_empty_table_still_has_its_heading(capsys: pytest.CaptureFixture[str]) -> None:
    table(terminal(), "title", COLUMNS, [])
    assert "vaults" in capsys.readouterr().out
