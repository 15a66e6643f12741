"""What a hospital has already: ids of resources that a landing zone uses instead of drawing its own.

Every id is the one that `pulumi import` takes. What has one is read, and neither changed nor protected.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from hds_landing.spec.model import Key, SpecModel, SpokeKey

VPC_PATTERN: Final = r"^vpc-([0-9a-f]{8}|[0-9a-f]{17})$"
TRANSIT_GATEWAY_PATTERN: Final = r"^tgw-[0-9a-f]{17}$"
KMS_KEY_PATTERN: Final = r"^(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$"
BUCKET_PATTERN: Final = r"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$"
LOG_GROUP_PATTERN: Final = r"^[A-Za-z0-9._/#-]{1,512}$"
AWS_BACKUP_VAULT_PATTERN: Final = r"^[A-Za-z0-9_-]{2,50}$"
OIDC_PROVIDER_PATTERN: Final = r"^arn:aws(-[a-z]+)*:iam::[0-9]{12}:oidc-provider/[A-Za-z0-9._~/:-]+$"

_GROUP: Final = (
    r"^/subscriptions/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/resourceGroups/"
    r"[A-Za-z0-9._()-]{0,89}[A-Za-z0-9_()-]"
)
RESOURCE_GROUP_PATTERN: Final = rf"{_GROUP}$"
VIRTUAL_NETWORK_PATTERN: Final = rf"{_GROUP}/providers/Microsoft\.Network/virtualNetworks/[A-Za-z0-9._-]{{2,64}}$"
KEY_VAULT_KEY_PATTERN: Final = (
    rf"{_GROUP}/providers/Microsoft\.KeyVault/vaults/[A-Za-z0-9-]{{3,24}}/keys/[A-Za-z0-9-]{{1,127}}$"
)
STORAGE_ACCOUNT_PATTERN: Final = rf"{_GROUP}/providers/Microsoft\.Storage/storageAccounts/[a-z0-9]{{3,24}}$"
WORKSPACE_PATTERN: Final = rf"{_GROUP}/providers/Microsoft\.OperationalInsights/workspaces/[A-Za-z0-9-]{{4,63}}$"
RECOVERY_VAULT_PATTERN: Final = rf"{_GROUP}/providers/Microsoft\.RecoveryServices/vaults/[A-Za-z0-9-]{{2,50}}$"


def _arm(provider: str) -> str:
    return f"/subscriptions/<id in lower case>/resourceGroups/<group>{provider}"


PATTERN_MESSAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        VPC_PATTERN: "A VPC's id is vpc- and 8 or 17 hexadecimal digits.",
        TRANSIT_GATEWAY_PATTERN: "A transit gateway's id is tgw- and 17 hexadecimal digits.",
        KMS_KEY_PATTERN: "A KMS key's id is a UUID in lower case, or mrk- and 32 hexadecimal digits; no ARN or alias.",
        BUCKET_PATTERN: "A bucket's name has 3 to 63 lower-case letters, digits, dots and hyphens; no ARN.",
        LOG_GROUP_PATTERN: "A log group's name has 1 to 512 letters, digits and ._/#- (the name, not the ARN).",
        AWS_BACKUP_VAULT_PATTERN: "A vault's name has 2 to 50 letters, digits, hyphens and underscores; no ARN.",
        OIDC_PROVIDER_PATTERN: "An OIDC provider's id is its ARN, arn:aws:iam::<account>:oidc-provider/<issuer>.",
        RESOURCE_GROUP_PATTERN: f"A resource group's id is {_arm('')}.",
        VIRTUAL_NETWORK_PATTERN: (
            f"A virtual network's id is {_arm('/providers/Microsoft.Network/virtualNetworks/<name>')}."
        ),
        KEY_VAULT_KEY_PATTERN: f"A key's id is {_arm('/providers/Microsoft.KeyVault/vaults/<vault>/keys/<key>')}.",
        STORAGE_ACCOUNT_PATTERN: (
            f"A storage account's id is {_arm('/providers/Microsoft.Storage/storageAccounts/<name>')}."
        ),
        WORKSPACE_PATTERN: (
            f"A workspace's id is {_arm('/providers/Microsoft.OperationalInsights/workspaces/<name>')}."
        ),
        RECOVERY_VAULT_PATTERN: f"A vault's id is {_arm('/providers/Microsoft.RecoveryServices/vaults/<name>')}.",
    }
)
"""What each pattern asks for, in words."""

VpcId = Annotated[str, StringConstraints(pattern=VPC_PATTERN)]
TransitGatewayId = Annotated[str, StringConstraints(pattern=TRANSIT_GATEWAY_PATTERN)]
KmsKeyId = Annotated[str, StringConstraints(pattern=KMS_KEY_PATTERN)]
BucketName = Annotated[str, StringConstraints(pattern=BUCKET_PATTERN)]
LogGroupName = Annotated[str, StringConstraints(pattern=LOG_GROUP_PATTERN)]
BackupVaultName = Annotated[str, StringConstraints(pattern=AWS_BACKUP_VAULT_PATTERN)]
OidcProviderArn = Annotated[str, StringConstraints(pattern=OIDC_PROVIDER_PATTERN)]
ResourceGroupId = Annotated[str, StringConstraints(pattern=RESOURCE_GROUP_PATTERN)]
VirtualNetworkId = Annotated[str, StringConstraints(pattern=VIRTUAL_NETWORK_PATTERN)]
KeyVaultKeyId = Annotated[str, StringConstraints(pattern=KEY_VAULT_KEY_PATTERN)]
StorageAccountId = Annotated[str, StringConstraints(pattern=STORAGE_ACCOUNT_PATTERN)]
WorkspaceId = Annotated[str, StringConstraints(pattern=WORKSPACE_PATTERN)]
RecoveryVaultId = Annotated[str, StringConstraints(pattern=RECOVERY_VAULT_PATTERN)]


class AwsExistingPlatform(SpecModel):
    """What the platform's account has already."""

    hub: TransitGatewayId | None = None
    """Id of a transit gateway of the platform's account."""
    keys: dict[Key, KmsKeyId] = Field(default_factory=dict)
    """Ids of KMS keys by use: `storage`, `disk`, `backup`, `log`."""
    log_stores: dict[Key, BucketName] = Field(default_factory=dict)
    """Buckets of the log archive, by log class."""
    log_groups: dict[Key, LogGroupName] = Field(default_factory=dict)
    """Log groups by log class; the platform has one, `administration`."""


class AwsExistingSpoke(SpecModel):
    """What the account of an establishment or shared workload has already."""

    network: VpcId | None = None
    """A VPC whose range is the spoke's pinned `cidr`."""
    keys: dict[Key, KmsKeyId] = Field(default_factory=dict)
    """Ids of KMS keys by use: `storage`, `disk`, `backup`, `log`, `backup-copy`."""
    log_groups: dict[Key, LogGroupName] = Field(default_factory=dict)
    """Log groups by log class."""
    backup_vault: BackupVaultName | None = None
    """A backup vault of the region."""
    copy_vault: BackupVaultName | None = None
    """A backup vault of the recovery region."""


class AwsExistingBootstrap(SpecModel):
    """What the account of the state store has already."""

    oidc_provider: OidcProviderArn | None = None
    """The account's trust in the runner's issuer: an account takes one per issuer."""


class AwsExisting(SpecModel):
    """Ids of what stands already on AWS, by who has it. It is read, and neither changed nor protected."""

    platform: AwsExistingPlatform = AwsExistingPlatform()
    spokes: dict[SpokeKey, AwsExistingSpoke] = Field(default_factory=dict)
    """By spoke key: an establishment's, or `shared-<key of a shared workload>`."""
    bootstrap: AwsExistingBootstrap = AwsExistingBootstrap()


class AzureExistingPlatform(SpecModel):
    """What the platform's subscription has already."""

    resource_group: ResourceGroupId | None = None
    """The group in which what is drawn for the platform stands."""
    hub: VirtualNetworkId | None = None
    """A virtual network of that group whose range holds the hub's, as the address ledger has it."""
    keys: dict[Key, KeyVaultKeyId] = Field(default_factory=dict)
    """Ids of keys by use: `storage`, `disk`, `backup`, `log`."""
    log_stores: dict[Key, StorageAccountId] = Field(default_factory=dict)
    """Storage accounts of the log archive, by log class."""
    workspace: WorkspaceId | None = None
    """The platform's Log Analytics workspace."""


class AzureExistingSpoke(SpecModel):
    """What the subscription of an establishment or shared workload has already."""

    resource_group: ResourceGroupId | None = None
    """The group in which what is drawn for the owner stands."""
    network: VirtualNetworkId | None = None
    """A virtual network whose range is the spoke's pinned `cidr`."""
    keys: dict[Key, KeyVaultKeyId] = Field(default_factory=dict)
    """Ids of keys by use: `storage`, `disk`, `backup`, `log`."""
    workspace: WorkspaceId | None = None
    """Its Log Analytics workspace."""
    backup_vault: RecoveryVaultId | None = None
    """A Recovery Services vault."""


class AzureExistingBootstrap(SpecModel):
    """What the subscription of the state store has already."""

    resource_group: ResourceGroupId | None = None
    """The group in which the state store, its keys and the runner's identity stand."""


class AzureExisting(SpecModel):
    """Ids of what stands already on Azure, by who has it. It is read, and neither changed nor protected."""

    platform: AzureExistingPlatform = AzureExistingPlatform()
    spokes: dict[SpokeKey, AzureExistingSpoke] = Field(default_factory=dict)
    """By spoke key: an establishment's, or `shared-<key of a shared workload>`."""
    bootstrap: AzureExistingBootstrap = AzureExistingBootstrap()
