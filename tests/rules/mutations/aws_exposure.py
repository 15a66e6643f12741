"""Changes that the rules on exposure, networks and identity on AWS must speak of."""

import json
from dataclasses import replace
from typing import Any

from hds_landing.inventory.resource import Inventory
from hds_landing.rules.aws.resource_policies import RULES as RESOURCE_POLICIES
from tests.rules.inventory_changes import AWS, REMOVED, Changed, Grafted, Mutation
from tests.rules.rule_case import inputs_with

EVERYONE = json.dumps({"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]})
POLICY, ROLE = "aws:iam/policy:Policy", "aws:iam/role:Role"
GROUP, SUBNET = "aws:ec2/securityGroup:SecurityGroup", "aws:ec2/subnet:Subnet"
GATEWAY, VPC = "aws:ec2transitgateway/transitGateway:TransitGateway", "aws:ec2/vpc:Vpc"
PASSWORDS, CLUSTER = "aws:iam/accountPasswordPolicy:AccountPasswordPolicy", "aws:eks/cluster:Cluster"
KAFKA, SERVER = "aws:msk/cluster:Cluster", "aws:transfer/server:Server"
API, NOTEBOOK = "aws:appsync/graphQLApi:GraphQLApi", "aws:sagemaker/notebookInstance:NotebookInstance"
INSTANCE, TASK = "aws:ec2/instance:Instance", "aws:ecs/taskDefinition:TaskDefinition"
DRS = "aws:drs/replicationConfigurationTemplate:ReplicationConfigurationTemplate"
ENDPOINT_SERVICE = "aws:ec2/vpcEndpointService:VpcEndpointService"
POOL, SEARCH = "aws:cognito/userPool:UserPool", "aws:opensearch/domain:Domain"
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
ACCESS_KEY = "AKIA" + "ABCDEFGHIJKLMNOP"
OIDC = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"


def graft(rule: str, token: str, **inputs: Any) -> Mutation:
    return rule, AWS, Grafted(token, inputs)


def changed(rule: str, token: str, path: str, value: Any) -> Mutation:
    return rule, AWS, Changed(token, path, value)


def allowing(rule: str, *actions: str) -> Mutation:
    statement = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
    return changed(rule, "aws:iam/rolePolicy:RolePolicy", "policy", json.dumps({"Statement": statement}))


def trusting(rule: str, action: str, **principal: str) -> Mutation:
    statement = {"Effect": "Allow", "Principal": principal, "Action": action}
    return changed(rule, ROLE, "assumeRolePolicy", json.dumps({"Statement": statement}))


def open_to_everyone(rule: str, low: int, high: int, direction: str = "ingress", protocol: str = "tcp") -> Mutation:
    entry = {"protocol": protocol, "fromPort": low, "toPort": high, "ipv6CidrBlocks": ["::/0"]}
    return changed(rule, GROUP, direction, [entry])


def with_internet_gateway(inventory: Inventory) -> tuple[Inventory, str]:
    """An internet gateway in the network of the establishment, which has no firewall of its own."""
    network = next(each for each in inventory if each.type == VPC and "hub" not in each.name)
    grafted, _ = Grafted("aws:ec2/internetGateway:InternetGateway", {"vpcId": network.id})(inventory)
    return grafted, network.urn


def without_refusals(inventory: Inventory) -> tuple[Inventory, str]:
    """The network ACL of the establishment, without the entries that deny."""
    kept = tuple(each for each in inventory if each.inputs.get("ruleAction") != "deny")
    assert len(kept) < len(inventory.resources)
    return replace(inventory, resources=kept), next(each.urn for each in kept if each.type.endswith(":NetworkAcl"))


MUTATIONS: list[Mutation] = [
    *(
        (rule.id, AWS, Grafted(token, inputs_with(rule.paths_by_type.get(token, rule.paths)[0], EVERYONE)))
        for rule in RESOURCE_POLICIES
        for token in rule.types
    ),
    changed("aws-kms-key-policy-not-public", "aws:kms/key:Key", "policy", EVERYONE),
    changed("aws-bucket-policy-not-public", "aws:s3/bucketPolicy:BucketPolicy", "policy", EVERYONE),
    changed("aws-backup-vault-policy-not-public", "aws:backup/vaultPolicy:VaultPolicy", "policy", EVERYONE),
    graft("aws-function-permission-not-public", "aws:lambda/permission:Permission", principal="*"),
    graft("aws-layer-permission-not-public", "aws:lambda/layerVersionPermission:LayerVersionPermission", principal="*"),
    graft("aws-event-permission-not-public", "aws:cloudwatch/eventPermission:EventPermission", principal="*"),
    graft("aws-function-url-signed", "aws:lambda/functionUrl:FunctionUrl", authorizationType="NONE"),
    graft("aws-function-url-origins-named", "aws:lambda/functionUrl:FunctionUrl", cors={"allowOrigins": ["*"]}),
    graft("aws-api-method-authorised", "aws:apigateway/method:Method", authorization="NONE", httpMethod="GET"),
    graft("aws-api-route-authorised", "aws:apigatewayv2/route:Route"),
    graft("aws-api-origins-named", "aws:apigatewayv2/api:Api", corsConfiguration={"allowOrigins": ["*"]}),
    graft("aws-graph-api-without-api-key", API, authenticationType="API_KEY"),
    graft("aws-graph-api-private", API),
    graft("aws-instance-without-public-address", INSTANCE),
    graft("aws-instance-metadata-asks-for-token", INSTANCE),
    graft("aws-instance-metadata-near", INSTANCE, metadataOptions={"httpPutResponseHopLimit": 64}),
    graft("aws-instance-without-credential-in-clear", INSTANCE, userData=f"export KEY={ACCESS_KEY}"),
    graft(
        "aws-launch-template-without-public-address",
        "aws:ec2/launchTemplate:LaunchTemplate",
        networkInterfaces=[{"associatePublicIpAddress": "true"}],
    ),
    graft(
        "aws-launch-configuration-without-public-address",
        "aws:ec2/launchConfiguration:LaunchConfiguration",
        associatePublicIpAddress=True,
    ),
    changed("aws-subnet-without-public-addresses", SUBNET, "mapPublicIpOnLaunch", True),
    graft("aws-default-subnet-without-public-addresses", "aws:ec2/defaultSubnet:DefaultSubnet"),
    graft("aws-elastic-address-on-no-machine", "aws:ec2/eip:Eip", instance="i-1"),
    graft(
        "aws-container-task-without-public-address",
        "aws:ecs/service:Service",
        networkConfiguration={"assignPublicIp": True},
    ),
    graft(
        "aws-scheduled-task-without-public-address",
        "aws:cloudwatch/eventTarget:EventTarget",
        ecsTarget={"networkConfiguration": {"assignPublicIp": True}},
    ),
    graft("aws-load-balancer-internal", "aws:lb/loadBalancer:LoadBalancer"),
    graft("aws-load-balancer-behind-web-firewall", "aws:lb/loadBalancer:LoadBalancer"),
    graft("aws-api-stage-behind-web-firewall", "aws:apigateway/stage:Stage"),
    graft("aws-recovery-replication-on-private-addresses", DRS, dataPlaneRouting="PUBLIC_IP"),
    graft("aws-recovery-servers-without-public-address", DRS, createPublicIp=True),
    graft("aws-desktop-fleet-without-internet", "aws:appstream/fleet:Fleet", enableDefaultInternetAccess=True),
    graft(
        "aws-migration-instance-not-public",
        "aws:dms/replicationInstance:ReplicationInstance",
        publiclyAccessible=True,
    ),
    graft("aws-message-broker-not-public", "aws:mq/broker:Broker", publiclyAccessible=True),
    graft("aws-special-database-not-public", "aws:neptune/clusterInstance:ClusterInstance", publiclyAccessible=True),
    (
        "aws-kafka-cluster-not-public",
        AWS,
        Grafted(KAFKA, inputs_with("brokerNodeGroupInfo.connectivityInfo.publicAccess.type", "SERVICE_PROVIDED_EIPS")),
    ),
    graft("aws-kafka-clients-authenticated", KAFKA),
    graft("aws-search-domain-inside-network", SEARCH),
    graft("aws-search-domain-fine-grained", SEARCH),
    graft(
        "aws-search-collection-not-public",
        "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy",
        type="network",
        policy=json.dumps([{"AllowFromPublic": True}]),
    ),
    graft("aws-kubernetes-endpoint-not-public", CLUSTER),
    graft("aws-kubernetes-endpoint-private", CLUSTER),
    graft("aws-kubernetes-creator-without-lasting-rights", CLUSTER),
    graft("aws-kubernetes-nodes-ssh-limited", "aws:eks/nodeGroup:NodeGroup", remoteAccess={"ec2SshKey": "key"}),
    graft("aws-transfer-server-inside-network", SERVER),
    graft(
        "aws-transfer-server-without-public-address", SERVER, endpointDetails={"addressAllocationIds": ["eipalloc-1"]}
    ),
    graft("aws-rest-api-private", "aws:apigateway/restApi:RestApi"),
    graft("aws-app-runner-private", "aws:apprunner/service:Service"),
    graft("aws-airflow-console-private", "aws:mwaa/environment:Environment", webserverAccessMode="PUBLIC_ONLY"),
    graft("aws-notebook-without-internet", NOTEBOOK),
    graft("aws-notebook-without-root", NOTEBOOK),
    graft("aws-studio-inside-network", "aws:sagemaker/domain:Domain"),
    graft(
        "aws-emr-blocks-public-access",
        "aws:emr/blockPublicAccessConfiguration:BlockPublicAccessConfiguration",
        blockPublicSecurityGroupRules=False,
    ),
    graft("aws-bucket-acl-not-public", "aws:s3/bucketAcl:BucketAcl", acl="public-read"),
    changed("aws-bucket-acl-not-public", "aws:s3/bucket:Bucket", "acl", "public-read"),
    (
        "aws-bucket-grant-not-public",
        AWS,
        Grafted(
            "aws:s3/bucketAcl:BucketAcl",
            inputs_with("accessControlPolicy.grants[*].grantee.uri", "http://acs.amazonaws.com/groups/global/AllUsers"),
        ),
    ),
    changed(
        "aws-bucket-inline-grant-not-public",
        "aws:s3/bucket:Bucket",
        "grants",
        [{"uri": "http://acs.amazonaws.com/groups/global/AllUsers"}],
    ),
    graft("aws-object-acl-not-public", "aws:s3/bucketObjectv2:BucketObjectv2", acl="public-read"),
    changed(
        "aws-bucket-access-lists-off",
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
        "rule.objectOwnership",
        "ObjectWriter",
    ),
    graft("aws-bucket-website-absent", "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration"),
    graft(
        "aws-bucket-origins-named",
        "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration",
        corsRules=[{"allowedOrigins": ["*"]}],
    ),
    graft("aws-image-not-shared-with-everyone", "aws:ec2/amiLaunchPermission:AmiLaunchPermission", group="all"),
    graft("aws-images-blocked-from-public-sharing", "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess"),
    graft("aws-snapshots-blocked-from-public-sharing", "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess"),
    graft("aws-database-snapshot-not-shared-with-everyone", "aws:rds/snapshot:Snapshot", sharedAccounts=["all"]),
    graft("aws-document-not-shared-with-everyone", "aws:ssm/document:Document", permissions={"account_ids": "All"}),
    graft("aws-public-container-registry-absent", "aws:ecrpublic/repository:Repository"),
    graft(
        "aws-resource-share-inside-organization", "aws:ram/resourceShare:ResourceShare", allowExternalPrincipals=True
    ),
    graft("aws-endpoint-service-callers-accepted", ENDPOINT_SERVICE, acceptanceRequired=False),
    graft("aws-endpoint-service-callers-named", ENDPOINT_SERVICE, allowedPrincipals=["*"]),
    graft(
        "aws-endpoint-service-permission-named",
        "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple",
        principalArn="*",
    ),
    open_to_everyone("aws-security-group-health-protocols-closed", 11112, 11112),
    open_to_everyone("aws-security-group-data-ports-closed", 5432, 5432),
    open_to_everyone("aws-security-group-administration-closed", 22, 22),
    open_to_everyone("aws-security-group-other-ports-closed", 0, 0, protocol="-1"),
    open_to_everyone("aws-security-group-egress-limited", 0, 0, "egress", "-1"),
    changed(
        "aws-default-security-group-empty",
        "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        "ingress",
        [{"self": True, "protocol": "-1"}],
    ),
    graft("aws-prefix-list-not-open", "aws:ec2/managedPrefixList:ManagedPrefixList", entries=[{"cidr": "::/0"}]),
    graft("aws-prefix-list-entry-not-open", "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry", cidr="0.0.0.0/0"),
    graft("aws-default-network-absent", "aws:ec2/defaultVpc:DefaultVpc"),
    graft("aws-network-peering-absent", "aws:ec2/vpcPeeringConnection:VpcPeeringConnection"),
    graft(
        "aws-account-blocks-internet-gateways",
        "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions",
        internetGatewayBlockMode="off",
    ),
    graft(
        "aws-internet-exclusion-outwards-only",
        "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion",
        internetGatewayExclusionMode="allow-bidirectional",
    ),
    changed("aws-transit-gateway-accepts-by-hand", GATEWAY, "autoAcceptSharedAttachments", "enable"),
    changed("aws-transit-gateway-associates-by-hand", GATEWAY, "defaultRouteTableAssociation", REMOVED),
    changed("aws-transit-gateway-propagates-by-hand", GATEWAY, "defaultRouteTablePropagation", REMOVED),
    graft("aws-endpoint-policy-limited", "aws:ec2/vpcEndpoint:VpcEndpoint"),
    graft("aws-function-inside-network", "aws:lambda/function:Function"),
    graft("aws-warehouse-routes-inside-network", "aws:redshift/cluster:Cluster"),
    graft(
        "aws-client-vpn-groups-named", "aws:ec2clientvpn/authorizationRule:AuthorizationRule", authorizeAllGroups=True
    ),
    ("aws-internet-gateway-behind-firewall", AWS, with_internet_gateway),
    ("aws-network-acl-refuses-first", AWS, without_refusals),
    allowing("aws-iam-policy-without-full-rights", "*"),
    (
        "aws-iam-policy-allows-by-name",
        AWS,
        Grafted(POLICY, {"policy": {"Statement": {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}}}),
    ),
    allowing("aws-iam-policy-without-whole-services", "logs:PutLogEvents", "kms:*"),
    allowing("aws-iam-policy-without-escalation", "iam:AttachRolePolicy"),
    allowing("aws-iam-pass-role-limited", "iam:PassRole"),
    allowing("aws-iam-assume-role-limited", "sts:AssumeRole"),
    allowing("aws-iam-key-use-limited", "kms:Decrypt"),
    allowing("aws-iam-secret-reading-limited", "secretsmanager:GetSecretValue"),
    allowing("aws-iam-data-reading-limited", "s3:GetObject"),
    allowing("aws-iam-policy-keeps-protections", "cloudtrail:StopLogging"),
    trusting("aws-role-trust-not-public", "sts:AssumeRole", AWS="*"),
    trusting("aws-role-web-identity-named", "sts:AssumeRoleWithWebIdentity", Federated=OIDC),
    trusting("aws-role-trusts-other-accounts-with-care", "sts:AssumeRole", AWS="444455556666"),
    changed("aws-role-session-short", ROLE, "maxSessionDuration", 43200),
    graft("aws-oidc-provider-audience-named", "aws:iam/openIdConnectProvider:OpenIdConnectProvider"),
    changed(
        "aws-administrator-policy-not-attached",
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "policyArn",
        ADMINISTRATOR,
    ),
    changed("aws-role-without-administrator-policy", ROLE, "managedPolicyArns", [ADMINISTRATOR]),
    graft(
        "aws-permission-set-without-administrator-policy",
        "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
        managedPolicyArn=ADMINISTRATOR,
    ),
    graft("aws-policy-not-on-user", "aws:iam/userPolicy:UserPolicy"),
    graft("aws-policy-attachment-without-user", "aws:iam/policyAttachment:PolicyAttachment", users=["someone"]),
    graft("aws-user-absent", "aws:iam/user:User"),
    graft("aws-user-without-password", "aws:iam/userLoginProfile:UserLoginProfile"),
    graft("aws-access-key-absent", "aws:iam/accessKey:AccessKey"),
    graft("aws-root-credentials-held-centrally", "aws:iam/organizationsFeatures:OrganizationsFeatures"),
    graft("aws-password-policy-long", PASSWORDS, minimumPasswordLength=8),
    graft("aws-password-policy-remembers", PASSWORDS),
    graft("aws-password-policy-mixed", PASSWORDS),
    graft("aws-account-metadata-asks-for-token", "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults"),
    graft("aws-cache-authenticated", "aws:elasticache/replicationGroup:ReplicationGroup"),
    graft("aws-cache-user-authenticated", "aws:elasticache/user:User", noPasswordRequired=True),
    ("aws-database-instance-password-managed", AWS, Grafted("aws:rds/instance:Instance", {"password": "plain"})),
    ("aws-database-cluster-password-managed", AWS, Grafted("aws:rds/cluster:Cluster", {"masterPassword": "plain"})),
    graft("aws-container-unprivileged", TASK, containerDefinitions=json.dumps([{"privileged": True}])),
    graft("aws-container-sees-no-machine-processes", TASK, pidMode="host"),
    graft(
        "aws-container-without-credential-in-clear",
        TASK,
        containerDefinitions=json.dumps([{"environment": [{"name": "KEY", "value": ACCESS_KEY}]}]),
    ),
    graft(
        "aws-function-without-credential-in-clear",
        "aws:lambda/function:Function",
        environment={"variables": {"KEY": ACCESS_KEY}},
    ),
    graft("aws-user-pool-second-factor", POOL),
    graft("aws-user-pool-without-self-registration", POOL),
    graft(
        "aws-identity-pool-without-guests",
        "aws:cognito/identityPool:IdentityPool",
        allowUnauthenticatedIdentities=True,
    ),
]
