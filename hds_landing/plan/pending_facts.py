"""Facts that the catalogue will hold; removed as soon as it does."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NameLimit:
    service: str
    min_length: int
    max_length: int
    pattern: str
    scope: str


_LIMITS = {
    "s3-bucket": NameLimit("s3-bucket", 3, 63, r"[a-z0-9][a-z0-9.-]*[a-z0-9]", "global"),
    "storage-account": NameLimit("storage-account", 3, 24, r"[a-z0-9]+", "global"),
    "key-vault": NameLimit("key-vault", 3, 24, r"[A-Za-z](-?[A-Za-z0-9])*", "global"),
    "key-vault-key": NameLimit("key-vault-key", 1, 127, r"[A-Za-z0-9-]+", "group"),
    "kms-alias": NameLimit("kms-alias", 1, 250, r"[A-Za-z0-9/_-]+", "region"),
    "aws-backup-vault": NameLimit("aws-backup-vault", 2, 50, r"[A-Za-z0-9_-]+", "region"),
    "recovery-services-vault": NameLimit("recovery-services-vault", 2, 50, r"[A-Za-z][A-Za-z0-9-]*", "group"),
    "log-analytics-workspace": NameLimit(
        "log-analytics-workspace", 4, 63, r"[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]", "group"
    ),
    "log-group": NameLimit("log-group", 1, 512, r"[A-Za-z0-9_/.#-]+", "region"),
}


def name_limit(service: str) -> NameLimit:
    return _LIMITS[service]


@dataclass(frozen=True)
class IdleTimeout:
    minutes: float
    configurable_up_to_minutes: float | None


def idle_timeout_minutes(cloud: str) -> IdleTimeout:
    return IdleTimeout(350 / 60, 100) if cloud == "aws" else IdleTimeout(4, None)


@dataclass(frozen=True)
class LogClass:
    hot_days: int
    archive_days: int


def log_classes() -> dict[str, LogClass]:
    return {
        "administration": LogClass(365, 365),
        "network": LogClass(90, 365),
        "security": LogClass(365, 365),
        "health-access": LogClass(365, 365),
    }


@dataclass(frozen=True)
class Mechanism:
    id: str
    cloud: str
    title: str
    scope: str
    stores: frozenset[str]
    rpo_hours: float | None
    rto_hours: float | None
    requires: str | None


_ALL = frozenset({"virtual-machine", "database", "files", "objects"})


def mechanisms(cloud: str) -> dict[str, Mechanism]:
    if cloud == "aws":
        found = [
            Mechanism("aws-backup", "aws", "AWS Backup", "zone", _ALL, 1, None, None),
            Mechanism("aws-backup-copy", "aws", "AWS Backup copy", "region", _ALL, None, None, None),
        ]
    else:
        found = [Mechanism("azure-backup", "azure", "Azure Backup", "zone", _ALL, 4, None, None)]
    return {mechanism.id: mechanism for mechanism in found}


@dataclass(frozen=True)
class Price:
    monthly_eur: float | None
    source: str


def find_price(cloud: str, item: str, region: str) -> Price | None:
    return None
