from dataclasses import replace

import pytest

from hds_landing.plan.bootstrap import plan_bootstrap
from hds_landing.plan.keys import KeyUse
from hds_landing.spec.checks import tenancy
from hds_landing.spec.landing_zone import LandingZoneSpec
from tests.bootstraps import FEDERATIONS, OWN, PLATFORMS, bootstrap_plan
from tests.plan.planned_specs import TODAY, hospital, raw_spec

CLOUDS = pytest.mark.parametrize("cloud", ["aws", "azure"])


@CLOUDS
def test_it_stands_in_an_account_of_its_own_where_the_spec_has_one(cloud: str) -> None:
    own, shared = (bootstrap_plan(cloud, own_account=own) for own in (True, False))
    assert own.provider.account_id == OWN[cloud]
    assert {own.store.account_id, own.runner.account_id, own.keys.administration.account_id} == {OWN[cloud]}
    assert not own.shares_platform_account
    assert shared.provider.account_id == PLATFORMS[cloud]
    assert shared.shares_platform_account
    assert own.provider.region == {"aws": "eu-west-3", "azure": "francecentral"}[cloud]


@CLOUDS
def test_names_are_its_own_and_never_those_of_the_platform(cloud: str) -> None:
    plan = bootstrap_plan(cloud)
    assert (plan.name, plan.store.name, plan.runner.name) == ("gx-bootstrap", "gx-bootstrap", "gx-bootstrap-runner")
    names = [plan.store.store_name, plan.store.traces.store_name, plan.keys.vault_name]
    assert len(set(names)) == 3
    assert all(name.startswith("gx") and "boot" in name for name in names)
    assert plan.store.store_name != bootstrap_plan(cloud, own_account=False).store.store_name


def test_keys_by_cloud() -> None:
    uses = {cloud: list(bootstrap_plan(cloud).keys.keys) for cloud in ("aws", "azure")}
    assert uses == {"aws": ["storage", "secrets", "log"], "azure": ["storage", "secrets"]}
    assert bootstrap_plan("aws").keys.keys["secrets"].use is KeyUse.SECRETS


def test_the_runner_takes_the_deployment_role_of_each_account_and_not_that_of_the_bootstrap() -> None:
    raw = raw_spec("aws", establishments={"alpha": hospital(), "beta": hospital()})
    raw["cloud"] = raw["cloud"] | {"tenancy": "dedicated"}
    raw["aws"] = raw["aws"] | {
        "accounts": {
            "platform": "111122223333",
            "beta": "222233334444",
            "alpha": "333344445555",
            "bootstrap": OWN["aws"],
        }
    }
    assert plan_bootstrap(LandingZoneSpec.model_validate(raw)).runner.deployment_roles == [
        "arn:aws:iam::111122223333:role/ci",
        "arn:aws:iam::222233334444:role/ci",
        "arn:aws:iam::333344445555:role/ci",
    ]
    assert bootstrap_plan("azure").runner.deployment_roles == []


@CLOUDS
def test_the_federation_is_the_stacks_own(cloud: str) -> None:
    assert bootstrap_plan(cloud).runner.federation is None
    federated = bootstrap_plan(cloud, federated=True)
    assert federated.runner.federation == FEDERATIONS[cloud]
    runner = replace(federated.runner, federation=None)
    assert replace(federated, runner=runner) == bootstrap_plan(cloud)


@CLOUDS
def test_an_account_of_the_bootstrap_is_taken_under_either_tenancy(cloud: str) -> None:
    raw = raw_spec(cloud)
    section = "accounts" if cloud == "aws" else "subscriptions"
    raw[cloud][section]["bootstrap"] = OWN[cloud]
    assert tenancy.check(LandingZoneSpec.model_validate(raw), TODAY) == []
    raw[cloud][section]["bootstrap"] = PLATFORMS[cloud]
    (problem,) = tenancy.check(LandingZoneSpec.model_validate(raw), TODAY)
    assert problem.path == (cloud, section, "bootstrap")
    assert "is the" in problem.message
    assert "of 'platform' too" in problem.message


def test_an_unknown_account_is_told_of_the_bootstrap() -> None:
    raw = raw_spec("aws")
    raw["aws"]["accounts"]["bootstrp"] = OWN["aws"]
    (problem,) = tenancy.check(LandingZoneSpec.model_validate(raw), TODAY)
    assert "bootstrap" in problem.message
