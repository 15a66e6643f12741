import pytest
from echo_cloud import EchoCloud

from hds_landing.rehearsal.program import rehearse

CONFIG = {"aws:region": "eu-west-3"}


@pytest.fixture
def run():
    """Rehearses a program on a cloud that echoes its inputs."""

    def _run(program, cloud=None, **options):
        options.setdefault("config", CONFIG)
        return rehearse(program, cloud=cloud or EchoCloud(), project="p", stack="s", **options)

    return _run


@pytest.fixture
def run_on_aws():
    """Rehearses a program on the embedded AWS."""

    def _run(program, **options):
        options.setdefault("config", CONFIG)
        return rehearse(program, cloud="aws", project="p", stack="s", **options)

    return _run
