"""IAM: policies that an account keeps itself."""

import json
from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.policies import refuse_unreadable_policy
from hds_landing.rehearsal.embedded_aws.property_names import picked
from hds_landing.rehearsal.embedded_aws.request import Request, tag_list
from hds_landing.rehearsal.embedded_aws.tag_stores import POLICY_TAGS
from hds_landing.rehearsal.embedded_cloud import Created


def _policy(request: Request) -> Created:
    inputs = request.inputs
    refuse_unreadable_policy(inputs["policy"], principals=False)
    policy = request.client("iam").create_policy(
        PolicyName=request.name(),
        PolicyDocument=inputs["policy"],
        **picked(inputs, {"path": "Path", "description": "Description"}),
        Tags=tag_list(request.tags),
    )["Policy"]
    return request.exercised(
        policy["Arn"],
        {
            "arn": policy["Arn"],
            "attachmentCount": 0,
            "name": request.name(),
            "namePrefix": inputs.get("namePrefix") or "",
            "path": inputs.get("path") or "/",
            "policyId": policy["PolicyId"],
        },
    )


def _observe_policy(request: Request, identity: str) -> Mapping[str, Any]:
    iam = request.client("iam")
    version = iam.get_policy(PolicyArn=identity)["Policy"]["DefaultVersionId"]
    document = iam.get_policy_version(PolicyArn=identity, VersionId=version)["PolicyVersion"]["Document"]
    return {"policy": json.dumps(document)}


def _change_policy(request: Request, identity: str) -> None:
    refuse_unreadable_policy(request.inputs["policy"], principals=False)
    iam = request.client("iam")
    iam.create_policy_version(PolicyArn=identity, PolicyDocument=request.inputs["policy"], SetAsDefault=True)
    _delete_old_versions(iam, identity)


def _delete_policy(request: Request, identity: str) -> None:
    _delete_old_versions(request.client("iam"), identity)
    request.client("iam").delete_policy(PolicyArn=identity)


def _delete_old_versions(iam: Any, arn: str) -> None:
    for version in iam.list_policy_versions(PolicyArn=arn)["Versions"]:
        if not version["IsDefaultVersion"]:
            iam.delete_policy_version(PolicyArn=arn, VersionId=version["VersionId"])


LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:iam/policy:Policy": Lifecycle(_policy, _observe_policy, _change_policy, _delete_policy, POLICY_TAGS),
}
