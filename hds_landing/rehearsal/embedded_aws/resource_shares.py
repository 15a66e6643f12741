"""Resource Access Manager: shares (emulated), and who and what is in them (validated and recorded)."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.constraints import refuse_unless_valid
from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.request import Request, tag_list
from hds_landing.rehearsal.embedded_cloud import Created, Gone


def _share(request: Request) -> Created:
    inputs = request.inputs
    external = bool(inputs.get("allowExternalPrincipals"))
    share = request.client("ram").create_resource_share(
        name=request.name(),
        allowExternalPrincipals=external,
        tags=tag_list(request.tags, "key", "value"),
    )["resourceShare"]
    request.expect("allowExternalPrincipals", external, share["allowExternalPrincipals"])
    arn = share["resourceShareArn"]
    return request.exercised(
        arn,
        {
            "allowExternalPrincipals": external,
            "arn": arn,
            "name": request.name(),
            "permissionArns": inputs.get("permissionArns") or [],
            "resourceShareConfiguration": {"retainSharingOnAccountLeaveOrganization": False},
        },
    )


def _resource(request: Request) -> Created:
    share, resource = request.inputs["resourceShareArn"], request.inputs["resourceArn"]
    request.standing.require("resource share", share)
    request.standing.require("resource", resource)
    asked = {"resourceShareArn": share, "resourceArns": [resource]}
    refuse_unless_valid("ram", "AssociateResourceShare", asked)
    request.standing.sharing(share).add_resource(resource)
    return request.recorded(f"{share},{resource}", {})


def _principal(request: Request) -> Created:
    share, principal = request.inputs["resourceShareArn"], request.inputs["principal"]
    request.standing.require("resource share", share)
    asked = {"resourceShareArn": share, "principals": [principal]}
    refuse_unless_valid("ram", "AssociateResourceShare", asked)
    request.standing.sharing(share).add_principal(principal)
    return request.recorded(f"{share},{principal}", {})


def _observe_share(request: Request, identity: str) -> Mapping[str, Any]:
    for share in request.client("ram").get_resource_shares(resourceOwner="SELF")["resourceShares"]:
        if share["resourceShareArn"] == identity and share["status"] == "ACTIVE":
            return {"allowExternalPrincipals": share["allowExternalPrincipals"], "name": share["name"]}
    raise Gone(f"resource share {identity} does not exist")


def _change_share(request: Request, identity: str) -> None:
    external = bool(request.inputs.get("allowExternalPrincipals"))
    request.client("ram").update_resource_share(
        resourceShareArn=identity, name=request.name(), allowExternalPrincipals=external
    )


def _delete_share(request: Request, identity: str) -> None:
    request.standing.sharing(identity).end()
    request.client("ram").delete_resource_share(resourceShareArn=identity)


def _observe_link(request: Request, identity: str) -> Mapping[str, Any]:
    """What is in a share is so for as long as the share is there."""
    _observe_share(request, request.known["resourceShareArn"])
    return {}


def _delete_resource(request: Request, identity: str) -> None:
    request.standing.sharing(request.known["resourceShareArn"]).remove_resource(request.known["resourceArn"])


def _delete_principal(request: Request, identity: str) -> None:
    request.standing.sharing(request.known["resourceShareArn"]).remove_principal(request.known["principal"])


LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:ram/principalAssociation:PrincipalAssociation": Lifecycle(_principal, _observe_link, delete=_delete_principal),
    "aws:ram/resourceAssociation:ResourceAssociation": Lifecycle(_resource, _observe_link, delete=_delete_resource),
    "aws:ram/resourceShare:ResourceShare": Lifecycle(_share, _observe_share, _change_share, _delete_share),
}
