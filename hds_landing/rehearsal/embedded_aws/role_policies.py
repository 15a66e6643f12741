"""IAM: what a role is allowed: policies of its own, and those attached to it."""

import json
from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.managed_policies import know_managed_policy
from hds_landing.rehearsal.embedded_aws.policies import refuse_unreadable_policy
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_cloud import Created, Gone


def _role_policy(request: Request) -> Created:
    inputs, iam = request.inputs, request.client("iam")
    name, role, policy = request.name(), inputs["role"], inputs["policy"]
    refuse_unreadable_policy(policy, principals=False)
    iam.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=policy)
    kept = iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
    request.expect("policy", json.loads(policy), kept)
    return request.exercised(f"{role}:{name}", {"name": name, "namePrefix": inputs.get("namePrefix") or ""})


def _observe_role_policy(request: Request, identity: str) -> Mapping[str, Any]:
    role, _, name = identity.partition(":")
    kept = request.client("iam").get_role_policy(RoleName=role, PolicyName=name)
    return {"policy": json.dumps(kept["PolicyDocument"])}


def _delete_role_policy(request: Request, identity: str) -> None:
    role, _, name = identity.partition(":")
    request.client("iam").delete_role_policy(RoleName=role, PolicyName=name)


def _role_policy_attachment(request: Request) -> Created:
    role, policy = request.inputs["role"], request.inputs["policyArn"]
    attach(request, role, policy)
    return request.exercised(f"{role}/{policy}", {})


def attach(request: Request, role: str, policy: str) -> None:
    """Attaches a policy to a role."""
    iam = request.client("iam")
    know_managed_policy(policy, request.account_id, request.partition)
    iam.attach_role_policy(RoleName=role, PolicyArn=policy)


def _observe_attachment(request: Request, identity: str) -> Mapping[str, Any]:
    role, _, policy = identity.partition("/")
    attached = request.client("iam").list_attached_role_policies(RoleName=role)["AttachedPolicies"]
    if policy not in [each["PolicyArn"] for each in attached]:
        raise Gone(f"{policy} is not attached to {role}")
    return {}


def _delete_attachment(request: Request, identity: str) -> None:
    role, _, policy = identity.partition("/")
    request.client("iam").detach_role_policy(RoleName=role, PolicyArn=policy)


LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:iam/rolePolicy:RolePolicy": Lifecycle(_role_policy, _observe_role_policy, delete=_delete_role_policy),
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": Lifecycle(
        _role_policy_attachment, _observe_attachment, delete=_delete_attachment
    ),
}
