from typing import Any

import pytest

from hds_landing.inventory.graph import InventoryGraph, names_of
from hds_landing.inventory.resource import UNKNOWN, Inventory, Origin, Resource, Secret

BUCKET, VERSIONING = "aws:s3/bucket:Bucket", "aws:s3/bucketVersioning:BucketVersioning"


def urn(name: str) -> str:
    return f"urn:pulumi:prod::ght::x::{name}"


def resource(name: str, token: str, *, refers: dict[str, list[str]] | None = None, **fields: Any) -> Resource:
    return Resource(
        urn=urn(name),
        type=token,
        name=name,
        custom=True,
        property_dependencies={key: [urn(target) for target in targets] for key, targets in (refers or {}).items()},
        **fields,
    )


def graph(*resources: Resource) -> InventoryGraph:
    return InventoryGraph(Inventory(origin=Origin.REHEARSAL, resources=resources, complete=True))


A = resource("a", BUCKET, id="bucket-a", inputs={"bucket": "bucket-a"}, outputs={"arn": "arn:aws:s3:::bucket-a"})
B = resource("b", BUCKET, id="bucket-b", parent=urn("a"))


def test_an_index_by_urn_type_and_parent() -> None:
    index = graph(A, B)
    assert index.find(urn("a")) is A
    assert index.find(urn("z")) is None
    assert list(index.of_type(BUCKET)) == [A, B]
    assert list(index.of_type(VERSIONING)) == []
    assert list(index.children(urn("a"))) == [B]
    assert list(index.children(urn("b"))) == []


@pytest.mark.parametrize(
    ("companion", "of_a", "of_b", "undetermined"),
    [
        (resource("v", VERSIONING, refers={"bucket": ["a"]}, inputs={"bucket": UNKNOWN}), True, False, False),
        # A reference wins over a name.
        (resource("v", VERSIONING, refers={"bucket": ["a"]}, inputs={"bucket": "bucket-b"}), True, False, False),
        (resource("v", VERSIONING, inputs={"bucket": "bucket-b"}), False, True, False),
        (resource("v", VERSIONING, inputs={"bucket": "arn:aws:s3:::bucket-a"}), True, False, False),
        (resource("v", VERSIONING, inputs={"bucket": Secret("bucket-a")}), True, False, False),
        (resource("v", VERSIONING, outputs={"bucket": "bucket-a"}), True, False, False),
        # The name tells apart what the references do not.
        (resource("v", VERSIONING, refers={"bucket": ["a", "b"]}, inputs={"bucket": "bucket-b"}), False, True, False),
        (resource("v", VERSIONING, refers={"bucket": ["a", "b"]}, inputs={"bucket": UNKNOWN}), False, False, True),
        (resource("v", VERSIONING, inputs={"bucket": UNKNOWN}), False, False, True),
        (resource("v", VERSIONING, inputs={"bucket": Secret()}), False, False, True),
        (resource("v", VERSIONING), False, False, True),
        (resource("v", VERSIONING, inputs={"bucket": "somebody-elses"}), False, False, False),
        (resource("v", VERSIONING, inputs={"bucket": ["odd"]}), False, False, False),
        # A reference to what is no bucket is no reference to a bucket.
        (resource("v", VERSIONING, refers={"bucket": ["v"]}, inputs={"bucket": "bucket-a"}), True, False, False),
    ],
)
def test_companions_by_reference_first_and_by_name_second(
    companion: Resource, of_a: bool, of_b: bool, undetermined: bool
) -> None:
    index = graph(A, B, companion)
    to_a = index.companions(A, BUCKET, VERSIONING, "bucket")
    to_b = index.companions(B, BUCKET, VERSIONING, "bucket")
    assert (companion in to_a.found, companion in to_b.found) == (of_a, of_b)
    assert to_a.undetermined is to_b.undetermined is undetermined


def test_a_name_that_two_resources_bear_names_neither() -> None:
    twin = resource("twin", BUCKET, id="bucket-a")
    index = graph(A, twin, resource("v", VERSIONING, inputs={"bucket": "bucket-a"}))
    assert index.companions(A, BUCKET, VERSIONING, "bucket").found == ()


@pytest.mark.parametrize(
    ("refers", "literal", "expected"),
    [
        ({"rules": ["a"]}, UNKNOWN, A),
        ({"rules": ["a", "b"]}, "arn:aws:s3:::bucket-a", A),
        ({"rules": ["a", "b"]}, UNKNOWN, None),
        ({}, "bucket-b", B),
        ({}, "somebody-elses", None),
        ({}, UNKNOWN, None),
    ],
)
def test_what_a_value_refers_to(refers: dict[str, list[str]], literal: object, expected: Resource | None) -> None:
    replication = resource("r", "aws:s3/bucketReplicationConfig:BucketReplicationConfig", refers=refers)
    assert graph(A, B, replication).referred(replication, "rules", BUCKET, literal) is expected


def test_types_are_asked_by_their_canonical_token() -> None:
    old = resource("old", "aws:s3/bucketV2:BucketV2", id="bucket-old")
    inventory = Inventory(origin=Origin.PREVIEW, resources=(old,), complete=True)
    index = InventoryGraph(inventory, canonical=lambda token: token.replace("V2", ""))
    assert list(index.of_type(BUCKET)) == [old]


def test_names_are_texts_only() -> None:
    odd = resource("odd", BUCKET, id=None, inputs={"bucket": UNKNOWN, "name": ["a"]}, outputs={"arn": Secret("a")})
    assert names_of(odd) == frozenset()


LOGGING = "aws:networkfirewall/loggingConfiguration:LoggingConfiguration"


@pytest.mark.parametrize(
    ("companion", "of_a", "of_b", "undetermined"),
    [
        (resource("l", LOGGING, refers={"to": ["a", "b"]}, inputs={"to": UNKNOWN}), True, True, False),
        (resource("l", LOGGING, inputs={"to": {"each": [{"bucket": "bucket-b"}]}}), False, True, False),
        (resource("l", LOGGING, inputs={"to": Secret(["arn:aws:s3:::bucket-a"])}), True, False, False),
        (resource("l", LOGGING, inputs={"to": ["elsewhere"]}), False, False, False),
        (resource("l", LOGGING, inputs={"to": {"bucket": UNKNOWN}}), False, False, True),
        (resource("l", LOGGING), False, False, False),
    ],
)
def test_a_property_mentions_several(companion: Resource, of_a: bool, of_b: bool, undetermined: bool) -> None:
    index = graph(A, B, companion)
    for target, expected in ((A, of_a), (B, of_b)):
        mentions = index.mentions(target, BUCKET, LOGGING, "to")
        assert (mentions.found, mentions.undetermined) == ((companion,) if expected else (), undetermined)


def test_a_name_that_two_resources_share_refers_to_neither() -> None:
    twin = resource("twin", BUCKET, id="bucket-a")
    user = resource("u", LOGGING, inputs={"to": "bucket-a"})
    assert graph(A, B, user).referred(user, "to", BUCKET, "bucket-a") is A
    assert graph(A, twin, user).referred(user, "to", BUCKET, "bucket-a") is None
    assert graph(A, user).referred(user, "to", BUCKET, UNKNOWN) is None
