"""Values that the plan decides with: retention, recovery, names, quotas, idle timeouts."""

import pytest

from hds_landing.catalogue.facts import read_facts
from hds_landing.catalogue.idle_timeouts import idle_timeout_minutes
from hds_landing.catalogue.name_limits import all_name_limits, name_limit
from hds_landing.catalogue.quotas import all_quotas, find_quota
from hds_landing.catalogue.recovery import mechanisms
from hds_landing.catalogue.retention import log_classes
from hds_landing.spec.establishment import Store

REQUIREMENTS = {
    None,
    "recovery-region",
    "paired-region",
    "managed-database",
    "sql-server-in-vm",
    "storage-account-redundancy",
}


def test_the_four_log_classes_are_kept_a_year_by_default():
    assert list(log_classes()) == ["administration", "network", "security", "health-access"]
    for log_class in log_classes().values():
        assert log_class.archive_days == 365
        assert 0 < log_class.hot_days <= log_class.archive_days <= log_class.longest_days
        assert log_class.source
        assert log_class.checked_on is not None


def test_only_security_and_health_access_can_be_kept_longer():
    longest = {key: log_class.longest_days for key, log_class in log_classes().items()}
    assert longest == {"administration": 365, "network": 365, "security": 1095, "health-access": 1095}


@pytest.mark.parametrize("cloud", ["aws", "azure"])
def test_mechanisms_are_unique_and_stay_in_their_vocabulary(cloud):
    ids = [row["id"] for row in read_facts("recovery")["rows"]]
    assert len(ids) == len(set(ids))
    for id_, mechanism in mechanisms(cloud).items():
        assert mechanism.id == id_
        assert id_.startswith(f"{cloud}-")
        assert mechanism.scope in {"zone", "region"}
        assert mechanism.stores
        assert mechanism.stores <= {store.value for store in Store}
        assert mechanism.requires in REQUIREMENTS
        assert mechanism.rpo_hours is None or mechanism.rpo_hours > 0
        assert mechanism.rto_hours is None
        assert mechanism.source != "unknown"
        assert mechanism.checked_on is not None


@pytest.mark.parametrize("cloud", ["aws", "azure"])
@pytest.mark.parametrize("scope", ["zone", "region"])
@pytest.mark.parametrize("store", list(Store))
def test_every_store_has_a_mechanism_for_every_loss(cloud, scope, store):
    assert [m for m in mechanisms(cloud).values() if m.scope == scope and store.value in m.stores]


@pytest.mark.parametrize(
    ("cloud", "mechanism", "rpo_hours"),
    [
        ("aws", "aws-backup-hourly", 1.0),
        ("aws", "aws-backup-daily", 24.0),
        ("aws", "aws-backup-copy", None),
        ("azure", "azure-backup-vm-every-4-hours", 4.0),
        ("azure", "azure-backup-files-daily", 24.0),
        ("azure", "azure-backup-cross-region-restore", 36.0),
        ("azure", "azure-object-replication", None),
    ],
)
def test_documented_recovery_points(cloud, mechanism, rpo_hours):
    assert mechanisms(cloud)[mechanism].rpo_hours == rpo_hours


def test_what_covers_a_region_needs_something_there():
    for cloud in ("aws", "azure"):
        assert all(m.requires for m in mechanisms(cloud).values() if m.scope == "region")


def test_a_cloud_without_mechanisms_has_none():
    assert mechanisms("scaleway") == {}
    assert mechanisms("gcp") == {}


@pytest.mark.parametrize("service", list(all_name_limits()))
def test_name_limits_are_sound(service):
    limit = name_limit(service)
    assert limit.service == service
    assert service.startswith(("aws-", "azure-"))
    assert 1 <= limit.min_length < limit.max_length
    assert limit.scope in {"global", "account", "region", "group"}
    assert limit.source != "unknown"
    assert limit.allows("a" * limit.min_length)
    assert limit.allows("a" * limit.max_length)
    assert not limit.allows("a" * (limit.max_length + 1))
    assert not limit.allows("")
    assert not limit.allows("hôpital")
    assert not limit.allows("abc\n")


@pytest.mark.parametrize(
    ("service", "name", "allowed"),
    [
        ("aws-s3-bucket", "gpne-logs-administration", True),
        ("aws-s3-bucket", "Gpne-logs", False),
        ("aws-s3-bucket", "gpne..logs", False),
        ("aws-s3-bucket", "-gpne", False),
        ("aws-iam-role", "gpne-flow-logs", True),
        ("aws-kms-alias", "gpne-aulnay/storage", True),
        ("aws-backup-vault", "gpne_aulnay", True),
        ("aws-backup-vault", "gpne.aulnay", False),
        ("aws-network-firewall", "gpne_hub", False),
        ("aws-cloudtrail", "gpne--trail", False),
        ("aws-cloudtrail", "gpne-trail", True),
        ("aws-log-group", "/gpne/aulnay/health-access", True),
        ("azure-storage-account", "gpnelogs01", True),
        ("azure-storage-account", "gpne-logs", False),
        ("azure-key-vault", "gpne-aulnay-1a2b", True),
        ("azure-key-vault", "gpne--aulnay", False),
        ("azure-key-vault", "1gpne", False),
        ("azure-key-vault", "gpne-", False),
        ("azure-recovery-services-vault", "gpne-aulnay", True),
        ("azure-recovery-services-vault", "2gpne", False),
        ("azure-log-analytics-workspace", "gpne-logs-", False),
        ("azure-resource-group", "gpne-aulnay.", False),
        ("azure-virtual-network", "gpne-aulnay", True),
        ("azure-subnet", "app-", False),
        ("azure-disk-encryption-set", "gpne-aulnay", True),
    ],
)
def test_names_that_a_service_takes_or_refuses(service, name, allowed):
    assert name_limit(service).allows(name) is allowed


def test_a_service_without_limits_is_a_defect():
    with pytest.raises(KeyError):
        name_limit("aws-nothing")


def test_quotas_are_unique_and_positive():
    rows = read_facts("quotas")["rows"]
    assert len(rows) == len(all_quotas())
    for quota in all_quotas().values():
        assert quota.limit > 0
        assert isinstance(quota.adjustable, bool)
        assert quota.unit
        assert quota.checked_on is not None


@pytest.mark.parametrize(
    ("cloud", "quota_id", "limit", "adjustable"),
    [
        ("aws", "transit-gateway-route-tables", 20, True),
        ("aws", "transit-gateway-routes", 10_000, True),
        ("aws", "transit-gateway-attachments", 5_000, False),
        ("aws", "network-acl-rules", 20, True),
        ("aws", "security-group-rules", 60, True),
        ("aws", "network-firewall-rule-group-capacity", 30_000, False),
        ("azure", "network-security-rules", 1_000, False),
        ("azure", "virtual-network-peerings", 500, False),
        ("azure", "route-table-routes", 400, False),
    ],
)
def test_published_quotas(cloud, quota_id, limit, adjustable):
    quota = find_quota(cloud, quota_id)
    assert (quota.limit, quota.adjustable) == (limit, adjustable)


def test_a_quota_that_is_not_known_is_a_defect():
    with pytest.raises(KeyError):
        find_quota("aws", "virtual-network-peerings")


def test_the_idle_timeout_can_be_raised_on_aws_only():
    aws, azure = idle_timeout_minutes("aws"), idle_timeout_minutes("azure")
    assert 5 < aws.minutes < 6
    assert aws.configurable_up_to_minutes == 100
    assert azure.minutes == 4
    assert azure.configurable_up_to_minutes is None
    assert aws.checked_on is not None
    assert azure.checked_on is not None
    with pytest.raises(KeyError):
        idle_timeout_minutes("scaleway")
