"""A bucket alone: what encrypts, closes and versions it would be resources of their own."""

import pulumi
import pulumi_aws as aws

paris = aws.Provider("paris", region="eu-west-3")
aws.s3.Bucket("records", opts=pulumi.ResourceOptions(provider=paris))
