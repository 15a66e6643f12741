"""Why a theme matters to who hosts health data, and its name."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from hds_landing.rules.finding import Theme

NAMES: Final[Mapping[Theme, str]] = MappingProxyType(
    {
        Theme.REGION: "Region",
        Theme.SERVICE_ELIGIBILITY: "Certificate scope of services",
        Theme.ENCRYPTION_AT_REST: "Encryption at rest",
        Theme.CUSTOMER_KEY: "Customer-held keys",
        Theme.ENCRYPTION_IN_TRANSIT: "Encryption in transit",
        Theme.PUBLIC_EXPOSURE: "Public exposure",
        Theme.NETWORK_OPEN: "Open networks",
        Theme.BACKUP: "Backup",
        Theme.LOGGING: "Logging",
        Theme.RETENTION: "Retention",
        Theme.IDENTITY: "Identity",
        Theme.TAGS: "Tags",
        Theme.DELETION_PROTECTION: "Deletion protection",
        Theme.KEY_MANAGEMENT: "Key management",
        Theme.OTHER: "Other",
    }
)

REASONS: Final[Mapping[Theme, str]] = MappingProxyType(
    {
        Theme.REGION: "HDS asks that health data be stored inside the European Economic Area only. A copy, a key or a "
        "log that leaves it takes the data along.",
        Theme.SERVICE_ELIGIBILITY: "A provider's HDS certificate covers what is in its scope and nothing else. A "
        "service outside it, or one that nobody has confirmed, may not hold health data.",
        Theme.ENCRYPTION_AT_REST: "Media are lost, sold and seized. What is stored encrypted cannot be read from them.",
        Theme.CUSTOMER_KEY: "Where the provider holds the key, the provider can read the data, and so can who "
        "compels it. With a key of its own the hospital decides who reads, sees each use, and can end it.",
        Theme.ENCRYPTION_IN_TRANSIT: "Images and records cross networks that the hospital does not own. Old versions "
        "of TLS and clear text let who listens read and change them.",
        Theme.PUBLIC_EXPOSURE: "What the internet can reach is tried all day by machines. Health data is reached over "
        "private addresses, so that a password that leaks is not enough.",
        Theme.NETWORK_OPEN: "One open range joins hospitals that were kept apart, and lets one infected machine reach "
        "all of them. Only declared flows pass.",
        Theme.BACKUP: "After ransomware, the hospital has what its backups hold: recent ones, out of reach of who "
        "destroyed the rest.",
        Theme.LOGGING: "Who read a record, changed a right or opened a way must be found afterwards. A trace that was "
        "not kept cannot be produced.",
        Theme.RETENTION: "Traces are kept as long as they may be asked for, and no longer; medical records as long as "
        "the law says, and nothing deletes them by a timer.",
        Theme.IDENTITY: "Most intrusions use a right that somebody has. Few rights, given to persons and services by "
        "name, are few ways in.",
        Theme.TAGS: "Tags say whose data a resource holds and of which class. Without them nobody can tell what must "
        "be restored first, given back, or paid for.",
        Theme.DELETION_PROTECTION: "An error, or an administrator's stolen session, deletes in a second what took "
        "years to collect. A second, deliberate act is asked for.",
        Theme.KEY_MANAGEMENT: "Data outlives its keys only on paper: a key that is lost, deleted or never renewed "
        "takes what it encrypts along.",
        Theme.OTHER: "A setting of the platform that the requirements below rest on.",
    }
)
