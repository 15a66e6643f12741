"""Small plan values: one hospital, `evreux`, and the platform of the group `eures`."""

from dataclasses import replace

from hds_landing.plan.access import AccessRule, Direction
from hds_landing.plan.addresses import SubnetPlan
from hds_landing.plan.backup import BackupFrequency, BackupTierPlan, CopyVaultPlan, VaultPlan, VaultRedundancy
from hds_landing.plan.firewall import EgressRule, FirewallPlan, FirewallRule, FirewallTier
from hds_landing.plan.hub import HubConnectionPlan, HubPlan
from hds_landing.plan.keys import AdministrationPlan, KeyPlan, KeySetPlan, KeyUse
from hds_landing.plan.landing_zone import LandingZonePlan
from hds_landing.plan.log_archive import EstablishmentLogsPlan, LockPlan, LogArchivePlan, LogClassPlan
from hds_landing.plan.ports import PortRange, Transport
from hds_landing.plan.providers import ProviderPlan
from hds_landing.plan.spoke import SpokePlan
from hds_landing.spec.cloud import CloudProvider, Profile, Tenancy

PLATFORM_ACCOUNT = "111111111111"
SPOKE_ACCOUNT = "222222222222"
REGION = "eu-west-3"
RECOVERY_REGION = "eu-central-1"
POOL = "10.64.0.0/12"
HUB_CIDR = "10.64.0.0/21"
TAGS = {
    "ght": "eures",
    "establishment": "evreux",
    "finess": "990000010",
    "cost-centre": "ES-EVR",
    "data-class": "technical",
    "environment": "production",
    "managed-by": "hds-landing",
}
LOCK = LockPlan(grace_days=30, min_retention_days=35, max_retention_days=400)
HTTPS = PortRange(443, 443, Transport.TCP)
DICOM = PortRange(11112, 11112, Transport.TCP)

ALL_USES = (KeyUse.STORAGE, KeyUse.DISK, KeyUse.BACKUP, KeyUse.LOG, KeyUse.BACKUP_COPY)


def administration(account_id: str = PLATFORM_ACCOUNT) -> AdministrationPlan:
    return AdministrationPlan(
        account_id=account_id,
        ci_principal=f"arn:aws:iam::{account_id}:role/ci",
        recovery_principal=f"arn:aws:iam::{account_id}:role/recovery",
    )


def key(use: KeyUse, owner: str = "evreux") -> KeyPlan:
    region = RECOVERY_REGION if use is KeyUse.BACKUP_COPY else REGION
    return KeyPlan(use=use, name=f"eures-{owner}-{use.value}", region=region)


def key_set(owner: str = "evreux", account_id: str = PLATFORM_ACCOUNT) -> KeySetPlan:
    return KeySetPlan(
        owner=owner,
        name=f"eures-{owner}",
        vault_name=f"eures-{owner}-x",
        region=REGION,
        keys={use.value: key(use, owner) for use in ALL_USES},
        hardware_protected=True,
        rotation_days=365,
        deletion_window_days=30,
        administration=administration(account_id),
        tags=TAGS,
    )


def log_archive(locked: LockPlan | None = None) -> LogArchivePlan:
    days = {"administration": (365, 365), "network": (90, 365), "security": (365, 400), "health-access": (365, 1095)}
    return LogArchivePlan(
        name="eures-logs",
        region=REGION,
        account_id=PLATFORM_ACCOUNT,
        workspace_name="/eures/logs",
        classes={
            name: LogClassPlan(name, hot, archive, f"eures-logs-{name}-x") for name, (hot, archive) in days.items()
        },
        locked=locked,
        dedicated_cluster=False,
        tags=TAGS,
    )


def establishment_logs() -> EstablishmentLogsPlan:
    return EstablishmentLogsPlan(
        owner="evreux",
        name="eures-evreux",
        region=REGION,
        workspace_name="/eures/evreux",
        hot_days={"administration": 365, "health-access": 400},
        tags=TAGS,
    )


def firewall(
    tier: FirewallTier = FirewallTier.STANDARD,
    observe_until: str | None = None,
    rules: list[FirewallRule] | None = None,
    egress: list[EgressRule] | None = None,
) -> FirewallPlan:
    return FirewallPlan(
        name="eures-hub",
        tier=tier,
        observe_until=observe_until,
        tcp_idle_timeout_seconds=6000,
        rules=[flow_rule()] if rules is None else rules,
        egress=[egress_rule()] if egress is None else egress,
        private_ip=None,
    )


def flow_rule(
    key: str = "images", sid: int = 1000001, ports: list[PortRange] | None = None, purpose: str = "images"
) -> FirewallRule:
    return FirewallRule(
        key=key,
        sid=sid,
        source_cidrs=["10.1.0.0/16"],
        destination_cidrs=["10.64.16.0/24"],
        ports=[DICOM] if ports is None else ports,
        purpose=purpose,
    )


def egress_rule(
    fqdn: str | None = "login.example.org",
    protocol: str = "https",
    ports: list[PortRange] | None = None,
    destination_cidrs: list[str] | None = None,
) -> EgressRule:
    return EgressRule(
        key="sign-in",
        sid=1000002,
        source_cidrs=["10.64.16.0/22"],
        fqdn=fqdn,
        destination_cidrs=destination_cidrs or [],
        protocol=protocol,
        ports=[HTTPS] if ports is None else ports,
        purpose="sign in",
    )


def hub(firewall_plan: FirewallPlan | None = None, internet_egress: bool = True, zones: str = "ab") -> HubPlan:
    tiers = ("attachment", "firewall", "egress", "resolver", "endpoints")
    subnets = {
        f"{tier}-{zone}": SubnetPlan(f"10.64.{number}.{16 * 'abc'.index(zone)}/28", tier, zone)
        for number, tier in enumerate(tiers)
        for zone in zones
    }
    return HubPlan(
        name="eures-hub",
        region=REGION,
        cidr=HUB_CIDR,
        pool=POOL,
        zones=list(zones),
        subnets=subnets,
        firewall=firewall_plan or firewall(),
        internet_egress=internet_egress,
        ddos_protection=False,
        spoke_cidrs={"evreux": ["10.64.16.0/22"]},
        tags=TAGS,
    )


def connection(key: str = "evreux", cidrs: list[str] | None = None) -> HubConnectionPlan:
    return HubConnectionPlan(
        key=key,
        name=f"eures-{key}",
        cidrs=cidrs or ["10.64.16.0/22"],
        pool=POOL,
        hub_cidr=HUB_CIDR,
        peers={"shared-dpi": "10.64.32.0/22"},
        tags=TAGS,
    )


def access(key: str = "in-images", direction: Direction = Direction.INGRESS, tier: str = "app") -> AccessRule:
    return AccessRule(
        key=key,
        tier=tier,
        direction=direction,
        priority=200,
        peer_cidrs=["10.1.0.0/16"],
        ports=[DICOM],
        purpose="images",
    )


def spoke(key: str = "evreux", cidrs: list[str] | None = None, rules: list[AccessRule] | None = None) -> SpokePlan:
    subnets = {
        f"{tier}-{zone}": SubnetPlan(f"10.64.{number}.{64 * 'ab'.index(zone)}/26", tier, zone)
        for number, tier in ((16, "attachment"), (17, "app"), (18, "data"))
        for zone in "ab"
    }
    return SpokePlan(
        key=key,
        name=f"eures-{key}",
        region=REGION,
        cidrs=cidrs or ["10.64.16.0/22"],
        zones=["a", "b"],
        subnets=subnets,
        tiers=["app", "data"],
        pool=POOL,
        hub_cidr=HUB_CIDR,
        access=[access(), access("out-results", Direction.EGRESS)] if rules is None else rules,
        peer_cidrs=["10.64.32.0/22"],
        tags=TAGS,
    )


def tier(
    frequency: BackupFrequency = BackupFrequency.DAILY,
    retention_days: int = 35,
    cold_after_days: int | None = None,
    copied: bool = True,
) -> BackupTierPlan:
    return BackupTierPlan(frequency, "01:30", retention_days, cold_after_days, copied)


def copy_vault(locked: LockPlan | None = None) -> CopyVaultPlan:
    return CopyVaultPlan(
        owner="evreux",
        name="eures-evreux-copy",
        region=RECOVERY_REGION,
        locked=locked,
        min_retention_days=35,
        max_retention_days=365,
        tags=TAGS,
    )


def vault(locked: LockPlan | None = None, copied: bool = True) -> VaultPlan:
    return VaultPlan(
        owner="evreux",
        name="eures-evreux",
        region=REGION,
        tiers={
            "daily": tier(copied=copied),
            "monthly": tier(BackupFrequency.MONTHLY, 365, 90, copied=False),
        },
        locked=locked,
        soft_delete_days=30,
        redundancy=VaultRedundancy.ZONE,
        cross_region_restore=False,
        copy=copy_vault(locked) if copied else None,
        selection_tag={"backup": "eures-evreux", "establishment": "evreux"},
        tags=TAGS,
    )


def copied_vault() -> VaultPlan:
    """As the planner makes it: every tier is copied."""
    one = vault()
    return replace(one, tiers={key: replace(tier, copy_to_recovery=True) for key, tier in one.tiers.items()})


def landing_zone(tenancy: Tenancy = Tenancy.DEDICATED, sealed: list[str] | None = None) -> LandingZonePlan:
    dedicated = tenancy is Tenancy.DEDICATED
    account = SPOKE_ACCOUNT if dedicated else PLATFORM_ACCOUNT
    accounts = {"platform": PLATFORM_ACCOUNT} | ({"evreux": SPOKE_ACCOUNT} if dedicated else {})
    return LandingZonePlan(
        name="eures",
        cloud=CloudProvider.AWS,
        profile=Profile.STANDARD,
        tenancy=tenancy,
        region=REGION,
        recovery_region=RECOVERY_REGION,
        providers={
            name: ProviderPlan(number, REGION, f"arn:aws:iam::{number}:role/ci") for name, number in accounts.items()
        },
        hub=hub(),
        platform_keys=key_set("platform"),
        log_archive=log_archive(),
        keys={"evreux": key_set("evreux", account)},
        logs={"evreux": establishment_logs()},
        spokes={"evreux": spoke()},
        connections={"evreux": connection()},
        vaults={"evreux": copied_vault()},
        flows=[],
        recovery=[],
        costs={},
        sealed=sealed or [],
        notices=[],
        tags=TAGS,
    )
