"""What AWS site-to-site VPN tunnels may negotiate.

After ANSSI's recommendations for IPsec: IKEv2, AES-256, SHA-2, groups of elliptic curves or of 3072 bits and more. A
list that is not set leaves every choice to the peer, weak ones included.
"""

from typing import Final

from hds_landing.rules.aws.tls_versions import REQUIREMENTS
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement, worst
from hds_landing.rules.property_rule import Absence, Expectation, fails, judge_property, one_of
from hds_landing.rules.rule import ResourceRule, Rule, Subject

_SOURCE: Final = "docs.aws.amazon.com, Tunnel options for your AWS Site-to-Site VPN connection"
_ABSENT: Final = fails("AWS accepts whatever the peer proposes, IKEv1, SHA-1 and a group of 1024 bits included")
_TUNNELS: Final = ("tunnel1", "tunnel2")
_PHASES: Final = ("Phase1", "Phase2")


def _rule(id: str, title: str, names: tuple[str, ...], expected: Expectation, value: str) -> ResourceRule:
    paths = tuple(f"{tunnel}{name}[*]" for tunnel in _TUNNELS for name in names)

    def judge(subject: Subject) -> Judgement:
        return worst(judge_property(subject, path, expected, _named(path)) for path in paths)

    return ResourceRule(
        id=id,
        title=title,
        theme=Theme.ENCRYPTION_IN_TRANSIT,
        severity=Severity.HIGH,
        requirements=REQUIREMENTS,
        fix=f"Set {', '.join(path.removesuffix('[*]') for path in paths)} to {value}.",
        source=_SOURCE,
        types=("aws:ec2/vpnConnection:VpnConnection",),
        paths=paths,
        absence=_ABSENT.meaning,
        judge=judge,
    )


def _named(path: str) -> Absence:
    """The absence, told with the list that is not set."""
    return fails(f"{path.removesuffix('[*]')} is not set: {_ABSENT.meaning}")


RULES: tuple[Rule, ...] = (
    _rule("aws-vpn-ike-version", "VPN tunnels negotiate with IKEv2 only", ("IkeVersions",), one_of("ikev2"), "ikev2"),
    _rule(
        "aws-vpn-encryption",
        "VPN tunnels encrypt with AES-256 only",
        tuple(f"{phase}EncryptionAlgorithms" for phase in _PHASES),
        one_of("AES256", "AES256-GCM-16"),
        "AES256-GCM-16",
    ),
    _rule(
        "aws-vpn-integrity",
        "VPN tunnels check integrity with SHA-2 only",
        tuple(f"{phase}IntegrityAlgorithms" for phase in _PHASES),
        one_of("SHA2-256", "SHA2-384", "SHA2-512"),
        "SHA2-384",
    ),
    _rule(
        "aws-vpn-key-exchange",
        "VPN tunnels exchange keys over groups of 3072 bits or of elliptic curves only",
        tuple(f"{phase}DhGroupNumbers" for phase in _PHASES),
        one_of(15, 16, 17, 18, 19, 20, 21),
        "20 or 21",
    ),
)
