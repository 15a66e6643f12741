import codecs
import hashlib
import json
from pathlib import Path

import pytest

from hds_landing.catalogue.edition import edition
from hds_landing.errors import InputError
from hds_landing.inventory import read
from hds_landing.inventory.read import read_inventory
from hds_landing.inventory.resource import Origin
from tests.inventory.states import bucket, preview, stack, state, step


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "whatever.txt"


def test_content_decides_and_not_the_name(file: Path) -> None:
    file.write_text(json.dumps(state(stack(), bucket())))
    assert read_inventory(file).origin is Origin.STATE_EXPORT
    file.write_text(json.dumps(preview(step("same", stack()))))
    assert read_inventory(file).origin is Origin.PREVIEW


def test_an_inventory_says_what_it_was_read_from(file: Path) -> None:
    file.write_text(json.dumps(state(stack())))
    inventory = read_inventory(file)
    assert inventory.input_sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert inventory.catalogue_version == edition()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_text_as_windows_writes_it_is_read(file: Path, encoding: str) -> None:
    file.write_bytes(codecs.encode(json.dumps(state(stack())), encoding))
    assert len(read_inventory(file).resources) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty."),
        (b" \n", "the file is empty."),
        (b"version: 3", "line 1, column 1: not JSON: Expecting value. Accepted are"),
        (b'{"version": 3,', "line 1, column 15: not JSON"),
        (b'{"steps": NaN}', "not JSON text."),
        (b'{"steps": ' + b"1" * 5000 + b"}", "not JSON text."),
        (b"\xff\xfe\xff", "not JSON text."),
        (b"PK\x03\x04\xff\xff\xff", "not JSON text."),
        (b"[]", "JSON, but not an inventory."),
        (b'"deployment"', "JSON, but not an inventory."),
        (b'{"format_version": "1.2", "terraform_version": "1.9.0"}', "JSON, but not an inventory."),
        (b'{"config": {}, "duration": 3}', "a preview without any step. Add --show-sames"),
        (b"[" * 200_000, "nested too deeply"),
        (json.dumps(state()).encode(), "there is no resource in it"),
        (json.dumps(preview()).encode(), "there is no resource in it"),
        (json.dumps(state() | {"version": 1}).encode(), "version: expected 3 or 4, found 1."),
    ],
)
def test_what_is_not_an_inventory_is_refused(file: Path, content: bytes, message: str) -> None:
    file.write_bytes(content)
    with pytest.raises(InputError) as refusal:
        read_inventory(file)
    assert str(refusal.value).startswith(f"{file}: ")
    assert message in str(refusal.value)


def test_deep_properties_are_refused(file: Path) -> None:
    deep: object = "end"
    for _ in range(150):
        deep = [deep]
    file.write_text(json.dumps(state(bucket(inputs={"a": deep}))))
    with pytest.raises(InputError, match=r"deployment\.resources\[0\]\.inputs: nested more deeply"):
        read_inventory(file)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read: No such file"):
        read_inventory(tmp_path / "none.json")
    with pytest.raises(InputError, match="cannot be read: Is a directory"):
        read_inventory(tmp_path)


def test_a_file_beyond_measure_is_refused_unread(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text(json.dumps(state(stack())))
    monkeypatch.setattr(read, "MAX_BYTES", 10)
    with pytest.raises(InputError, match="the most that is read is 0 MB"):
        read_inventory(file)
