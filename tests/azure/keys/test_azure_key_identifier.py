import pytest

from hds_landing.azure.keys.key_identifier import KeyIdentifier, read_key_identifier
from hds_landing.errors import ComponentArgsError


@pytest.mark.parametrize(
    "given",
    ["https://gpne-k.vault.azure.net/keys/gpne-log", "https://gpne-k.vault.azure.net/keys/gpne-log/0123456789abcdef"],
)
def test_a_key_is_read_without_its_version(given: str) -> None:
    assert read_key_identifier(given) == KeyIdentifier("https://gpne-k.vault.azure.net", "gpne-log")


@pytest.mark.parametrize(
    "given",
    [
        "",
        "gpne-log",
        "https://gpne-k.vault.azure.net",
        "https://gpne-k.vault.azure.net/keys/",
        "/subscriptions/1/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/gpne-k/keys/gpne-log",
    ],
)
def test_anything_else_is_refused_with_what_to_give(given: str) -> None:
    with pytest.raises(ComponentArgsError) as refused:
        read_key_identifier(given)
    assert str(refused.value) == (
        f"key_id is {given!r}, and takes a Key Vault key identifier, "
        "`https://<vault>.vault.azure.net/keys/<key>`: give one of the key_ids of EncryptionKeys."
    )
