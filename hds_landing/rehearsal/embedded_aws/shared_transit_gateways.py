"""Transit gateways that several accounts see.

The emulated EC2 keeps each account to itself. Sharing shows one account's gateway to another, and an attachment made
there to the gateway's owner, as Resource Access Manager does.
"""

from dataclasses import dataclass, field

from moto.ec2.models import ec2_backends

_GATEWAY = "transit-gateway"


@dataclass
class Sharing:
    """What one resource share holds, and whom it holds it for; either may come first."""

    resources: set[str] = field(default_factory=set)
    principals: set[str] = field(default_factory=set)

    def add_resource(self, arn: str) -> None:
        """Shares one more resource with everyone in the share."""
        self.resources.add(arn)
        for principal in self.principals:
            _show(arn, principal)

    def add_principal(self, principal: str) -> None:
        """Lets one more account see everything in the share."""
        self.principals.add(principal)
        for arn in self.resources:
            _show(arn, principal)

    def remove_resource(self, arn: str) -> None:
        """Ends the sharing of a resource."""
        self.resources.discard(arn)
        for principal in self.principals:
            _hide(arn, principal)

    def end(self) -> None:
        """Ends the sharing of everything in it."""
        for arn in tuple(self.resources):
            self.remove_resource(arn)

    def remove_principal(self, principal: str) -> None:
        """Lets an account no longer see what is in the share."""
        self.principals.discard(principal)
        for arn in self.resources:
            _hide(arn, principal)


def _show(arn: str, principal: str) -> None:
    region, owner, identity = _gateway(arn)
    if not identity or not principal.isdigit():
        return
    theirs, own = ec2_backends[principal][region], ec2_backends[owner][region]
    gateway = own.transit_gateways[identity]
    theirs.transit_gateways[identity] = gateway
    theirs.transit_gateways_route_tables[gateway.default_route_table.id] = gateway.default_route_table


def _hide(arn: str, principal: str) -> None:
    region, owner, identity = _gateway(arn)
    if identity and principal.isdigit() and principal != owner:
        theirs = ec2_backends[principal][region]
        gateway = theirs.transit_gateways.pop(identity, None)
        if gateway:
            theirs.transit_gateways_route_tables.pop(gateway.default_route_table.id, None)


def _gateway(arn: str) -> tuple[str, str, str]:
    """Region, owner and id of a transit gateway; an empty id for anything else."""
    _, _, _, region, owner, resource = arn.split(":", 5)
    kind, _, identity = resource.partition("/")
    return region, owner, identity if kind == _GATEWAY else ""


def hide_attachment_from_owner(attachment_id: str, owner: str, region: str) -> None:
    """An attachment that is gone is gone for the owner of the gateway as well."""
    ec2_backends[owner][region].transit_gateway_attachments.pop(attachment_id, None)


def show_attachment_to_owner(attachment_id: str, account_id: str, owner: str, region: str) -> None:
    """Lets the owner of a gateway route to a network that another account attached."""
    attachments = ec2_backends[account_id][region].transit_gateway_attachments
    ec2_backends[owner][region].transit_gateway_attachments[attachment_id] = attachments[attachment_id]
