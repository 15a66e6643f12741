"""App Service and Functions: who reaches an app and its deployment, and how."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from hds_landing.rules.credentials import judge_clear
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, worst
from hds_landing.rules.properties import ABSENT, find
from hds_landing.rules.property_rule import (
    FALSE,
    TRUE,
    Absence,
    Expectation,
    Where,
    fails,
    none_of,
    nothing_to_judge,
    one_of,
    passes,
    property_rule,
)
from hds_landing.rules.rule import ResourceRule, Rule, Subject

APP: Final = "azure-native:web:WebApp"
SLOT: Final = "azure-native:web:WebAppSlot"
_SIGN_IN: Final = (
    "azure-native:web:WebAppAuthSettingsV2WithoutSecrets",
    "azure-native:web:WebAppAuthSettingsV2WithoutSecretsSlot",
    "azure-native:web:WebAppAuthSettingsV2Slot",
)
"""WebAppAuthSettingsV2 is a former token of the first."""
_EXPOSURE: Final = ("HDS-EXI-05-F", "HDS-EXI-23", "SNC-13.2", "ISO27001-A.8.20", "ISO27001-A.8.21")
_TRANSIT: Final = ("HDS-EXI-05-C", "SNC-10.2", "ISO27001-A.5.14", "ISO27001-A.8.24")
_IDENTITY: Final = ("HDS-EXI-05-D", "SNC-9.5", "ISO27001-A.8.5")
_TLS: Final = one_of("1.2", "1.3")

_SETTINGS: Final = MappingProxyType(
    {
        APP: ("siteConfig.appSettings", "siteConfig.connectionStrings"),
        SLOT: ("siteConfig.appSettings", "siteConfig.connectionStrings"),
        "azure-native:web:WebAppConnectionStrings": ("properties",),
        "azure-native:web:WebAppConnectionStringsSlot": ("properties",),
        "azure-native:web:WebAppApplicationSettings": ("properties",),
        "azure-native:web:WebAppApplicationSettingsSlot": ("properties",),
        "azure-native:app:ContainerApp": ("template.containers[*].env", "template.initContainers[*].env"),
        "azure-native:containerinstance:ContainerGroup": ("containers[*].environmentVariables",),
    }
)
"""Where each type keeps what its program reads at start."""


def _credentials(subject: Subject) -> Judgement:
    return worst(
        NOT_APPLICABLE if found.value is ABSENT else judge_clear(found.path, _without_secure_values(found.value))
        for path in _SETTINGS[subject.type]
        for found in find(subject.properties, path)
    )


def _without_secure_values(entries: Any) -> Any:
    if not isinstance(entries, list | tuple):
        return entries
    return [
        {key: value for key, value in entry.items() if key in ("name", "value", "connectionString")}
        if isinstance(entry, Mapping)
        else entry
        for entry in entries
    ]


def _rule(
    id: str,
    title: str,
    theme: Theme,
    severity: Severity,
    path: str,
    expected: Expectation,
    absent: Absence,
    fix: str,
    source: str,
    types: tuple[str, ...] = (APP, SLOT),
    unless: tuple[str, ...] = (),
    where: tuple[Where, ...] = (),
) -> ResourceRule:
    return property_rule(
        id=id,
        title=title,
        theme=theme,
        severity=severity,
        requirements={Theme.ENCRYPTION_IN_TRANSIT: _TRANSIT, Theme.IDENTITY: _IDENTITY}.get(theme, _EXPOSURE),
        fix=fix,
        source=f"learn.microsoft.com, {source}",
        types=types,
        path=path,
        expected=expected,
        absent=absent,
        unless=unless,
        where=where,
    )


RULES: tuple[Rule, ...] = (
    _rule(
        "azure-app-not-public",
        "An app takes no traffic from networks that it does not name",
        Theme.PUBLIC_EXPOSURE,
        Severity.HIGH,
        "publicNetworkAccess",
        one_of("Disabled"),
        fails("Azure takes traffic from public networks"),
        "Set publicNetworkAccess to Disabled with a private endpoint, or deny by default in siteConfig.",
        "Set up Azure App Service access restrictions",
        unless=("hostingEnvironmentProfile",),
        where=(Where("siteConfig.ipSecurityRestrictionsDefaultAction", none_of("Deny"), unset=True),),
    ),
    _rule(
        "azure-app-environment-internal",
        "An App Service environment has its addresses within the network",
        Theme.PUBLIC_EXPOSURE,
        Severity.HIGH,
        "internalLoadBalancingMode",
        one_of("Web, Publishing", "3"),
        fails("Azure gives the environment an address on the internet"),
        "Set internalLoadBalancingMode to `Web, Publishing`.",
        "App Service Environment networking",
        types=("azure-native:web:AppServiceEnvironment",),
    ),
    _rule(
        "azure-app-https-only",
        "An app answers over HTTPS only",
        Theme.ENCRYPTION_IN_TRANSIT,
        Severity.HIGH,
        "httpsOnly",
        TRUE,
        fails("Azure answers over HTTP as well"),
        "Set httpsOnly to true.",
        "Enable HTTPS for a custom domain in Azure App Service",
    ),
    _rule(
        "azure-app-tls-version",
        "An app takes TLS 1.2 or later",
        Theme.ENCRYPTION_IN_TRANSIT,
        Severity.HIGH,
        "siteConfig.minTlsVersion",
        _TLS,
        passes("Azure takes TLS 1.2 and later"),
        "Set siteConfig.minTlsVersion to 1.2 or 1.3.",
        "TLS/SSL in Azure App Service",
    ),
    _rule(
        "azure-app-deployment-tls-version",
        "The deployment of an app takes TLS 1.2 or later",
        Theme.ENCRYPTION_IN_TRANSIT,
        Severity.MEDIUM,
        "siteConfig.scmMinTlsVersion",
        _TLS,
        passes("Azure takes TLS 1.2 and later"),
        "Set siteConfig.scmMinTlsVersion to 1.2 or 1.3.",
        "TLS/SSL in Azure App Service",
    ),
    _rule(
        "azure-app-no-ftp",
        "An app is not deployed over unencrypted FTP",
        Theme.ENCRYPTION_IN_TRANSIT,
        Severity.MEDIUM,
        "siteConfig.ftpsState",
        one_of("Disabled", "FtpsOnly"),
        fails("Azure takes FTP as well as FTPS"),
        "Set siteConfig.ftpsState to Disabled.",
        "Deploy your app to Azure App Service using FTP/S: enforce FTPS",
    ),
    _rule(
        "azure-app-no-remote-debugging",
        "An app cannot be debugged from afar",
        Theme.PUBLIC_EXPOSURE,
        Severity.MEDIUM,
        "siteConfig.remoteDebuggingEnabled",
        FALSE,
        passes("remote debugging is off unless it is asked for"),
        "Set siteConfig.remoteDebuggingEnabled to false.",
        "Configure an App Service app: debugging",
    ),
    _rule(
        "azure-app-origins-named",
        "An app names the sites whose pages may read from it",
        Theme.PUBLIC_EXPOSURE,
        Severity.MEDIUM,
        "siteConfig.cors.allowedOrigins[*]",
        none_of("*"),
        nothing_to_judge("an app without origins lets no other site read from it"),
        "Name the origins in siteConfig.cors.allowedOrigins.",
        "Host a RESTful API with CORS in Azure App Service",
    ),
    _rule(
        "azure-app-goes-out-through-the-network",
        "An app goes out through the virtual network that it is part of",
        Theme.NETWORK_OPEN,
        Severity.MEDIUM,
        "siteConfig.vnetRouteAllEnabled",
        TRUE,
        fails("only traffic to private ranges goes through the network"),
        "Set siteConfig.vnetRouteAllEnabled or outboundVnetRouting.allTraffic to true.",
        "Configure Azure App Service virtual network integration routing",
        where=(
            Where("virtualNetworkSubnetId", none_of(""), unset=False),
            Where("outboundVnetRouting.allTraffic", none_of(True), unset=True),
        ),
    ),
    _rule(
        "azure-app-sign-in-required",
        "The sign-in of an app lets no anonymous visitor through",
        Theme.IDENTITY,
        Severity.HIGH,
        "globalValidation.unauthenticatedClientAction",
        none_of("AllowAnonymous"),
        passes("Azure sends visitors to sign in"),
        "Set globalValidation.unauthenticatedClientAction to RedirectToLoginPage or Return401.",
        "Authentication and authorization in Azure App Service",
        types=_SIGN_IN,
        where=(Where("platform.enabled", TRUE, unset=False),),
    ),
    _rule(
        "azure-app-sign-in-over-https",
        "The sign-in of an app is over HTTPS",
        Theme.ENCRYPTION_IN_TRANSIT,
        Severity.HIGH,
        "httpSettings.requireHttps",
        TRUE,
        passes("Azure requires HTTPS unless told not to"),
        "Set httpSettings.requireHttps to true.",
        "Authentication and authorization in Azure App Service",
        types=_SIGN_IN,
        where=(Where("platform.enabled", TRUE, unset=False),),
    ),
    ResourceRule(
        id="azure-app-without-credential-in-clear",
        title="The settings of an app and the environment of a container hold no credential",
        theme=Theme.IDENTITY,
        severity=Severity.HIGH,
        requirements=("HDS-EXI-05-D-B", "SNC-9.5", "ISO27001-A.5.17"),
        fix="Keep it in a Key Vault and refer to it: @Microsoft.KeyVault(...) in the settings of an app, secretRef in "
        "a container app, secureValue in a container group.",
        source="learn.microsoft.com, Use Key Vault references as app settings",
        types=tuple(_SETTINGS),
        paths_by_type=_SETTINGS,
        absence="there is nothing to hold one",
        judge=_credentials,
    ),
)
