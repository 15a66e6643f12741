"""The engine killed again and again while it brings up a landing zone on AWS."""

import pytest

from tests.engine.killings import survives
from tests.engine.workbench import Workbench

pytestmark = [pytest.mark.engine, pytest.mark.slow]


def test_after_each_kill_everything_exists_once_and_is_recorded(workbench: Workbench) -> None:
    survives(workbench, workbench.aws, "minimal-aws")
