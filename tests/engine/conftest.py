"""The embedded clouds, served to the real engine for the length of a test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hds_landing.rehearsal.plugins.packages import PACKAGES
from hds_landing.rehearsal.plugins.plugin_server import serving_clouds
from tests.engine.observed_cloud import ObservedCloud
from tests.engine.workbench import Workbench


@pytest.fixture
def workbench(tmp_path: Path) -> Iterator[Workbench]:
    """Empty clouds, an empty state store, and copies of the stacks that deploy to them."""
    clouds = {name: ObservedCloud(package.new_cloud()) for name, package in PACKAGES.items()}
    bench = Workbench(tmp_path, clouds)
    with serving_clouds(bench.plugins, clouds):
        yield bench
