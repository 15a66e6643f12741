"""What `pulumi import` asks for to find an AWS resource: for some types it is not the id that states have.

Source: the section Import of each resource in the documentation of pulumi-aws 7.51.1, which its Python SDK carries.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class ImportId:
    """The import id of one type.

    `form` has properties in braces, `id` among them; of `{a|b}` the first that is set counts. `named` is True where
    nothing in it is given by AWS, so that a plan knows it before the resource exists. `example` is the documentation's.
    """

    form: str
    named: bool
    example: str


_GIVEN: Final = {
    "aws:backup/plan:Plan": ("{id}", "abc123"),
    "aws:backup/selection:Selection": ("{planId}|{id}", "abcd1234|efgh5678"),
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ("{id}", "sg-903004f8"),
    "aws:ec2/eip:Eip": ("{id}", "eipalloc-00a10e96"),
    "aws:ec2/flowLog:FlowLog": ("{id}", "fl-1a2b3c4d"),
    "aws:ec2/internetGateway:InternetGateway": ("{id}", "igw-c0a643a9"),
    "aws:ec2/natGateway:NatGateway": ("{id}", "nat-05dba92075d71c408"),
    "aws:ec2/networkAcl:NetworkAcl": ("{id}", "acl-7aaabd18"),
    "aws:ec2/networkAclRule:NetworkAclRule": (
        "{networkAclId}:{ruleNumber}:{protocol}:{egress}",
        "acl-7aaabd18:100:tcp:false",
    ),
    "aws:ec2/route:Route": (
        "{routeTableId}_{destinationCidrBlock|destinationIpv6CidrBlock|destinationPrefixListId}",
        "rtb-656C65616E6F72_10.42.0.0/16",
    ),
    "aws:ec2/routeTable:RouteTable": ("{id}", "rtb-4e616f6d69"),
    "aws:ec2/routeTableAssociation:RouteTableAssociation": (
        "{subnetId|gatewayId}/{routeTableId}",
        "subnet-6777656e646f6c796e/rtb-656c65616e6f72",
    ),
    "aws:ec2/securityGroup:SecurityGroup": ("{id}", "sg-903004f8"),
    "aws:ec2/subnet:Subnet": ("{id}", "subnet-9d4a7b6c"),
    "aws:ec2/vpc:Vpc": ("{id}", "vpc-a01106c2"),
    "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation": ("{id}", "vpc-cidr-assoc-021e8461d70ed08be"),
    "aws:ec2transitgateway/route:Route": (
        "{transitGatewayRouteTableId}_{destinationCidrBlock}",
        "tgw-rtb-12345678_0.0.0.0/0",
    ),
    "aws:ec2transitgateway/routeTable:RouteTable": ("{id}", "tgw-rtb-12345678"),
    "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation": (
        "{transitGatewayRouteTableId}_{transitGatewayAttachmentId}",
        "tgw-rtb-12345678_tgw-attach-87654321",
    ),
    "aws:ec2transitgateway/transitGateway:TransitGateway": ("{id}", "tgw-12345678"),
    "aws:ec2transitgateway/vpcAttachment:VpcAttachment": ("{id}", "tgw-attach-12345678"),
    "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter": ("{id}", "tgw-attach-12345678"),
    "aws:kms/key:Key": ("{id}", "1234abcd-12ab-34cd-56ef-1234567890ab"),
    "aws:ram/principalAssociation:PrincipalAssociation": (
        "{resourceShareArn},{principal}",
        "arn:aws:ram:eu-west-1:123456789012:resource-share/73da1ab9-b94a-4ba3-8eb4-45917f7f4b12,123456789012",
    ),
    "aws:ram/resourceAssociation:ResourceAssociation": (
        "{resourceShareArn},{resourceArn}",
        "arn:aws:ram:eu-west-1:123456789012:resource-share/73da1ab9-b94a-4ba3-8eb4-45917f7f4b12,"
        "arn:aws:ec2:eu-west-1:123456789012:subnet/subnet-12345678",
    ),
    "aws:ram/resourceShare:ResourceShare": (
        "{arn}",
        "arn:aws:ram:eu-west-1:123456789012:resource-share/73da1ab9-b94a-4ba3-8eb4-45917f7f4b12",
    ),
    "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig": ("{id}", "rqlc-92edc3b1838248bf"),
    "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation": (
        "{id}",
        "rqlca-b320624fef3c4d70",
    ),
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ("{id}", "sgr-02108b27edd666983"),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ("{id}", "sgr-02108b27edd666983"),
}
"""Types whose ids AWS gives."""
_NAMED: Final = {
    "aws:backup/vault:Vault": ("{id}", "TestVault"),
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration": ("{id}", "TestVault"),
    "aws:backup/vaultPolicy:VaultPolicy": ("{id}", "TestVault"),
    "aws:cloudtrail/trail:Trail": ("{arn}", "arn:aws:cloudtrail:us-east-1:123456789012:trail/my-sample-trail"),
    "aws:cloudwatch/logGroup:LogGroup": ("{id}", "yada"),
    "aws:iam/instanceProfile:InstanceProfile": ("{id}", "app-instance-profile-1"),
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider": (
        "{arn}",
        "arn:aws:iam::123456789012:oidc-provider/accounts.google.com",
    ),
    "aws:iam/role:Role": ("{id}", "developer_name"),
    "aws:iam/rolePolicy:RolePolicy": ("{role}:{name}", "role_of_mypolicy_name:mypolicy_name"),
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": (
        "{role}/{policyArn}",
        "test-role/arn:aws:iam::xxxxxxxxxxxx:policy/test-policy",
    ),
    "aws:kms/alias:Alias": ("{id}", "alias/my-key-alias"),
    "aws:networkfirewall/firewall:Firewall": (
        "{arn}",
        "arn:aws:network-firewall:us-west-1:123456789012:firewall/example",
    ),
    "aws:networkfirewall/firewallPolicy:FirewallPolicy": (
        "{arn}",
        "arn:aws:network-firewall:us-west-1:123456789012:firewall-policy/example",
    ),
    "aws:networkfirewall/loggingConfiguration:LoggingConfiguration": (
        "{firewallArn}",
        "arn:aws:network-firewall:us-west-1:123456789012:firewall/example",
    ),
    "aws:networkfirewall/ruleGroup:RuleGroup": (
        "{arn}",
        "arn:aws:network-firewall:us-west-1:123456789012:stateful-rulegroup/example",
    ),
    "aws:s3/bucket:Bucket": ("{id}", "bucket-name"),
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": ("{id}", "bucket-name"),
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": ("{id}", "bucket-name"),
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": ("{id}", "my-bucket"),
    "aws:s3/bucketPolicy:BucketPolicy": ("{id}", "my-tf-test-bucket"),
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": ("{id}", "my-bucket"),
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": ("{id}", "bucket-name"),
    "aws:s3/bucketVersioning:BucketVersioning": ("{id}", "bucket-name"),
}
"""Types whose ids are names that the program gives, or made of them."""

AWS_IMPORT_IDS: Final[Mapping[str, ImportId]] = MappingProxyType(
    {
        token: ImportId(form, named, example)
        for rows, named in ((_GIVEN, False), (_NAMED, True))
        for token, (form, example) in rows.items()
    }
)
