"""Transforms of the stack and of a parent, which change inputs and options."""

import pulumi
import pulumi_aws as aws


def tagged(args: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult | None:
    if not args.type_.startswith("aws:ec2/"):
        return None
    tags = {**(args.props.get("tags") or {}), "ght": "exemple"}
    return pulumi.ResourceTransformResult({**args.props, "tags": tags}, args.opts)


def kept(args: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult:
    return pulumi.ResourceTransformResult(
        args.props, pulumi.ResourceOptions.merge(args.opts, pulumi.ResourceOptions(protect=True))
    )


pulumi.runtime.register_resource_transform(tagged)
paris = aws.Provider("paris", region="eu-west-3")
network = aws.ec2.Vpc(
    "network",
    cidr_block="10.0.0.0/16",
    tags={"floor": "2"},
    opts=pulumi.ResourceOptions(provider=paris, transforms=[kept]),
)
aws.ec2.Subnet(
    "subnet", vpc_id=network.id, cidr_block="10.0.1.0/24", opts=pulumi.ResourceOptions(provider=paris, parent=network)
)
