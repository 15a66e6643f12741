import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.azure.web_app import RULES
from tests.rules.property_cases import property_cases
from tests.rules.rule_case import Case, cases, check, check_all_kinds

CASES = [
    *property_cases(
        "azure-app-not-public",
        ["web:WebApp", "web:WebAppSlot"],
        "publicNetworkAccess",
        good=["Disabled"],
        bad=["Enabled", ""],
        other={"siteConfig.ipSecurityRestrictionsDefaultAction": "Deny"},
    ),
    *property_cases(
        "azure-app-environment-internal",
        "web:AppServiceEnvironment",
        "internalLoadBalancingMode",
        good=["Web, Publishing"],
        bad=["None", "Web", "Publishing"],
    ),
    *property_cases("azure-app-https-only", ["web:WebApp", "web:WebAppSlot"], "httpsOnly", good=[True], bad=[False]),
    *property_cases(
        "azure-app-tls-version",
        ["web:WebApp", "web:WebAppSlot"],
        "siteConfig.minTlsVersion",
        good=["1.2", "1.3"],
        bad=["1.0", "1.1"],
        missing="pass",
    ),
    *property_cases(
        "azure-app-deployment-tls-version",
        ["web:WebApp", "web:WebAppSlot"],
        "siteConfig.scmMinTlsVersion",
        good=["1.2", "1.3"],
        bad=["1.0", "1.1"],
        missing="pass",
    ),
    *property_cases(
        "azure-app-no-ftp",
        ["web:WebApp", "web:WebAppSlot"],
        "siteConfig.ftpsState",
        good=["Disabled", "FtpsOnly"],
        bad=["AllAllowed"],
    ),
    *property_cases(
        "azure-app-no-remote-debugging",
        ["web:WebApp", "web:WebAppSlot"],
        "siteConfig.remoteDebuggingEnabled",
        good=[False],
        bad=[True],
        missing="pass",
    ),
    *property_cases(
        "azure-app-origins-named",
        ["web:WebApp", "web:WebAppSlot"],
        "siteConfig.cors.allowedOrigins[*]",
        good=["https://portal.example.org"],
        bad=["*"],
        missing="not-applicable",
    ),
    *property_cases(
        "azure-app-goes-out-through-the-network",
        ["web:WebApp", "web:WebAppSlot"],
        "siteConfig.vnetRouteAllEnabled",
        good=[True],
        bad=[False],
        given={"virtualNetworkSubnetId": "/subscriptions/1/subnet"},
        other={"virtualNetworkSubnetId": "/subscriptions/1/subnet", "outboundVnetRouting.allTraffic": True},
    ),
    *property_cases(
        "azure-app-sign-in-required",
        ["web:WebAppAuthSettingsV2", "web:WebAppAuthSettingsV2Slot"],
        "globalValidation.unauthenticatedClientAction",
        good=["RedirectToLoginPage", "Return401"],
        bad=["AllowAnonymous"],
        missing="pass",
        given={"platform.enabled": True},
        other={"platform.enabled": False},
    ),
    *property_cases(
        "azure-app-sign-in-over-https",
        ["web:WebAppAuthSettingsV2", "web:WebAppAuthSettingsV2Slot"],
        "httpSettings.requireHttps",
        good=[True],
        bad=[False],
        missing="pass",
        given={"platform.enabled": True},
        other={"platform.enabled": False},
    ),
    *(
        case
        for token, path in (
            ("web:WebApp", "siteConfig.appSettings"),
            ("web:WebAppSlot", "siteConfig.appSettings"),
            ("app:ContainerApp", "template.containers[*].env"),
            ("containerinstance:ContainerGroup", "containers[*].environmentVariables"),
        )
        for case in property_cases(
            "azure-app-without-credential-in-clear",
            token,
            path,
            good=[
                [{"name": "MODE", "value": "production"}],
                [
                    {
                        "name": "DB_PASSWORD",
                        "value": "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/s)",
                    }
                ],
                [{"name": "DB_PASSWORD", "secretRef": "db"}, {"name": "DB_PASSWORD", "secureValue": "Sup3rS3cret"}],
            ],
            bad=[[{"name": "DB_PASSWORD", "value": "Sup3rS3cret"}], [{"name": "A", "value": "AccountKey=aGVsbG8="}]],
            missing="not-applicable",
        )
    ),
    *property_cases(
        "azure-app-without-credential-in-clear",
        ["web:WebAppApplicationSettings", "web:WebAppApplicationSettingsSlot"],
        "properties",
        good=[{"MODE": "production"}],
        bad=[{"ApiKey": "0123456789"}],
        missing="not-applicable",
    ),
    *property_cases(
        "azure-app-without-credential-in-clear",
        "web:WebApp",
        "siteConfig.connectionStrings",
        good=[[{"name": "db", "connectionString": "Server=db;Authentication=Active Directory Managed Identity"}]],
        bad=[[{"name": "db", "connectionString": "Server=db;User=a;Password=Sup3rS3cret"}]],
        missing="not-applicable",
    ),
    *(
        made
        for token in ("azure-native:web:WebAppConnectionStrings", "azure-native:web:WebAppConnectionStringsSlot")
        for made in cases(
            "azure-app-without-credential-in-clear",
            token,
            ("good", "pass", {"properties": {"db": {"type": "SQLAzure", "value": "Server=db;Authentication=MSI"}}}),
            ("good", "pass", {"properties": {"db": {"type": "Custom", "value": "@Microsoft.KeyVault(SecretUri=x)"}}}),
            ("bad", "fail", {"properties": {"db": {"type": "SQLAzure", "value": "Server=db;Password=tr0ubad0ur-3"}}}),
            ("bad", "fail", {"properties": {"a": {"value": "AccountName=a;AccountKey=bG9uZyBlbm91Z2g="}}}),
            ("missing", "not-applicable", {}),
            ("unknown", "unknown", {"properties": {"db": {"type": "SQLAzure", "value": UNKNOWN}}}),
        )
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
