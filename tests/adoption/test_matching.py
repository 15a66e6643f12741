"""What exists is put beside what a plan wants: by place, then by the name in the cloud, and never by a guess."""

from dataclasses import replace
from typing import Any

import pytest

from hds_landing.adoption.identity import identity_of, import_id
from hds_landing.adoption.matching import adopt
from hds_landing.inventory.resource import UNKNOWN, Inventory, Origin, Resource, Secret

HOME = {"region": "eu-west-3"}
BUCKET, KEY, VPC = "aws:s3/bucket:Bucket", "aws:kms/key:Key", "aws:ec2/vpc:Vpc"
VAULT = "azure-native:keyvault:Vault"
ARM = "/subscriptions/s/resourceGroups/rg-a/providers/Microsoft.KeyVault/vaults/kv-a"


def resource(token: str, name: str, identity: str | None, *, stack: str = "a::b", **fields: Any) -> Resource:
    given = {"custom": True, "provider_inputs": HOME, **fields}
    return Resource(urn=f"urn:pulumi:{stack}::{token}::{name}", type=token, name=name, id=identity, **given)


def listed(token: str, name: str, identity: str) -> Resource:
    return Resource(urn="", type=token, name=name, custom=True, id=identity)


def inventory(*resources: Resource) -> Inventory:
    return Inventory(Origin.REHEARSAL, resources, complete=True)


@pytest.mark.parametrize(
    ("token", "properties", "expected"),
    [
        (VPC, {}, "id-1"),
        ("aws:cloudtrail/trail:Trail", {"arn": "arn:aws:cloudtrail:eu-west-3:111122223333:trail/t"}, None),
        ("aws:backup/selection:Selection", {"planId": "p"}, "p|id-1"),
        ("aws:ec2/networkAclRule:NetworkAclRule", {
            "networkAclId": "acl-1", "ruleNumber": 100.0, "protocol": "-1", "egress": False
        }, "acl-1:100:-1:false"),
        ("aws:ec2/route:Route", {"routeTableId": "rtb-1", "destinationIpv6CidrBlock": "::/0"}, "rtb-1_::/0"),
        ("aws:iam/rolePolicyAttachment:RolePolicyAttachment", {"role": "r", "policyArn": "p"}, "r/p"),
    ],
)  # fmt: skip
def test_the_import_id_is_the_documented_one(token: str, properties: dict[str, Any], expected: str | None) -> None:
    existing = resource(token, "x", "id-1", outputs=properties)
    assert import_id(existing, existing) == (expected or properties["arn"])


@pytest.mark.parametrize("value", [UNKNOWN, Secret("p"), None, "", ["p"], 1.5])
def test_what_is_not_known_makes_no_import_id(value: Any) -> None:
    existing = resource("aws:backup/selection:Selection", "x", "id-1", outputs={"planId": value})
    assert identity_of(existing) is None
    (unfit,) = adopt(inventory(existing), [existing]).unfit
    assert unfit.reason == "by which id aws:backup/selection:Selection is imported is not known"


def test_a_type_that_nobody_documented_is_never_guessed() -> None:
    planned, existing = (resource("aws:sqs/queue:Queue", "x", each) for each in ("planned", "https://queue"))
    adoption = adopt(inventory(planned), [existing])
    assert adoption.adopted == []
    assert [each.existing.id for each in adoption.unfit] == ["https://queue"]
    assert (adoption.unplanned, adoption.absent) == ([], [])


@pytest.mark.parametrize(
    ("region", "provider", "expected"),
    [
        ("eu-west-3", HOME, "key-1"),
        ("eu-central-1", HOME, "key-1@eu-central-1"),
        (None, HOME, "key-1"),
        (None, {"region": "eu-central-1"}, "key-1@eu-central-1"),
    ],
)
def test_outside_its_providers_region_the_import_id_has_the_region(
    region: str | None, provider: dict[str, str], expected: str
) -> None:
    existing = resource(KEY, "x", "key-1", outputs={"region": region}, provider_inputs=provider)
    assert import_id(existing, resource(KEY, "x", "planned")) == expected


def test_a_global_resource_has_no_region() -> None:
    role = resource("aws:iam/role:Role", "x", "r", provider_inputs={"region": "us-east-1"})
    assert import_id(role, resource("aws:iam/role:Role", "x", "r")) == "r"


def test_an_id_that_aws_gives_is_found_by_the_place_in_the_program() -> None:
    planned, existing = resource(VPC, "hub", "vpc-planned"), resource(VPC, "hub", "vpc-1", stack="other::project")
    (adopted,) = adopt(inventory(planned), [existing]).adopted
    assert (adopted.planned, adopted.existing, adopted.import_id) == (planned, existing, "vpc-1")


def test_under_other_parents_type_and_name_are_enough_where_they_are_alone() -> None:
    def under(parent: str, identity: str) -> Resource:
        return replace(resource(VPC, "hub", identity), urn=f"urn:pulumi:a::b::x:y:{parent}${VPC}::hub")

    planned = under("Platform", "vpc-planned")
    assert [each.import_id for each in adopt(inventory(planned), [under("Zone", "vpc-1")]).adopted] == ["vpc-1"]
    two = [under("Zone", "vpc-1"), under("Other", "vpc-2")]
    adoption = adopt(inventory(planned), two)
    assert (adoption.adopted, adoption.unplanned, adoption.absent) == ([], two, [planned])
    exact = adopt(inventory(planned), [*two, under("Platform", "vpc-3")])
    assert [each.import_id for each in exact.adopted] == ["vpc-3"]


def test_another_program_is_recognised_by_the_names_in_the_cloud() -> None:
    planned = [resource(BUCKET, "logs", "ght-logs"), resource(VAULT, "keys", ARM)]
    existing = [resource(BUCKET, "theirs", "ght-logs"), resource(VAULT, "theirs", ARM.upper())]
    adoption = adopt(inventory(*planned), existing)
    assert [each.import_id for each in adoption.adopted] == ["ght-logs", ARM.upper()]


def test_a_former_or_versioned_token_is_the_same_type() -> None:
    planned = [resource(BUCKET, "logs", "ght-logs"), resource(VAULT, "keys", ARM)]
    existing = [
        resource("aws:s3/bucketV2:BucketV2", "logs", "ght-logs"),
        resource("azure-native:keyvault/v20230701:Vault", "keys", ARM),
    ]
    assert len(adopt(inventory(*planned), existing).adopted) == 2


@pytest.mark.parametrize(
    ("planned", "existing", "reason"),
    [
        (
            resource(BUCKET, "logs", "ght-logs"),
            resource(BUCKET, "logs", "old-logs"),
            "it is old-logs, and the plan's is ght-logs",
        ),
        (
            resource(VAULT, "keys", ARM),
            resource(VAULT, "keys", f"{ARM}2"),
            f"it is {ARM.lower()}2, and the plan's is {ARM.lower()}",
        ),
        (
            resource(VAULT, "keys", ARM, outputs={"location": "France Central"}),
            resource(VAULT, "keys", ARM, outputs={"location": "swedencentral"}),
            "it is in region swedencentral, and the plan's in francecentral",
        ),
        (
            resource(KEY, "log", "planned", outputs={"region": "eu-west-3"}),
            resource(KEY, "log", "key-1", outputs={"region": "eu-central-1"}),
            "it is in region eu-central-1, and the plan's in eu-west-3",
        ),
        (
            resource(KEY, "log", "planned", outputs={"arn": "arn:aws:kms:eu-west-3:111122223333:key/planned"}),
            resource(KEY, "log", "key-1", outputs={"arn": "arn:aws:kms:eu-west-3:444455556666:key/key-1"}),
            "it is in account 444455556666, and the plan's in 111122223333",
        ),
    ],
    ids=["name", "arm id", "location", "region", "account"],
)
def test_what_an_up_would_replace_is_told_apart(planned: Resource, existing: Resource, reason: str) -> None:
    adoption = adopt(inventory(planned), [existing])
    assert adoption.adopted == []
    assert [(each.planned, each.existing, each.reason) for each in adoption.unfit] == [(planned, existing, reason)]
    assert (adoption.unplanned, adoption.absent) == ([], [])


def test_what_stands_at_a_place_gives_way_to_what_has_the_name() -> None:
    planned = resource(BUCKET, "logs", "ght-logs")
    old, new = resource(BUCKET, "logs", "old-logs"), resource(BUCKET, "logs-2", "ght-logs")
    adoption = adopt(inventory(planned), [old, new])
    assert [each.existing for each in adoption.adopted] == [new]
    assert (adoption.unfit, adoption.unplanned, adoption.absent) == ([], [old], [])


@pytest.mark.parametrize("written", ["key-1", "key-1@eu-central-1"])
def test_an_id_of_a_list_is_an_import_id_already(written: str) -> None:
    planned = resource(KEY, "log", "planned", outputs={"region": "eu-central-1"})
    (adopted,) = adopt(inventory(planned), [listed(KEY, "log", written)]).adopted
    assert adopted.import_id == written


def test_a_region_in_a_list_that_is_not_the_plans_contradicts_it() -> None:
    planned = resource(KEY, "log", "planned", outputs={"region": "eu-west-3"})
    assert adopt(inventory(planned), [listed(KEY, "log", "key-1@eu-central-1")]).adopted == []


def test_a_name_in_a_list_is_found_whatever_the_region() -> None:
    planned = resource(BUCKET, "logs", "ght-logs", outputs={"region": "eu-west-3"})
    assert len(adopt(inventory(planned), [listed(BUCKET, "any", "ght-logs")]).adopted) == 1


def test_components_providers_and_what_has_no_id_are_not_adopted() -> None:
    none = [
        resource("x:y:Zone", "z", None, custom=False),
        resource("pulumi:providers:aws", "p", "1234"),
        resource("pulumi:pulumi:StackReference", "r", "organization/hub/x"),
        resource(VPC, "hub", None),
    ]
    adoption = adopt(inventory(*none), none)
    assert [*adoption.adopted, *adoption.unfit, *adoption.unplanned, *adoption.absent] == []


@pytest.mark.parametrize(("planned", "existing"), [(True, False), (False, True), (True, True)])
def test_what_either_program_only_reads_is_somebody_elses(planned: bool, existing: bool) -> None:
    wanted, found = (resource(VPC, "hub", "vpc-1", external=each) for each in (planned, existing))
    assert adopt(inventory(wanted), [found]).adopted == []


def test_retained_leaves_what_the_stack_takes_with_it() -> None:
    kept = resource(KEY, "log", "key-1", retain_on_delete=True)
    loose, orphan = resource(VPC, "hub", "vpc-1"), resource(KEY, "orphan", "key-2", retain_on_delete=True)
    wanted = resource(KEY, "other", "key-3", retain_on_delete=True)
    plan = inventory(kept, loose, wanted, resource(VPC, "later", "vpc-2"))
    adoption = adopt(plan, [kept, loose, orphan, resource(VPC, "gone", "vpc-3")], retained=True)
    assert [each.existing for each in adoption.adopted] == [kept]
    assert (adoption.unplanned, adoption.absent) == ([orphan], [wanted])
