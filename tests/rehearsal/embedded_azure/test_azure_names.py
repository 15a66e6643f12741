import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hds_landing.rehearsal.embedded_azure.arm_types import all_arm_types
from hds_landing.rehearsal.embedded_azure.names import automatic_name, derived_uuid, is_guid, name_problem


@pytest.mark.parametrize(
    ("token", "name", "accepted"),
    [
        ("resources:ResourceGroup", "rg-gpne_hub.(1)", True),
        ("resources:ResourceGroup", "rg.", False),
        ("resources:ResourceGroup", "r" * 90, True),
        ("resources:ResourceGroup", "r" * 91, False),
        ("network:VirtualNetwork", "v", False),
        ("network:VirtualNetwork", "v-", False),
        ("network:VirtualNetwork", "v_", True),
        ("network:VirtualNetwork", "v" * 65, False),
        ("keyvault:Vault", "kv-a", True),
        ("keyvault:Vault", "kv", False),
        ("keyvault:Vault", "1kv", False),
        ("keyvault:Vault", "kv--a", False),
        ("keyvault:Vault", "kv-", False),
        ("keyvault:Vault", "k" * 25, False),
        ("keyvault:Key", "disk_key", False),
        ("storage:StorageAccount", "gpnelogs1", True),
        ("storage:StorageAccount", "gpne-logs", False),
        ("storage:StorageAccount", "GpneLogs", False),
        ("storage:BlobContainer", "logs-2026", True),
        ("storage:BlobContainer", "logs--2026", False),
        ("storage:BlobContainer", "$logs", True),
        ("storage:BlobServiceProperties", "default", True),
        ("storage:BlobServiceProperties", "blobs", False),
        ("authorization:RoleAssignment", "e147488a-f6f5-4113-8e2d-b22465e65bf6", True),
        ("authorization:RoleAssignment", "crypto-user", False),
        ("recoveryservices:ProtectionPolicy", "daily-", False),
        ("recoveryservices:ProtectionPolicy", "daily", True),
        ("operationalinsights:Workspace", "log", False),
        ("privatedns:PrivateZone", "privatelink.blob.core.windows.net", True),
    ],
)
def test_name_rules(token: str, name: str, accepted: bool) -> None:
    rule = all_arm_types()[f"azure-native:{token}"].name
    problem = name_problem(rule, "theName", name)
    assert (problem is None) is accepted
    assert accepted or str(problem).startswith(f"theName: given {name!r}")


@pytest.mark.parametrize("token", sorted(all_arm_types()))
def test_an_automatic_name_is_one_that_azure_accepts(token: str) -> None:
    rule = all_arm_types()[token].name
    for name in ("hub", "aulnay-keys", "a-very-long-name-of-an-establishment-and-its-service"):
        assert name_problem(rule, "name", automatic_name(rule, f"urn::{name}", name)) is None


@given(st.text(), st.text())
def test_derived_ids_are_stable_guids(urn: str, purpose: str) -> None:
    assert is_guid(derived_uuid(urn, purpose))
    assert derived_uuid(urn, purpose) == derived_uuid(urn, purpose)


def test_automatic_names_differ_by_urn_and_begin_with_the_pulumi_name() -> None:
    rule = all_arm_types()["azure-native:network:VirtualNetwork"].name
    first, second = automatic_name(rule, "urn:1", "hub"), automatic_name(rule, "urn:2", "hub")
    assert first != second
    assert re.fullmatch("hub[0-9a-f]{8}", first)
