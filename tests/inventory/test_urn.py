import pytest

from hds_landing.inventory.urn import is_urn, name_of, type_of, urn_of_provider

URN = "urn:pulumi:prod::ght::hds-aws:index:LogArchive$aws:s3/bucket:Bucket::archive::eu"


def test_parts() -> None:
    assert type_of(URN) == "aws:s3/bucket:Bucket"
    assert name_of(URN) == "archive::eu"
    assert urn_of_provider(f"{URN}::9e0a") == URN


@pytest.mark.parametrize(
    ("text", "expected"),
    [(URN, True), ("urn:pulumi:a::b::c", False), ("arn:aws:s3:::b", False), (URN + "\n", False), (None, False)],
)
def test_what_is_a_urn(text: object, expected: bool) -> None:
    assert is_urn(text) is expected
