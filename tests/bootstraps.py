"""Bootstraps of small specs, planned and rehearsed once per process."""

from functools import cache
from importlib import import_module

from hds_landing.plan.bootstrap import BootstrapPlan, FederationPlan, plan_bootstrap
from hds_landing.rehearsal.program import Rehearsal, rehearse
from hds_landing.spec.landing_zone import LandingZoneSpec
from tests.plan.planned_specs import ACCOUNT, SUBSCRIPTION, raw_spec

GITHUB = "https://token.actions.githubusercontent.com"
FEDERATIONS = {
    "aws": FederationPlan(GITHUB, "repo:ght/landing-zone:environment:production", "sts.amazonaws.com"),
    "azure": FederationPlan(GITHUB, "repo:ght/landing-zone:environment:production", "api://AzureADTokenExchange"),
}
OWN = {"aws": "444455556666", "azure": "44444444-4444-4444-8444-444444444444"}
PLATFORMS = {"aws": ACCOUNT, "azure": SUBSCRIPTION}
SUBNET = (
    f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/hub/subnets/tools"
)


@cache
def bootstrap_plan(cloud: str, *, federated: bool = False, own_account: bool = True) -> BootstrapPlan:
    raw = raw_spec(cloud)
    if own_account:
        raw[cloud]["accounts" if cloud == "aws" else "subscriptions"]["bootstrap"] = OWN[cloud]
    return plan_bootstrap(LandingZoneSpec.model_validate(raw), FEDERATIONS[cloud] if federated else None)


@cache
def rehearsed_bootstrap(
    cloud: str, *, federated: bool = False, own_account: bool = True, subnet: str = ""
) -> Rehearsal:
    plan = bootstrap_plan(cloud, federated=federated, own_account=own_account)

    def program() -> None:
        import_module(f"hds_landing.{cloud}.bootstrap").draw_bootstrap(plan, *([subnet] if subnet else []))

    return rehearse(program, cloud=cloud, project="hds-landing-bootstrap", stack="production")
