import pytest

from hds_landing.azure.encryption_keys import EncryptionKeys, EncryptionKeysArgs
from hds_landing.plan.keys import KeySetPlan, KeyUse
from tests.azure.azure_drawing import STORE, WORKSPACE, Drawn, draw
from tests.azure.azure_plans import SUBSCRIPTION, TENANT, key_set

USES = ("storage", "disk", "backup", "log")


def drawn_keys(plan: KeySetPlan | None = None, **given: object) -> Drawn:
    args = {"key_set": plan or key_set(), "tenant_id": TENANT} | given
    return draw(lambda group, opts: EncryptionKeys("keys", EncryptionKeysArgs(resource_group_name=group, **args), opts))


def test_a_key_set_holds_exactly_this(drawn: Drawn) -> None:
    assert drawn.counts() == {
        "keyvault:Vault": 1,
        "keyvault:Key": 4,
        "managedidentity:UserAssignedIdentity": 4,
        "authorization:RoleDefinition": 2,
        "authorization:RoleAssignment": 6,
        "authorization:ManagementLockByScope": 1,
        "compute:DiskEncryptionSet": 1,
        "monitor:DiagnosticSetting": 1,
    }


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return drawn_keys(log_store_id=STORE, workspace_id=WORKSPACE)


def test_the_vault_is_closed(drawn: Drawn) -> None:
    vault = drawn.inputs("keyvault:Vault")
    assert vault["vaultName"] == "gpne-aulnay-k7q2"
    assert vault["properties"] == {
        "tenantId": TENANT,
        "sku": {"family": "A", "name": "premium"},
        "enableRbacAuthorization": True,
        "enableSoftDelete": True,
        "softDeleteRetentionInDays": 90,
        "enablePurgeProtection": True,
        "enabledForDeployment": False,
        "enabledForDiskEncryption": False,
        "enabledForTemplateDeployment": False,
        "publicNetworkAccess": "Disabled",
        "networkAcls": {"defaultAction": "Deny", "bypass": "AzureServices", "ipRules": [], "virtualNetworkRules": []},
    }


@pytest.mark.parametrize(("hardware", "sku", "kind"), [(True, "premium", "RSA-HSM"), (False, "standard", "RSA")])
def test_keys_follow_the_profile(hardware: bool, sku: str, kind: str) -> None:
    drawn = drawn_keys(key_set(hardware_protected=hardware))
    assert drawn.inputs("keyvault:Vault")["properties"]["sku"]["name"] == sku
    assert {key.inputs["properties"]["kty"] for key in drawn.of_type("keyvault:Key").values()} == {kind}


@pytest.mark.parametrize("use", USES)
def test_a_key_wraps_only_and_rotates(drawn: Drawn, use: str) -> None:
    key = drawn.inputs("keyvault:Key", f"keys-{use}")
    assert key["keyName"] == f"gpne-aulnay-{use}"
    assert key["properties"]["keyOps"] == ["wrapKey", "unwrapKey"]
    assert key["properties"]["keySize"] == 4096
    assert key["properties"]["rotationPolicy"] == {
        "attributes": {"expiryTime": "P365D"},
        "lifetimeActions": [
            {"action": {"type": "rotate"}, "trigger": {"timeAfterCreate": "P335D"}},
            {"action": {"type": "notify"}, "trigger": {"timeBeforeExpiry": "P30D"}},
        ],
    }


@pytest.mark.parametrize("use", USES)
def test_a_consumer_may_use_its_own_key_only(drawn: Drawn, use: str) -> None:
    grant = drawn.inputs("authorization:RoleAssignment", f"keys-{use}")
    assert grant["scope"].endswith(f"/vaults/gpne-aulnay-k7q2/keys/gpne-aulnay-{use}")
    assert grant["roleDefinitionId"] == (
        f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/"
        "e147488a-f6f5-4113-8e2d-b22465e65bf6"
    )
    identity = drawn.one("managedidentity:UserAssignedIdentity", f"keys-{use}")
    assert grant["principalId"] == identity.outputs["principalId"]


def test_disks_are_encrypted_twice_and_follow_the_rotation(drawn: Drawn) -> None:
    disks = drawn.one("compute:DiskEncryptionSet")
    assert disks.inputs["encryptionType"] == "EncryptionAtRestWithPlatformAndCustomerKeys"
    assert disks.inputs["rotationToLatestKeyVersionEnabled"] is True
    assert "/keys/gpne-aulnay-disk/" in disks.inputs["activeKey"]["keyUrl"]
    assert "RoleAssignment keys-disk" in drawn.after(disks)


def test_a_set_without_a_disk_key_has_no_disk_encryption_set() -> None:
    drawn = drawn_keys(key_set("platform", uses=(KeyUse.LOG,)))
    assert drawn.of_type("compute:DiskEncryptionSet") == {}
    assert "diskEncryptionSetId" not in drawn.component("keys").outputs


def test_outputs_name_keys_and_identities_by_use(drawn: Drawn) -> None:
    outputs = drawn.component("keys").outputs
    assert outputs["keyIds"] == {
        use: f"https://gpne-aulnay-k7q2.vault.azure.net/keys/gpne-aulnay-{use}" for use in USES
    }
    assert {use: text.rsplit("/", 1)[-1] for use, text in outputs["identityIds"].items()} == {
        use: f"gpne-aulnay-{use}" for use in USES
    }
    assert outputs["vaultId"].endswith("/vaults/gpne-aulnay-k7q2")
    assert outputs["diskEncryptionSetId"].endswith("/diskEncryptionSets/gpne-aulnay-disk")


@pytest.mark.parametrize("sealed", [False, True])
def test_keys_are_protected_until_sealed_and_retained_always(sealed: bool) -> None:
    drawn = drawn_keys(sealed=sealed)
    for token in ("keyvault:Vault", "keyvault:Key", "compute:DiskEncryptionSet"):
        for resource in drawn.of_type(token).values():
            assert (resource.protect, resource.retain_on_delete) == (not sealed, True), resource.name


def test_what_lets_a_consumer_decrypt_is_retained_with_the_keys(drawn: Drawn) -> None:
    consumers = [
        *drawn.of_type("managedidentity:UserAssignedIdentity").values(),
        *(drawn.one("authorization:RoleAssignment", f"keys-{use}") for use in USES),
    ]
    assert len(consumers) == 8
    assert all(resource.retain_on_delete for resource in consumers)


def test_both_ways_to_administer_are_retained_with_the_keys(drawn: Drawn) -> None:
    paths = ("key-administrator", "key-recovery-administrator")
    for token in ("authorization:RoleDefinition", "authorization:RoleAssignment"):
        assert all(drawn.one(token, f"keys-{path}").retain_on_delete for path in paths)


def test_the_lock_comes_after_all_that_is_attached_to_the_vault(drawn: Drawn) -> None:
    lock = drawn.one("authorization:ManagementLockByScope")
    assert lock.inputs["level"] == "CanNotDelete"
    attached = {f"RoleAssignment {name}" for name in drawn.of_type("authorization:RoleAssignment")}
    assert attached | {"DiagnosticSetting keys"} <= drawn.after(lock)


def test_the_same_plan_always_gives_the_same_assignment_names() -> None:
    first, second = (
        {
            name: each.inputs["roleAssignmentName"]
            for name, each in drawn.of_type("authorization:RoleAssignment").items()
        }
        for drawn in (drawn_keys(), drawn_keys())
    )
    assert first == second
    assert len(set(first.values())) == len(first) == 6
