"""The embedded AWS, asked one resource at a time."""

import json

import pulumi_aws  # noqa: F401 - the embedded cloud reads its types

from hds_landing.rehearsal.embedded_cloud import Registration

HOME, ABROAD = "eu-west-3", "eu-central-1"
HUB, SPOKE = "111122223333", "444455556666"


class Aws:
    def __init__(self, cloud):
        self.cloud = cloud
        self.count = 0

    def create(self, token, called=None, *, region=HOME, account_id=HUB, provider=None, **inputs):
        self.count += 1
        called = called or f"r{self.count}"
        return self.cloud.create(
            Registration(
                urn=f"urn:pulumi:s::p::aws:{token}::{called}",
                type=f"aws:{token}",
                name=called,
                inputs={name: value for name, value in inputs.items() if value is not None},
                region=region,
                account_id=account_id,
                provider_inputs=provider or {},
            )
        )

    def asked(self, token, called, *, region=HOME, account_id=HUB, provider=None, **inputs):
        """What would be registered for a resource, to be asked of the cloud again and again."""
        return Registration(
            urn=f"urn:pulumi:s::p::aws:{token}::{called}",
            type=f"aws:{token}",
            name=called,
            inputs=inputs,
            region=region,
            account_id=account_id,
            provider_inputs=provider or {},
        )

    def by_hand(self, service, **where):
        return self.cloud.client(service, **{"account_id": HUB, "region": HOME, **where})

    def invoke(self, token, *, region=HOME, **args):
        caller = Registration(urn="", type=f"aws:{token}", name="", inputs=args, region=region, account_id=HUB)
        return self.cloud.invoke(f"aws:{token}", args, caller)

    def vpc(self, cidr="10.0.0.0/16", **options):
        return self.create("ec2/vpc:Vpc", cidrBlock=cidr, **options).id

    def subnet(self, vpc, cidr="10.0.0.0/24", zone="a", **options):
        zone = f"{HOME}{zone}"
        return self.create("ec2/subnet:Subnet", vpcId=vpc, cidrBlock=cidr, availabilityZone=zone, **options).id

    def key(self, **options):
        return self.create("kms/key:Key", **options).outputs["arn"]

    def bucket(self, name="exemple-logs", **options):
        return self.create("s3/bucket:Bucket", bucket=name, **options).id

    def role(self, name="writer", service="cloudtrail.amazonaws.com", **options):
        return self.create("iam/role:Role", name=name, assumeRolePolicy=trust(service), **options).outputs["arn"]

    def gateway(self, **options):
        options = {"defaultRouteTableAssociation": "disable", "defaultRouteTablePropagation": "disable"} | options
        return self.create("ec2transitgateway/transitGateway:TransitGateway", **options)


def statement(**changes):
    given = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"} | changes
    return {name: value for name, value in given.items() if value is not None}


def policy(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def trust(service):
    return policy({"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"})
