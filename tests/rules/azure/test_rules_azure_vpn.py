from collections.abc import Mapping
from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.azure.vpn import RULES
from tests.rules.property_cases import placed, property_cases
from tests.rules.rule_case import Case, cases, check, check_all_kinds

GOOD = {
    "ikeEncryption": "AES256",
    "ikeIntegrity": "SHA384",
    "dhGroup": "ECP384",
    "ipsecEncryption": "GCMAES256",
    "ipsecIntegrity": "GCMAES256",
    "pfsGroup": "ECP384",
}
WEAK = {
    "ikeEncryption": "DES3",
    "ikeIntegrity": "SHA1",
    "dhGroup": "DHGroup2",
    "ipsecEncryption": "None",
    "ipsecIntegrity": "MD5",
    "pfsGroup": "None",
}
CONNECTION, WAN = "network:VirtualNetworkGatewayConnection", "network:VpnConnection"


def ciphers(rule: str, token: str, path: str, given: Mapping[str, Any]) -> list[Case]:
    """Every weak algorithm alone is enough to fail."""
    beside = {**given, f"{path}.dhGroup": UNKNOWN}
    return [
        *cases(
            rule,
            f"azure-native:{token}",
            ("good", "pass", placed({**given, **{f"{path}.{name}": value for name, value in GOOD.items()}})),
            *(
                (
                    "bad",
                    "fail",
                    placed({**given, **{f"{path}.{each}": good for each, good in {**GOOD, name: weak}.items()}}),
                )
                for name, weak in WEAK.items()
            ),
            ("missing", "not-applicable", placed(given)),
            ("unknown", "unknown", placed(beside)),
        )
    ]


CASES = [
    *property_cases(
        "azure-vpn-connection-names-its-ciphers",
        "network:VirtualNetworkGatewayConnection",
        "ipsecPolicies",
        good=[
            [
                {
                    "ikeEncryption": "AES256",
                    "ikeIntegrity": "SHA384",
                    "dhGroup": "ECP384",
                    "ipsecEncryption": "GCMAES256",
                    "ipsecIntegrity": "GCMAES256",
                    "pfsGroup": "ECP384",
                }
            ]
        ],
        bad=[[]],
        given={"connectionType": "IPsec"},
        other={"connectionType": "ExpressRoute"},
    ),
    *property_cases(
        "azure-wan-vpn-connection-names-its-ciphers",
        "network:VpnConnection",
        "vpnLinkConnections[*].ipsecPolicies",
        good=[
            [
                {
                    "ikeEncryption": "AES256",
                    "ikeIntegrity": "SHA384",
                    "dhGroup": "ECP384",
                    "ipsecEncryption": "GCMAES256",
                    "ipsecIntegrity": "GCMAES256",
                    "pfsGroup": "ECP384",
                }
            ]
        ],
        bad=[[]],
    ),
    *property_cases(
        "azure-vpn-connection-ikev2",
        "network:VirtualNetworkGatewayConnection",
        "connectionProtocol",
        good=["IKEv2"],
        bad=["IKEv1"],
        missing="pass",
        given={"connectionType": "IPsec"},
        other={"connectionType": "ExpressRoute"},
    ),
    *property_cases(
        "azure-vpn-gateway-not-basic",
        "network:VirtualNetworkGateway",
        "sku.name",
        good=["VpnGw2AZ"],
        bad=["Basic"],
        given={"gatewayType": "Vpn"},
        other={"gatewayType": "ExpressRoute"},
    ),
    *ciphers("azure-vpn-connection-strong-ciphers", CONNECTION, "ipsecPolicies[*]", {"connectionType": "IPsec"}),
    *ciphers("azure-wan-vpn-connection-strong-ciphers", WAN, "vpnLinkConnections[*].ipsecPolicies[*]", {}),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
