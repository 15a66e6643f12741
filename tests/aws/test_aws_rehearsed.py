"""The components on the embedded AWS, which refuses what AWS refuses."""

from datetime import date
from functools import cache

import pytest

from hds_landing.aws.landing_zone import LandingZone, LandingZoneArgs
from hds_landing.rehearsal.program import Rehearsal, rehearse
from hds_landing.rules.evaluation import evaluate
from hds_landing.rules.finding import Verdict
from hds_landing.spec.cloud import Tenancy
from tests.aws.aws_plans import landing_zone

BOTH_TENANCIES = pytest.mark.parametrize("tenancy", list(Tenancy), ids=lambda tenancy: tenancy.value)


@cache
def rehearsed(tenancy: Tenancy) -> Rehearsal:
    def program() -> None:
        LandingZone("eures", LandingZoneArgs(landing_zone(tenancy)))

    return rehearse(program, cloud="aws", project="test", stack="eures")


@BOTH_TENANCIES
def test_aws_refuses_nothing(tenancy: Tenancy) -> None:
    assert [str(error) for error in rehearsed(tenancy).errors] == []
    assert rehearsed(tenancy).skipped == ()
    assert len(rehearsed(tenancy).inventory.resources) > 100


@BOTH_TENANCIES
def test_no_rule_fails(tenancy: Tenancy) -> None:
    findings = evaluate(rehearsed(tenancy).inventory, today=date(2026, 11, 22)).findings
    assert Verdict.PASS in {finding.verdict for finding in findings}
    assert [(f.rule, f.name, f.observed) for f in findings if f.verdict is Verdict.FAIL] == []


@BOTH_TENANCIES
def test_endpoints_of_the_firewall_are_real_next_hops(tenancy: Tenancy) -> None:
    resources = rehearsed(tenancy).inventory.resources
    hops = [r.inputs["vpcEndpointId"] for r in resources if "vpcEndpointId" in r.inputs]
    assert len(hops) == 4
    assert len(set(hops)) == 2
    assert all(hop.startswith("vpce-") for hop in hops)
