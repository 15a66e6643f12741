"""The edition names the facts: same facts, same edition; other facts, another one."""

import re
import shutil

import hds_landing.catalogue
from hds_landing.catalogue import edition, facts


def edition_of(folder, monkeypatch):
    monkeypatch.setattr(edition, "DATA", folder)
    edition.edition.cache_clear()
    try:
        return edition.edition()
    finally:
        edition.edition.cache_clear()


def test_version_is_a_date_and_a_hash():
    version = hds_landing.catalogue.version()
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}\+[0-9a-f]{12}", version)
    assert version.startswith(facts.read_facts("edition")["date"].isoformat())


def test_one_changed_fact_changes_the_version(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    shutil.copytree(facts.DATA, folder)
    before = edition_of(folder, monkeypatch)
    assert before == edition_of(facts.DATA, monkeypatch)
    countries = folder / "countries.yaml"
    countries.write_text(countries.read_text(encoding="utf-8").replace("Norway", "Norge"), encoding="utf-8")
    assert edition_of(folder, monkeypatch) != before
