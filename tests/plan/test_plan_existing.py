"""What stands already is told to what it replaces; what cannot be used as it stands is refused at its place."""

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from hds_landing.errors import PlanError
from hds_landing.plan.bootstrap import plan_bootstrap
from hds_landing.plan.existing import existing_things
from hds_landing.plan.from_file import plan_file
from hds_landing.plan.plan_json import as_json
from tests.existing_things import AWS, AZURE, GROUPS, LOG_KEY, VPC, arm, existing_changes, existing_plan
from tests.plan.planned_specs import ACCOUNT, SUBSCRIPTION, a_plan, a_spec, hospital, raw_spec, workload

OTHER = SUBSCRIPTION.replace("1", "2")
ISSUER = "arn:aws:iam::{}:oidc-provider/token.example.org"


def test_aws_ids_reach_what_they_replace() -> None:
    plan = existing_plan("aws")
    platform, alpha = AWS["platform"], AWS["spokes"]["alpha"]
    assert plan.hub.existing_id == platform["hub"]
    assert plan.platform_keys.keys["log"].existing_id == platform["keys"]["log"]
    assert plan.log_archive.classes["network"].existing_id == platform["logStores"]["network"]
    assert plan.log_archive.existing_workspace_id == platform["logGroups"]["administration"]
    assert plan.spokes["alpha"].existing_id == alpha["network"]
    assert plan.keys["alpha"].keys["backup-copy"].existing_id == alpha["keys"]["backup-copy"]
    assert plan.logs["alpha"].existing_workspace_ids == alpha["logGroups"]
    assert plan.vaults["alpha"].existing_id == alpha["backupVault"]
    assert plan.vaults["alpha"].copy is not None
    assert plan.vaults["alpha"].copy.existing_id == alpha["copyVault"]


def test_azure_ids_reach_what_they_replace() -> None:
    plan = existing_plan("azure")
    platform, alpha = AZURE["platform"], AZURE["spokes"]["alpha"]
    assert plan.hub.existing_id == platform["hub"]
    assert plan.platform_keys.existing_group_id == platform["resourceGroup"]
    assert plan.platform_keys.keys["log"].existing_id == platform["keys"]["log"]
    assert plan.log_archive.classes["network"].existing_id == platform["logStores"]["network"]
    assert plan.log_archive.existing_workspace_id == platform["workspace"]
    assert plan.keys["alpha"].existing_group_id == alpha["resourceGroup"]
    assert plan.spokes["alpha"].existing_id == alpha["network"]
    assert plan.keys["alpha"].keys["disk"].existing_id == alpha["keys"]["disk"]
    assert plan.logs["alpha"].existing_workspace_ids == {"workspace": alpha["workspace"]}
    assert plan.vaults["alpha"].existing_id == alpha["backupVault"]


def test_bootstrap_ids_reach_what_they_replace() -> None:
    aws = a_spec("aws", **existing_changes("aws", {"bootstrap": {"oidcProvider": ISSUER.format(ACCOUNT)}}))
    assert plan_bootstrap(aws).runner.existing_issuer_id == ISSUER.format(ACCOUNT)
    azure = a_spec("azure", **existing_changes("azure", {"bootstrap": {"resourceGroup": f"{GROUPS}/rg-states"}}))
    assert plan_bootstrap(azure).keys.existing_group_id == f"{GROUPS}/rg-states"


@pytest.mark.parametrize("cloud", ["aws", "azure"])
def test_the_rest_of_the_plan_stays_as_it_is(cloud: str) -> None:
    def without_ids(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: without_ids(inner) for key, inner in value.items() if not key.startswith("existing")}
        return [without_ids(each) for each in value] if isinstance(value, list) else value

    with_ids, plain = (as_json(existing_plan(cloud, existing)) for existing in (None, {}))
    assert with_ids != plain
    for plan in (with_ids, plain):
        plan["notices"] = []
    assert without_ids(with_ids) == plain


@pytest.mark.parametrize(("cloud", "existing"), [("aws", AWS), ("azure", AZURE)])
def test_each_thing_has_a_notice_that_says_what_is_not_managed(cloud: str, existing: dict[str, Any]) -> None:
    things = list(existing_things(a_spec(cloud, **existing_changes(cloud, existing))))
    notices = [each for each in existing_plan(cloud, existing).notices if "stands already" in each]
    assert len(things) == len(notices) > 8
    for thing, notice in zip(things, notices, strict=True):
        assert notice.startswith(f"{thing.owner}: {thing.words} {thing.id} stands already and is not managed here")
        assert "nothing can be shown of it" in notice


def test_nothing_existing_has_no_notice() -> None:
    assert [each for each in a_plan("aws").notices if "stands already" in each] == []


def refusals(cloud: str, existing: dict[str, Any], changes: dict[str, Any]) -> dict[tuple[str | int, ...], str]:
    with pytest.raises(PlanError) as refused:
        a_plan(cloud, **existing_changes(cloud, existing) | changes)
    return {problem.path: problem.message for problem in refused.value.problems}


NETWORK = arm("rg-networks", "Network/virtualNetworks/alpha-network")
UNPINNED = {"alpha": hospital()}
RECORDS = {"dpi": workload(controllers=["alpha"])}


@pytest.mark.parametrize(
    ("cloud", "existing", "changes", "path", "said"),
    [
        ("aws", {"spokes": {"zulu": {}}}, {}, "spokes.zulu", "'zulu' is no spoke of this spec. Known here: alpha"),
        ("aws", {"spokes": {"platform": {"network": VPC}}}, {}, "spokes.platform", "'platform' is no spoke"),
        ("azure", {"spokes": {"bootstrap": {}}}, {}, "spokes.bootstrap", "'bootstrap' is no spoke"),
        ("aws", {"platform": {"keys": {"logs": LOG_KEY}}}, {}, "platform.keys.logs", "Known here: storage, disk,"),
        (
            "aws",
            {"platform": {"keys": {"backup-copy": LOG_KEY}}},
            {},
            "platform.keys.backup-copy",
            "'backup-copy' is not drawn for platform",
        ),
        (
            "azure",
            {"platform": {"logStores": {"web": arm("a", "Storage/storageAccounts/abc")}}},
            {},
            "platform.logStores.web",
            "Known here: administration",
        ),
        (
            "aws",
            {"platform": {"logGroups": {"network": "/n"}}},
            {},
            "platform.logGroups.network",
            "Known here: administration.",
        ),
        (
            "aws",
            {"spokes": {"alpha": {"network": VPC}}},
            {"establishments": UNPINNED},
            "spokes.alpha.network",
            "pin it, establishments.alpha.cidr",
        ),
        (
            "azure",
            {"spokes": {"shared-dpi": {"network": NETWORK}}},
            {"sharedWorkloads": RECORDS},
            "spokes.shared-dpi.network",
            "pin it, sharedWorkloads.dpi.cidr",
        ),
        (
            "aws",
            {"spokes": {"alpha": {"copyVault": "copies"}}},
            {"cloud": raw_spec("aws")["cloud"]},
            "spokes.alpha.copyVault",
            "no cloud.recoveryRegion",
        ),
        (
            "azure",
            {"platform": {"hub": AZURE["platform"]["hub"]}},
            {},
            "platform.hub",
            "give that group as azure.existing.platform.resourceGroup",
        ),
        (
            "aws",
            {"platform": {"keys": {"log": LOG_KEY, "disk": LOG_KEY}}},
            {},
            "platform.keys.log",
            "is keys.disk of platform already",
        ),
        (
            "azure",
            {"spokes": {"alpha": {"resourceGroup": f"/subscriptions/{OTHER}/resourceGroups/a"}}},
            {},
            "spokes.alpha.resourceGroup",
            f"it is in the subscription {OTHER}, and alpha has {SUBSCRIPTION}",
        ),
        (
            "aws",
            {"bootstrap": {"oidcProvider": ISSUER.format("999999999999")}},
            {},
            "bootstrap.oidcProvider",
            f"it is in the account 999999999999, and bootstrap has {ACCOUNT}",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_at_its_place(
    cloud: str, existing: dict[str, Any], changes: dict[str, Any], path: str, said: str
) -> None:
    found = refusals(cloud, existing, changes)
    assert list(found) == [(cloud, "existing", *path.split("."))]
    assert said in found[(cloud, "existing", *path.split("."))]


def test_names_that_only_an_account_knows_may_be_those_of_another() -> None:
    spokes = {key: {"backupVault": "Default", "logGroups": {"network": "/n"}} for key in ("alpha", "bravo")}
    plan = existing_plan("aws", {"spokes": spokes})
    assert [plan.vaults[key].existing_id for key in ("alpha", "bravo")] == ["Default", "Default"]


def test_owners_may_stand_in_one_group() -> None:
    group = {"resourceGroup": f"{GROUPS}/rg-all"}
    plan = existing_plan("azure", {"platform": group, "spokes": {"alpha": group}})
    assert plan.keys["alpha"].existing_group_id == plan.platform_keys.existing_group_id == f"{GROUPS}/rg-all"


def test_a_refusal_names_file_line_and_column(tmp_path: Path) -> None:
    good = Path(__file__).parents[1] / "spec" / "good.yaml"
    added = (
        "\n  existing:\n    spokes:\n      nord: {network: /subscriptions/"
        f"{SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/nord}}\nhds:\n"
    )
    spec = tmp_path / "landing-zone.yaml"
    spec.write_text(good.read_text(encoding="utf-8").replace("\nhds:\n", added, 1), encoding="utf-8")
    with pytest.raises(Exception, match=r"landing-zone.yaml:12:23: .*pin it, establishments.nord.cidr"):
        plan_file(spec, date(2026, 11, 22))


_ids = st.one_of(
    st.sampled_from([LOG_KEY, VPC, "hospital", "/hospital/logs", ISSUER.format(ACCOUNT), NETWORK, f"{GROUPS}/rg", ""]),
    st.sampled_from([AZURE["platform"]["hub"], AZURE["platform"]["keys"]["log"], AZURE["platform"]["workspace"]]),
    st.text(max_size=12),
    st.none(),
    st.integers(),
)
_owners = st.sampled_from(["alpha", "bravo", "zulu", "platform", "bootstrap", "hub", "shared-dpi", "A", ""])
_fields = st.sampled_from(
    [*AWS["platform"], *AWS["spokes"]["alpha"], *AZURE["platform"], *AZURE["spokes"]["alpha"], "oidcProvider", "vault"]
)
_uses = st.sampled_from(["log", "disk", "backup-copy", "secrets", "network", "administration", "web", "L"])
_of_owner = st.dictionaries(_fields, st.one_of(_ids, st.dictionaries(_uses, _ids, max_size=3)), max_size=4)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    cloud=st.sampled_from(["aws", "azure"]),
    platform=_of_owner,
    spokes=st.dictionaries(_owners, _of_owner, max_size=3),
    bootstrap=_of_owner,
)
def test_whatever_is_said_to_exist_is_planned_or_refused(
    cloud: str, platform: dict[str, Any], spokes: dict[str, Any], bootstrap: dict[str, Any]
) -> None:
    given_ids = deepcopy({"platform": platform, "spokes": spokes, "bootstrap": bootstrap})
    try:
        plan = existing_plan(cloud, given_ids)
    except (ValidationError, PlanError):
        return
    assert plan.hub.existing_id == platform.get("hub")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), cloud=st.sampled_from(["aws", "azure"]))
def test_any_part_of_what_fits_fits(data: st.DataObject, cloud: str) -> None:
    """Each id apart from the others; only the hub of Azure needs its group."""
    existing = deepcopy(AWS if cloud == "aws" else AZURE)
    for owner in (existing["platform"], existing["spokes"]["alpha"]):
        for kind in data.draw(st.lists(st.sampled_from(sorted(set(owner) - {"resourceGroup"})), unique=True)):
            del owner[kind]
    assert existing_plan(cloud, existing).hub.existing_id == existing["platform"].get("hub")
