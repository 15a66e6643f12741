"""Tests of the real engine run where there is one; elsewhere the summary says how many did not."""

import shutil

import pytest
from hypothesis import HealthCheck, settings

# No test fails because the machine was slow.
settings.register_profile("at any speed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("at any speed")

NO_ENGINE = "there is no pulumi command on PATH"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if shutil.which("pulumi") is None:
        for item in items:
            if item.get_closest_marker("engine"):
                item.add_marker(pytest.mark.skip(reason=NO_ENGINE))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [report for report in terminalreporter.getreports("skipped") if "engine" in report.keywords]
    if skipped:
        missing = "pulumi, or a language host of its, is not on PATH"
        terminalreporter.write_line(f"{len(skipped)} tests of the real engine skipped: {missing}.")
