"""What every establishment leans on: the platform's keys, the log archive and the hub's network."""

from dataclasses import dataclass
from typing import Optional

import pulumi

from hds_landing.arguments import component_type, one_provider_per_package, validated
from hds_landing.aws.encryption_keys import EncryptionKeys, EncryptionKeysArgs
from hds_landing.aws.log_archive import LogArchive, LogArchiveArgs
from hds_landing.aws.network_hub import NetworkHub, NetworkHubArgs
from hds_landing.keyed_outputs import keyed
from hds_landing.plan.hub import HubPlan
from hds_landing.plan.keys import KeySetPlan, KeyUse
from hds_landing.plan.log_archive import LogArchivePlan

FLOW_CLASS = "network"
"""Log class that keeps flows and DNS queries."""


@dataclass(frozen=True)
class PlatformArgs:
    """What Platform needs."""

    keys: KeySetPlan
    """The platform's own keys."""
    archive: LogArchivePlan
    """Where everyone's traces are kept."""
    hub: HubPlan
    """The shared network, with the firewall's rules of the whole spec."""
    log_source_account_ids: Optional[list[str]] = None
    """Accounts whose traces the archive and its key take; none: the platform's only."""
    spoke_account_ids: Optional[dict[str, str]] = None
    """Under dedicated tenancy the account of each spoke, by spoke key: the transit gateway is shared with them."""


class Platform(pulumi.ComponentResource):
    """The part of a landing zone that belongs to no establishment, in the platform's account.

    Requirements: SNC-10.1, SNC-12.6, SNC-13.2.
    """

    hub_id: pulumi.Output[str]
    """Id of the transit gateway."""
    shared_hub_ids: pulumi.Output[dict[str, str]]
    """The same id by spoke key, where a spoke has an account of its own; known once it is shared with them all."""
    inspection_attachment_id: pulumi.Output[str]
    """Attachment through which every spoke reaches the firewall."""
    inspection_route_table_id: pulumi.Output[str]
    """Transit gateway table by which the firewall reaches every spoke."""
    query_log_id: pulumi.Output[str]
    """DNS query log of the platform's account, for every network in it."""
    key_ids: pulumi.Output[dict[str, str]]
    """ARN of each of the platform's keys, by use."""
    log_store_ids: pulumi.Output[dict[str, str]]
    """ARN of the archive's bucket of each log class."""

    def __init__(self, name: str, args: PlatformArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        """Draws the platform in its account.

        Raises:
            ComponentArgsError: the arguments do not fit.
        """
        args = validated(PlatformArgs, args)
        one_provider_per_package(name, opts)
        super().__init__(component_type("hds-aws", Platform), name, None, opts)
        self.keys = _draw_keys(args, self)
        self.archive = _draw_archive(args, self.keys, self)
        self.hub = _draw_hub(args, self.keys, self.archive, self)
        self.hub_id = self.hub.hub_id
        self.shared_hub_ids = keyed(self.hub.shared_hub_ids)
        self.inspection_attachment_id = self.hub.inspection_attachment_id
        self.inspection_route_table_id = self.hub.inspection_route_table_id
        self.query_log_id = self.hub.query_log_id
        self.key_ids = self.keys.key_ids
        self.log_store_ids = self.archive.store_ids
        self.register_outputs(
            {
                "hubId": self.hub_id,
                "sharedHubIds": self.shared_hub_ids,
                "inspectionAttachmentId": self.inspection_attachment_id,
                "inspectionRouteTableId": self.inspection_route_table_id,
                "queryLogId": self.query_log_id,
                "keyIds": self.key_ids,
                "logStoreIds": self.log_store_ids,
            }
        )


def _draw_keys(args: PlatformArgs, parent: Platform) -> EncryptionKeys:
    return EncryptionKeys(
        f"{args.keys.name}-keys",
        EncryptionKeysArgs(args.keys, args.log_source_account_ids),
        pulumi.ResourceOptions(parent=parent),
    )


def _draw_archive(args: PlatformArgs, keys: EncryptionKeys, parent: Platform) -> LogArchive:
    return LogArchive(
        args.archive.name,
        LogArchiveArgs(args.archive, keys.key_id(KeyUse.LOG), args.log_source_account_ids),
        pulumi.ResourceOptions(parent=parent),
    )


def _draw_hub(args: PlatformArgs, keys: EncryptionKeys, archive: LogArchive, parent: Platform) -> NetworkHub:
    return NetworkHub(
        args.hub.name,
        NetworkHubArgs(
            hub=args.hub,
            log_store_id=archive.store_id(FLOW_CLASS),
            key_id=keys.key_id(KeyUse.STORAGE),
            spoke_account_ids=args.spoke_account_ids,
        ),
        pulumi.ResourceOptions(parent=parent),
    )
