"""Functions of the AWS provider that programs commonly call."""

from collections.abc import Callable, Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.policy_document import policy_document
from hds_landing.rehearsal.embedded_aws.request import Request


def _caller_identity(request: Request) -> Mapping[str, Any]:
    account = request.account_id
    return {
        "accountId": account,
        "arn": f"arn:{request.partition}:iam::{account}:root",
        "id": account,
        "userId": account,
    }


def _region(request: Request) -> Mapping[str, Any]:
    return {
        "id": request.region,
        "name": request.region,
        "region": request.region,
        "description": request.region,
        "endpoint": f"ec2.{request.region}.amazonaws.com",
    }


def _partition(request: Request) -> Mapping[str, Any]:
    suffix = "amazonaws.eu" if request.partition == "aws-eusc" else "amazonaws.com"
    return {
        "id": request.partition,
        "partition": request.partition,
        "dnsSuffix": suffix,
        "reverseDnsPrefix": ".".join(reversed(suffix.split("."))),
    }


def _availability_zones(request: Request) -> Mapping[str, Any]:
    zones = request.client("ec2").describe_availability_zones()["AvailabilityZones"]
    return {
        "id": request.region,
        "names": [zone["ZoneName"] for zone in zones],
        "zoneIds": [zone["ZoneId"] for zone in zones],
        "groupNames": [request.region],
        "region": request.region,
    }


FUNCTIONS: Mapping[str, Callable[[Request], Mapping[str, Any]]] = {
    "aws:iam/getPolicyDocument:getPolicyDocument": policy_document,
    "aws:index/getAvailabilityZones:getAvailabilityZones": _availability_zones,
    "aws:index/getCallerIdentity:getCallerIdentity": _caller_identity,
    "aws:index/getPartition:getPartition": _partition,
    "aws:index/getRegion:getRegion": _region,
}
