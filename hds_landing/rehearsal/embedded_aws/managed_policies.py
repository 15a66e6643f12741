"""IAM: the policies that AWS itself keeps, made known one by one: all of them take a second to load."""

import json
from functools import cache
from typing import Any

from moto.iam.aws_managed_policies import aws_managed_policies_data
from moto.iam.models import AWSManagedPolicy, iam_backends

from hds_landing.rehearsal.embedded_cloud import Refused

_AWS_MANAGED = ":iam::aws:policy/"


def know_managed_policy(arn: str, account_id: str, partition: str) -> None:
    """Makes one AWS managed policy known to an account; raises Refused for a name that AWS does not have."""
    if _AWS_MANAGED not in arn:
        return
    backend = iam_backends[account_id][partition]
    if arn in backend.managed_policies:
        return
    name = arn.rpartition("/")[2]
    data = _managed_policies().get(name)
    if data is None or arn.split(_AWS_MANAGED)[1] != f"{data['Path']}{name}".lstrip("/"):
        raise Refused(f"NoSuchEntity: AWS has no managed policy {arn}")
    backend.managed_policies[arn] = AWSManagedPolicy.from_data(name, account_id, partition, data)


@cache
def _managed_policies() -> dict[str, Any]:
    policies: dict[str, Any] = json.loads(aws_managed_policies_data)
    return policies
