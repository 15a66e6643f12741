"""KMS: keys and aliases."""

import json
from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.policies import refuse_unreadable_policy
from hds_landing.rehearsal.embedded_aws.property_names import picked
from hds_landing.rehearsal.embedded_aws.request import Request, tag_list
from hds_landing.rehearsal.embedded_aws.tag_stores import KEY_TAGS
from hds_landing.rehearsal.embedded_cloud import Created, Gone

_DEFAULT_ROTATION_DAYS = 365
_DELETION_DAYS = 30
"""Waiting period where none is given. Source: KMS API reference, ScheduleKeyDeletion."""


def _key(request: Request) -> Created:
    inputs, kms = request.inputs, request.client("kms")
    if inputs.get("policy"):
        refuse_unreadable_policy(inputs["policy"])
    named = {
        "description": "Description",
        "policy": "Policy",
        "keyUsage": "KeyUsage",
        "customerMasterKeySpec": "KeySpec",
        "multiRegion": "MultiRegion",
    }
    key = kms.create_key(**picked(inputs, named), Tags=tag_list(request.tags, "TagKey", "TagValue"))["KeyMetadata"]
    identity, rotates = key["KeyId"], bool(inputs.get("enableKeyRotation"))
    days = inputs.get("rotationPeriodInDays") or _DEFAULT_ROTATION_DAYS
    if rotates:
        kms.enable_key_rotation(KeyId=identity, RotationPeriodInDays=days)
        request.expect("enableKeyRotation", True, kms.get_key_rotation_status(KeyId=identity)["KeyRotationEnabled"])
    if inputs.get("isEnabled") is False:
        kms.disable_key(KeyId=identity)
    policy = kms.get_key_policy(KeyId=identity, PolicyName="default")["Policy"]
    if inputs.get("policy"):
        request.expect("policy", json.loads(inputs["policy"]), json.loads(policy))
    return request.exercised(
        identity,
        {
            "arn": key["Arn"],
            "description": key.get("Description", ""),
            "enableKeyRotation": rotates,
            "keyId": identity,
            "multiRegion": bool(key.get("MultiRegion")),
            "policy": policy,
            "rotationPeriodInDays": days if rotates else 0,
        },
    )


def _alias(request: Request) -> Created:
    inputs, kms = request.inputs, request.client("kms")
    name = inputs.get("name") or f"alias/{request.name('absent')}"
    target = inputs["targetKeyId"]
    request.standing.require("key", target)
    kms.create_alias(AliasName=name, TargetKeyId=target)
    key = request.standing.find(target)
    return request.exercised(
        name,
        {
            "arn": request.arn("kms", name),
            "name": name,
            "namePrefix": inputs.get("namePrefix") or "",
            "targetKeyArn": key["arn"],
            "targetKeyId": key["keyId"],
        },
    )


def _observe_key(request: Request, identity: str) -> Mapping[str, Any]:
    kms = request.client("kms")
    key = kms.describe_key(KeyId=identity)["KeyMetadata"]
    if key["KeyState"] == "PendingDeletion":
        raise Gone(f"key {identity} waits for its deletion")
    rotates = kms.get_key_rotation_status(KeyId=identity)["KeyRotationEnabled"]
    period = request.known.get("rotationPeriodInDays") or _DEFAULT_ROTATION_DAYS
    return {
        "description": key.get("Description", ""),
        "enableKeyRotation": rotates,
        "policy": kms.get_key_policy(KeyId=identity, PolicyName="default")["Policy"],
        "rotationPeriodInDays": period if rotates else 0,
        **({"isEnabled": key["Enabled"]} if "isEnabled" in request.known or not key["Enabled"] else {}),
    }


def _change_key(request: Request, identity: str) -> None:
    inputs, kms = request.inputs, request.client("kms")
    kms.enable_key(KeyId=identity)
    if inputs.get("description") is not None:
        kms.update_key_description(KeyId=identity, Description=inputs["description"])
    if inputs.get("policy"):
        refuse_unreadable_policy(inputs["policy"])
        kms.put_key_policy(KeyId=identity, PolicyName="default", Policy=inputs["policy"])
    if inputs.get("enableKeyRotation"):
        days = inputs.get("rotationPeriodInDays") or _DEFAULT_ROTATION_DAYS
        kms.enable_key_rotation(KeyId=identity, RotationPeriodInDays=days)
    else:
        kms.disable_key_rotation(KeyId=identity)
    if inputs.get("isEnabled") is False:
        kms.disable_key(KeyId=identity)


def _delete_key(request: Request, identity: str) -> None:
    kms = request.client("kms")
    if kms.describe_key(KeyId=identity)["KeyMetadata"]["KeyState"] != "PendingDeletion":
        days = request.known.get("deletionWindowInDays") or _DELETION_DAYS
        kms.schedule_key_deletion(KeyId=identity, PendingWindowInDays=days)


def _observe_alias(request: Request, identity: str) -> Mapping[str, Any]:
    for alias in request.client("kms").list_aliases()["Aliases"]:
        if alias["AliasName"] == identity:
            key = request.standing.find(alias["TargetKeyId"])
            return {"targetKeyArn": key.get("arn"), "targetKeyId": alias["TargetKeyId"]}
    raise Gone(f"{identity} does not exist")


def _change_alias(request: Request, identity: str) -> None:
    target = request.inputs["targetKeyId"]
    request.standing.require("key", target)
    request.client("kms").update_alias(AliasName=identity, TargetKeyId=target)


def _delete_alias(request: Request, identity: str) -> None:
    request.client("kms").delete_alias(AliasName=identity)


LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:kms/alias:Alias": Lifecycle(_alias, _observe_alias, _change_alias, _delete_alias),
    "aws:kms/key:Key": Lifecycle(_key, _observe_key, _change_key, _delete_key, KEY_TAGS),
}
