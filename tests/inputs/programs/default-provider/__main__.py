"""Resources without a provider of their own, in the region that the configuration gives."""

import pulumi_aws as aws

key = aws.kms.Key("key", enable_key_rotation=True, deletion_window_in_days=30)
aws.cloudwatch.LogGroup("log", name="/exemple/log", retention_in_days=365, kms_key_id=key.arn)
