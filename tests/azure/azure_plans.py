"""Small plan values: one hospital, `aulnay`, and the platform of the group `gpne`."""

from hds_landing.plan.access import AccessRule, Direction
from hds_landing.plan.addresses import SubnetPlan
from hds_landing.plan.backup import BackupFrequency, BackupTierPlan, VaultPlan, VaultRedundancy
from hds_landing.plan.firewall import EgressRule, FirewallPlan, FirewallRule, FirewallTier
from hds_landing.plan.hub import HubConnectionPlan, HubPlan
from hds_landing.plan.keys import AdministrationPlan, KeyPlan, KeySetPlan, KeyUse
from hds_landing.plan.log_archive import EstablishmentLogsPlan, LockPlan, LogArchivePlan, LogClassPlan
from hds_landing.plan.ports import PortRange, Transport
from hds_landing.plan.spoke import SpokePlan

SUBSCRIPTION = "11111111-1111-4111-8111-111111111111"
TENANT = "99999999-9999-4999-8999-999999999999"
REGION = "francecentral"
FIREWALL_IP = "10.64.0.4"
TAGS = {"ght": "gpne", "managed-by": "hds-landing"}
LOCK = LockPlan(grace_days=30, min_retention_days=35, max_retention_days=400)

ADMINISTRATION = AdministrationPlan(
    account_id=SUBSCRIPTION,
    ci_principal="22222222-2222-4222-8222-222222222222",
    recovery_principal="33333333-3333-4333-8333-333333333333",
)


def key_set(owner: str = "aulnay", *, hardware_protected: bool = True, uses: tuple[KeyUse, ...] = ()) -> KeySetPlan:
    uses = uses or (KeyUse.STORAGE, KeyUse.DISK, KeyUse.BACKUP, KeyUse.LOG)
    return KeySetPlan(
        owner=owner,
        name=f"gpne-{owner}",
        vault_name=f"gpne-{owner}-k7q2",
        region=REGION,
        keys={use.value: KeyPlan(use=use, name=f"gpne-{owner}-{use.value}", region=REGION) for use in uses},
        hardware_protected=hardware_protected,
        rotation_days=335,
        deletion_window_days=90,
        administration=ADMINISTRATION,
        tags=TAGS,
    )


def log_archive(*, locked: LockPlan | None = None, dedicated_cluster: bool = False) -> LogArchivePlan:
    days = {"administration": (365, 365), "network": (90, 365), "security": (365, 400), "health-access": (365, 1095)}
    return LogArchivePlan(
        name="gpne-logs",
        region=REGION,
        account_id=SUBSCRIPTION,
        workspace_name="gpne-logs",
        classes={
            key: LogClassPlan(key=key, hot_days=hot, archive_days=archive, store_name=f"gpnelogs{key[:6].strip('-')}x1")
            for key, (hot, archive) in days.items()
        },
        locked=locked,
        dedicated_cluster=dedicated_cluster,
        tags=TAGS,
    )


def establishment_logs(owner: str = "aulnay") -> EstablishmentLogsPlan:
    return EstablishmentLogsPlan(
        owner=owner,
        name=f"gpne-{owner}",
        region=REGION,
        workspace_name=f"gpne-{owner}-logs",
        hot_days={"administration": 365, "health-access": 400},
        tags=TAGS,
    )


def tcp(first: int, last: int | None = None) -> PortRange:
    return PortRange(first, last or first, Transport.TCP)


def udp(first: int, last: int | None = None) -> PortRange:
    return PortRange(first, last or first, Transport.UDP)


DICOM = FirewallRule(
    key="aulnay-dc-modalities--aulnay-vna",
    sid=1000001,
    source_cidrs=["10.1.0.0/16"],
    destination_cidrs=["10.64.16.0/25"],
    ports=[tcp(11112)],
    purpose="images to the archive",
)
OFFICE = EgressRule(
    key="office",
    sid=1000002,
    source_cidrs=["10.64.16.0/22"],
    fqdn="*.office.com",
    destination_cidrs=[],
    protocol="https",
    ports=[tcp(443)],
    purpose="Microsoft 365",
)
MAIL = EgressRule(
    key="mssante",
    sid=1000003,
    source_cidrs=["10.64.16.0/22"],
    fqdn="smtp.mssante.example.org",
    destination_cidrs=[],
    protocol="smtp",
    ports=[tcp(465), tcp(587)],
    purpose="secure health mail",
)
TIME = EgressRule(
    key="time",
    sid=1000004,
    source_cidrs=["10.64.16.0/22"],
    fqdn=None,
    destination_cidrs=["192.0.2.10/32"],
    protocol="ntp",
    ports=[udp(123)],
    purpose="time",
)


def firewall(
    *,
    tier: FirewallTier = FirewallTier.PREMIUM,
    observe_until: str | None = None,
    rules: tuple[FirewallRule, ...] = (DICOM,),
    egress: tuple[EgressRule, ...] = (OFFICE, MAIL, TIME),
    private_ip: str | None = FIREWALL_IP,
) -> FirewallPlan:
    return FirewallPlan(
        name="gpne-hub-firewall",
        tier=tier,
        observe_until=observe_until,
        tcp_idle_timeout_seconds=240,
        rules=list(rules),
        egress=list(egress),
        private_ip=private_ip,
    )


def hub(plan: FirewallPlan | None = None, *, internet_egress: bool = True, ddos_protection: bool = False) -> HubPlan:
    ranges = {
        "firewall": "10.64.0.0/26",
        "firewall-management": "10.64.0.64/26",
        "gateway": "10.64.0.128/26",
        "resolver-inbound": "10.64.0.192/28",
        "resolver-outbound": "10.64.0.208/28",
        "endpoints": "10.64.1.0/24",
    }
    return HubPlan(
        name="gpne-hub",
        region=REGION,
        cidr="10.64.0.0/20",
        pool="10.64.0.0/12",
        zones=["1", "2", "3"],
        subnets={key: SubnetPlan(cidr=cidr, tier=key, zone="") for key, cidr in ranges.items()},
        firewall=plan or firewall(),
        internet_egress=internet_egress,
        ddos_protection=ddos_protection,
        spoke_cidrs={"aulnay": ["10.64.16.0/22"]},
        tags=TAGS,
    )


def connection(*cidrs: str) -> HubConnectionPlan:
    return HubConnectionPlan(
        key="aulnay",
        name="gpne-aulnay",
        cidrs=list(cidrs) or ["10.64.16.0/22"],
        pool="10.64.0.0/12",
        hub_cidr="10.64.0.0/20",
        peers={},
        tags=TAGS,
    )


IMAGES_IN = AccessRule(
    key="dicom--app--ingress",
    tier="app",
    direction=Direction.INGRESS,
    priority=200,
    peer_cidrs=["10.1.0.0/16"],
    ports=[tcp(11112), tcp(2761, 2762)],
    purpose="images to the archive",
)
DATABASE_OUT = AccessRule(
    key="tier-app--data--app--egress",
    tier="app",
    direction=Direction.EGRESS,
    priority=210,
    peer_cidrs=["10.64.16.128/25"],
    ports=[tcp(5432)],
    purpose="tier app to tier data of the same workload",
)


def spoke(*access: AccessRule) -> SpokePlan:
    return SpokePlan(
        key="aulnay",
        name="gpne-aulnay",
        region=REGION,
        cidrs=["10.64.16.0/22"],
        zones=["1", "2", "3"],
        subnets={
            "app": SubnetPlan(cidr="10.64.16.0/25", tier="app", zone=""),
            "data": SubnetPlan(cidr="10.64.16.128/25", tier="data", zone=""),
        },
        tiers=["app", "data"],
        pool="10.64.0.0/12",
        hub_cidr="10.64.0.0/20",
        access=list(access or (IMAGES_IN, DATABASE_OUT)),
        peer_cidrs=[],
        tags=TAGS,
    )


def backup_tier(frequency: BackupFrequency, retention_days: int) -> BackupTierPlan:
    return BackupTierPlan(
        frequency=frequency,
        start_time="02:30",
        retention_days=retention_days,
        cold_after_days=None,
        copy_to_recovery=False,
    )


ALL_TIERS = (
    backup_tier(BackupFrequency.EVERY_FOUR_HOURS, 7),
    backup_tier(BackupFrequency.DAILY, 35),
    backup_tier(BackupFrequency.MONTHLY, 365),
    backup_tier(BackupFrequency.YEARLY, 3650),
)


def vault(*tiers: BackupTierPlan, locked: LockPlan | None = None, geo: bool = True) -> VaultPlan:
    return VaultPlan(
        owner="aulnay",
        name="gpne-aulnay-backup",
        region=REGION,
        tiers={tier.frequency.value: tier for tier in tiers or ALL_TIERS},
        locked=locked,
        soft_delete_days=30,
        redundancy=VaultRedundancy.GEO if geo else VaultRedundancy.ZONE,
        cross_region_restore=geo,
        copy=None,
        selection_tag={"backup": "standard"},
        tags=TAGS,
    )
