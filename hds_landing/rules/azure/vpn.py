"""What protects the tunnels between hospitals and Azure."""

from typing import Final

from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement, worst
from hds_landing.rules.property_rule import (
    SET,
    Where,
    fails,
    judge_property,
    judge_where,
    none_of,
    nothing_to_judge,
    one_of,
    passes,
    property_rule,
)
from hds_landing.rules.rule import ResourceRule, Rule, Subject

_REQUIREMENTS: Final = ("HDS-EXI-05-C", "SNC-10.2", "ISO27001-A.5.14", "ISO27001-A.8.24")
_CONNECTION: Final = "azure-native:network:VirtualNetworkGatewayConnection"
_WAN_CONNECTION: Final = "azure-native:network:VpnConnection"
_IPSEC: Final = (Where("connectionType", one_of("IPsec", "Vnet2Vnet"), unset=False),)
_SOURCE: Final = "ANSSI, security recommendations for IPsec; RFC 8247 and RFC 8221"

_STRONG: Final = {
    "ikeEncryption": one_of("AES128", "AES192", "AES256", "GCMAES128", "GCMAES256"),
    "ikeIntegrity": one_of("SHA256", "SHA384", "GCMAES128", "GCMAES256"),
    "dhGroup": one_of("ECP256", "ECP384", "DHGroup14", "DHGroup2048"),
    "ipsecEncryption": one_of("AES128", "AES192", "AES256", "GCMAES128", "GCMAES192", "GCMAES256"),
    "ipsecIntegrity": one_of("SHA256", "GCMAES128", "GCMAES192", "GCMAES256"),
    "pfsGroup": one_of("ECP256", "ECP384", "PFS14", "PFS2048", "PFSMM"),
}
_NO_POLICY: Final = nothing_to_judge("a connection without policies has none to be weak")


def _strong(subject: Subject, policies: str) -> Judgement:
    return worst(
        judge_property(subject, f"{policies}.{name}", expected, _NO_POLICY) for name, expected in _STRONG.items()
    )


def _policies(id: str, noun: str, token: str, policies: str, where: tuple[Where, ...]) -> tuple[ResourceRule, ...]:
    path = policies.removesuffix("[*]")
    return (
        property_rule(
            id=f"azure-{id}-names-its-ciphers",
            title=f"{noun} names the ciphers that it takes",
            theme=Theme.ENCRYPTION_IN_TRANSIT,
            severity=Severity.HIGH,
            requirements=_REQUIREMENTS,
            fix=f"Set {path} to one policy with AES256, SHA384, ECP384 and GCMAES256.",
            source="learn.microsoft.com, About cryptographic requirements and Azure VPN gateways",
            types=(token,),
            path=path,
            expected=SET,
            absent=fails("Azure offers 3DES and SHA-1 among others"),
            where=where,
        ),
        ResourceRule(
            id=f"azure-{id}-strong-ciphers",
            title=f"{noun} takes strong ciphers only",
            theme=Theme.ENCRYPTION_IN_TRANSIT,
            severity=Severity.HIGH,
            requirements=_REQUIREMENTS,
            fix=f"Use AES, SHA-256 or better, and groups ECP256, ECP384 or 14 in {path}.",
            source=_SOURCE,
            types=(token,),
            paths=(*(f"{policies}.{name}" for name in _STRONG), *(condition.path for condition in where)),
            absence=_NO_POLICY.meaning,
            judge=lambda subject: judge_where(subject, where, lambda: _strong(subject, policies)),
        ),
    )


RULES: tuple[Rule, ...] = (
    *_policies("vpn-connection", "A VPN connection", _CONNECTION, "ipsecPolicies[*]", _IPSEC),
    *_policies(
        "wan-vpn-connection",
        "A VPN connection of a virtual WAN",
        _WAN_CONNECTION,
        "vpnLinkConnections[*].ipsecPolicies[*]",
        (),
    ),
    property_rule(
        id="azure-vpn-connection-ikev2",
        title="A VPN connection speaks IKEv2",
        theme=Theme.ENCRYPTION_IN_TRANSIT,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix="Set connectionProtocol to IKEv2.",
        source="learn.microsoft.com, About cryptographic requirements and Azure VPN gateways",
        types=(_CONNECTION,),
        path="connectionProtocol",
        expected=one_of("IKEv2"),
        absent=passes("Azure speaks IKEv2 on gateways of every tier but Basic"),
        where=_IPSEC,
    ),
    property_rule(
        id="azure-vpn-gateway-not-basic",
        title="A VPN gateway is of a tier with ciphers to choose",
        theme=Theme.ENCRYPTION_IN_TRANSIT,
        severity=Severity.MEDIUM,
        requirements=_REQUIREMENTS,
        fix="Set sku.name to VpnGw1AZ or above.",
        source="learn.microsoft.com, About VPN Gateway SKUs",
        types=("azure-native:network:VirtualNetworkGateway",),
        path="sku.name",
        expected=none_of("Basic"),
        absent=fails("Azure chooses the Basic tier"),
        where=(Where("gatewayType", one_of("Vpn"), unset=False),),
    ),
)
