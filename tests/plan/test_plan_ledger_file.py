"""The ledger's file: what is written is read again, and nothing in it is ever lost."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planned_specs import a_ledger, hospital, https

from hds_landing.errors import InputError, OutputError
from hds_landing.plan.ledger import AddressLedger, ledger_text, read_ledger, write_ledger

HEAD = "apiVersion: hds-landing/addresses/v1\n"


def test_no_file_is_an_empty_ledger(tmp_path: Path) -> None:
    assert read_ledger(tmp_path / "none.yaml") == AddressLedger()


def test_what_is_written_is_read(tmp_path: Path) -> None:
    ledger = a_ledger(establishments={"alpha": hospital(), "bravo": hospital()}, flows=[https("alpha", "bravo")])
    path = tmp_path / "landing-zone.addresses.yaml"
    write_ledger(path, ledger)
    assert read_ledger(path) == ledger
    assert ledger.sids
    assert ledger.priorities
    assert [item.name for item in tmp_path.iterdir()] == [path.name], "no temporary file stays"


def test_the_file_says_what_it_is_and_has_one_line_per_entry() -> None:
    text = ledger_text(AddressLedger({"hub": "10.64.0.0/20", "alpha": "10.64.16.0/22"}, {"a-1": 1000000}))
    assert text.startswith("# Address ledger of a landing zone")
    assert text.partition("apiVersion")[2] == (
        ": hds-landing/addresses/v1\n"
        "ranges:\n  alpha: 10.64.16.0/22\n  hub: 10.64.0.0/20\n"
        "sids:\n  a-1: 1000000\n"
        "priorities: {}\n"
    )


@given(order=st.permutations(["alpha", "bravo", "hub"]))
def test_the_same_ledger_is_the_same_bytes(order: list[str]) -> None:
    ranges = {"alpha": "10.64.16.0/22", "bravo": "10.64.24.0/22", "hub": "10.64.0.0/20"}
    assert ledger_text(AddressLedger({key: ranges[key] for key in order})) == ledger_text(AddressLedger(ranges))


_keys = st.from_regex(r"[a-z][a-z0-9-]{0,8}(/[a-z][a-z0-9-]{0,8}(/[2-9])?)?", fullmatch=True)
_cidrs = st.ip_addresses(v=4).map(lambda address: f"{address}/32")


@given(
    ranges=st.dictionaries(_keys, _cidrs, max_size=8),
    sids=st.dictionaries(_keys, st.integers(1_000_000, 9_999_999), max_size=8),
    priorities=st.dictionaries(_keys, st.integers(200, 3900), max_size=8),
)
def test_every_ledger_survives_its_file(
    tmp_path_factory: pytest.TempPathFactory, ranges: dict[str, str], sids: dict[str, int], priorities: dict[str, int]
) -> None:
    path = tmp_path_factory.mktemp("ledger") / "x.addresses.yaml"
    ledger = AddressLedger(ranges, sids, priorities)
    write_ledger(path, ledger)
    assert read_ledger(path) == ledger


def test_an_unchanged_ledger_is_not_rewritten(tmp_path: Path) -> None:
    path = tmp_path / "x.addresses.yaml"
    write_ledger(path, a_ledger())
    before = path.stat()
    write_ledger(path, a_ledger())
    assert path.stat().st_ino == before.st_ino


def test_the_mode_of_the_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "x.addresses.yaml"
    write_ledger(path, AddressLedger())
    assert path.stat().st_mode & 0o777 == 0o644
    path.chmod(0o600)
    write_ledger(path, a_ledger())
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("after", "lost"),
    [
        (AddressLedger(), "alpha (recorded 10.64.16.0/22, now absent)"),
        (AddressLedger({"alpha": "10.64.20.0/22"}), "alpha (recorded 10.64.16.0/22, now 10.64.20.0/22)"),
    ],
)
def test_an_entry_is_never_lost(tmp_path: Path, after: AddressLedger, lost: str) -> None:
    path = tmp_path / "x.addresses.yaml"
    write_ledger(path, AddressLedger({"alpha": "10.64.16.0/22"}))
    before = path.read_bytes()
    with pytest.raises(InputError) as error:
        write_ledger(path, after)
    assert str(error.value) == f"{path}: writing would lose entries of the ledger: {lost}"
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"nowhere/x\.yaml: the address ledger cannot be written"):
        write_ledger(tmp_path / "nowhere" / "x.yaml", AddressLedger())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "1: apiVersion must be hds-landing/addresses/v1; restore the file from version control"),
        ("apiVersion: v2\n", "1: apiVersion must be hds-landing/addresses/v1; restore the file from version control"),
        ("ranges: [\n", "2: not YAML: expected the node content, but found '<stream end>'"),
        ("- a\n", "1: expected `key: value` lines"),
        (f"{HEAD}names: {{}}\n", "2: unknown section names; allowed: ranges, sids, priorities"),
        (f"{HEAD}ranges:\n  Alpha: 10.0.0.0/22\n", "3: 'Alpha' is not a ledger key"),
        (f"{HEAD}ranges:\n  a: 10.0.0.0/22\n  a: 10.0.4.0/22\n", "4: a is already on line 3"),
        (
            f"{HEAD}ranges:\n  a: 10.0.0.1/22\n",
            "3: a: '10.0.0.1/22' is not an IPv4 range like 10.64.16.0/20 (10.0.0.1/22 has host bits set)",
        ),
        (f"{HEAD}ranges:\n  a/app/x: 10.0.0.0/22\n", "3: 'a/app/x' is not a ledger key"),
        (f"{HEAD}ranges:\n  a: [10.0.0.0/22]\n", "3: a: "),
        (f"{HEAD}sids:\n  a: 999999\n", "3: a: '999999' is not a whole number from 1000000 to 9999999"),
        (f"{HEAD}sids:\n  a: x\n", "3: a: 'x' is not a whole number from 1000000 to 9999999"),
        (f"{HEAD}priorities:\n  a: 3901\n", "3: a: '3901' is not a whole number from 200 to 3900"),
        (f"{HEAD}priorities: 3\n", "2: expected `key: value` lines"),
    ],
)
def test_a_corrupt_file_says_where(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "x.addresses.yaml"
    path.write_text(text)
    with pytest.raises(InputError) as error:
        read_ledger(path)
    assert str(error.value).startswith(f"{path}:{message}")


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "x.addresses.yaml"
    path.write_bytes(os.urandom(16) + b"\xff\xfe")
    with pytest.raises(InputError, match="cannot be read"):
        read_ledger(path)


@given(text=st.text(max_size=200))
def test_any_text_is_a_ledger_or_a_clear_error(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("ledger") / "x.addresses.yaml"
    path.write_bytes((HEAD + text).encode("utf-8", "surrogatepass"))
    try:
        ledger = read_ledger(path)
    except InputError as error:
        message = str(error)
    else:
        message = f"{path}: nothing wrong"
        assert AddressLedger(**vars(ledger)) == ledger
    assert message.startswith(str(path))
