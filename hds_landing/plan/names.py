"""Physical names: within each service's own limits, the same for ever, and never dependent on who else is there."""

import base64
import hashlib
import re

from hds_landing.catalogue.name_limits import NameLimit, name_limit

AWS_BACKUP_VAULT = "aws-backup-vault"
AWS_KMS_ALIAS = "aws-kms-alias"
AWS_LOG_GROUP = "aws-log-group"
AWS_S3_BUCKET = "aws-s3-bucket"
AZURE_KEY_VAULT = "azure-key-vault"
AZURE_KEY_VAULT_KEY = "azure-key-vault-key"
AZURE_LOG_ANALYTICS_WORKSPACE = "azure-log-analytics-workspace"
AZURE_RECOVERY_SERVICES_VAULT = "azure-recovery-services-vault"
AZURE_STORAGE_ACCOUNT = "azure-storage-account"

HASH_LENGTH = 8
"""Base32 characters of the hash: 40 bits."""


def physical_name(service: str, *, slug: str, owner: str, use: str = "", account_id: str = "") -> str:
    """`<slug>-<owner>-<use>` as the service allows it.

    Where names are unique in the world, or where the words do not fit, the end is a short hash of slug, owner, use and
    account, and the words before it are shortened. `service`: an id of the catalogue's name limits.
    """
    limit = name_limit(service)
    words = "-".join(word for word in (slug, owner, use) if word)
    body = words if _allows_hyphen(limit) else words.replace("-", "")
    if limit.scope != "global" and limit.min_length <= len(body) <= limit.max_length:
        return body
    separator = "-" if _allows_hyphen(limit) else ""
    room = limit.max_length - HASH_LENGTH - len(separator)
    return f"{body[:room].rstrip('-')}{separator}{_hash(slug, owner, use, account_id)}"


def _allows_hyphen(limit: NameLimit) -> bool:
    return re.fullmatch(limit.pattern, "a-a-a") is not None


def _hash(*parts: str) -> str:
    digest = hashlib.sha256("\0".join(parts).encode()).digest()
    return base64.b32encode(digest).decode().lower()[:HASH_LENGTH]
