"""IAM: roles and policies."""

import json
from collections.abc import Mapping

from hds_landing.rehearsal.embedded_aws.managed_policies import know_managed_policy
from hds_landing.rehearsal.embedded_aws.policies import refuse_unreadable_policy
from hds_landing.rehearsal.embedded_aws.property_names import picked
from hds_landing.rehearsal.embedded_aws.request import Handler, Request, tag_list
from hds_landing.rehearsal.embedded_cloud import Created, Refused

CLOCK = "2026-01-01T00:00:00Z"
"""The one moment of a rehearsal."""


def _role(request: Request) -> Created:
    inputs, iam = request.inputs, request.client("iam")
    name, trust = request.name(), inputs["assumeRolePolicy"]
    _refuse_unreadable_trust(trust)
    named = {"description": "Description", "path": "Path", "maxSessionDuration": "MaxSessionDuration"}
    role = iam.create_role(
        RoleName=name,
        AssumeRolePolicyDocument=trust,
        **picked(inputs, {**named, "permissionsBoundary": "PermissionsBoundary"}),
        Tags=tag_list(request.tags),
    )["Role"]
    request.expect("assumeRolePolicy", json.loads(trust), role["AssumeRolePolicyDocument"])
    for policy in inputs.get("managedPolicyArns") or []:
        _attach(request, name, policy)
    for policy in inputs.get("inlinePolicies") or []:
        iam.put_role_policy(RoleName=name, PolicyName=policy["name"], PolicyDocument=policy["policy"])
    request.standing.add({}, name)
    return request.exercised(
        name,
        {
            "arn": role["Arn"],
            "createDate": CLOCK,
            "inlinePolicies": inputs.get("inlinePolicies") or [],
            "managedPolicyArns": inputs.get("managedPolicyArns") or [],
            "maxSessionDuration": inputs.get("maxSessionDuration") or 3600,
            "name": name,
            "namePrefix": inputs.get("namePrefix") or "",
            "path": inputs.get("path") or "/",
            "uniqueId": role["RoleId"],
        },
    )


def _refuse_unreadable_trust(policy: str) -> None:
    try:
        statements = json.loads(policy)["Statement"]
    except (ValueError, KeyError, TypeError):
        raise Refused("assumeRolePolicy: not a JSON document with a Statement") from None
    for statement in statements if isinstance(statements, list) else [statements]:
        actions = statement.get("Action", [])
        for action in actions if isinstance(actions, list) else [actions]:
            if not action.startswith("sts:"):
                raise Refused(f"assumeRolePolicy: a trust policy allows sts actions only; given {action}")
        if "Principal" not in statement:
            raise Refused("assumeRolePolicy: a statement without Principal lets nobody in")


def _role_policy(request: Request) -> Created:
    inputs, iam = request.inputs, request.client("iam")
    name, role, policy = request.name(), inputs["role"], inputs["policy"]
    refuse_unreadable_policy(policy, principals=False)
    iam.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=policy)
    kept = iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
    request.expect("policy", json.loads(policy), kept)
    return request.exercised(f"{role}:{name}", {"name": name, "namePrefix": inputs.get("namePrefix") or ""})


def _role_policy_attachment(request: Request) -> Created:
    role, policy = request.inputs["role"], request.inputs["policyArn"]
    _attach(request, role, policy)
    return request.exercised(f"{role}/{policy}", {})


def _attach(request: Request, role: str, policy: str) -> None:
    iam = request.client("iam")
    know_managed_policy(policy, request.account_id, request.partition)
    iam.attach_role_policy(RoleName=role, PolicyArn=policy)


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


HANDLERS: Mapping[str, Handler] = {
    "aws:iam/policy:Policy": _policy,
    "aws:iam/role:Role": _role,
    "aws:iam/rolePolicy:RolePolicy": _role_policy,
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": _role_policy_attachment,
}
