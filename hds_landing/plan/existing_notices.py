"""What is not managed here, and what its keeper has to see to."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from hds_landing.plan.existing import existing_things
from hds_landing.spec.cloud import CloudProvider
from hds_landing.spec.landing_zone import LandingZoneSpec

_TO_SEE_TO: Mapping[CloudProvider, Mapping[str, str]] = MappingProxyType(
    {
        CloudProvider.AWS: {
            "hub": "default association and propagation off, attachments not accepted by themselves",
            "network": "its range, further ranges and DNS support set, its default security group empty",
            "keys": "rotation, an alias, a policy that lets in the owner's services and two administration paths",
            "logStores": (
                "versions, encryption, lock, lifecycle, no public access, a policy that takes the traces' delivery"
            ),
            "logGroups": "retention, the key, protection against deletion",
            "backupVault": "the key, a lock, a policy that refuses deletion",
            "copyVault": "the key, a lock, a policy that refuses deletion",
            "oidcProvider": "the runner's audience among its clients",
        },
        CloudProvider.AZURE: {
            "resourceGroup": "its region and tags",
            "hub": "its range as in the address ledger, encryption, DDoS protection",
            "network": "its range, encryption, the firewall as its DNS server",
            "keys": "rotation, a vault with RBAC and purge protection that Azure's services reach, a deletion lock",
            "logStores": "encryption, immutability, versions, lifecycle, no public access, a deletion lock",
            "workspace": "retention, Entra identities only, the dedicated cluster, a deletion lock",
            "backupVault": "encryption, immutability, soft delete, redundancy, a deletion lock",
        },
    }
)


def existing_notices(spec: LandingZoneSpec) -> Iterator[str]:
    """One per thing that stands already."""
    for thing in existing_things(spec):
        yield (
            f"{thing.owner}: {thing.words} {thing.id} stands already and is not managed here: it is read, neither "
            f"changed nor protected, and nothing can be shown of it. Its keeper sees to: "
            f"{_TO_SEE_TO[spec.cloud.provider][thing.kind]}"
        )
