from collections.abc import Iterator

import pytest
from azure_program import Program

from hds_landing.rehearsal.embedded_azure import EmbeddedAzure


@pytest.fixture
def bare() -> Iterator[Program]:
    """Nothing exists."""
    with EmbeddedAzure() as cloud:
        yield Program(cloud)


@pytest.fixture
def azure(bare: Program) -> Program:
    """The resource group `rg-a` exists."""
    bare.create("resources:ResourceGroup", "rg-a")
    return bare
