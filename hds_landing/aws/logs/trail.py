"""The trail of one account: who did what through its API, to the archive and, searchable, to a log group."""

import json

import pulumi
from pulumi_aws import cloudtrail, cloudwatch, iam

from hds_landing.aws.logs.archive_bucket import bucket_name
from hds_landing.known_after import known_after

TRAIL_CLASS = "administration"
"""The log class that a trail belongs to."""

_ROLE_ACTIONS = ["logs:CreateLogStream", "logs:PutLogEvents"]


def create_trail(
    name: str,
    *,
    physical_name: str,
    log_store_id: pulumi.Input[str],
    archive_key_id: pulumi.Input[str],
    log_group: cloudwatch.LogGroup,
    tags: dict[str, str],
    opts: pulumi.ResourceOptions,
) -> cloudtrail.Trail:
    """Draws a trail of every region of the account, validated by digest files.

    It records who administered what, and who read, wrote or deleted which object in S3. Objects of the bucket that it
    writes to are left out: each delivery would be recorded, and delivered, for ever.

    Args:
        name: prefix of the resource names.
        physical_name: of the trail, and with `-trail` of the role that writes to the log group; at most 58 characters.
        log_store_id: ARN of the archive's bucket for `administration`, in this account or in another.
        archive_key_id: ARN of the archive's log key.
        log_group: where it is searchable.
        tags: of every resource.
        opts: parent, protection and retention; the role is retained with the trail that works through it.
    """
    role = _create_role(name, physical_name, log_group, tags, opts)
    return cloudtrail.Trail(
        f"{name}-trail",
        name=physical_name,
        s3_bucket_name=bucket_name(log_store_id),
        kms_key_id=archive_key_id,
        is_multi_region_trail=True,
        include_global_service_events=True,
        enable_log_file_validation=True,
        enable_logging=True,
        advanced_event_selectors=_recorded_events(log_store_id),
        cloud_watch_logs_group_arn=log_group.arn.apply(lambda arn: f"{arn}:*"),
        cloud_watch_logs_role_arn=role,
        tags=tags | {"Name": physical_name},
        opts=opts,
    )


def _recorded_events(log_store_id: pulumi.Input[str]) -> list[cloudtrail.TrailAdvancedEventSelectorArgs]:
    own_objects = pulumi.Output.concat(log_store_id, "/")
    field = cloudtrail.TrailAdvancedEventSelectorFieldSelectorArgs
    return [
        cloudtrail.TrailAdvancedEventSelectorArgs(
            name="administration", field_selectors=[field(field="eventCategory", equals=["Management"])]
        ),
        cloudtrail.TrailAdvancedEventSelectorArgs(
            name="objects",
            field_selectors=[
                field(field="eventCategory", equals=["Data"]),
                field(field="resources.type", equals=["AWS::S3::Object"]),
                field(field="resources.ARN", not_starts_withs=[own_objects]),
            ],
        ),
    ]


def _create_role(
    name: str,
    physical_name: str,
    log_group: cloudwatch.LogGroup,
    tags: dict[str, str],
    opts: pulumi.ResourceOptions,
) -> pulumi.Output[str]:
    """The ARN of the role, once its policy is in place: CloudTrail tries it when the trail is made."""
    role = iam.Role(
        f"{name}-trail-role",
        name=f"{physical_name}-trail",
        assume_role_policy=json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Principal": {"Service": "cloudtrail.amazonaws.com"},
                        "Action": "sts:AssumeRole",
                    }
                ],
            }
        ),
        tags=tags,
        opts=opts,
    )
    policy = iam.RolePolicy(
        f"{name}-trail-role-policy",
        name="write-to-the-log-group",
        role=role.name,
        policy=log_group.arn.apply(_write_to_the_log_group),
        opts=opts,
    )
    return known_after(role.arn, policy)


def _write_to_the_log_group(arn: str) -> str:
    statement = {"Effect": "Allow", "Action": _ROLE_ACTIONS, "Resource": f"{arn}:log-stream:*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
