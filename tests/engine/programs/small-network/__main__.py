"""A network and a subnet, of ranges and tags that the configuration gives."""

import pulumi
import pulumi_aws as aws

config = pulumi.Config()
paris = aws.Provider("paris", region="eu-west-3")
options = pulumi.ResourceOptions(provider=paris)
network = aws.ec2.Vpc(
    "network", cidr_block=config.require("range"), tags={"colour": config.require("colour")}, opts=options
)
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
pulumi.export("secret", config.get_secret("colour"))
