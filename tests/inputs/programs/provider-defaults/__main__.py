"""A log group without a name, which the provider gives it."""

import pulumi
import pulumi_aws as aws

paris = aws.Provider("paris", region="eu-west-3")
aws.cloudwatch.LogGroup("log", retention_in_days=365, opts=pulumi.ResourceOptions(provider=paris))
