"""A disk in Paris that is not encrypted."""

import pulumi
import pulumi_aws as aws

paris = aws.Provider("paris", region="eu-west-3")
aws.ebs.Volume(
    "disk", availability_zone="eu-west-3a", size=10, encrypted=False, opts=pulumi.ResourceOptions(provider=paris)
)
