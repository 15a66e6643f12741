"""A role, whose name AWS gives once, then a network, of which AWS makes as many as it is asked for."""

import json

import pulumi
import pulumi_aws as aws

paris = aws.Provider("paris", region="eu-west-3")
trust = {"Effect": "Allow", "Principal": {"Service": "backup.amazonaws.com"}, "Action": "sts:AssumeRole"}
policy = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
opts = pulumi.ResourceOptions(provider=paris)
role = aws.iam.Role("role", name="backups", assume_role_policy=policy, opts=opts)
opts = pulumi.ResourceOptions(provider=paris, depends_on=[role])
aws.ec2.Vpc("network", cidr_block="10.0.0.0/16", opts=opts)
