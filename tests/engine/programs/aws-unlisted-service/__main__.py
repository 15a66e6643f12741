"""A disk of a service that is on no audited list."""

import pulumi
import pulumi_aws as aws

paris = aws.Provider("paris", region="eu-west-3")
aws.lightsail.Disk("disk", availability_zone="eu-west-3a", size_in_gb=10, opts=pulumi.ResourceOptions(provider=paris))
