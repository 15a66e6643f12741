"""The way out of a spoke: everything that is not local goes to the hub."""

from dataclasses import dataclass
from typing import Optional

import pulumi
from pulumi_aws import ec2

from hds_landing.arguments import component_type, one_provider_per_package, validated


@dataclass(frozen=True)
class SpokeRoutesArgs:
    """What SpokeRoutes needs."""

    route_table_id: pulumi.Input[str]
    """Table of the workloads' subnets."""
    hub_id: pulumi.Input[str]
    """Id of the transit gateway."""
    attachment_id: pulumi.Input[str]
    """The spoke's attachment, known once it is accepted: EC2 takes no route to a gateway before."""


class SpokeRoutes(pulumi.ComponentResource):
    """The one route that leaves the spoke's network, drawn once its attachment is accepted.

    Requirements: SNC-13.2, ISO27001-A.8.22.
    """

    hub_id: pulumi.Output[str]
    """The transit gateway, known once the route leads to it."""

    def __init__(self, name: str, args: SpokeRoutesArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        """Draws the route in the spoke's account.

        Raises:
            ComponentArgsError: the arguments do not fit.
        """
        args = validated(SpokeRoutesArgs, args)
        one_provider_per_package(name, opts)
        super().__init__(component_type("hds-aws", SpokeRoutes), name, None, opts)
        route = ec2.Route(
            f"{name}-default",
            route_table_id=args.route_table_id,
            destination_cidr_block="0.0.0.0/0",
            transit_gateway_id=pulumi.Output.all(args.hub_id, args.attachment_id).apply(lambda known: str(known[0])),
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.hub_id = route.transit_gateway_id.apply(str)
        self.register_outputs({"hubId": self.hub_id})
