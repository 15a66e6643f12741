"""A network and a subnet, of a range and tags that the configuration gives, one of them secret."""

import pulumi
import pulumi_aws as aws

config = pulumi.Config()
paris = aws.Provider("paris", region="eu-west-3")
options = pulumi.ResourceOptions(provider=paris)
tags: dict[str, pulumi.Input[str]] = {"colour": config.require("colour")}
word = config.get_secret("word")
if word is not None:
    tags["word"] = word
network = aws.ec2.Vpc("network", cidr_block=config.require("range"), tags=tags, opts=options)
subnet = aws.ec2.Subnet(
    "subnet",
    vpc_id=network.id,
    cidr_block=network.cidr_block,
    availability_zone="eu-west-3a",
    tags={"network": network.arn},
    opts=options,
)
pulumi.export("network", network.id)
pulumi.export("subnet", subnet.id)
