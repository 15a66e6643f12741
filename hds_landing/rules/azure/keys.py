"""Azure keys and the vaults that hold them: nobody purges them, roles open them, they rotate and end."""

import re
from typing import Final

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.durations import duration_days
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Undetermined, worst
from hds_landing.rules.properties import ABSENT, Found, find, find_one
from hds_landing.rules.property_rule import (
    FALSE,
    NOTHING,
    SET,
    TRUE,
    Absence,
    Expectation,
    Where,
    at_least,
    at_most,
    fails,
    one_of,
    passes,
    property_rule,
)
from hds_landing.rules.rule import ResourceRule, Rule, Subject

VAULT: Final = ("azure-native:keyvault:Vault",)
HSM: Final = ("azure-native:keyvault:ManagedHsm",)
KEY: Final = ("azure-native:keyvault:Key",)
REQUIREMENTS: Final = ("SNC-10.5", "ISO27001-A.8.24")

_DELETION: Final = ("HDS-EXI-05-E", *REQUIREMENTS)
_SMALLEST_RSA_BITS: Final = 3072
_LONGEST_ROTATION_DAYS: Final = 2 * 366
_ACTIONS: Final = "properties.rotationPolicy.lifetimeActions[*]"
_EXPIRY_PATHS: Final = ("properties.attributes.expires", "properties.rotationPolicy.attributes.expiryTime")


def _key_rule(
    id: str,
    title: str,
    types: tuple[str, ...],
    path: str,
    *,
    fix: str,
    source: str,
    absent: Absence,
    expected: Expectation = TRUE,
    severity: Severity = Severity.HIGH,
    requirements: tuple[str, ...] = REQUIREMENTS,
    where: tuple[Where, ...] = (),
) -> ResourceRule:
    return property_rule(
        id=id,
        title=title,
        theme=Theme.KEY_MANAGEMENT,
        severity=severity,
        requirements=requirements,
        fix=fix,
        source=f"learn.microsoft.com, {source}",
        types=types,
        path=path,
        expected=expected,
        absent=absent,
        where=where,
    )


_VAULTS: tuple[Rule, ...] = (
    _key_rule(
        "azure-key-vault-purge-protected",
        "A key vault refuses to purge what was deleted",
        VAULT,
        "properties.enablePurgeProtection",
        fix="Set properties.enablePurgeProtection to true.",
        source="Azure Key Vault soft-delete overview: purge protection",
        absent=fails("whoever may purge can destroy a key, and all that it encrypts, at once"),
        requirements=_DELETION,
    ),
    _key_rule(
        "azure-key-vault-soft-delete",
        "A key vault keeps what is deleted for a while",
        VAULT,
        "properties.enableSoftDelete",
        fix="Remove properties.enableSoftDelete, or set it to true.",
        source="Azure Key Vault soft-delete overview",
        absent=passes("Azure turns soft delete on for a new vault"),
        requirements=_DELETION,
    ),
    _key_rule(
        "azure-key-vault-soft-delete-days",
        "A key vault keeps what is deleted for 90 days",
        VAULT,
        "properties.softDeleteRetentionInDays",
        fix="Set properties.softDeleteRetentionInDays to 90 when the vault is created.",
        source="Azure Key Vault soft-delete overview",
        expected=at_least(90),
        severity=Severity.MEDIUM,
        absent=passes("Azure keeps it for 90 days"),
        requirements=_DELETION,
    ),
    _key_rule(
        "azure-managed-hsm-purge-protected",
        "A managed HSM refuses to purge what was deleted",
        HSM,
        "properties.enablePurgeProtection",
        fix="Set properties.enablePurgeProtection to true.",
        source="Managed HSM soft-delete and purge protection",
        absent=fails("whoever may purge can destroy the pool, and all that its keys encrypt, at once"),
        requirements=_DELETION,
    ),
    _key_rule(
        "azure-managed-hsm-soft-delete-days",
        "A managed HSM keeps what is deleted for 90 days",
        HSM,
        "properties.softDeleteRetentionInDays",
        fix="Set properties.softDeleteRetentionInDays to 90 when the pool is created.",
        source="Managed HSM soft-delete and purge protection",
        expected=at_least(90),
        severity=Severity.MEDIUM,
        absent=passes("Azure keeps it for 90 days"),
        requirements=_DELETION,
    ),
)


def _expires(subject: Subject) -> Judgement:
    values = [find_one(subject.properties, path) for path in _EXPIRY_PATHS]
    if any(found.value not in (ABSENT, UNKNOWN, "") for found in values):
        return None
    if undecided := next((found for found in values if found.value is UNKNOWN), None):
        return Undetermined(f"{undecided.path} is not known yet")
    return "neither an expiry nor a rotation policy with one: the key never ends"


def _rotations(subject: Subject) -> tuple[list[Found], Judgement]:
    """The triggers of a key's rotation, and what to say where there is none."""
    types = find(subject.properties, f"{_ACTIONS}.action.type")
    triggers = find(subject.properties, f"{_ACTIONS}.trigger.timeAfterCreate")
    before = find(subject.properties, f"{_ACTIONS}.trigger.timeBeforeExpiry")
    if any(found.value is UNKNOWN for found in types):
        return [], Undetermined(f"{types[0].path} is not known yet")
    chosen = [
        after if after.value is not ABSENT else earlier
        for kind, after, earlier in zip(types, triggers, before, strict=True)
        if isinstance(kind.value, str) and kind.value.lower() == "rotate"
    ]
    return chosen, None if chosen else "no lifetime action rotates the key"


def _rotates(subject: Subject) -> Judgement:
    return _rotations(subject)[1]


def _rotates_in_time(subject: Subject) -> Judgement:
    chosen, _ = _rotations(subject)
    if not chosen:
        return NOT_APPLICABLE
    return worst(_in_time(trigger, subject) for trigger in chosen)


def _in_time(trigger: Found, subject: Subject) -> Judgement:
    expiry = find_one(subject.properties, "properties.rotationPolicy.attributes.expiryTime")
    measured = trigger if trigger.path.endswith("timeAfterCreate") else expiry
    if trigger.value is UNKNOWN or measured.value is UNKNOWN:
        return Undetermined(f"{measured.path} is not known yet")
    if trigger.value is ABSENT:
        return f"{trigger}: nothing says when the key rotates"
    days = duration_days(measured.value)
    if days is None:
        return Undetermined(f"{measured}, which is not a duration")
    return None if days <= _LONGEST_ROTATION_DAYS else f"{measured}: more than two years"


def _ends_in_time(value: object) -> Judgement | bool:
    days = duration_days(value)
    return Undetermined("not a duration") if days is None else days <= _LONGEST_ROTATION_DAYS


def _announced(subject: Subject) -> Judgement:
    policy = find_one(subject.properties, "properties.rotationPolicy")
    if policy.value is ABSENT:
        return NOT_APPLICABLE
    types = find(subject.properties, f"{_ACTIONS}.action.type")
    before = find(subject.properties, f"{_ACTIONS}.trigger.timeBeforeExpiry")
    notices = [
        early.value
        for kind, early in zip(types, before, strict=True)
        if isinstance(kind.value, str) and kind.value.lower() == "notify"
    ]
    if any(value not in (ABSENT, UNKNOWN, "") for value in notices):
        return None
    if UNKNOWN in notices or any(found.value is UNKNOWN for found in types):
        return Undetermined("a lifetime action is not known yet")
    return "a notice says nothing of when it is given" if notices else "no lifetime action tells of the key's end"


def _strength(subject: Subject) -> Judgement:
    kty = find_one(subject.properties, "properties.kty")
    if kty.value in (UNKNOWN, ABSENT):
        return Undetermined("properties.kty is not known, and says of what kind the key is")
    if not isinstance(kty.value, str) or not kty.value.upper().startswith("RSA"):
        return NOT_APPLICABLE
    size = find_one(subject.properties, "properties.keySize")
    if size.value is UNKNOWN:
        return Undetermined("properties.keySize is not known yet")
    if size.value is ABSENT:
        return f"{size}: Azure makes an RSA key of 2048 bits"
    met = at_least(_SMALLEST_RSA_BITS)
    return None if met.judge(size.value) is True else f"{size}, expected {met.wording}"


_KEYS: tuple[Rule, ...] = (
    ResourceRule(
        id="azure-key-expires",
        title="A key has an end",
        theme=Theme.KEY_MANAGEMENT,
        severity=Severity.MEDIUM,
        requirements=REQUIREMENTS,
        fix="Set properties.rotationPolicy.attributes.expiryTime, or properties.attributes.expires.",
        source="learn.microsoft.com, Configure cryptographic key auto-rotation in Azure Key Vault",
        types=KEY,
        paths=_EXPIRY_PATHS,
        absence="the key never ends",
        judge=_expires,
    ),
    ResourceRule(
        id="azure-key-rotates",
        title="A key rotates by itself",
        theme=Theme.KEY_MANAGEMENT,
        severity=Severity.MEDIUM,
        requirements=REQUIREMENTS,
        fix="Add a lifetime action of type rotate to properties.rotationPolicy.",
        source="learn.microsoft.com, Configure cryptographic key auto-rotation in Azure Key Vault",
        types=KEY,
        paths=(f"{_ACTIONS}.action.type",),
        absence="the key stays the same until somebody rotates it",
        judge=_rotates,
    ),
    ResourceRule(
        id="azure-key-rotates-within-two-years",
        title="A key that rotates does so within two years",
        theme=Theme.KEY_MANAGEMENT,
        severity=Severity.LOW,
        requirements=REQUIREMENTS,
        fix="Set trigger.timeAfterCreate of the rotating lifetime action to two years at most, such as P1Y.",
        source="learn.microsoft.com, Azure Key Vault keys: rotate at least every two years",
        types=KEY,
        paths=(f"{_ACTIONS}.trigger.timeAfterCreate", f"{_ACTIONS}.trigger.timeBeforeExpiry", _EXPIRY_PATHS[1]),
        absence="a key without rotation is for another rule",
        judge=_rotates_in_time,
    ),
    _key_rule(
        "azure-key-ends-within-two-years",
        "A version of a key ends within two years",
        KEY,
        _EXPIRY_PATHS[1],
        fix="Set properties.rotationPolicy.attributes.expiryTime to two years at most, such as P1Y.",
        source="Configure cryptographic key auto-rotation in Azure Key Vault: expiry time",
        expected=Expectation("two years or less", _ends_in_time),
        severity=Severity.LOW,
        absent=Absence(NOT_APPLICABLE, "a key without an end is for another rule"),
    ),
    ResourceRule(
        id="azure-key-end-announced",
        title="A key that rotates tells of its end beforehand",
        theme=Theme.KEY_MANAGEMENT,
        severity=Severity.LOW,
        requirements=REQUIREMENTS,
        fix="Add a lifetime action of type notify with trigger.timeBeforeExpiry, such as P30D.",
        source="learn.microsoft.com, Configure cryptographic key auto-rotation in Azure Key Vault: notification time",
        types=KEY,
        paths=(f"{_ACTIONS}.action.type", f"{_ACTIONS}.trigger.timeBeforeExpiry"),
        absence="a key without a rotation policy is for another rule",
        judge=_announced,
    ),
    ResourceRule(
        id="azure-key-strength",
        title="An RSA key has 3072 bits or more",
        theme=Theme.KEY_MANAGEMENT,
        severity=Severity.MEDIUM,
        requirements=("SNC-10.1", "SNC-10.5", "ISO27001-A.8.24"),
        fix="Set properties.keySize to 3072 or 4096.",
        source="ANSSI, Guide des mécanismes cryptographiques: 3072 bits for use beyond 2030",
        types=KEY,
        paths=("properties.kty", "properties.keySize"),
        absence="Azure makes an RSA key of 2048 bits",
        judge=_strength,
    ),
    _key_rule(
        "azure-key-not-exportable",
        "A key cannot leave its vault",
        KEY,
        "properties.attributes.exportable",
        fix="Set properties.attributes.exportable to false.",
        source="Azure Key Vault secure key release: exportable keys",
        expected=FALSE,
        absent=passes("Azure makes keys that cannot be exported"),
        requirements=("HDS-EXI-05-H", *REQUIREMENTS),
    ),
    _key_rule(
        "azure-secret-expires",
        "A secret has an end",
        ("azure-native:keyvault:Secret",),
        "properties.attributes.expires",
        fix="Set properties.attributes.expires.",
        source="Azure Policy: Key Vault secrets should have an expiration date",
        expected=SET,
        severity=Severity.MEDIUM,
        absent=fails("the secret never ends"),
        requirements=("HDS-EXI-05-D-B", "SNC-10.5", "ISO27001-A.5.17"),
    ),
)

_PINNED: Final = re.compile(r"https://[^/]+/keys/[^/]+/[^/]+/?")
_UNPINNED: Final = Expectation(
    "a key identifier without a version", lambda value: isinstance(value, str) and not _PINNED.fullmatch(value)
)
_NO_KEY: Final = Absence(NOT_APPLICABLE, "no customer's key, which is for another rule")
_CUSTOMER_KEY: Final = Where("encryption.keySource", one_of("Microsoft.Keyvault"), unset=False)

_FOLLOWED: tuple[Rule, ...] = (
    _key_rule(
        "azure-disk-encryption-set-follows-rotation",
        "A disk encryption set follows its key's rotation",
        ("azure-native:compute:DiskEncryptionSet",),
        "rotationToLatestKeyVersionEnabled",
        fix="Set rotationToLatestKeyVersionEnabled to true.",
        source="Server-side encryption of Azure Disk Storage: automatic key rotation",
        severity=Severity.MEDIUM,
        absent=fails("disks stay on the version that they were created with"),
    ),
    _key_rule(
        "azure-storage-follows-rotation",
        "A storage account follows its key's rotation",
        ("azure-native:storage:StorageAccount",),
        "encryption.keyVaultProperties.keyVersion",
        fix="Remove encryption.keyVaultProperties.keyVersion.",
        source="Customer-managed keys for Azure Storage encryption: update the key version",
        expected=NOTHING,
        severity=Severity.MEDIUM,
        absent=passes("without a version, Azure takes the latest within a day"),
        where=(_CUSTOMER_KEY,),
    ),
    _key_rule(
        "azure-log-cluster-follows-rotation",
        "A dedicated cluster of Log Analytics follows its key's rotation",
        ("azure-native:operationalinsights:Cluster",),
        "keyVaultProperties.keyVersion",
        fix='Set keyVaultProperties.keyVersion to "".',
        source="Azure Monitor customer-managed keys: key rotation",
        expected=NOTHING,
        severity=Severity.MEDIUM,
        absent=passes("without a version, the cluster takes the latest"),
    ),
    _key_rule(
        "azure-recovery-vault-follows-rotation",
        "A Recovery Services vault follows its key's rotation",
        ("azure-native:recoveryservices:Vault",),
        "properties.encryption.keyVaultProperties.keyUri",
        fix="Leave the version out of properties.encryption.keyVaultProperties.keyUri.",
        source="Encryption of backup data using customer-managed keys: auto-rotation",
        expected=_UNPINNED,
        severity=Severity.MEDIUM,
        absent=_NO_KEY,
    ),
    _key_rule(
        "azure-backup-vault-follows-rotation",
        "A Backup vault follows its key's rotation",
        ("azure-native:dataprotection:BackupVault",),
        "properties.securitySettings.encryptionSettings.keyVaultProperties.keyUri",
        fix="Leave the version out of properties.securitySettings.encryptionSettings.keyVaultProperties.keyUri.",
        source="Encrypt backup data in a Backup vault by using customer-managed keys",
        expected=_UNPINNED,
        severity=Severity.MEDIUM,
        absent=_NO_KEY,
    ),
    _key_rule(
        "azure-cosmos-follows-rotation",
        "A Cosmos DB account follows its key's rotation",
        ("azure-native:cosmosdb:DatabaseAccount",),
        "keyVaultKeyUri",
        fix="Leave the version out of keyVaultKeyUri.",
        source="Configure customer-managed keys for your Azure Cosmos DB account: key rotation",
        expected=_UNPINNED,
        severity=Severity.MEDIUM,
        absent=_NO_KEY,
    ),
    _key_rule(
        "azure-sql-follows-rotation",
        "The protector of a SQL server follows its key's rotation",
        ("azure-native:sql:EncryptionProtector",),
        "autoRotationEnabled",
        fix="Set autoRotationEnabled to true.",
        source="Rotate the Transparent data encryption (TDE) protector",
        severity=Severity.MEDIUM,
        absent=fails("the server stays on the version that it was given"),
        where=(Where("serverKeyType", one_of("AzureKeyVault"), unset=False),),
    ),
    _key_rule(
        "azure-storage-account-key-age",
        "Shared keys of a storage account are due for rotation after 90 days",
        ("azure-native:storage:StorageAccount",),
        "keyPolicy.keyExpirationPeriodInDays",
        fix="Set keyPolicy.keyExpirationPeriodInDays to 90, and allowSharedKeyAccess to false.",
        source="Manage storage account access keys: key expiration policy",
        expected=at_most(90),
        severity=Severity.LOW,
        absent=fails("nothing tells that a key grew old"),
        requirements=("HDS-EXI-05-D-B", "SNC-10.5", "ISO27001-A.5.17"),
        where=(Where("allowSharedKeyAccess", TRUE, unset=True),),
    ),
)

RULES: tuple[Rule, ...] = (*_VAULTS, *_KEYS, *_FOLLOWED)
