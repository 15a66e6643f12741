"""What holds for every data file: sources that exist, dates, wording."""

import re
from datetime import date

import pytest

from hds_landing.catalogue.facts import DATA, UNKNOWN, read_facts, read_rows, resolve

FILES = sorted(file.stem for file in DATA.glob("*.yaml"))
TABLES = [name for name in FILES if name != "edition"]
SOURCES = {"a": {"name": "A", "checked_on": date(2026, 3, 1)}, "b": {"name": "B", "checked_on": date(2026, 2, 1)}}

FORBIDDEN = re.compile(r"\b(compliant|memory|find_string|analyst|todo|prototype)\b", re.IGNORECASE)


def references(row, field):
    given = row.get(field, UNKNOWN)
    return [given] if isinstance(given, str) else given


def test_there_are_data_files():
    assert {"countries", "regions_aws", "regions_azure", "services_aws", "services_azure", "requirements"} <= set(FILES)


@pytest.mark.parametrize("name", TABLES)
def test_every_row_names_a_source_that_the_file_declares(name):
    facts = read_facts(name)
    assert facts["rows"]
    for row in facts["rows"]:
        full = {**facts.get("defaults", {}), **row}
        for field in ("source", "hds_source"):
            unknown_ids = [id_ for id_ in references(full, field) if id_ != UNKNOWN and id_ not in facts["sources"]]
            assert not unknown_ids, full
        assert full["source"], full


@pytest.mark.parametrize("name", TABLES)
def test_every_source_is_named_dated_and_used(name):
    facts = read_facts(name)
    used = {
        id_
        for row in facts["rows"]
        for field in ("source", "hds_source")
        for id_ in references({**facts.get("defaults", {}), **row}, field)
    }
    for id_, source in facts["sources"].items():
        assert source["name"].strip()
        assert isinstance(source["checked_on"], date)
        assert id_ in used


@pytest.mark.parametrize("name", TABLES)
def test_no_source_was_checked_after_the_edition(name):
    edition = read_facts("edition")["date"]
    assert all(source["checked_on"] <= edition for source in read_facts(name)["sources"].values())


@pytest.mark.parametrize("name", TABLES)
def test_a_row_without_date_says_unknown(name):
    for row in read_rows(name):
        assert (row["source"] == UNKNOWN) == (row["checked_on"] is None), row


@pytest.mark.parametrize("file", [*DATA.glob("*.yaml"), *DATA.parent.glob("*.py")], ids=lambda file: file.name)
def test_forbidden_words_are_absent(file):
    assert FORBIDDEN.findall(file.read_text(encoding="utf-8")) == []


def test_several_sources_are_joined_and_the_oldest_check_counts():
    assert resolve(["a", "b"], SOURCES) == ("A; B", date(2026, 2, 1))
    assert resolve("a", SOURCES) == ("A", date(2026, 3, 1))


def test_unknown_has_no_date():
    assert resolve(UNKNOWN, SOURCES) == (UNKNOWN, None)


def test_a_source_that_is_not_declared_is_a_defect():
    with pytest.raises(KeyError):
        resolve("c", SOURCES)


def test_a_file_that_does_not_exist_is_a_defect():
    with pytest.raises(FileNotFoundError):
        read_facts("nothing")
