"""Azure fails, throttles or times out at every type of resource that a landing zone has."""

import pytest

from tests.engine.failing_cloud import recovers
from tests.engine.workbench import Workbench

pytestmark = [pytest.mark.engine, pytest.mark.slow]


def test_each_failure_is_reported_and_a_further_up_completes(workbench: Workbench) -> None:
    recovers(workbench, workbench.azure, "minimal-azure")
