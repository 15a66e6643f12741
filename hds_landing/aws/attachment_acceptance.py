"""The hub's word that a network of another account may join its transit gateway."""

from dataclasses import dataclass
from typing import Optional

import pulumi
from pulumi_aws import ec2transitgateway

from hds_landing.arguments import component_type, one_provider_per_package, validated
from hds_landing.plan.hub import HubConnectionPlan


@dataclass(frozen=True)
class AttachmentAcceptanceArgs:
    """What AttachmentAcceptance needs."""

    connection: HubConnectionPlan
    """The spoke whose attachment is accepted."""
    attachment_id: pulumi.Input[str]
    """The attachment, made in the spoke's account."""


class AttachmentAcceptance(pulumi.ComponentResource):
    """Accepts one attachment, in the account that owns the transit gateway.

    The gateway accepts nobody unasked. Until then EC2 refuses every route of the spoke that names the gateway
    (`InvalidTransitGatewayID.NotFound`), so `SpokeRoutes` waits for `attachment_id`. Accepted, the spoke still
    reaches nothing: `HubConnection` gives it a table. Requirements: SNC-13.2, ISO27001-A.8.22.
    """

    attachment_id: pulumi.Output[str]
    """The attachment, known once it is accepted."""

    def __init__(
        self, name: str, args: AttachmentAcceptanceArgs, opts: Optional[pulumi.ResourceOptions] = None
    ) -> None:
        """Draws the acceptance in the hub's account.

        Raises:
            ComponentArgsError: the arguments do not fit.
        """
        args = validated(AttachmentAcceptanceArgs, args)
        one_provider_per_package(name, opts)
        super().__init__(component_type("hds-aws", AttachmentAcceptance), name, None, opts)
        accepted = ec2transitgateway.VpcAttachmentAccepter(
            f"{name}-accepter",
            transit_gateway_attachment_id=args.attachment_id,
            transit_gateway_default_route_table_association=False,
            transit_gateway_default_route_table_propagation=False,
            tags=args.connection.tags | {"Name": args.connection.name},
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.attachment_id = accepted.id
        self.register_outputs({"attachmentId": self.attachment_id})
