"""Services of the clouds by Pulumi type token, and on what basis they may be thought to be in a certificate's scope.

AWS and Azure publish no list of the services in their HDS certificates' scope. So no row shipped here is `confirmed`
or `declared`:

confirmed      named in the scope of a v2 certificate, with its number and expiry
declared       confirmed by the hospital in its own file, with who and when
proxy          on the nearest audited list that is public: evidence to ask the provider about, not eligibility
unlisted       not on that list, or never looked up
not-a-service  provider plumbing
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal

from hds_landing.catalogue.facts import CLOUDS, read_rows

Basis = Literal["confirmed", "declared", "proxy", "unlisted", "not-a-service"]
Listing = Literal["listed", "not-listed", "excluded", "reported", "not-assessed", "not-applicable"]

_MODULE_PACKAGES = {"aws": "aws", "azure-native": "azure"}
_PREFIX_PACKAGES = {"ovh": "ovhcloud", "openstack": "ovhcloud", "scaleway": "scaleway", "outscale": "outscale"}


@dataclass(frozen=True, slots=True)
class Service:
    """One service, or one module of a provider package where the module is all that is known."""

    cloud: str
    module: str
    """Module of the package as tokens write it (`s3`, `storage`); for other clouds a product's id."""
    name: str
    kind: Literal["data", "control", "edge", "unclassified"]
    """`data` can hold health data; `control` governs; `edge` serves from points of presence all over the world."""
    scope: Literal["regional", "global", "unknown"]
    basis: Basis
    listing: Listing
    """Why: on the list, known to it but not on it, excluded by the provider, reported by third parties, or never
    assessed by it."""
    prefixes: tuple[str, ...]
    """Beginnings of the type tokens that belong to it."""
    source: str
    """Of the basis."""
    checked_on: date | None
    notes: str


@lru_cache(maxsize=4096)
def find_service(type_token: str) -> Service | None:
    """The service of a Pulumi type token, by its longest known beginning; none where nothing fits.

    Versioned tokens belong to their module: `azure-native:storage/v20230101:StorageAccount` is `storage`. Only the file
    of the token's own cloud is read.
    """
    package, _, rest = type_token.partition(":")
    if package in _MODULE_PACKAGES:
        module = rest.partition(":")[0].partition("/")[0]
        return _by_module(_MODULE_PACKAGES[package]).get(module)
    if package in _PREFIX_PACKAGES:
        by_prefix = _by_prefix(_PREFIX_PACKAGES[package])
        longest = max((prefix for prefix in by_prefix if type_token.startswith(prefix)), key=len, default=None)
        return None if longest is None else by_prefix[longest]
    return None


def all_services(cloud: str | None = None) -> tuple[Service, ...]:
    """Every service of a cloud, or of all clouds; empty for an unknown cloud."""
    clouds = [known for known in CLOUDS if cloud in (None, known)]
    return tuple(service for name in clouds for service in _services(name))


@lru_cache(maxsize=len(CLOUDS))
def _services(cloud: str) -> tuple[Service, ...]:
    return tuple(_service(cloud, row) for row in read_rows(f"services_{cloud}"))


@lru_cache(maxsize=len(CLOUDS))
def _by_module(cloud: str) -> Mapping[str, Service]:
    return MappingProxyType({service.module: service for service in _services(cloud)})


@lru_cache(maxsize=len(CLOUDS))
def _by_prefix(cloud: str) -> Mapping[str, Service]:
    return MappingProxyType({prefix: service for service in _services(cloud) for prefix in service.prefixes})


def _service(cloud: str, row: dict[str, Any]) -> Service:
    prefixes = _module_prefixes(cloud, row["module"]) if cloud in ("aws", "azure") else tuple(row["prefixes"])
    return Service(**{**row, "cloud": cloud, "prefixes": prefixes})


def _module_prefixes(cloud: str, module: str) -> tuple[str, ...]:
    return (f"aws:{module}/",) if cloud == "aws" else (f"azure-native:{module}:", f"azure-native:{module}/")
