import pytest
from aws_account import Aws

from hds_landing.rehearsal.embedded_aws.embedded_aws import EmbeddedAws


@pytest.fixture
def aws_cloud():
    """An empty embedded AWS."""
    with EmbeddedAws() as cloud:
        yield Aws(cloud)
