"""What stands already is read under the name, parent and provider of what would be drawn, and left as it is."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from hds_landing.clouds import room
from hds_landing.inventory.resource import Resource
from hds_landing.plan.bootstrap import FederationPlan, plan_bootstrap
from hds_landing.plan.landing_zone import LandingZonePlan
from hds_landing.rehearsal.existing import existing_in, existing_in_bootstrap
from hds_landing.rehearsal.landing_zone import rehearse_landing_zone
from hds_landing.rehearsal.program import Rehearsal, embedded_cloud, rehearse
from hds_landing.rules.evaluation import evaluate
from hds_landing.rules.finding import Verdict
from hds_landing.spec.cloud import CloudProvider
from tests.existing_things import AWS, AZURE, GROUPS, TRANSIT_GATEWAY, VPC, arm, existing_changes, existing_plan
from tests.plan.planned_specs import ACCOUNT, TODAY, a_spec

CLOUDS = pytest.mark.parametrize("cloud", ["aws", "azure"])
ISSUER = f"arn:aws:iam::{ACCOUNT}:oidc-provider/token.example.org"
RUNNER = FederationPlan("https://token.example.org", "repo:ght/landing-zone", "sts.amazonaws.com")


@cache
def drawn(cloud: str, *, existing: bool) -> Rehearsal:
    return rehearse_landing_zone(existing_plan(cloud) if existing else existing_plan(cloud, {}))


def by_urn(rehearsal: Rehearsal) -> dict[str, Resource]:
    return {resource.urn: resource for resource in rehearsal.inventory}


def named(rehearsal: Rehearsal, name: str, type_end: str = "") -> Resource:
    (found,) = (each for each in rehearsal.inventory if each.name == name and each.type.endswith(type_end))
    return found


def leaves(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [leaf for inner in value.values() for leaf in leaves(inner)]
    return [value]


@CLOUDS
def test_everything_named_is_read_and_nothing_else(cloud: str) -> None:
    rehearsal = drawn(cloud, existing=True)
    assert [str(error) for error in rehearsal.errors] == []
    assert rehearsal.skipped == ()
    read = [resource for resource in rehearsal.inventory if resource.external]
    assert sorted(str(each.id) for each in read) == sorted(leaves(AWS if cloud == "aws" else AZURE))


@CLOUDS
def test_what_is_read_has_the_urn_parent_and_provider_of_what_would_be_drawn(cloud: str) -> None:
    managed = by_urn(drawn(cloud, existing=False))
    for resource in drawn(cloud, existing=True).inventory:
        if resource.external:
            twin = managed[resource.urn]
            assert not twin.external
            assert (resource.parent, resource.provider) == (twin.parent, twin.provider)


@CLOUDS
def test_what_is_read_is_neither_protected_nor_written_to(cloud: str) -> None:
    for resource in drawn(cloud, existing=True).inventory:
        if resource.external:
            assert not resource.protect
            assert not resource.retain_on_delete
            assert set(resource.inputs) <= {"region"}


@CLOUDS
def test_rules_find_nothing_wrong_with_the_rest_and_pass_nothing_that_is_only_read(cloud: str) -> None:
    rehearsal = drawn(cloud, existing=True)
    findings = evaluate(rehearsal.inventory, today=TODAY).findings
    read = {resource.urn for resource in rehearsal.inventory if resource.external}
    assert {finding.verdict for finding in findings if finding.urn in read} == {Verdict.UNKNOWN}
    before = {
        (each.rule, each.urn)
        for each in evaluate(drawn(cloud, existing=False).inventory, today=TODAY).findings
        if each.verdict is Verdict.FAIL
    }
    assert {(each.rule, each.urn) for each in findings if each.verdict is Verdict.FAIL} <= before


AWS_SETTINGS = {
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {"gx-alpha-network-default-security-group"},
    "aws:kms/alias:Alias": {
        "gx-alpha-keys-backup-copy-alias",
        "gx-alpha-keys-storage-alias",
        "gx-platform-keys-log-alias",
    },
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration": {
        "gx-alpha-backup-lock",
        "gx-alpha-copy-backup-lock",
    },
    "aws:backup/vaultPolicy:VaultPolicy": {"gx-alpha-backup-policy", "gx-alpha-copy-backup-policy"},
    **{
        f"aws:s3/{kind[0].lower()}{kind[1:]}:{kind}": {f"gx-logs-administration-{end}", f"gx-logs-network-{end}"}
        for kind, end in {
            "BucketLifecycleConfiguration": "lifecycle",
            "BucketObjectLockConfiguration": "lock",
            "BucketOwnershipControls": "ownership",
            "BucketPolicy": "policy",
            "BucketPublicAccessBlock": "public-access",
            "BucketServerSideEncryptionConfiguration": "encryption",
            "BucketVersioning": "versioning",
        }.items()
    },
}
AZURE_SETTINGS = {
    "azure-native:authorization:ManagementLockByScope": {
        "gx-alpha-backup",
        "gx-alpha-logs",
        "gx-logs",
        "gx-logs-administration",
        "gx-logs-network",
    },
    "azure-native:storage:BlobServiceProperties": {"gx-logs-administration", "gx-logs-network"},
    "azure-native:storage:ManagementPolicy": {"gx-logs-administration", "gx-logs-network"},
}


@pytest.mark.parametrize(("cloud", "settings"), [("aws", AWS_SETTINGS), ("azure", AZURE_SETTINGS)])
def test_settings_of_what_is_read_are_not_drawn_and_all_the_rest_is(cloud: str, settings: dict[str, set[str]]) -> None:
    gone = by_urn(drawn(cloud, existing=False)).keys() - by_urn(drawn(cloud, existing=True)).keys()
    left_out: dict[str, set[str]] = {}
    for urn in gone:
        resource = by_urn(drawn(cloud, existing=False))[urn]
        left_out.setdefault(resource.type, set()).add(resource.name)
    assert left_out == settings
    assert by_urn(drawn(cloud, existing=True)).keys() < by_urn(drawn(cloud, existing=False)).keys()


@CLOUDS
def test_what_was_read_is_said_to_be_recorded_only(cloud: str) -> None:
    """`bravo` and the rest draw the same types, which then count as recorded as well: not every one was exercised."""
    rehearsal = drawn(cloud, existing=True)
    read = {resource.type for resource in rehearsal.inventory if resource.external}
    assert read
    assert {rehearsal.exercised[each] for each in read} == {"recorded"}


def test_what_is_drawn_on_aws_refers_to_what_is_read() -> None:
    rehearsal = drawn("aws", existing=True)
    assert named(rehearsal, "gx-alpha-network-attachment").inputs["vpcId"] == VPC
    assert named(rehearsal, "gx-alpha-network-attachment").inputs["transitGatewayId"] == TRANSIT_GATEWAY
    trail = named(rehearsal, "gx-logs-trail", "Trail")
    assert trail.inputs["s3BucketName"] == "hospital-administration"
    assert trail.inputs["cloudWatchLogsGroupArn"].endswith(":log-group:/hospital/trail:*")
    assert trail.inputs["kmsKeyId"].endswith(":key/11111111-1111-4111-8111-111111111111")
    assert named(rehearsal, "gx-alpha-network-flow-log").inputs["logDestination"] == "arn:aws:s3:::hospital-network"
    (rule, *_) = named(rehearsal, "gx-alpha-backup-plan").inputs["rules"]
    assert rule["targetVaultName"] == "hospital"
    (copy,) = rule["copyActions"]
    assert copy["destinationVaultArn"] == f"arn:aws:backup:eu-central-1:{ACCOUNT}:backup-vault:hospital"


def test_what_is_drawn_on_azure_stands_in_the_group_of_what_is_read() -> None:
    rehearsal = drawn("azure", existing=True)
    subnet = named(rehearsal, "gx-alpha-network-app", "Subnet")
    assert str(subnet.id).startswith(f"{GROUPS}/rg-networks/providers/Microsoft.Network/virtualNetworks/alpha-network/")
    assert str(named(rehearsal, "gx-hub-firewall", "Subnet").id).startswith(AZURE["platform"]["hub"])
    assert str(named(rehearsal, "gx-alpha-connection", "Peering").id).startswith(AZURE["platform"]["hub"])
    assert str(named(rehearsal, "gx-alpha-backup-machines").id).startswith(AZURE["spokes"]["alpha"]["backupVault"])
    assert str(named(rehearsal, "gx-alpha-keys", "Vault").id).startswith(f"{GROUPS}/rg-alpha/")
    disks = named(rehearsal, "gx-alpha-keys-disk", "DiskEncryptionSet").inputs["activeKey"]
    assert disks["sourceVault"]["id"] == arm("rg-alpha", "KeyVault/vaults/hospital-kv")
    assert disks["keyUrl"].startswith("https://hospital-kv.vault.azure.net/keys/disk/")
    grant = named(rehearsal, "gx-alpha-keys-disk", "RoleAssignment")
    assert grant.inputs["scope"] == AZURE["spokes"]["alpha"]["keys"]["disk"]


def without_what_exists(plan: LandingZonePlan) -> Rehearsal:
    def program() -> None:
        landing_zone = room(plan.cloud, "landing_zone")
        landing_zone.LandingZone(plan.name, landing_zone.LandingZoneArgs(plan))

    return rehearse(program, cloud=plan.cloud.value, project="hds-landing", stack=plan.name)


@CLOUDS
def test_a_cloud_that_was_not_told_has_nothing_to_read(cloud: str) -> None:
    plan = existing_plan(cloud)
    messages = [error.message for error in without_what_exists(plan).errors]
    refused = [message for message in messages if "does not exist" in message]
    assert len(refused) == len(existing_in(plan))


def bootstrap(cloud: str, existing: dict[str, Any]) -> Rehearsal:
    spec = a_spec(cloud, **existing_changes(cloud, {"bootstrap": existing}))
    plan = plan_bootstrap(spec, RUNNER)
    draw: Callable[..., Any] = room(CloudProvider(cloud), "bootstrap").draw_bootstrap

    def program() -> None:
        draw(plan)

    told = embedded_cloud(cloud, existing_in_bootstrap(plan))
    return rehearse(program, cloud=told, project="hds-landing-bootstrap", stack="b")


def test_an_account_that_trusts_the_issuer_already_keeps_its_one_provider() -> None:
    rehearsal = bootstrap("aws", {"oidcProvider": ISSUER})
    assert [str(error) for error in rehearsal.errors] == []
    issuer = named(rehearsal, "gx-bootstrap-runner", "OpenIdConnectProvider")
    assert (issuer.id, issuer.external) == (ISSUER, True)
    assert ISSUER in named(rehearsal, "gx-bootstrap-runner", ":Role").inputs["assumeRolePolicy"]


def test_the_provider_of_another_issuer_is_refused() -> None:
    with pytest.raises(Exception, match=r"existing_issuer_id is .*another.*and the runner's issuer is https://token"):
        bootstrap("aws", {"oidcProvider": ISSUER.replace("token", "another")})


def test_a_bootstrap_stands_in_a_group_that_stands_already() -> None:
    rehearsal = bootstrap("azure", {"resourceGroup": f"{GROUPS}/rg-states"})
    assert [str(error) for error in rehearsal.errors] == []
    (group,) = (each for each in rehearsal.inventory if each.type.endswith(":ResourceGroup"))
    assert group.external
    stores = [each for each in rehearsal.inventory if each.type.endswith(":StorageAccount")]
    assert stores
    assert all(str(store.id).startswith(f"{GROUPS}/rg-states/") for store in stores)
