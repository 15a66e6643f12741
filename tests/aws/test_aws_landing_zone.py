import json
from dataclasses import asdict

import pytest

from hds_landing.aws.landing_zone import LandingZone, LandingZoneArgs
from hds_landing.inventory.resource import Resource
from hds_landing.plan.landing_zone import LandingZonePlan
from hds_landing.spec.cloud import Tenancy
from tests.aws.aws_plans import PLATFORM_ACCOUNT, RECOVERY_REGION, SPOKE_ACCOUNT, TAGS, landing_zone
from tests.aws.drawing import Drawn, draw_program

ZONE, PLATFORM, EVREUX = "eures", "eures-platform", "eures-evreux"
COMPONENTS = {
    (ZONE, PLATFORM): "Platform",
    (PLATFORM, "eures-platform-keys"): "EncryptionKeys",
    (PLATFORM, "eures-logs"): "LogArchive",
    (PLATFORM, "eures-hub"): "NetworkHub",
    (ZONE, EVREUX): "Establishment",
    (EVREUX, "eures-evreux-network"): "NetworkSpoke",
    (EVREUX, "eures-evreux-keys"): "EncryptionKeys",
    (EVREUX, "eures-evreux-logs"): "EstablishmentLogs",
    (EVREUX, "eures-evreux-copy-backup"): "BackupCopyVault",
    (EVREUX, "eures-evreux-backup"): "BackupVault",
    (ZONE, "eures-evreux-routes"): "SpokeRoutes",
    (ZONE, "eures-evreux-connection"): "HubConnection",
}
"""Components by the name of their parent and their own."""
ACROSS_ACCOUNTS = {(ZONE, "eures-evreux-acceptance"): "AttachmentAcceptance"}
IN_THE_SPOKE_ACCOUNT = {name for parent, name in COMPONENTS if parent == EVREUX} | {"eures-evreux-routes"}


def drawn_zone(plan: LandingZonePlan) -> Drawn:
    return draw_program(lambda: LandingZone("eures", LandingZoneArgs(plan)))


def component_of(drawn: Drawn, resource: Resource) -> str:
    return next(other.name for other in drawn.resources if other.urn == resource.parent)


@pytest.fixture(scope="module")
def dedicated() -> Drawn:
    return drawn_zone(landing_zone())


@pytest.fixture(scope="module")
def shared() -> Drawn:
    return drawn_zone(landing_zone(Tenancy.SHARED))


def found_components(drawn: Drawn) -> dict[tuple[str, str], str]:
    by_urn = {resource.urn: resource for resource in drawn.resources if not resource.custom}
    return {(by_urn[r.parent].name, r.name): r.type.split(":")[-1] for r in by_urn.values() if r.parent in by_urn}


def test_the_bill_of_materials(dedicated: Drawn, shared: Drawn) -> None:
    assert found_components(dedicated) == COMPONENTS | ACROSS_ACCOUNTS
    assert found_components(shared) == COMPONENTS


def test_every_resource_has_an_explicit_provider(dedicated: Drawn, shared: Drawn) -> None:
    for drawn in (dedicated, shared):
        providers = {r.urn for r in drawn.resources if r.type == "pulumi:providers:aws"}
        assert len(drawn.custom) > 100
        assert {(r.provider or "").split("::")[-1] for r in drawn.custom} == {urn.split("::")[-1] for urn in providers}


def test_each_part_stands_in_its_own_account(dedicated: Drawn) -> None:
    for resource in dedicated.custom:
        expected = "eures-evreux" if component_of(dedicated, resource) in IN_THE_SPOKE_ACCOUNT else "eures-platform"
        assert (resource.provider or "").split("::")[-1].startswith(expected), resource.urn


def test_a_provider_knows_one_account_one_region_and_one_role(dedicated: Drawn) -> None:
    providers = {r.name: r.inputs for r in dedicated.resources if r.type == "pulumi:providers:aws"}
    assert set(providers) == {PLATFORM, EVREUX}
    for name, account in ((PLATFORM, PLATFORM_ACCOUNT), (EVREUX, SPOKE_ACCOUNT)):
        inputs = providers[name]
        assert inputs["region"] == "eu-west-3"
        assert _plain(inputs["allowedAccountIds"]) == [account]
        (role,) = _plain(inputs["assumeRoles"])
        assert role["roleArn"] == f"arn:aws:iam::{account}:role/ci"
        assert _plain(inputs["defaultTags"]) == {"tags": TAGS}


def _plain(value: object) -> object:
    """Provider inputs are JSON inside strings."""
    return json.loads(value) if isinstance(value, str) else value


def test_children_bear_the_name_of_their_component(dedicated: Drawn) -> None:
    for resource in dedicated.custom:
        assert resource.name.startswith(f"{component_of(dedicated, resource)}-"), resource.urn


def test_under_dedicated_tenancy_the_gateway_is_shared_then_joined_then_accepted_then_routed(dedicated: Drawn) -> None:
    attachment = dedicated["eures-evreux-network-attachment"]
    assert dedicated["eures-hub-share-evreux"].urn in attachment.dependencies
    accepter = dedicated["eures-evreux-acceptance-accepter"]
    assert attachment.urn in accepter.dependencies
    for routed in ("eures-evreux-routes-default", "eures-evreux-connection-association"):
        assert accepter.urn in dedicated[routed].dependencies, routed


def test_only_the_account_of_the_gateway_says_which_tables_an_attachment_joins(dedicated: Drawn, shared: Drawn) -> None:
    settings = ("transitGatewayDefaultRouteTableAssociation", "transitGatewayDefaultRouteTablePropagation")
    for setting in settings:
        assert shared["eures-evreux-network-attachment"].inputs[setting] is False
        assert setting not in dedicated["eures-evreux-network-attachment"].inputs
        assert dedicated["eures-evreux-acceptance-accepter"].inputs[setting] is False


def test_under_shared_tenancy_the_way_out_waits_for_the_attachment(shared: Drawn) -> None:
    attachment = shared["eures-evreux-network-attachment"]
    assert attachment.urn in shared["eures-evreux-routes-default"].dependencies


def test_under_shared_tenancy_nothing_crosses_accounts(shared: Drawn) -> None:
    kinds = {name.split("/")[0] for name in (resource.type for resource in shared.custom)}
    assert "aws:ram" not in kinds
    assert "vpcAttachmentAccepter:VpcAttachmentAccepter" not in shared.counts()
    assert shared.counts()["trail:Trail"] == 1


def test_every_account_has_its_trail_in_the_archive(dedicated: Drawn) -> None:
    trails = dedicated.of_type("aws:cloudtrail/trail:Trail")
    assert set(trails) == {"eures-logs-trail", "eures-evreux-logs-trail"}
    for trail in trails.values():
        assert trail.inputs["s3BucketName"] == "eures-logs-administration-x"
        assert trail.inputs["kmsKeyId"] == "arn:aws:kms:::eures-platform-keys-log"


def test_the_archive_and_its_key_take_the_traces_of_every_account(dedicated: Drawn) -> None:
    assert SPOKE_ACCOUNT in dedicated.inputs("eures-logs-network-policy")["policy"]
    assert SPOKE_ACCOUNT in dedicated.inputs("eures-platform-keys-log")["policy"]
    assert PLATFORM_ACCOUNT not in dedicated.inputs("eures-evreux-keys-log")["policy"]


def test_every_account_has_one_query_log_and_every_network_is_in_one(dedicated: Drawn, shared: Drawn) -> None:
    logs = "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig"
    assert set(dedicated.of_type(logs)) == {"eures-hub-query-log", "eures-evreux-network-query-log"}
    assert set(shared.of_type(logs)) == {"eures-hub-query-log"}
    for drawn, of_spoke in ((dedicated, "eures-evreux-network-query-log-id"), (shared, "eures-hub-query-log-id")):
        joined = drawn.of_type("aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation")
        assert {(a.inputs["resourceId"], a.inputs["resolverQueryLogConfigId"]) for a in joined.values()} == {
            ("eures-hub-vpc-id", "eures-hub-query-log-id"),
            ("eures-evreux-network-vpc-id", of_spoke),
        }


def test_nothing_stands_outside_the_two_regions(dedicated: Drawn) -> None:
    regions = {r.inputs["region"] for r in dedicated.custom if "region" in r.inputs}
    assert regions == {"eu-west-3", RECOVERY_REGION}
    elsewhere = {component_of(dedicated, r) for r in dedicated.custom if r.inputs.get("region") == RECOVERY_REGION}
    assert elsewhere == {"eures-platform-keys", "eures-evreux-keys", "eures-evreux-copy-backup"}


def test_a_sealed_owner_is_no_longer_protected_and_still_retained(dedicated: Drawn) -> None:
    sealed = drawn_zone(landing_zone(sealed=["evreux"]))

    def guarded(drawn: Drawn, prefix: str) -> tuple[set[str], set[str]]:
        of_owner = [r for r in drawn.custom if r.name.startswith(prefix)]
        return {r.name for r in of_owner if r.protect}, {r.name for r in of_owner if r.retain_on_delete}

    protected, retained = guarded(dedicated, "eures-evreux")
    assert protected
    assert retained
    assert guarded(sealed, "eures-evreux") == (set(), retained)
    assert guarded(sealed, "eures-hub") == guarded(dedicated, "eures-hub")
    assert guarded(sealed, "eures-logs") == guarded(dedicated, "eures-logs")


def test_another_language_draws_the_same(dedicated: Drawn) -> None:
    plan = json.loads(json.dumps(asdict(landing_zone())))
    drawn = draw_program(lambda: LandingZone("eures", {"plan": plan}))  # type: ignore[arg-type]
    assert {r.urn: dict(r.inputs) for r in drawn.custom} == {r.urn: dict(r.inputs) for r in dedicated.custom}
