"""A subnet in a network that is drawn here, or read by its id, or taken over from whoever had it, as configured."""

import pulumi
import pulumi_aws as aws

config = pulumi.Config()
paris = aws.Provider("paris", region="eu-west-3")
known, taken = config.get("read"), config.get("taken")
if known is not None:
    network = aws.ec2.Vpc.get("network", known, pulumi.ResourceOptions(provider=paris))
else:
    network = aws.ec2.Vpc(
        "network",
        cidr_block="10.0.0.0/16",
        tags={"colour": "blue"},
        opts=pulumi.ResourceOptions(provider=paris, import_=taken),
    )
aws.ec2.Subnet(
    "subnet",
    vpc_id=network.id,
    cidr_block=config.require("range"),
    availability_zone="eu-west-3a",
    opts=pulumi.ResourceOptions(provider=paris),
)
