"""Resource Access Manager: shares (emulated), and who and what is in them (validated and recorded)."""

from collections.abc import Mapping

from hds_landing.rehearsal.embedded_aws.constraints import refuse_unless_valid
from hds_landing.rehearsal.embedded_aws.request import Handler, Request, tag_list
from hds_landing.rehearsal.embedded_cloud import Created


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


HANDLERS: Mapping[str, Handler] = {
    "aws:ram/principalAssociation:PrincipalAssociation": _principal,
    "aws:ram/resourceAssociation:ResourceAssociation": _resource,
    "aws:ram/resourceShare:ResourceShare": _share,
}
