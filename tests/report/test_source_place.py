from pathlib import Path

import pytest

from hds_landing.report.source_place import place_of, relative, uri_of


@pytest.mark.parametrize(
    ("source", "file", "line"),
    [
        ("app.py:12", "app.py", 12),
        ("infra/a b.py:1", "infra/a b.py", 1),
        ("a:b.py:3", "a:b.py", 3),
        ("/elsewhere/app.py:7", "/elsewhere/app.py", 7),
    ],
)
def test_a_source_is_a_file_and_a_line(source: str, file: str, line: int) -> None:
    place = place_of(source)
    assert place
    assert (place.file, place.line) == (file, line)


@pytest.mark.parametrize("source", [None, "", "app.py", "app.py:", ":3", "app.py:x", "app.py:0", "app.py:-1", "a.py:²"])
def test_what_is_not_one_has_no_place(source: str | None) -> None:
    assert place_of(source) is None


def test_files_are_named_from_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert relative(str(tmp_path / "infra" / "app.py")) == "infra/app.py"
    assert relative("/elsewhere/app.py") == "/elsewhere/app.py"


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("infra/app.py", "infra/app.py"),
        ("a b#c?.py", "a%20b%23c%3F.py"),
        ("x:y.py", "x%3Ay.py"),
        ("é.py", "%C3%A9.py"),
        ("/abs/app.py", "file:///abs/app.py"),
        ("\ud800.py", "%5Cud800.py"),
    ],
)
def test_a_file_is_a_uri_reference(file: str, uri: str) -> None:
    assert uri_of(file) == uri
