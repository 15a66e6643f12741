"""What holds for every component alike."""

import re
from collections.abc import Callable
from typing import Any

import pulumi
import pulumi_aws as aws
import pytest
from pulumi.provider.experimental.analyzer import Analyzer

from hds_landing.aws.attachment_acceptance import AttachmentAcceptance, AttachmentAcceptanceArgs
from hds_landing.aws.backup_copy_vault import BackupCopyVault, BackupCopyVaultArgs
from hds_landing.aws.backup_vault import BackupVault, BackupVaultArgs
from hds_landing.aws.encryption_keys import EncryptionKeys, EncryptionKeysArgs
from hds_landing.aws.establishment import Establishment, EstablishmentArgs
from hds_landing.aws.establishment_logs import EstablishmentLogs, EstablishmentLogsArgs
from hds_landing.aws.hub_connection import HubConnection, HubConnectionArgs
from hds_landing.aws.landing_zone import LandingZone
from hds_landing.aws.log_archive import LogArchive, LogArchiveArgs
from hds_landing.aws.network_hub import NetworkHub, NetworkHubArgs
from hds_landing.aws.network_spoke import NetworkSpoke, NetworkSpokeArgs
from hds_landing.aws.platform import Platform, PlatformArgs
from hds_landing.aws.spoke_routes import SpokeRoutes, SpokeRoutesArgs
from hds_landing.catalogue.requirements import find_requirement
from hds_landing.errors import ComponentArgsError
from tests.aws import aws_plans as plans
from tests.aws.drawing import draw, draw_program

ARN = "arn:aws:kms:::key"
COMPONENTS: dict[type[pulumi.ComponentResource], Any] = {
    EncryptionKeys: EncryptionKeysArgs(plans.key_set()),
    LogArchive: LogArchiveArgs(plans.log_archive(), ARN),
    EstablishmentLogs: EstablishmentLogsArgs(plans.establishment_logs(), ARN, "arn:aws:s3:::bucket", ARN),
    NetworkHub: NetworkHubArgs(plans.hub(), "arn:aws:s3:::bucket", ARN, {"evreux": plans.SPOKE_ACCOUNT}),
    HubConnection: HubConnectionArgs(plans.connection(), "tgw", "att", "att-i", "rtb"),
    AttachmentAcceptance: AttachmentAcceptanceArgs(plans.connection(), "att"),
    SpokeRoutes: SpokeRoutesArgs("rtb", "tgw", "att"),
    NetworkSpoke: NetworkSpokeArgs(plans.spoke(), "tgw", "arn:aws:s3:::bucket"),
    BackupVault: BackupVaultArgs(plans.vault(), ARN, "arn:aws:backup:::copy"),
    BackupCopyVault: BackupCopyVaultArgs(plans.copy_vault(), ARN),
}
COMPOSITES: dict[type[pulumi.ComponentResource], Any] = {
    Platform: PlatformArgs(plans.key_set("platform"), plans.log_archive(), plans.hub()),
    Establishment: EstablishmentArgs(
        plans.key_set(),
        plans.spoke(),
        plans.establishment_logs(),
        "tgw",
        "arn:aws:s3:::flows",
        plans.vault(),
        "arn:aws:s3:::bucket",
        ARN,
    ),
}
"""What is made of components; these have names of their own."""
WHOLE = COMPONENTS | COMPOSITES
EVERY_COMPONENT = pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component.__name__)

COMPONENT_OR_COMPOSITE = pytest.mark.parametrize("component", WHOLE, ids=lambda component: component.__name__)

NAMED_BY = {
    "aws:kms/alias:Alias": "name",
    "aws:s3/bucket:Bucket": "bucket",
    "aws:cloudwatch/logGroup:LogGroup": "name",
    "aws:cloudtrail/trail:Trail": "name",
    "aws:iam/role:Role": "name",
    "aws:iam/rolePolicy:RolePolicy": "name",
    "aws:backup/vault:Vault": "name",
    "aws:backup/plan:Plan": "name",
    "aws:backup/selection:Selection": "name",
    "aws:networkfirewall/ruleGroup:RuleGroup": "name",
    "aws:networkfirewall/firewallPolicy:FirewallPolicy": "name",
    "aws:networkfirewall/firewall:Firewall": "name",
    "aws:ec2/securityGroup:SecurityGroup": "name",
    "aws:ram/resourceShare:ResourceShare": "name",
}


def draw_one(component: Callable[..., object]) -> Any:
    return draw(lambda opts: component("part", WHOLE[component], opts))  # type: ignore[index]


@EVERY_COMPONENT
def test_children_bear_its_name_and_follow_its_provider(component: type[pulumi.ComponentResource]) -> None:
    drawn = draw_one(component)
    assert drawn["part"].type == f"hds-aws:index:{component.__name__}"
    assert drawn.custom
    for resource in drawn.custom:
        assert resource.parent == drawn["part"].urn
        assert resource.name.startswith("part-")
        assert (resource.provider or "").split("::")[-1].startswith("paris")


@COMPONENT_OR_COMPOSITE
def test_no_physical_name_is_left_to_chance(component: type[pulumi.ComponentResource]) -> None:
    for resource in draw_one(component).custom:
        if resource.type in NAMED_BY:
            assert resource.inputs[NAMED_BY[resource.type]], resource.urn


@COMPONENT_OR_COMPOSITE
def test_two_providers_of_one_package_are_refused(component: type[pulumi.ComponentResource]) -> None:
    def program() -> None:
        providers = [aws.Provider(name, region="eu-west-3") for name in ("first", "second")]
        opts = pulumi.ResourceOptions(providers=providers)
        with pytest.raises(ComponentArgsError, match="2 providers of the package 'aws' were given, and one is allowed"):
            component("part", WHOLE[component], opts)  # type: ignore[arg-type, call-arg]

    assert {resource.type for resource in draw_program(program).resources} == {"pulumi:providers:aws"}


@COMPONENT_OR_COMPOSITE
def test_its_outputs_are_all_registered(component: type[pulumi.ComponentResource]) -> None:
    definition = Analyzer("hds-aws").analyze([component])["component_definitions"][component.__name__]
    outputs = draw_one(component)["part"].outputs
    assert set(outputs) == set(definition.outputs)
    assert all(value is not None for value in outputs.values())


@COMPONENT_OR_COMPOSITE
def test_the_requirements_that_it_names_exist(component: type[pulumi.ComponentResource]) -> None:
    named = re.findall(r"\b(?:HDS-EXI|SNC|CNIL|PGSSI|ISO27001)-[\w.]*\w", component.__doc__ or "")
    assert named
    assert [name for name in named if find_requirement(name) is None] == []


@pytest.mark.parametrize("component", COMPOSITES, ids=lambda component: component.__name__)
def test_what_is_made_of_components_draws_all_of_them_by_its_one_provider(
    component: type[pulumi.ComponentResource],
) -> None:
    drawn = draw_one(component)
    parts = [r for r in drawn.resources if not r.custom and r.parent == drawn["part"].urn]
    assert len(parts) >= 3
    assert {r.parent for r in drawn.custom} == {part.urn for part in parts}
    assert all((r.provider or "").split("::")[-1].startswith("paris") for r in drawn.custom)


def test_one_schema_holds_for_all_of_them() -> None:
    analysed = Analyzer("hds-aws").analyze([*WHOLE, LandingZone])
    assert set(analysed["component_definitions"]) == {c.__name__ for c in (*WHOLE, LandingZone)}
    for definition in analysed["component_definitions"].values():
        assert definition.description
        assert all(prop.description for prop in definition.inputs.values()), definition.name
    keys = analysed["component_definitions"]["EncryptionKeys"]
    assert keys.inputs["sealed"].optional is True
    assert keys.inputs["keySet"].optional is not True
