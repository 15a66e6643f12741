from pathlib import Path

import pytest

from hds_landing.errors import OutputError
from hds_landing.report.output_folder import write_text, write_tree


def test_every_text_is_written_under_its_path(tmp_path: Path) -> None:
    written = write_tree(tmp_path / "out", {"a.txt": "é", "deep/b.txt": "b"})
    assert written == (tmp_path / "out" / "a.txt", tmp_path / "out" / "deep" / "b.txt")
    assert written[0].read_text(encoding="utf-8") == "é"
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.txt", "deep"]


def test_what_stood_there_is_replaced_and_the_rest_stays(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("old")
    (tmp_path / "mine.txt").write_text("mine")
    write_tree(tmp_path, {"a.txt": "new"})
    assert (tmp_path / "a.txt").read_text() == "new"
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_file_where_the_folder_should_be_is_an_error_and_stays(tmp_path: Path) -> None:
    blocked = tmp_path / "out"
    blocked.write_text("precious")
    with pytest.raises(OutputError, match="cannot be written"):
        write_tree(blocked, {"a.txt": "a"})
    assert blocked.read_text() == "precious"


def test_nothing_is_written_where_one_text_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        write_tree(tmp_path, {"a.txt": "a", "x" * 300: "b"})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_cannot_be_written_as_a_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is a folder"):
        write_text(tmp_path, "a")


def test_a_text_in_pieces_is_written_as_the_whole(tmp_path: Path) -> None:
    write_text(tmp_path / "whole.txt", "one\ntwé\n")
    write_text(tmp_path / "pieces.txt", iter(("one\n", "twé", "\n")))
    assert (tmp_path / "pieces.txt").read_bytes() == (tmp_path / "whole.txt").read_bytes()
