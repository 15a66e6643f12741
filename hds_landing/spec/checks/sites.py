"""Sites on the hospitals' own ground: their ranges, translations, zones and lines."""

from collections.abc import Iterator
from datetime import date
from ipaddress import IPv4Network

from hds_landing.errors import Problem
from hds_landing.spec.cloud import CloudProvider
from hds_landing.spec.landing_zone import LandingZoneSpec
from hds_landing.spec.network import LinkEncryption, LinkKind, Site

_LINKS_OF_ONE_CLOUD = {LinkKind.EXPRESSROUTE: CloudProvider.AZURE, LinkKind.DIRECT_CONNECT: CloudProvider.AWS}


def check(spec: LandingZoneSpec, today: date) -> list[Problem]:
    """Each site by itself; that sites are apart is checked with the addresses."""
    return [
        problem
        for key, site in spec.sites.items()
        for problem in (
            *_check_ranges(key, site),
            *_check_translation(key, site),
            *_check_zones(key, site),
            *_check_link(key, site, spec.cloud.provider),
        )
    ]


def _check_ranges(key: str, site: Site) -> Iterator[Problem]:
    for field, cidrs in (("cidrs", site.cidrs), ("translatedCidrs", site.translated_cidrs)):
        for index, cidr in enumerate(cidrs):
            if _is_no_site(cidr):
                message = f"{cidr} cannot be the addresses of a site. Give the ranges that are used there."
                yield Problem(("sites", key, field, index), message)


def _is_no_site(cidr: IPv4Network) -> bool:
    return cidr.prefixlen < 8 or cidr.is_multicast or cidr.is_loopback or cidr.is_link_local or cidr.is_unspecified


def _check_translation(key: str, site: Site) -> Iterator[Problem]:
    own, translated = site.cidrs, site.translated_cidrs
    if not translated:
        return
    if len(own) != len(translated):
        yield Problem(
            ("sites", key, "translatedCidrs"),
            f"{len(translated)} ranges translate the {len(own)} of cidrs. Give one per range, in the same order.",
        )
        return
    for index, (real, seen) in enumerate(zip(own, translated, strict=True)):
        if real.prefixlen != seen.prefixlen:
            yield Problem(
                ("sites", key, "translatedCidrs", index),
                f"{seen} translates {real} and has another size. Addresses are translated one to one: give a "
                f"/{real.prefixlen}.",
            )


def _check_zones(key: str, site: Site) -> Iterator[Problem]:
    for zone_key, zone in site.zones.items():
        for index, cidr in enumerate(zone.cidrs):
            if not any(cidr.subnet_of(own) for own in site.cidrs):
                ranges = ", ".join(str(own) for own in site.cidrs)
                yield Problem(
                    ("sites", key, "zones", zone_key, "cidrs", index),
                    f"{cidr} is outside the site's own ranges, {ranges}. A zone is a part of its site.",
                )


def _check_link(key: str, site: Site, provider: CloudProvider) -> Iterator[Problem]:
    kind, encryption = site.link.kind, site.link.encryption
    belongs_to = _LINKS_OF_ONE_CLOUD.get(kind, provider)
    if belongs_to is not provider:
        own = next(link for link, cloud in _LINKS_OF_ONE_CLOUD.items() if cloud is provider)
        yield Problem(
            ("sites", key, "link", "kind"),
            f"'{kind.value}' is a line of {belongs_to.value}, and cloud.provider is {provider.value}. "
            f"Choose {own.value} or vpn.",
        )
    if kind is LinkKind.VPN and encryption is not LinkEncryption.IPSEC:
        yield Problem(
            ("sites", key, "link", "encryption"), f"a vpn is encrypted with ipsec, and '{encryption.value}' was given."
        )
