"""Where the landing zone stands: cloud, regions, tenancy, and the settings that only one cloud has."""

from enum import Enum
from typing import Annotated, Final

from pydantic import StringConstraints

from hds_landing.spec.existing import AwsExisting, AzureExisting
from hds_landing.spec.model import SpecModel, SpokeKey, Text


class CloudProvider(str, Enum):
    """A cloud that a landing zone can be drawn on."""

    AWS = "aws"
    AZURE = "azure"


class Tenancy(str, Enum):
    """Who shares an account or subscription."""

    DEDICATED = "dedicated"
    """One account or subscription per establishment and shared workload."""
    SHARED = "shared"
    """One account or subscription for the whole GHT."""


class Profile(str, Enum):
    """What is bought: firewall tier, HSM, zones, detection."""

    ESSENTIAL = "essential"
    STANDARD = "standard"
    REINFORCED = "reinforced"


class RestrictedRegion(SpecModel):
    """The provider's written grant of a region that it opens on request only."""

    ref: Text


class Cloud(SpecModel):
    """Provider, regions and tenancy; none has a default. Regions are the provider's programmatic names."""

    provider: CloudProvider
    region: Text
    """A physical region of the EEA, by the provider's name: `francecentral`, `eu-west-3`."""
    recovery_region: Text | None = None
    """Another one, for copies. None: the loss of the region is not covered."""
    tenancy: Tenancy
    """`dedicated`: an account or subscription per establishment; `shared`: one for the whole group."""
    restricted_region: RestrictedRegion | None = None
    """Needed where a region is opened on request only, such as `francesouth`."""


ACCOUNT_ID_PATTERN: Final = r"^[0-9]{12}$"
UUID_PATTERN: Final = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
ROLE_NAME_PATTERN: Final = r"^[A-Za-z0-9_+=,.@-]{1,64}$"

AccountId = Annotated[str, StringConstraints(pattern=ACCOUNT_ID_PATTERN)]
Uuid = Annotated[str, StringConstraints(pattern=UUID_PATTERN)]
RoleName = Annotated[str, StringConstraints(pattern=ROLE_NAME_PATTERN)]


class AwsSettings(SpecModel):
    """AWS only. `accounts` holds `platform` and, under dedicated tenancy, each establishment and shared workload.

    `bootstrap`, where it is given, is the account of the state store and the runner's identity; without it they stand
    in the platform's. The two roles must exist in every account before the first deployment; they are the two
    administration paths of every key: one used by CI, one outside CI.
    """

    accounts: dict[SpokeKey, AccountId]
    """Account ids of twelve digits, in quotes, by spoke key; `platform` always, `bootstrap` where it has its own."""
    ci_role: RoleName
    """Name of the role that CI deploys with."""
    recovery_role: RoleName
    """Name of the role that recovers keys when CI's is lost; used outside CI."""
    existing: AwsExisting = AwsExisting()
    """Ids of what stands already and is used instead of being drawn."""


class AzureSettings(SpecModel):
    """Azure only. `subscriptions` is to Azure what `accounts` is to AWS.

    The two principals are object ids of Entra groups or workload identities; they are the two administration paths of
    every key: one used by CI, one outside CI.
    """

    tenant_id: Uuid
    subscriptions: dict[SpokeKey, Uuid]
    """Subscription ids by spoke key; `platform` always, `bootstrap` where it has its own."""
    ci_principal_id: Uuid
    """Object id of the principal that CI deploys with."""
    recovery_principal_id: Uuid
    """Object id of the group that recovers keys when CI's principal is lost; used outside CI."""
    existing: AzureExisting = AzureExisting()
    """Ids of what stands already and is used instead of being drawn."""
