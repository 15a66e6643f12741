"""Key identifiers: how Key Vault names a key to the services that use it."""

from typing import NamedTuple

from hds_landing.errors import ComponentArgsError


class KeyIdentifier(NamedTuple):
    """A key without its version, so that its user follows every rotation."""

    vault_uri: str
    key_name: str


def read_key_identifier(identifier: str) -> KeyIdentifier:
    """Reads `https://<vault>.vault.azure.net/keys/<key>`; a version behind it is dropped.

    Raises:
        ComponentArgsError: it is not such an address.
    """
    vault_uri, separator, rest = identifier.partition("/keys/")
    key_name = rest.split("/")[0]
    if not (vault_uri.startswith("https://") and separator and key_name):
        raise ComponentArgsError(
            f"key_id is {identifier!r}, and takes a Key Vault key identifier, "
            "`https://<vault>.vault.azure.net/keys/<key>`: give one of the key_ids of EncryptionKeys."
        )
    return KeyIdentifier(vault_uri=vault_uri, key_name=key_name)
