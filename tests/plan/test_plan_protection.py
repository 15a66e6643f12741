"""Keys, logs, backups and recovery."""

from typing import Any

import pytest
from planned_specs import ACCOUNT, SUBSCRIPTION, TENANT, a_plan, hospital, workload

from hds_landing.errors import PlanError
from hds_landing.plan.backup import BackupFrequency, VaultRedundancy
from hds_landing.plan.log_archive import LockPlan
from hds_landing.plan.recovery import RecoveryPlan

LOCKED = {
    "locked": {
        "graceDays": 30,
        "minRetentionDays": 30,
        "maxRetentionDays": 400,
        "decisionRef": "D-1",
        "decidedBy": ["rssi@example.org"],
    }
}
AWS_TWO_REGIONS = {"provider": "aws", "region": "eu-west-3", "recoveryRegion": "eu-central-1", "tenancy": "shared"}


def azure_regions(recovery: str) -> dict[str, str]:
    return {"provider": "azure", "region": "francecentral", "recoveryRegion": recovery, "tenancy": "shared"}


def problems(provider: str = "aws", **changes: Any) -> list[tuple[str, str]]:
    with pytest.raises(PlanError) as error:
        a_plan(provider, **changes)
    return [(".".join(map(str, problem.path)), problem.message) for problem in error.value.problems]


def running(**changes: Any) -> dict[str, Any]:
    return {"establishments": {"alpha": hospital(workloads={"dpi": workload(**changes)})}}


# Keys


@pytest.mark.parametrize(
    ("provider", "changes", "uses"),
    [
        ("aws", {}, ["storage", "disk", "backup", "log"]),
        ("aws", {"cloud": AWS_TWO_REGIONS}, ["storage", "disk", "backup", "log", "backup-copy"]),
        ("azure", {"cloud": azure_regions("swedencentral")}, ["storage", "disk", "backup", "log"]),
    ],
)
def test_a_key_per_use(provider: str, changes: dict[str, Any], uses: list[str]) -> None:
    keys = a_plan(provider, **changes).keys["alpha"].keys
    assert list(keys) == uses
    assert {use: key.name for use, key in keys.items()} == {use: f"gx-alpha-{use}" for use in uses}


def test_a_copy_key_lives_where_the_copies_are() -> None:
    plan = a_plan(cloud=AWS_TWO_REGIONS)
    assert {use: key.region for use, key in plan.keys["alpha"].keys.items()} == {
        "storage": "eu-west-3",
        "disk": "eu-west-3",
        "backup": "eu-west-3",
        "log": "eu-west-3",
        "backup-copy": "eu-central-1",
    }
    assert "backup-copy" not in plan.platform_keys.keys, "the platform has no vault"


@pytest.mark.parametrize(
    ("provider", "profile", "hardware", "rotation", "deletion"),
    [
        ("aws", "essential", True, 365, 30),
        ("aws", "reinforced", True, 365, 30),
        ("azure", "essential", False, 335, 90),
        ("azure", "standard", True, 335, 90),
        ("azure", "reinforced", True, 335, 90),
    ],
)
def test_what_protects_a_key(provider: str, profile: str, hardware: bool, rotation: int, deletion: int) -> None:
    keys = a_plan(provider, profile=profile).keys["alpha"]
    assert (keys.hardware_protected, keys.rotation_days, keys.deletion_window_days) == (hardware, rotation, deletion)


def test_two_administration_paths() -> None:
    aws, azure = a_plan().keys["alpha"].administration, a_plan("azure").keys["alpha"].administration
    assert aws.account_id == ACCOUNT
    assert aws.ci_principal == f"arn:aws:iam::{ACCOUNT}:role/ci"
    assert aws.recovery_principal == f"arn:aws:iam::{ACCOUNT}:role/recovery"
    assert azure.account_id == SUBSCRIPTION
    assert azure.ci_principal.endswith("c1")
    assert azure.recovery_principal.endswith("c2")


# Accounts and subscriptions


def test_shared_tenancy_has_one_provider() -> None:
    aws, azure = a_plan().providers, a_plan("azure").providers
    assert list(aws) == list(azure) == ["platform"]
    assert (aws["platform"].account_id, aws["platform"].region) == (ACCOUNT, "eu-west-3")
    assert aws["platform"].role == f"arn:aws:iam::{ACCOUNT}:role/ci"
    assert (azure["platform"].account_id, azure["platform"].role) == (SUBSCRIPTION, TENANT)


DEDICATED = {"provider": "aws", "region": "eu-west-3", "tenancy": "dedicated"}


def test_dedicated_tenancy_has_one_provider_per_spoke() -> None:
    accounts = {"platform": ACCOUNT, "alpha": "222233334444", "shared-lab": "333344445555"}
    plan = a_plan(
        cloud=DEDICATED,
        aws={"accounts": accounts, "ciRole": "ci", "recoveryRole": "recovery"},
        sharedWorkloads={"lab": workload(controllers=["alpha"])},
    )
    assert {owner: provider.account_id for owner, provider in plan.providers.items()} == accounts
    assert plan.keys["shared-lab"].administration.ci_principal == "arn:aws:iam::333344445555:role/ci"
    assert plan.log_archive.account_id == plan.platform_keys.administration.account_id == ACCOUNT


def test_a_spoke_without_an_account_is_refused() -> None:
    assert problems(cloud=DEDICATED) == [("aws.accounts", "no account for alpha: add alpha: <its account id>")]


def test_a_cloud_without_its_section_is_refused() -> None:
    assert problems(aws=None) == [("cloud.provider", "cloud.provider aws needs the section aws")]


@pytest.mark.parametrize("key", ["bootstrap", "hub", "logs", "platform", "shared-dpi"])
def test_a_reserved_key_is_refused(key: str) -> None:
    found = problems(establishments={"alpha": hospital(), key: hospital()})
    reserved = f"{key} is reserved (bootstrap, hub, logs, platform, shared-...): rename it"
    assert (f"establishments.{key}", reserved) in found


def test_a_region_without_zones_is_refused() -> None:
    cloud = {"provider": "azure", "region": "francesouth", "tenancy": "shared"}
    assert problems("azure", cloud=cloud) == [
        (
            "cloud.region",
            "francesouth has no availability zones, over which the hub is spread: choose a region that has",
        )
    ]


# Tags


def test_tags_of_an_owner_and_of_the_platform() -> None:
    plan = a_plan(
        establishments={
            "alpha": hospital(workloads={"a": workload(data="staff"), "b": workload(data="patient-administrative")}),
            "bravo": hospital(finess={"ej": "990000028"}, workloads={}),
        },
        sharedWorkloads={"lab": workload(controllers=["bravo", "alpha"], costCentre="LAB")},
    )
    assert plan.spokes["alpha"].tags == {
        "cost-centre": "CH-1",
        "data-class": "patient-administrative",
        "environment": "production",
        "establishment": "alpha",
        "finess": "990000010",
        "ght": "gx",
        "managed-by": "hds-landing",
        "profile": "standard",
    }
    assert plan.spokes["bravo"].tags["data-class"] == "technical"
    assert plan.spokes["shared-lab"].tags["finess"] == "990000010 990000028"
    assert plan.spokes["shared-lab"].tags["cost-centre"] == "LAB"
    assert plan.tags["establishment"] == "platform"
    assert plan.tags == plan.hub.tags == plan.log_archive.tags == plan.platform_keys.tags


def test_a_declassified_workload_is_tagged_as_judged() -> None:
    decision = {"judgedAs": "technical", "decidedBy": "dpo@example.org", "decidedOn": "2026-01-01"}
    assert a_plan(**running(declassified=decision)).spokes["alpha"].tags["data-class"] == "technical"


def test_a_cost_centre_that_aws_does_not_take() -> None:
    changes = {"establishments": {"alpha": hospital(costCentre="CH#1")}}
    assert problems(**changes) == [
        (
            "establishments.alpha.costCentre",
            "'CH#1' cannot be an AWS tag: use letters, digits, spaces and _ . : / = + - @",
        )
    ]
    assert a_plan("azure", **changes).spokes["alpha"].tags["cost-centre"] == "CH#1"


# Logs


def test_log_classes_of_the_catalogue_unless_the_spec_says_otherwise() -> None:
    own = {"health-access": {"hotDays": 100, "archiveDays": 1000, "reason": "internal control"}}
    archive = a_plan(logging={"immutability": "trial", "classes": own}).log_archive
    assert {key: (one.hot_days, one.archive_days) for key, one in archive.classes.items()} == {
        "administration": (365, 365),
        "health-access": (100, 1000),
        "network": (90, 365),
        "security": (365, 365),
    }
    assert len({one.store_name for one in archive.classes.values()}) == 4
    assert archive.locked is None


def test_a_locked_archive() -> None:
    plan = a_plan(logging={"immutability": LOCKED})
    assert plan.log_archive.locked == LockPlan(30, 30, 400)
    assert plan.vaults["alpha"].locked is None


@pytest.mark.parametrize(
    ("logging", "path", "message"),
    [
        (
            {"immutability": "trial", "classes": {"dns": {"hotDays": 90, "archiveDays": 365}}},
            "logging.classes.dns",
            "unknown log class dns; known are administration, health-access, network, security",
        ),
        (
            {"immutability": LOCKED, "classes": {"network": {"hotDays": 90, "archiveDays": 401}}},
            "logging.classes.network",
            "network is kept for 401 days, the lock takes 30 to 400: change one of them",
        ),
        (
            {"immutability": "trial", "classes": {"network": {"hotDays": 365, "archiveDays": 364}}},
            "logging.classes.network",
            "network: archiveDays 364 includes the 365 hotDays: make it as long",
        ),
    ],
)
def test_logs_that_cannot_be_kept(logging: dict[str, Any], path: str, message: str) -> None:
    assert problems(logging=logging) == [(path, message)]


@pytest.mark.parametrize(
    ("provider", "profile", "cluster"),
    [("azure", "standard", False), ("azure", "reinforced", True), ("aws", "reinforced", False)],
)
def test_a_cluster_of_its_own_for_reinforced(provider: str, profile: str, cluster: bool) -> None:
    plan = a_plan(provider, profile=profile)
    assert plan.log_archive.dedicated_cluster is cluster
    assert plan.hub.ddos_protection is cluster


def test_logs_of_an_establishment() -> None:
    logs = a_plan("azure").logs["alpha"]
    assert (logs.owner, logs.name, logs.workspace_name) == ("alpha", "gx-alpha", "gx-alpha")
    assert logs.hot_days == {"administration": 365, "health-access": 365, "network": 90, "security": 365}


# Backups


@pytest.mark.parametrize(
    ("provider", "rpo", "tiers"),
    [
        ("aws", None, {"daily": 35, "monthly": 372}),
        ("aws", 24, {"daily": 35, "monthly": 372}),
        ("aws", 23, {"every-4-hours": 7, "daily": 35, "monthly": 372}),
        ("aws", 4, {"every-4-hours": 7, "daily": 35, "monthly": 372}),
        ("aws", 3.9, {"hourly": 7, "daily": 35, "monthly": 372}),
        ("aws", 1, {"hourly": 7, "daily": 35, "monthly": 372}),
        ("azure", 24, {"daily": 35, "monthly": 372}),
        ("azure", 4, {"every-4-hours": 7, "daily": 35, "monthly": 372}),
    ],
)
def test_tiers_follow_the_strictest_rpo(provider: str, rpo: float | None, tiers: dict[str, int]) -> None:
    relaxed = workload(data="staff", rpoHours=100)
    hospitals = {"alpha": hospital(workloads={"dpi": workload(rpoHours=rpo), "other": relaxed}), "bravo": hospital()}
    plan = a_plan(provider, establishments=hospitals)
    assert {key: tier.retention_days for key, tier in plan.vaults["alpha"].tiers.items()} == tiers
    assert list(plan.vaults["bravo"].tiers) == ["daily", "monthly"]


def test_retention_is_the_specs() -> None:
    retention = {"dailyDays": 10, "monthlyMonths": 0, "yearlyYears": 3}
    tiers = a_plan(backup={"immutability": "trial", "retention": retention}).vaults["alpha"].tiers
    assert {key: (tier.retention_days, tier.cold_after_days) for key, tier in tiers.items()} == {
        "daily": (10, None),
        "yearly": (1098, 90),
    }


@pytest.mark.parametrize(("months", "cold"), [(5, None), (6, 90), (12, 90)])
def test_long_term_points_grow_cold_on_aws_only(months: int, cold: int | None) -> None:
    backup = {"immutability": "trial", "retention": {"monthlyMonths": months}}
    assert a_plan(backup=backup).vaults["alpha"].tiers["monthly"].cold_after_days == cold
    assert a_plan("azure", backup=backup).vaults["alpha"].tiers["monthly"].cold_after_days is None


def test_a_lock_raises_the_shortest_tier() -> None:
    plan = a_plan(backup={"immutability": LOCKED}, cloud=AWS_TWO_REGIONS, **running(rpoHours=4))
    vault = plan.vaults["alpha"]
    assert vault.tiers["every-4-hours"].retention_days == 30
    assert vault.locked == LockPlan(30, 30, 400)
    assert vault.copy is not None
    assert (vault.copy.locked, vault.copy.min_retention_days, vault.copy.max_retention_days) == (vault.locked, 30, 400)


def test_a_retention_that_the_lock_refuses() -> None:
    backup = {"immutability": LOCKED, "retention": {"dailyDays": 29, "yearlyYears": 2}}
    assert problems(backup=backup) == [
        (
            "backup.immutability.locked",
            "daily backups are kept for 29 days, the lock takes 30 to 400: change backup.retention or the decision",
        ),
        (
            "backup.immutability.locked",
            "yearly backups are kept for 732 days, the lock takes 30 to 400: change backup.retention or the decision",
        ),
    ]


def test_an_aws_copy_in_the_recovery_region() -> None:
    vault = a_plan(cloud=AWS_TWO_REGIONS).vaults["alpha"]
    assert vault.copy is not None
    assert (vault.copy.name, vault.copy.region, vault.copy.locked) == ("gx-alpha-copy", "eu-central-1", None)
    assert (vault.copy.min_retention_days, vault.copy.max_retention_days) == (35, 372)
    assert all(tier.copy_to_recovery for tier in vault.tiers.values())


@pytest.mark.parametrize(
    ("cloud", "redundancy", "restore"),
    [
        (azure_regions("francesouth"), VaultRedundancy.GEO, True),
        (azure_regions("swedencentral"), VaultRedundancy.ZONE, False),
        ({"provider": "azure", "region": "francecentral", "tenancy": "shared"}, VaultRedundancy.ZONE, False),
    ],
)
def test_azure_copies_to_the_pair_only(cloud: dict[str, str], redundancy: VaultRedundancy, restore: bool) -> None:
    vault = a_plan("azure", cloud=cloud).vaults["alpha"]
    assert (vault.redundancy, vault.cross_region_restore, vault.copy) == (redundancy, restore, None)
    assert not any(tier.copy_to_recovery for tier in vault.tiers.values())


def test_a_vault_takes_what_carries_its_owner() -> None:
    vaults = a_plan(establishments={"alpha": hospital(), "bravo": hospital()}).vaults
    assert [vault.selection_tag for vault in vaults.values()] == [{"backup": "alpha"}, {"backup": "bravo"}]
    assert {vault.soft_delete_days for vault in vaults.values()} == {30}
    assert vaults["alpha"].tiers["daily"].frequency is BackupFrequency.DAILY


# Recovery


def recovery(provider: str = "aws", cloud: dict[str, str] | None = None, **changes: Any) -> RecoveryPlan:
    regions = {"cloud": cloud} if cloud else {}
    (plan,) = a_plan(provider, **regions, **running(**changes)).recovery
    return plan


@pytest.mark.parametrize(
    ("provider", "changes", "mechanism", "rpo"),
    [
        ("aws", {}, "aws-backup-daily", 24),
        ("aws", {"rpoHours": 24}, "aws-backup-daily", 24),
        ("aws", {"rpoHours": 23}, "aws-backup-hourly", 1),
        ("aws", {"rpoHours": 1}, "aws-backup-hourly", 1),
        ("aws", {"rpoHours": 0.5, "store": "database"}, "aws-backup-continuous-database", 0.1),
        ("aws", {"rpoHours": 0.5, "store": "objects"}, "aws-backup-continuous-objects", None),
        ("azure", {}, "azure-backup-vm-daily", 24),
        ("azure", {"rpoHours": 4}, "azure-backup-vm-every-4-hours", 4),
        ("azure", {"store": "database"}, "azure-backup-sql-in-vm", 0.25),
        ("azure", {"store": "files"}, "azure-backup-files-daily", 24),
        ("azure", {"store": "objects"}, "azure-blob-operational-backup", None),
        ("aws", {"backup": "none", "data": "staff"}, "none", None),
    ],
)
def test_the_plainest_mechanism_that_reaches_it(
    provider: str, changes: dict[str, Any], mechanism: str, rpo: float | None
) -> None:
    plan = recovery(provider, **changes)
    assert (plan.mechanism, plan.mechanism_rpo_hours) == (mechanism, rpo)
    assert plan.rpo_hours == changes.get("rpoHours")


@pytest.mark.parametrize(
    ("provider", "changes", "field", "message"),
    [
        (
            "azure",
            {"rpoHours": 3.9},
            "rpoHours",
            "alpha/dpi asks for rpoHours 3.9, out of reach: Azure Backup, enhanced policy every four hours "
            "(azure-backup-vm-every-4-hours), the best for virtual-machine, reaches 4 hours; ask for 4 or more",
        ),
        (
            "aws",
            {"rpoHours": 0.5},
            "rpoHours",
            "alpha/dpi asks for rpoHours 0.5, out of reach: AWS Backup, hourly snapshots "
            "(aws-backup-hourly), the best for "
            "virtual-machine, reaches 1 hours; ask for 1 or more",
        ),
        (
            "azure",
            {"rpoHours": 12, "store": "files"},
            "rpoHours",
            "alpha/dpi asks for rpoHours 12, out of reach: Azure Backup of file shares, daily policy "
            "(azure-backup-files-daily), the best for files, reaches 24 hours; ask for 24 or more",
        ),
        (
            "aws",
            {"rtoHours": 8, "backup": "none", "data": "staff"},
            "rtoHours",
            "alpha/dpi asks for rtoHours 8, out of reach: backup is none; remove rtoHours, or back "
            "the workload up in the "
            "vault",
        ),
    ],
)
def test_what_no_mechanism_reaches_is_refused(provider: str, changes: dict[str, Any], field: str, message: str) -> None:
    assert problems(provider, **running(**changes)) == [(f"establishments.alpha.workloads.dpi.{field}", message)]


def test_a_shared_workload_is_refused_at_its_own_place() -> None:
    shared = {"lab": workload(controllers=["alpha"], rpoHours=0.2)}
    ((path, _),) = problems(sharedWorkloads=shared)
    assert path == "sharedWorkloads.lab.rpoHours"


@pytest.mark.parametrize(
    ("provider", "cloud", "changes", "mechanism", "rpo"),
    [
        ("aws", AWS_TWO_REGIONS, {}, "aws-backup-copy", None),
        ("aws", None, {}, "not covered", None),
        ("azure", azure_regions("francesouth"), {}, "azure-backup-cross-region-restore", 36),
        ("azure", azure_regions("swedencentral"), {}, "not covered", None),
        ("azure", azure_regions("swedencentral"), {"store": "objects"}, "azure-object-replication", None),
        ("azure", azure_regions("francesouth"), {"store": "files"}, "azure-storage-geo-redundancy", None),
        ("aws", AWS_TWO_REGIONS, {"backup": "none", "data": "staff"}, "not covered", None),
    ],
)
def test_what_covers_the_region(
    provider: str, cloud: dict[str, str] | None, changes: dict[str, Any], mechanism: str, rpo: float | None
) -> None:
    plan = recovery(provider, cloud, **changes)
    assert (plan.regional_mechanism, plan.regional_rpo_hours, plan.regional_rto_hours) == (mechanism, rpo, None)


def test_a_figure_that_nobody_publishes_is_said() -> None:
    notices = a_plan(**running(rtoHours=8)).notices
    assert (
        "alpha/dpi: RTO 8 h is asked, but nobody publishes a figure for AWS Backup, daily snapshots: "
        "prove it by a restore" in notices
    )


def test_every_problem_at_once() -> None:
    found = problems(
        cloud=DEDICATED,
        logging={"immutability": "trial", "classes": {"dns": {"hotDays": 90, "archiveDays": 365}}},
        network={"pool": "10.64.0.0/24"},
        **running(rpoHours=0.5),
    )
    assert [path for path, _ in found] == [
        "aws.accounts",
        "logging.classes.dns",
        "establishments.alpha.workloads.dpi.rpoHours",
        "network.pool",
    ]
