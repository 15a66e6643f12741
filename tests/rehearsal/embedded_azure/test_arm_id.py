import pytest
from hypothesis import given
from hypothesis import strategies as st

from hds_landing.rehearsal.embedded_azure.arm_id import (
    ancestors_of,
    group_of,
    is_arm_id,
    name_of,
    parent_of,
    subscription_of,
    type_of,
)

SUBSCRIPTION = "/subscriptions/s"
GROUP = f"{SUBSCRIPTION}/resourceGroups/rg"
NETWORK = f"{GROUP}/providers/Microsoft.Network/virtualNetworks/vnet"
SUBNET = f"{NETWORK}/subnets/app"
LOCK = f"{SUBNET}/providers/Microsoft.Authorization/locks/keep"


@pytest.mark.parametrize(
    ("arm_id", "parent"),
    [
        (LOCK, SUBNET),
        (SUBNET, NETWORK),
        (NETWORK, GROUP),
        (GROUP, SUBSCRIPTION),
        (SUBSCRIPTION, None),
        (f"{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/r", SUBSCRIPTION),
    ],
)
def test_parent(arm_id: str, parent: str | None) -> None:
    assert parent_of(arm_id) == parent


def test_ancestors_come_nearest_first() -> None:
    assert list(ancestors_of(LOCK)) == [SUBNET, NETWORK, GROUP, SUBSCRIPTION]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LOCK, True),
        (GROUP, True),
        (SUBSCRIPTION, True),
        (NETWORK.upper(), True),
        (f"{NETWORK}/subnets", False),
        (f"{GROUP}/providers/Microsoft.Network", False),
        ("/providers/Microsoft.Management/managementGroups/m", False),
        ("https://kv.vault.azure.net/keys/k", False),
        ("", False),
        (None, False),
        (3, False),
    ],
)
def test_recognition(text: object, expected: bool) -> None:
    assert is_arm_id(text) is expected


def test_parts() -> None:
    assert (subscription_of(SUBNET), group_of(SUBNET), name_of(SUBNET)) == ("s", GROUP, "app")
    assert group_of(SUBSCRIPTION) is None
    assert subscription_of("/providers/Microsoft.Management/managementGroups/m") is None


@pytest.mark.parametrize(
    ("arm_id", "expected"),
    [
        ("/subscriptions/s", "Microsoft.Resources/subscriptions"),
        ("/subscriptions/s/resourceGroups/rg", "Microsoft.Resources/resourceGroups"),
        (
            "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/a",
            "Microsoft.Network/virtualNetworks/subnets",
        ),
        (
            "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/v"
            "/providers/Microsoft.Authorization/locks/l",
            "Microsoft.Authorization/locks",
        ),
    ],
)
def test_type_of_an_id(arm_id: str, expected: str) -> None:
    assert type_of(arm_id) == expected
    assert type_of(arm_id.replace("providers", "PROVIDERS")) == expected


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_ids(text: str) -> None:
    is_arm_id(text)
    group_of(text)
    type_of(text)
    assert len(list(ancestors_of(text))) <= text.count("/") + 1
