"""Specs of which much stands already, on either cloud."""

from typing import Any

from hds_landing.plan.landing_zone import LandingZonePlan
from tests.plan.planned_specs import SUBSCRIPTION, a_plan, hospital, raw_spec

TRANSIT_GATEWAY, VPC = "tgw-0123456789abcdef0", "vpc-0123456789abcdef0"
LOG_KEY = "11111111-1111-4111-8111-111111111111"
STORAGE_KEY = "22222222-2222-4222-8222-222222222222"
COPY_KEY = "mrk-" + 32 * "3"
GROUPS = f"/subscriptions/{SUBSCRIPTION}/resourceGroups"


def arm(group: str, provider: str) -> str:
    return f"{GROUPS}/{group}/providers/Microsoft.{provider}"


AWS: dict[str, Any] = {
    "platform": {
        "hub": TRANSIT_GATEWAY,
        "keys": {"log": LOG_KEY},
        "logStores": {"network": "hospital-network", "administration": "hospital-administration"},
        "logGroups": {"administration": "/hospital/trail"},
    },
    "spokes": {
        "alpha": {
            "network": VPC,
            "keys": {"storage": STORAGE_KEY, "backup-copy": COPY_KEY},
            "logGroups": {"administration": "/hospital/alpha"},
            "backupVault": "hospital",
            "copyVault": "hospital",
        }
    },
}
AZURE: dict[str, Any] = {
    "platform": {
        "resourceGroup": f"{GROUPS}/rg-hospital",
        "hub": arm("rg-hospital", "Network/virtualNetworks/hospital-hub"),
        "keys": {"log": arm("rg-keys", "KeyVault/vaults/hospital-kv/keys/log")},
        "logStores": {
            "network": arm("rg-hospital", "Storage/storageAccounts/hospitalnetwork"),
            "administration": arm("rg-logs", "Storage/storageAccounts/hospitaladministration"),
        },
        "workspace": arm("rg-hospital", "OperationalInsights/workspaces/hospital-logs"),
    },
    "spokes": {
        "alpha": {
            "resourceGroup": f"{GROUPS}/rg-alpha",
            "network": arm("rg-networks", "Network/virtualNetworks/alpha-network"),
            "keys": {
                "disk": arm("rg-alpha", "KeyVault/vaults/hospital-kv/keys/disk"),
                "backup": arm("rg-alpha", "KeyVault/vaults/hospital-kv/keys/backup"),
            },
            "workspace": arm("rg-alpha", "OperationalInsights/workspaces/alpha-logs"),
            "backupVault": arm("rg-backups", "RecoveryServices/vaults/alpha-vault"),
        }
    },
}


def existing_changes(cloud: str, existing: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """Changes to a small spec of `alpha`, whose range is pinned, after which all this stands already."""
    raw = raw_spec(cloud)
    chosen = (AWS if cloud == "aws" else AZURE) if existing is None else existing
    recovery = {"recoveryRegion": "eu-central-1"} if cloud == "aws" else {}
    return {
        cloud: {**raw[cloud], "existing": chosen},
        "cloud": {**raw["cloud"], **recovery},
        "establishments": {"alpha": hospital(cidr="10.64.32.0/22"), "bravo": hospital()},
    } | changes


def existing_plan(cloud: str, existing: dict[str, Any] | None = None, **changes: Any) -> LandingZonePlan:
    return a_plan(cloud, **existing_changes(cloud, existing, **changes))
