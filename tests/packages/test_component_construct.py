"""A component asked for over gRPC, with the plain values of an example, draws what the Python program draws."""

from collections.abc import Mapping
from typing import Any

import pulumi
import pulumi_aws
import pulumi_azure_native
import pytest

from hds_landing.component_packages.offered import offered_components
from hds_landing.inventory.resource import UNKNOWN, Resource, Secret
from hds_landing.rehearsal.embedded_aws.embedded_aws import EmbeddedAws
from hds_landing.rehearsal.embedded_azure.embedded_azure import EmbeddedAzure
from hds_landing.rehearsal.embedded_cloud import EmbeddedCloud
from hds_landing.rehearsal.program import rehearse
from tests.aws.answering_cloud import AnsweringCloud
from tests.packages.component_host import PROJECT, STACK, Constructed, ConstructRefusedError, construct
from tests.packages.drawn_components import MINIMAL, drawn_components
from tests.rehearsed_examples import planned

REGIONS = {"hds-aws": "eu-west-3", "hds-azure": "francecentral"}
SUBSCRIPTION = planned("minimal-azure").plan.providers["platform"].account_id
PROVIDERS: dict[str, tuple[str, dict[str, str]]] = {
    "hds-aws": ("pulumi:providers:aws", {"region": REGIONS["hds-aws"]}),
    "hds-azure": (
        "pulumi:providers:azure-native",
        {"subscriptionId": SUBSCRIPTION, "location": REGIONS["hds-azure"]},
    ),
}
COMPARED = (
    *("id", "type", "name", "custom", "parent", "inputs", "outputs", "dependencies", "property_dependencies"),
    *("protect", "retain_on_delete", "provider"),
)
OFFERED = [(package, each.__name__) for package in MINIMAL for each in offered_components(package)]
KEY_SET = {
    "owner": "evreux",
    "name": "eures-evreux",
    "vaultName": "eures-evreux-x",
    "region": "eu-west-3",
    "keys": {"disk": {"use": "disk", "name": "eures-evreux-disk", "region": "eu-west-3"}},
    "hardwareProtected": True,
    "rotationDays": 365,
    "deletionWindowDays": 30,
    "administration": {
        "accountId": "111122223333",
        "ciPrincipal": "arn:aws:iam::111122223333:role/ci",
        "recoveryPrincipal": "arn:aws:iam::111122223333:role/recovery",
    },
    "tags": {"ght": "eures"},
}


def _cloud(package: str, component: str) -> EmbeddedCloud:
    """Where the component stands alone on AWS, the keys and networks of others are only named, and never exist."""
    if package == "hds-azure":
        return EmbeddedAzure()
    return EmbeddedAws() if component == "LandingZone" else AnsweringCloud()


def _explicit_provider(package: str) -> pulumi.ProviderResource:
    if package == "hds-aws":
        return pulumi_aws.Provider("explicit", region=REGIONS[package])
    return pulumi_azure_native.Provider("explicit", subscription_id=SUBSCRIPTION, location=REGIONS[package])


def _drawn_directly(package: str, name: str) -> dict[str, Resource]:
    drawn = drawn_components(package)[name]

    def program() -> None:
        options = pulumi.ResourceOptions(providers=[_explicit_provider(package)])
        drawn.component(drawn.name, drawn.args, options)

    rehearsal = rehearse(program, cloud=_cloud(package, name), project=PROJECT, stack=STACK)
    assert [str(error) for error in rehearsal.errors] == []
    return {resource.urn: resource for resource in rehearsal.inventory}


def _constructed(package: str, name: str, **changed: Any) -> Constructed:
    drawn = drawn_components(package)[name]
    return construct(
        package, name, drawn.name, {**drawn.inputs, **changed}, cloud=_cloud(package, name), provider=PROVIDERS[package]
    )


@pytest.mark.parametrize("package", MINIMAL)
def test_every_component_that_is_offered_is_drawn_here(package: str) -> None:
    offered = {component.__name__ for component in offered_components(package)}
    assert drawn_components(package).keys() == offered


@pytest.mark.parametrize(("package", "name"), OFFERED)
def test_the_same_urns_children_inputs_and_outputs_as_the_python_program(package: str, name: str) -> None:
    directly, constructed = _drawn_directly(package, name), _constructed(package, name)
    assert constructed.state
    assert constructed.state == directly[constructed.urn].outputs
    assert constructed.resources.keys() == directly.keys()
    assert len(directly) > 3
    for urn, resource in directly.items():
        if resource.name == "explicit":
            continue
        differing = [part for part in COMPARED if getattr(resource, part) != getattr(constructed.resources[urn], part)]
        assert differing == [], urn


@pytest.mark.parametrize(
    ("inputs", "problems"),
    [
        ({}, {"keySet": "EncryptionKeysArgs.key_set is missing. It takes KeySetPlan."}),
        (
            {"keySet": {**KEY_SET, "rotationDays": 30.5}, "sealed": "yes"},
            {
                "keySet.rotationDays": "EncryptionKeysArgs.key_set.rotation_days is 30.5, and takes a whole number.",
                "sealed": "EncryptionKeysArgs.sealed is 'yes', and takes true or false.",
            },
        ),
        (
            {"keySet": {**KEY_SET, "keys": {"disk": {"use": "disc", "name": "n", "region": "eu-west-3"}}}},
            {
                "keySet.keys.disk.use": "EncryptionKeysArgs.key_set.keys.disk.use is 'disc', and takes one of storage, "
                "disk, backup, log, backup-copy, secrets."
            },
        ),
        (
            {"keySet": KEY_SET, "logSourceAccountIds": ["111122223333", 4]},
            {"logSourceAccountIds[1]": "EncryptionKeysArgs.log_source_account_ids[1] is 4.0, and takes a text."},
        ),
        (
            {"keySet": KEY_SET, "isSealed": True},
            {"isSealed": "EncryptionKeysArgs has no field 'isSealed'. Did you mean 'sealed'?"},
        ),
        (
            {"keySet": {**KEY_SET, "owner": UNKNOWN}},
            {
                "keySet.owner": "EncryptionKeysArgs.key_set.owner is an output, not known before its resource exists, "
                "and takes a text."
            },
        ),
    ],
)
def test_what_does_not_fit_is_refused_under_the_path_of_its_property(
    inputs: Mapping[str, Any], problems: Mapping[str, str]
) -> None:
    with pytest.raises(ConstructRefusedError) as refused:
        construct("hds-aws", "EncryptionKeys", "keys", inputs, cloud=AnsweringCloud(), preview=True)
    assert refused.value.status == "INVALID_ARGUMENT"
    assert dict(refused.value.problems) == problems
    assert "Traceback" not in str(refused.value)
    assert "File " not in str(refused.value)


def test_what_only_the_component_can_refuse_is_told_without_a_traceback() -> None:
    vault = drawn_components("hds-aws")["BackupVault"].inputs
    inputs = {name: value for name, value in vault.items() if name != "copyVaultId"}
    with pytest.raises(ConstructRefusedError, match="asks for a copy, and copy_vault_id is missing") as refused:
        construct("hds-aws", "BackupVault", "vault", inputs, cloud=AnsweringCloud())
    assert "File " not in str(refused.value)


@pytest.mark.parametrize("given", [UNKNOWN, Secret(UNKNOWN)])
def test_at_preview_an_input_may_be_unknown(given: Any) -> None:
    vault = drawn_components("hds-aws")["BackupVault"].inputs
    constructed = construct(
        "hds-aws",
        "BackupVault",
        "vault",
        {**vault, "keyId": given},
        cloud=AnsweringCloud(),
        provider=PROVIDERS["hds-aws"],
        preview=True,
    )
    assert constructed.urn.endswith("hds-aws:index:BackupVault::vault")
    assert constructed.state.keys() == {"vaultId", "planId"}


def test_a_component_that_is_not_offered_is_refused() -> None:
    with pytest.raises(
        ConstructRefusedError, match=r"hds-aws [0-9.]+ offers no component 'BackupVolt'. It has AttachmentAcceptance, "
    ):
        construct("hds-aws", "BackupVolt", "vault", {}, cloud=AnsweringCloud())
