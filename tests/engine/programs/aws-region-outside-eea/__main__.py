"""A network in Virginia."""

import pulumi
import pulumi_aws as aws

virginia = aws.Provider("virginia", region="us-east-1")
aws.ec2.Vpc("network", cidr_block="10.0.0.0/16", opts=pulumi.ResourceOptions(provider=virginia))
