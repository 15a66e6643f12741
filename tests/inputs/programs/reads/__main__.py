"""Outputs of another stack, a resource that is there already, and provider functions."""

import pulumi
import pulumi_aws as aws

config = pulumi.Config()
paris = aws.Provider("paris", region="eu-west-3")
options = pulumi.ResourceOptions(provider=paris)
asking = pulumi.InvokeOptions(provider=paris)
hub = pulumi.StackReference(config.require("hub"))
network = aws.ec2.Vpc.get("existing", config.require("network"), opts=options)
aws.ec2.Subnet(
    "subnet",
    vpc_id=network.id,
    cidr_block=network.cidr_block,
    tags={
        "hub": hub.get_output("network"),
        "account": aws.get_caller_identity_output(opts=asking).account_id,
        "image": aws.ec2.get_ami_output(most_recent=True, owners=["self"], opts=asking).id,
        "region": aws.get_region_output(opts=asking).region,
        "floor": "2",
    },
    opts=options,
)
hub.get_output("network").apply(
    lambda other: aws.ec2.SecurityGroup("in-apply", description="of the hub", vpc_id=other, opts=options)
)
