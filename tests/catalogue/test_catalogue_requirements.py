"""Requirements: unique, labelled in both languages, and all of EXI 01 to 31."""

import pytest

from hds_landing.catalogue.facts import read_facts
from hds_landing.catalogue.requirements import all_requirements, find_requirement, hosting_activities
from hds_landing.spec.governance import Activities

FRAMEWORKS = {"HDS", "SNC", "PGSSI-S", "MSSanté", "NIS2", "CNIL", "GDPR", "CSP", "ISO27001"}


def test_ids_are_unique():
    ids = [row["id"] for row in read_facts("requirements")["rows"]]
    assert len(ids) == len(set(ids)) == len(all_requirements())


def test_every_requirement_is_labelled_in_french_and_in_english():
    for requirement in all_requirements():
        assert requirement.title_fr.strip(), requirement.id
        assert requirement.title_en.strip(), requirement.id
        assert requirement.title_fr != requirement.title_en, requirement.id
        assert len(requirement.title_fr) <= 120, requirement.id
        assert len(requirement.title_en) <= 120, requirement.id


def test_values_stay_in_their_vocabulary():
    for requirement in all_requirements():
        assert requirement.framework in FRAMEWORKS
        assert requirement.auditable in {"configuration", "partial", "manual"}


def test_what_configuration_can_show_names_its_evidence():
    bare = [r.id for r in all_requirements() if r.auditable == "configuration" and not r.evidence]
    assert bare == []


def test_every_requirement_has_a_source_and_a_date_or_says_unknown():
    unknown = {requirement.id for requirement in all_requirements() if requirement.source == "unknown"}
    assert unknown == {"GDPR-32", "GDPR-33", "GDPR-35"}
    assert all((r.checked_on is None) == (r.id in unknown) for r in all_requirements())


@pytest.mark.parametrize("number", range(1, 32))
def test_the_thirty_one_hds_requirements_are_there(number):
    requirement = find_requirement(f"HDS-EXI-{number:02}")
    assert requirement is not None
    assert requirement.framework == "HDS"


@pytest.mark.parametrize(
    ("requirement_id", "auditable"),
    [
        ("HDS-EXI-05-A", "partial"),
        ("HDS-EXI-05-C", "partial"),
        ("HDS-EXI-05-D-C", "partial"),
        ("HDS-EXI-05-H", "partial"),
        ("HDS-EXI-15-C", "partial"),
        ("HDS-EXI-28", "partial"),
        ("HDS-EXI-30", "manual"),
        ("HDS-CH-8", "partial"),
        ("SNC-10.1", "configuration"),
        ("SNC-12.6", "configuration"),
        ("SNC-19.6", "manual"),
        ("NIS2-21.2-C", "partial"),
        ("CNIL-LOG", "configuration"),
        ("CSP-R.1112-7", "partial"),
        ("ISO27001-A.8.24", "configuration"),
    ],
)
def test_how_far_a_requirement_can_be_shown(requirement_id, auditable):
    assert find_requirement(requirement_id).auditable == auditable


@pytest.mark.parametrize("requirement_id", ["", "HDS-EXI-32", "hds-exi-28", "HDS-EXI-28 ", "EXI 28"])
def test_only_the_exact_id_is_found(requirement_id):
    assert find_requirement(requirement_id) is None


def test_the_six_activities_carry_the_names_of_the_spec():
    names = [field.alias or name for name, field in Activities.model_fields.items()]
    assert [activity.id for activity in hosting_activities()] == names
    assert [activity.number for activity in hosting_activities()] == [1, 2, 3, 4, 5, 6]
    for activity in hosting_activities():
        assert activity.title_fr.strip()
        assert activity.title_en.strip()
        assert activity.meaning.strip()
        assert activity.checked_on is not None
