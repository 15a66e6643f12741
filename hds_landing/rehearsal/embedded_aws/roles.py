"""IAM: roles."""

import json
from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.property_names import picked
from hds_landing.rehearsal.embedded_aws.request import Request, tag_list
from hds_landing.rehearsal.embedded_aws.role_policies import attach
from hds_landing.rehearsal.embedded_aws.tag_stores import ROLE_TAGS
from hds_landing.rehearsal.embedded_cloud import Created, Refused

CLOCK = "2026-01-01T00:00:00Z"
"""The one moment of a rehearsal."""
_SESSION_SECONDS = 3600
"""How long a role is assumed where nothing is said. Source: IAM API reference, CreateRole."""


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
        attach(request, name, policy)
    for policy in inputs.get("inlinePolicies") or []:
        iam.put_role_policy(RoleName=name, PolicyName=policy["name"], PolicyDocument=policy["policy"])
    return request.exercised(
        name,
        {
            "arn": role["Arn"],
            "createDate": CLOCK,
            "inlinePolicies": inputs.get("inlinePolicies") or [],
            "managedPolicyArns": inputs.get("managedPolicyArns") or [],
            "maxSessionDuration": inputs.get("maxSessionDuration") or _SESSION_SECONDS,
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


def _observe_role(request: Request, identity: str) -> Mapping[str, Any]:
    iam = request.client("iam")
    role = iam.get_role(RoleName=identity)["Role"]
    attached = [each["PolicyArn"] for each in iam.list_attached_role_policies(RoleName=identity)["AttachedPolicies"]]
    inline = iam.list_role_policies(RoleName=identity)["PolicyNames"]
    elsewhere = {each.place.identity for each in request.standing if each.place.account_id == request.account_id}
    return {
        "assumeRolePolicy": json.dumps(role["AssumeRolePolicyDocument"]),
        "description": role.get("Description", ""),
        "inlinePolicies": [
            {
                "name": name,
                "policy": json.dumps(iam.get_role_policy(RoleName=identity, PolicyName=name)["PolicyDocument"]),
            }
            for name in inline
            if f"{identity}:{name}" not in elsewhere
        ],
        "managedPolicyArns": [arn for arn in attached if f"{identity}/{arn}" not in elsewhere],
        "maxSessionDuration": role["MaxSessionDuration"],
        "permissionsBoundary": role.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn"),
    }


def _change_role(request: Request, identity: str) -> None:
    inputs, iam, seen = request.inputs, request.client("iam"), _observe_role(request, identity)
    _refuse_unreadable_trust(inputs["assumeRolePolicy"])
    iam.update_assume_role_policy(RoleName=identity, PolicyDocument=inputs["assumeRolePolicy"])
    iam.update_role(
        RoleName=identity,
        Description=inputs.get("description") or "",
        MaxSessionDuration=inputs.get("maxSessionDuration") or _SESSION_SECONDS,
    )
    if inputs.get("permissionsBoundary"):
        iam.put_role_permissions_boundary(RoleName=identity, PermissionsBoundary=inputs["permissionsBoundary"])
    elif seen["permissionsBoundary"]:
        iam.delete_role_permissions_boundary(RoleName=identity)
    if "managedPolicyArns" in inputs:
        for arn in seen["managedPolicyArns"]:
            if arn not in inputs["managedPolicyArns"]:
                iam.detach_role_policy(RoleName=identity, PolicyArn=arn)
        for arn in inputs["managedPolicyArns"]:
            attach(request, identity, arn)
    if "inlinePolicies" in inputs:
        for policy in seen["inlinePolicies"]:
            iam.delete_role_policy(RoleName=identity, PolicyName=policy["name"])
        for policy in inputs["inlinePolicies"]:
            iam.put_role_policy(RoleName=identity, PolicyName=policy["name"], PolicyDocument=policy["policy"])


def _delete_role(request: Request, identity: str) -> None:
    iam, seen = request.client("iam"), _observe_role(request, identity)
    forced = request.known.get("forceDetachPolicies")
    for arn in seen["managedPolicyArns"]:
        if forced or arn in (request.known.get("managedPolicyArns") or []):
            iam.detach_role_policy(RoleName=identity, PolicyArn=arn)
    for policy in seen["inlinePolicies"]:
        if forced or request.known.get("inlinePolicies"):
            iam.delete_role_policy(RoleName=identity, PolicyName=policy["name"])
    attached = iam.list_attached_role_policies(RoleName=identity)["AttachedPolicies"]
    inline = iam.list_role_policies(RoleName=identity)["PolicyNames"]
    if attached or inline:
        names = ", ".join([*(each["PolicyName"] for each in attached), *inline])
        raise Refused(f"DeleteConflict: role {identity} still has {names}")
    iam.delete_role(RoleName=identity)


LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:iam/role:Role": Lifecycle(_role, _observe_role, _change_role, _delete_role, ROLE_TAGS),
}
