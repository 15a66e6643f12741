"""Physical names: every service takes them, and they depend on nobody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planned_specs import ACCOUNT, SUBSCRIPTION, a_plan, hospital, workload

from hds_landing.catalogue.name_limits import name_limit
from hds_landing.plan import names
from hds_landing.plan.landing_zone import LandingZonePlan
from hds_landing.plan.names import physical_name

SERVICES = sorted(
    value for name, value in vars(names).items() if name.startswith(("AWS_", "AZURE_")) and isinstance(value, str)
)
_slugs = st.from_regex(r"[a-z][a-z0-9]{1,9}", fullmatch=True)
_keys = st.from_regex(r"[a-z][a-z0-9]{0,4}(-[a-z0-9]{1,4}){0,3}", fullmatch=True).filter(lambda key: len(key) <= 20)


@given(
    service=st.sampled_from(SERVICES),
    slug=_slugs,
    owner=_keys | _keys.map("shared-{}".format),
    use=st.sampled_from(("", "backup-copy", "health-access", "administration", "copy")),
)
def test_every_service_takes_the_name(service: str, slug: str, owner: str, use: str) -> None:
    name = physical_name(service, slug=slug, owner=owner, use=use, account_id=ACCOUNT)
    assert name_limit(service).allows(name)
    assert name == physical_name(service, slug=slug, owner=owner, use=use, account_id=ACCOUNT)


def test_all_services_of_the_plan_are_known() -> None:
    assert len(SERVICES) == 9


@pytest.mark.parametrize(
    ("service", "owner", "use", "name"),
    [
        ("aws-backup-vault", "aulnay", "", "gpne-aulnay"),
        ("aws-backup-vault", "aulnay", "copy", "gpne-aulnay-copy"),
        ("aws-kms-alias", "platform", "backup-copy", "gpne-platform-backup-copy"),
        ("aws-s3-bucket", "logs", "network", "gpne-logs-network-36r3iufb"),
        ("azure-storage-account", "logs", "health-access", "gpnelogshealthac2d64vald"),
        ("azure-key-vault", "raincy-montfermeil", "", "gpne-raincy-mon-cyrzro7r"),
        ("azure-log-analytics-workspace", "aulnay", "", "gpne-aulnay"),
    ],
)
def test_names_stay_what_they_are(service: str, owner: str, use: str, name: str) -> None:
    """Golden: a change here renames what stands in somebody's cloud."""
    assert physical_name(service, slug="gpne", owner=owner, use=use, account_id=ACCOUNT) == name


@pytest.mark.parametrize(
    "other",
    [
        {"slug": "gpnf"},
        {"owner": "shared-with-a-long-kex"},
        {"use": "diskk"},
        {"account_id": SUBSCRIPTION},
    ],
)
def test_a_name_unique_in_the_world_differs_where_anything_does(other: dict[str, str]) -> None:
    given_ = {"slug": "gpne", "owner": "shared-with-a-long-key", "use": "disk", "account_id": ACCOUNT}
    assert physical_name(names.AZURE_KEY_VAULT, **given_) != physical_name(names.AZURE_KEY_VAULT, **(given_ | other))


@pytest.mark.parametrize("provider", ["aws", "azure"])
def test_names_at_the_longest_keys(provider: str) -> None:
    key = "a-very-long-key-x-20"
    assert len(key) == 20
    plan = a_plan(
        provider,
        ght={"name": "GHT", "slug": "abcdefghij", "lead": "alpha"},
        establishments={"alpha": hospital(), key: hospital()},
        sharedWorkloads={key: workload(controllers=["alpha"])},
    )
    assert f"shared-{key}" in plan.spokes
    for service, name in _named(provider, plan):
        assert name_limit(service).allows(name), (service, name)


def test_a_hyphen_at_the_cut_is_no_double_hyphen() -> None:
    name = physical_name(names.AZURE_KEY_VAULT, slug="gpne", owner="abcdefghi-klmnop")
    assert name.startswith("gpne-abcdefghi-")
    assert name_limit(names.AZURE_KEY_VAULT).allows(name)


def _named(provider: str, plan: LandingZonePlan) -> list[tuple[str, str]]:
    aws = provider == "aws"
    vault = names.AWS_BACKUP_VAULT if aws else names.AZURE_RECOVERY_SERVICES_VAULT
    store = names.AWS_S3_BUCKET if aws else names.AZURE_STORAGE_ACCOUNT
    workspace = names.AWS_LOG_GROUP if aws else names.AZURE_LOG_ANALYTICS_WORKSPACE
    key = names.AWS_KMS_ALIAS if aws else names.AZURE_KEY_VAULT_KEY
    sets = [*plan.keys.values(), plan.platform_keys]
    return [
        *((vault, one.name) for one in plan.vaults.values()),
        *((store, one.store_name) for one in plan.log_archive.classes.values()),
        *((workspace, one.workspace_name) for one in (*plan.logs.values(), plan.log_archive)),
        *((key, one.name) for keys in sets for one in keys.keys.values()),
        *((names.AZURE_KEY_VAULT, keys.vault_name) for keys in sets),
    ]
