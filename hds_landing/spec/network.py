"""Address pool, sites on the hospitals' own ground, declared flows and ways out."""

from datetime import date
from enum import Enum
from ipaddress import IPv4Network
from typing import Annotated, Final, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag

from hds_landing.spec.model import Cidr, Key, SpecModel, Text, word_or_table

PORT_PATTERN: Final = r"^[0-9]{1,5}(-[0-9]{1,5})?/(tcp|udp)$"

Port = Annotated[str, StringConstraints(pattern=PORT_PATTERN)]
"""`443/tcp`, `50000-50059/udp`."""


class Protocol(str, Enum):
    """The application protocol of a flow, in the field's words."""

    HTTP = "http"
    HTTPS = "https"
    HL7 = "hl7"
    DICOM = "dicom"
    SQL = "sql"
    LDAP = "ldap"
    SMB = "smb"
    SMTP = "smtp"
    IMAP = "imap"
    DNS = "dns"
    NTP = "ntp"
    SSH = "ssh"
    RDP = "rdp"
    SYSLOG = "syslog"
    STUN = "stun"
    OTHER = "other"


class Protection(str, Enum):
    """What keeps a flow confidential on its way."""

    TLS = "tls"
    IPSEC = "ipsec"
    MACSEC = "macsec"
    NONE = "none"


class EgressAllow(SpecModel):
    """One way out to the internet. Exactly one of `fqdn` (`*.` only for http and https) and `cidrs`."""

    fqdn: Text | None = None
    """A host name; `*.example.org` for http and https only."""
    cidrs: tuple[Cidr, ...] = ()
    """Public ranges, none wider than a /12."""
    ports: Annotated[tuple[Port, ...], Field(min_length=1)]
    protocol: Protocol
    purpose: Text
    sources: tuple[Text, ...] = ()
    """Keys of establishments and `shared:<key>`; empty means all of them."""


class Observe(SpecModel):
    """The firewall lets undeclared flows pass and logs them, until a date at most 30 days away."""

    observe: date


Enforcement = Annotated[
    Annotated[Literal["enforce"], Tag("word")] | Annotated[Observe, Tag("table")], Discriminator(word_or_table)
]
"""What happens to a flow that nobody declared."""


class Network(SpecModel):
    """The pool from which every spoke and the hub are cut, and the ways out."""

    pool: Cidr
    """A private range (RFC 1918), /9 to /20, that no site uses."""
    egress_allow: tuple[EgressAllow, ...] = ()
    enforcement: Enforcement = "enforce"
    """`enforce`, or `{observe: DATE}`, at most 30 days away."""


class LinkKind(str, Enum):
    """How a site reaches the hub."""

    VPN = "vpn"
    EXPRESSROUTE = "expressroute"
    DIRECT_CONNECT = "direct-connect"


class LinkEncryption(str, Enum):
    """What encrypts the link itself."""

    NONE = "none"
    IPSEC = "ipsec"
    MACSEC = "macsec"


class Link(SpecModel):
    """The line between a site and the hub. Recorded here; its resources come with hybrid links."""

    kind: LinkKind
    encryption: LinkEncryption


class ZoneClass(str, Enum):
    """What stands in a zone of a site."""

    GENERAL = "general"
    IOMT = "iomt"
    LABORATORY = "laboratory"
    LEGACY = "legacy"
    ADMINISTRATION = "administration"


class SiteZone(SpecModel):
    """A part of a site. `cidrs` narrows its flows to part of the site's ranges; empty means the whole site."""

    class_: ZoneClass = Field(default=ZoneClass.GENERAL, alias="class")
    internet: Literal["never", "declared"] = "never"
    os: Text | None = None
    cidrs: tuple[Cidr, ...] = ()


class Site(SpecModel):
    """A place on the hospitals' own ground. `translatedCidrs`: what the hub sees, one per `cidrs`, of the same size."""

    cidrs: Annotated[tuple[Cidr, ...], Field(min_length=1)]
    """The ranges that are used there."""
    translated_cidrs: tuple[Cidr, ...] = ()
    """What the hub sees instead, one per entry of `cidrs`, of the same size."""
    link: Link
    zones: dict[Key, SiteZone] = Field(default_factory=dict)

    @property
    def routed_cidrs(self) -> tuple[IPv4Network, ...]:
        """The ranges under which the cloud side knows this site."""
        return self.translated_cidrs or self.cidrs


class Flow(SpecModel):
    """One declared flow. Endpoints: `site:<site>[/<zone>]`, `<establishment>[/<workload>]`, `shared:<workload>`.

    `idleMinutes`: how long a session may stay silent; `keepAliveSeconds`: what the application sends meanwhile.
    """

    from_: Text = Field(alias="from")
    to: Text
    ports: Annotated[tuple[Port, ...], Field(min_length=1)]
    protocol: Protocol
    protection: Protection
    idle_minutes: int | None = Field(default=None, ge=1, le=10080)
    """How long a session may stay silent."""
    keep_alive_seconds: int | None = Field(default=None, ge=5, le=7200)
    """How often the application sends something meanwhile."""
    purpose: Text
