"""The region that an import id may have behind it: `alias/logs@eu-central-1`, on AWS.

Source: https://www.pulumi.com/registry/packages/aws/how-to-guides/aws-enhanced-region-support
"""

import re
from typing import Final, Optional

_SUFFIXED: Final = re.compile(r"^(?P<id>.+)@(?P<region>[a-z]{2,}(?:-[a-z]+)+-\d)$")


def id_and_region(package: str, import_id: str) -> tuple[str, Optional[str]]:
    """The id that the cloud knows, and the region where the import id names one."""
    suffixed = _SUFFIXED.match(import_id) if package == "aws" else None
    return (suffixed["id"], suffixed["region"]) if suffixed else (import_id, None)
