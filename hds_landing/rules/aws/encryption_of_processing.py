"""What AWS analytics, builds and caches of interfaces leave at rest."""

from typing import Final

from hds_landing.rules.aws.encryption_of_stores import encrypted_rule
from hds_landing.rules.finding import Severity
from hds_landing.rules.property_rule import FALSE, SET, TRUE, Where, fails, none_of, nothing_to_judge, one_of, passes
from hds_landing.rules.rule import Rule

_GLUE: Final = "Encrypting data written by AWS Glue"
_SECURITY_CONFIGURATION: Final = ("aws:glue/securityConfiguration:SecurityConfiguration",)
_BUILD: Final = ("aws:codebuild/project:Project",)
_BUILD_SOURCE: Final = "Encrypt build outputs, AWS CodeBuild"

RULES: tuple[Rule, ...] = (
    encrypted_rule(
        id="aws-glue-output-encrypted",
        title="Glue encrypts what it writes to S3",
        types=_SECURITY_CONFIGURATION,
        path="encryptionConfiguration.s3Encryption.s3EncryptionMode",
        expected=one_of("SSE-KMS", "SSE-S3"),
        absent=fails("Glue does not encrypt what it writes"),
        severity=Severity.HIGH,
        source=_GLUE,
    ),
    encrypted_rule(
        id="aws-glue-logs-encrypted",
        title="Glue encrypts its logs",
        types=_SECURITY_CONFIGURATION,
        path="encryptionConfiguration.cloudwatchEncryption.cloudwatchEncryptionMode",
        expected=one_of("SSE-KMS"),
        absent=fails("Glue does not encrypt its logs with a key"),
        severity=Severity.MEDIUM,
        source=_GLUE,
    ),
    encrypted_rule(
        id="aws-glue-bookmarks-encrypted",
        title="Glue encrypts the bookmarks of its jobs",
        types=_SECURITY_CONFIGURATION,
        path="encryptionConfiguration.jobBookmarksEncryption.jobBookmarksEncryptionMode",
        expected=one_of("CSE-KMS"),
        absent=fails("Glue does not encrypt bookmarks"),
        severity=Severity.MEDIUM,
        source=_GLUE,
    ),
    encrypted_rule(
        id="aws-glue-security-configuration-set",
        title="A Glue job or crawler has a security configuration",
        types=("aws:glue/crawler:Crawler", "aws:glue/devEndpoint:DevEndpoint", "aws:glue/job:Job"),
        path="securityConfiguration",
        expected=SET,
        absent=fails("Glue encrypts neither output, logs nor bookmarks without one"),
        fix="Set securityConfiguration to one that encrypts output, logs and bookmarks.",
        severity=Severity.MEDIUM,
        source=_GLUE,
    ),
    encrypted_rule(
        id="aws-data-catalogue-encrypted",
        title="The Glue data catalogue is encrypted",
        types=("aws:glue/dataCatalogEncryptionSettings:DataCatalogEncryptionSettings",),
        path="dataCatalogEncryptionSettings.encryptionAtRest.catalogEncryptionMode",
        expected=one_of("SSE-KMS", "SSE-KMS-WITH-SERVICE-ROLE"),
        absent=fails("Glue does not encrypt the catalogue"),
        severity=Severity.HIGH,
        source="Encrypting your Data Catalog",
    ),
    encrypted_rule(
        id="aws-data-catalogue-passwords-encrypted",
        title="The Glue data catalogue encrypts the passwords of its connections",
        types=("aws:glue/dataCatalogEncryptionSettings:DataCatalogEncryptionSettings",),
        path="dataCatalogEncryptionSettings.connectionPasswordEncryption.returnConnectionPasswordEncrypted",
        absent=fails("Glue hands passwords out in clear"),
        severity=Severity.HIGH,
        source="Encrypting your Data Catalog",
    ),
    encrypted_rule(
        id="aws-query-settings-enforced",
        title="An Athena workgroup imposes its encryption on its users",
        types=("aws:athena/workgroup:Workgroup",),
        path="configuration.enforceWorkgroupConfiguration",
        absent=passes("Athena imposes the workgroup's settings"),
        severity=Severity.MEDIUM,
        source="Override client-side settings, Amazon Athena",
    ),
    encrypted_rule(
        id="aws-build-artifacts-encrypted",
        title="CodeBuild encrypts its artifacts",
        types=_BUILD,
        path="artifacts.encryptionDisabled",
        expected=FALSE,
        absent=passes("CodeBuild encrypts artifacts"),
        where=(Where("artifacts.type", none_of("NO_ARTIFACTS"), unset=True),),
        severity=Severity.MEDIUM,
        source=_BUILD_SOURCE,
    ),
    encrypted_rule(
        id="aws-build-secondary-artifacts-encrypted",
        title="CodeBuild encrypts its secondary artifacts",
        types=_BUILD,
        path="secondaryArtifacts[*].encryptionDisabled",
        expected=FALSE,
        absent=passes("CodeBuild encrypts artifacts"),
        no_element=nothing_to_judge("a project has no secondary artifacts that it does not name"),
        severity=Severity.MEDIUM,
        source=_BUILD_SOURCE,
    ),
    encrypted_rule(
        id="aws-build-logs-encrypted",
        title="CodeBuild encrypts its logs in S3",
        types=_BUILD,
        path="logsConfig.s3Logs.encryptionDisabled",
        expected=FALSE,
        absent=passes("CodeBuild encrypts its logs"),
        severity=Severity.MEDIUM,
        source=_BUILD_SOURCE,
    ),
    encrypted_rule(
        id="aws-api-cache-encrypted",
        title="The cache of a REST interface is encrypted",
        types=("aws:apigateway/methodSettings:MethodSettings",),
        path="settings.cacheDataEncrypted",
        absent=fails("API Gateway caches in clear"),
        where=(Where("settings.cachingEnabled", TRUE, unset=False),),
        severity=Severity.HIGH,
        source="Cache settings for REST APIs in API Gateway",
    ),
    encrypted_rule(
        id="aws-graph-api-cache-encrypted",
        title="The cache of a GraphQL interface is encrypted",
        types=("aws:appsync/apiCache:ApiCache",),
        path="atRestEncryptionEnabled",
        absent=fails("AppSync caches in clear"),
        severity=Severity.HIGH,
        source="Configuring server-side caching and API payload compression in AWS AppSync",
    ),
)
