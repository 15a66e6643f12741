"""The logs of one spoke's own applications, and the trail of its account where it has one of its own."""

from dataclasses import dataclass
from typing import Optional

import pulumi
from pulumi_aws import cloudwatch

from hds_landing.arguments import component_type, one_provider_per_package, validated
from hds_landing.aws.logs.log_retention import retention_in_days
from hds_landing.aws.logs.trail import TRAIL_CLASS, create_trail
from hds_landing.errors import ComponentArgsError
from hds_landing.keyed_outputs import keyed
from hds_landing.plan.log_archive import EstablishmentLogsPlan


@dataclass(frozen=True)
class EstablishmentLogsArgs:
    """What EstablishmentLogs needs."""

    logs: EstablishmentLogsPlan
    """Names and hot days by log class."""
    key_id: pulumi.Input[str]
    """ARN of the owner's log key."""
    log_store_id: Optional[pulumi.Input[str]] = None
    """ARN of the archive's bucket for `administration`: given, the trail of this account goes there. None: the
    account is shared, and its trail is the archive's own."""
    log_store_key_id: Optional[pulumi.Input[str]] = None
    """ARN of the archive's log key; needed with `log_store_id`."""
    sealed: Optional[bool] = None
    """True: the owner has left, its logs are no longer protected. Default: false."""


class EstablishmentLogs(pulumi.ComponentResource):
    """A log group per log class under the owner's key, protected and retained, and under dedicated tenancy a trail.

    A log group that stands already is read.
    Requirements: SNC-12.6, PGSSI-LOG, ISO27001-A.8.15.
    """

    workspace_ids: pulumi.Output[dict[str, str]]
    """ARN of the log group of each log class."""

    def __init__(self, name: str, args: EstablishmentLogsArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        """Draws the logs in their owner's account.

        Raises:
            ComponentArgsError: the arguments do not fit.
        """
        args = validated(EstablishmentLogsArgs, args)
        one_provider_per_package(name, opts)
        _refuse_half_a_trail(args)
        super().__init__(component_type("hds-aws", EstablishmentLogs), name, None, opts)
        kept = pulumi.ResourceOptions(parent=self, protect=not args.sealed, retain_on_delete=True)
        self.log_groups = {key: _create_log_group(name, key, args, kept) for key in args.logs.hot_days}
        if args.log_store_id is not None and args.log_store_key_id is not None:
            self.trail = create_trail(
                name,
                physical_name=args.logs.name,
                log_store_id=args.log_store_id,
                archive_key_id=args.log_store_key_id,
                log_group=self.log_groups[TRAIL_CLASS],
                tags=args.logs.tags,
                opts=kept,
            )
        self.workspace_ids = keyed({key: group.arn for key, group in self.log_groups.items()})
        self.register_outputs({"workspaceIds": self.workspace_ids})


def _refuse_half_a_trail(args: EstablishmentLogsArgs) -> None:
    if (args.log_store_id is None) != (args.log_store_key_id is None):
        raise ComponentArgsError(
            "EstablishmentLogsArgs.log_store_id and .log_store_key_id come together: the trail writes to the one, "
            "encrypted with the other. Give both or neither."
        )
    if args.log_store_id is not None and TRAIL_CLASS not in args.logs.hot_days:
        raise ComponentArgsError(
            f"EstablishmentLogsArgs.logs.hot_days has {', '.join(sorted(args.logs.hot_days)) or 'nothing'}, "
            f"and needs '{TRAIL_CLASS}', the class of the account's trail."
        )


def _create_log_group(
    name: str, key: str, args: EstablishmentLogsArgs, opts: pulumi.ResourceOptions
) -> cloudwatch.LogGroup:
    existing_id, resource_name = (args.logs.existing_workspace_ids or {}).get(key), f"{name}-log-group-{key}"
    if existing_id is not None:
        return cloudwatch.LogGroup.get(resource_name, existing_id, pulumi.ResourceOptions(parent=opts.parent))
    return cloudwatch.LogGroup(
        resource_name,
        name=f"{args.logs.workspace_name}/{key}",
        kms_key_id=args.key_id,
        retention_in_days=retention_in_days(args.logs.hot_days[key]),
        # Stays on when the owner has left: the group is retained, so nothing of ours has to delete it.
        deletion_protection_enabled=True,
        tags=args.logs.tags,
        opts=opts,
    )
