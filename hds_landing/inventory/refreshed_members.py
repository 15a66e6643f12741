"""What was put into a resource by hand, as a refresh shows it.

A refresh reads back the inputs that a program set. Rules in a security group, routes in a table and policies of a role
are resources of their own in most programs, so the property that lists them in their holder is no input; what somebody
added stands among the holder's outputs only. Where nothing was asked, what was found there is therefore what is judged.
Source: https://github.com/pulumi/pulumi-terraform-bridge (extractInputsFromOutputs keeps to the inputs that were set),
and the pages of the types in the AWS provider, read 2026-11-22.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from hds_landing.inventory.resource import Resource

_RULES: Final = ("ingress", "egress")
_MEMBERS: Final[Mapping[str, tuple[str, ...]]] = {
    "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": _RULES,
    "aws:ec2/defaultRouteTable:DefaultRouteTable": ("routes",),
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": _RULES,
    "aws:ec2/networkAcl:NetworkAcl": _RULES,
    "aws:ec2/routeTable:RouteTable": ("routes",),
    "aws:ec2/securityGroup:SecurityGroup": _RULES,
    "aws:iam/role:Role": ("inlinePolicies", "managedPolicyArns"),
}


def with_members(resource: Resource) -> Resource:
    """The resource with what stands in it as its inputs, where the program asked for nothing."""
    found = {
        name: resource.outputs[name]
        for name in _MEMBERS.get(resource.type, ())
        if name not in resource.inputs and resource.outputs.get(name)
    }
    return replace(resource, inputs={**resource.inputs, **found}) if found else resource
