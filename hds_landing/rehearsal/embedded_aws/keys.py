"""KMS: keys and aliases."""

import json
from collections.abc import Mapping

from hds_landing.rehearsal.embedded_aws.policies import refuse_unreadable_policy
from hds_landing.rehearsal.embedded_aws.property_names import picked
from hds_landing.rehearsal.embedded_aws.request import Handler, Request, tag_list
from hds_landing.rehearsal.embedded_cloud import Created, Refused

_DEFAULT_ROTATION_DAYS = 365


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
    deletion_days = inputs.get("deletionWindowInDays")
    if deletion_days is not None and not 7 <= deletion_days <= 30:
        raise Refused(f"deletionWindowInDays: given {deletion_days}, allowed 7 to 30")
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


HANDLERS: Mapping[str, Handler] = {"aws:kms/alias:Alias": _alias, "aws:kms/key:Key": _key}
