"""One token per type of resource, whatever version of a provider wrote it.

azure-native writes its API version into tokens: `azure-native:storage/v20230101:StorageAccount`, or as a package of its
own, `azure-native_storage_v20230101:storage:StorageAccount`. Both clouds renamed types; `former_tokens.txt` has those
that their SDKs declare as aliases. Rules name current tokens only.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

_AZURE_PACKAGE: Final = re.compile(r"^azure-native_[a-z0-9]+_v\w+:")
_AZURE_VERSION: Final = re.compile(r"^(azure-native:[^:/]+)/[^:]+:")
_FILE: Final = Path(__file__).with_name("former_tokens.txt")


@lru_cache(maxsize=8192)
def current_token(token: str) -> str:
    """The current, unversioned token of a type: `aws:s3/bucketV2:BucketV2` is `aws:s3/bucket:Bucket`."""
    unversioned = _AZURE_VERSION.sub(r"\1:", _AZURE_PACKAGE.sub("azure-native:", token))
    return former_tokens().get(unversioned, unversioned)


def package_of(token: str) -> str:
    """The provider package of a type; a provider resource belongs to the package that it provides."""
    if token.startswith("pulumi:providers:"):
        return token.removeprefix("pulumi:providers:")
    return _AZURE_PACKAGE.sub("azure-native:", token).partition(":")[0]


def cloud_of(token: str) -> str | None:
    """`aws` or `azure`, as the catalogue calls them; none for any other package."""
    return _CLOUDS.get(package_of(token))


_CLOUDS: Final = MappingProxyType({"aws": "aws", "azure-native": "azure"})


@lru_cache(maxsize=1)
def former_tokens() -> Mapping[str, str]:
    """Former token to current token."""
    lines = (line for line in _FILE.read_text().splitlines() if line and not line.startswith("#"))
    return MappingProxyType(dict(line.split() for line in lines))
