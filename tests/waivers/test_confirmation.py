"""The confirmation record and its file."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hds_landing.errors import InputError
from hds_landing.waivers.confirmation import Confirmation, refusals, service_token
from hds_landing.waivers.confirmation_file import confirmations_given, read_confirmations

TODAY = date(2026, 11, 22)
GOOD = """\
confirmations:
  - service: aws:s3
    confirmedBy: AWS France, compliance
    confirmedOn: 2026-09-01
    reference: LETTER-2026-114
    expires: 2027-08-31
  - {service: "azure:storage", confirmedBy: Microsoft, confirmedOn: "2026-11-22", reference: 12, expires: 2026-11-22}
"""
S3 = Confirmation("aws:s3", "AWS France, compliance", date(2026, 9, 1), "LETTER-2026-114", date(2027, 8, 31))


@pytest.mark.parametrize(
    ("service", "token", "covered"),
    [
        ("aws:s3", "aws:s3/bucket:Bucket", True),
        ("aws:s3/", "aws:s3/bucket:Bucket", True),
        ("aws:s3/bucket:Bucket", "aws:s3/bucket:Bucket", True),
        ("azure-native:storage", "azure-native:storage:StorageAccount", True),
        ("aws:s3", "aws:s3outposts/endpoint:Endpoint", False),
        ("aws:s3/bucket:Bucket", "aws:s3/bucket:BucketPolicy", False),
        ("aws:s3/bucket", "aws:s3/bucketPolicy:BucketPolicy", False),
        ("aws:S3", "aws:s3/bucket:Bucket", False),
        ("azure-native:storage", "azure-native:storagecache:Cache", False),
    ],
)
def test_what_it_covers(service: str, token: str, covered: bool) -> None:
    assert replace(S3, service=service).covers(token) is covered


@pytest.mark.parametrize(
    ("service", "token"),
    [("azure:storage", "azure-native:storage"), ("aws:s3", "aws:s3"), ("azure-native:sql", "azure-native:sql")],
)
def test_a_cloud_and_a_module_are_a_token(service: str, token: str) -> None:
    assert service_token(service) == token


@pytest.mark.parametrize("service", ["aws", "aws:", "aws:/", ":s3", "", "azure-native::"])
def test_what_names_no_service_is_refused(service: str) -> None:
    (message,) = refusals(replace(S3, service=service), TODAY)
    assert "which names no service" in message


def test_dates() -> None:
    assert refusals(S3, TODAY) == []
    assert "which is still to come" in refusals(replace(S3, confirmed_on=date(2026, 11, 23)), TODAY)[0]
    assert "before confirmedOn" in refusals(replace(S3, expires=date(2026, 8, 31)), TODAY)[0]
    assert refusals(S3, date(2030, 1, 1)) == []
    assert not S3.is_expired(S3.expires)
    assert S3.is_expired(date(2027, 9, 1))


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "confirmations.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_good_file(tmp_path: Path) -> None:
    assert list(read_confirmations(write(tmp_path, GOOD), TODAY)) == [
        S3,
        Confirmation("azure-native:storage", "Microsoft", TODAY, "12", TODAY),
    ]


def test_an_expired_confirmation_is_read_for_a_rule_to_report(tmp_path: Path) -> None:
    first, second = read_confirmations(write(tmp_path, GOOD), date(2027, 1, 1))
    assert not first.is_expired(date(2027, 1, 1))
    assert second.is_expired(date(2027, 1, 1))


def test_every_problem_is_told_with_its_place(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "confirmations:\n"
        "- {service: aws, confirmedBy: AWS, confirmedOn: 2027-01-01, reference: r, expires: 2026-01-01}\n"
        "- {servise: aws:s3, confirmedBy: [x], confirmedOn: yesterday, expires: 2027-02-30}\n"
        "- aws:s3\n",
    )
    with pytest.raises(InputError) as refused:
        read_confirmations(path, TODAY)
    assert str(refused.value).replace(f"{path}:", "").splitlines() == [
        "2:3: confirmedOn is 2027-01-01, which is still to come. Give the letter's date.",
        "2:3: expires is 2026-01-01, before confirmedOn, 2027-01-01. Correct one of them.",
        "2:3: service is 'aws', which names no service. Give a cloud and a module, or the beginning of a type token: "
        "aws:s3, azure:storage.",
        "3:3: reference is missing, and has no default.",
        "3:3: service is missing, and has no default.",
        "3:4: 'servise' is not a field of a confirmation. Did you mean 'service'?",
        "3:34: confirmedBy takes one line of text.",
        "3:52: confirmedOn is 'yesterday', and takes a date such as 2027-03-31.",
        "3:72: expires is '2027-02-30', and takes a date such as 2027-03-31.",
        "4:3: a confirmation is a mapping with service, confirmedBy, confirmedOn, reference, expires.",
    ]


def test_what_is_given_inline_is_read_alike() -> None:
    entry = {
        "service": "aws:s3",
        "confirmedBy": "AWS France, compliance",
        "confirmedOn": "2026-09-01",
        "reference": "LETTER-2026-114",
        "expires": "2027-08-31",
    }
    assert confirmations_given([entry], "rulebook.confirmations", TODAY) == (S3,)
    with pytest.raises(InputError) as refused:
        confirmations_given([entry, {**entry, "service": "aws"}, {}], "rulebook.confirmations", TODAY)
    told = str(refused.value).splitlines()
    assert told[0].startswith("rulebook.confirmations[1]: service is 'aws', which names no service.")
    assert len([line for line in told if line.startswith("rulebook.confirmations[2]: ")]) == 5


def test_another_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the file has one field, 'confirmations', once"):
        read_confirmations(write(tmp_path, "waivers: []"), TODAY)
    with pytest.raises(InputError, match="the confirmations cannot be read"):
        read_confirmations(tmp_path / "missing.yaml", TODAY)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.integers(0, len(GOOD)), length=st.integers(0, 10), piece=st.text(max_size=6))
def test_edited_file_is_read_or_refused(tmp_path: Path, start: int, length: int, piece: str) -> None:
    path = tmp_path / "confirmations.yaml"
    path.write_bytes((GOOD[:start] + piece + GOOD[start + length :]).encode("utf-8", "surrogatepass"))
    try:
        read, refused = read_confirmations(path, TODAY), ""
    except InputError as error:
        read, refused = (), str(error)
    assert all(one.service and one.reference and one.confirmed_on <= TODAY for one in read)
    assert not refused or refused.startswith(str(path))
