"""Changes that the rules on copies, traces, retention, backups, deletion and tags on AWS must speak of."""

import json

from hds_landing.inventory.resource import Inventory, Resource
from tests.rules.inventory_changes import AWS, REMOVED, Change, Changed, Grafted, Lost, Mutation, redrawn

ABROAD, ZONE_ABROAD = "us-east-1", "us-east-1a"
BUCKET, TRAIL, VPC = "aws:s3/bucket:Bucket", "aws:cloudtrail/trail:Trail", "aws:ec2/vpc:Vpc"
FIREWALL, LOG_GROUP = "aws:networkfirewall/firewall:Firewall", "aws:cloudwatch/logGroup:LogGroup"
FLOW_LOG, SUBNET = "aws:ec2/flowLog:FlowLog", "aws:ec2/subnet:Subnet"
GATEWAY = "aws:ec2transitgateway/transitGateway:TransitGateway"
LOCK, LIFECYCLE = (
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
)
VAULT, VAULT_LOCK = "aws:backup/vault:Vault", "aws:backup/vaultLockConfiguration:VaultLockConfiguration"
PLAN, SELECTION = "aws:backup/plan:Plan", "aws:backup/selection:Selection"
POLICY, INSTANCE, TABLE = "aws:organizations/policy:Policy", "aws:rds/instance:Instance", "aws:dynamodb/table:Table"
DLM, EFS_REPLICA = (
    "aws:dlm/lifecyclePolicy:LifecyclePolicy",
    "aws:efs/replicationConfiguration:ReplicationConfiguration",
)
CENTRALIZED = "aws:observabilityadmin/centralizationRuleForOrganization:CentralizationRuleForOrganization"
LAKE, EVENT_STORE = "aws:securitylake/dataLake:DataLake", "aws:cloudtrail/eventDataStore:EventDataStore"
BROKER, STATE_MACHINE = "aws:mq/broker:Broker", "aws:sfn/stateMachine:StateMachine"


def abroad(service: str) -> str:
    return f"arn:aws:{service}:{ABROAD}:111122223333:it"


def scp() -> str:
    condition = {"StringNotEquals": {"aws:RequestedRegion": [ABROAD]}}
    return json.dumps({"Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": condition}]})


def copied(**rule: object) -> dict[str, object]:
    return {"policyDetails": {"schedules": [{"crossRegionCopyRules": [rule]}]}}


def first(inventory: Inventory, token: str) -> Resource:
    return next(each for each in inventory if each.type == token)


def sink_moved_abroad(inventory: Inventory) -> tuple[Inventory, str]:
    """Every bucket abroad: the trail then delivers there."""
    names = [each for each in inventory if each.type == BUCKET]
    moved = inventory
    for bucket in names:
        kept = [each for each in moved if each.urn != bucket.urn]
        changed, _ = Changed(BUCKET, "region", ABROAD)(redrawn(moved, [bucket]))
        moved = redrawn(moved, [*kept, *changed])
    return moved, first(inventory, TRAIL).urn


def sink_kept_for_days(inventory: Inventory) -> tuple[Inventory, str]:
    """The lifecycle of the trail's bucket deletes after a week."""
    bucket = next(urn for urn in first(inventory, TRAIL).property_dependencies["s3BucketName"] if f"${BUCKET}::" in urn)
    lifecycle = next(
        each for each in inventory if each.type == LIFECYCLE and bucket in each.property_dependencies["bucket"]
    )
    others = [each for each in inventory if each is not lifecycle]
    alone = redrawn(inventory, [lifecycle])
    changed, _ = Changed(LIFECYCLE, "rules.expiration.days", 7)(alone)
    return redrawn(inventory, [*others, *changed]), bucket


def untied_route_tables(inventory: Inventory) -> tuple[Inventory, str]:
    """A workload subnet without its association; those of an attachment need none."""
    attached = {
        urn
        for each in inventory
        if each.type == "aws:ec2transitgateway/vpcAttachment:VpcAttachment"
        for urn in each.property_dependencies["subnetIds"]
    }
    chosen = next(
        each
        for each in inventory
        if each.type == "aws:ec2/routeTableAssociation:RouteTableAssociation"
        and not attached & set(each.property_dependencies["subnetId"])
    )
    (subnet,) = chosen.property_dependencies["subnetId"]
    return redrawn(inventory, [each for each in inventory if each is not chosen]), subnet


def subnet_added(inventory: Inventory) -> tuple[Inventory, str]:
    """A subnet more in a network with an ACL."""
    acl = first(inventory, "aws:ec2/networkAcl:NetworkAcl")
    (vpc,) = acl.property_dependencies["vpcId"]
    grafted, urn = Grafted(SUBNET, {"vpcId": first(inventory, VPC).id})(inventory)
    resources = [each for each in grafted if each.urn != urn]
    subnet = next(each for each in grafted if each.urn == urn)
    tied = Resource(
        urn=urn,
        type=SUBNET,
        name=subnet.name,
        custom=True,
        inputs=subnet.inputs,
        provider=subnet.provider,
        property_dependencies={"vpcId": (vpc,)},
    )
    return redrawn(grafted, [*resources, tied]), urn


def health_bucket_emptied(inventory: Inventory) -> tuple[Inventory, str]:
    inputs = {"tags": {"data-class": "health"}, "lifecycleRules": [{"enabled": True, "expiration": {"days": 30}}]}
    return Grafted(BUCKET, inputs)(inventory)


def objects_untraced(inventory: Inventory) -> tuple[Inventory, str]:
    """A bucket more, and a trail of administration alone."""
    trail_of_administration, _ = Changed(TRAIL, "advancedEventSelectors", REMOVED)(inventory)
    return Grafted(BUCKET, {})(trail_of_administration)


def kind_not_taken(inventory: Inventory) -> tuple[Inventory, str]:
    with_store, _ = Grafted(TABLE, {})(inventory)
    stores = [each for each in with_store if each.name == "grafted"]
    settings = {"resourceTypeOptInPreference": {"DynamoDB": False}}
    grafted, urn = Grafted("aws:backup/regionSettings:RegionSettings", settings)(inventory)
    return redrawn(grafted, [*grafted, *stores]), urn


def group_unprotected(inventory: Inventory) -> tuple[Inventory, str]:
    """Every log group unprotected, the trail's among them."""
    groups = [each for each in inventory if each.type == LOG_GROUP]
    resources = [each for each in inventory if each.type != LOG_GROUP]
    for group in groups:
        alone, _ = Changed(LOG_GROUP, "deletionProtectionEnabled", REMOVED)(redrawn(inventory, [group]))
        resources += alone
    return redrawn(inventory, resources), first(inventory, TRAIL).urn


def changed(rule: str, token: str, path: str, value: object) -> Mutation:
    return rule, AWS, Changed(token, path, value)


def grafted(rule: str, token: str, inputs: dict[str, object]) -> Mutation:
    return rule, AWS, Grafted(token, inputs)


def done(rule: str, change: Change) -> Mutation:
    return rule, AWS, change


MUTATIONS: list[Mutation] = [
    # Copies
    grafted("aws-file-system-replica-in-eea", EFS_REPLICA, {"destination": {"region": ABROAD}}),
    grafted("aws-file-system-replica-zone-in-eea", EFS_REPLICA, {"destination": {"availabilityZoneName": ZONE_ABROAD}}),
    grafted(
        "aws-keyspace-replica-in-eea",
        "aws:keyspaces/keyspace:Keyspace",
        {"replicationSpecification": {"regionLists": ["eu-west-3", ABROAD]}},
    ),
    grafted(
        "aws-dynamodb-global-table-in-eea",
        "aws:dynamodb/globalTable:GlobalTable",
        {"replicas": [{"regionName": ABROAD}]},
    ),
    grafted(
        "aws-dynamodb-replicated-table-in-eea",
        "aws:dynamodb/tableReplica:TableReplica",
        {"globalTableArn": abroad("dynamodb")},
    ),
    grafted(
        "aws-distributed-sql-witness-in-eea",
        "aws:dsql/cluster:Cluster",
        {"multiRegionProperties": {"witnessRegion": ABROAD}},
    ),
    grafted(
        "aws-database-automated-backups-in-eea",
        "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
        {"sourceDbInstanceArn": abroad("rds")},
    ),
    grafted("aws-database-snapshot-copy-in-eea", "aws:rds/snapshotCopy:SnapshotCopy", {"destinationRegion": ABROAD}),
    grafted("aws-database-replica-of-eea-source", INSTANCE, {"replicateSourceDb": abroad("rds")}),
    grafted(
        "aws-database-cluster-of-eea-source",
        "aws:rds/cluster:Cluster",
        {"replicationSourceIdentifier": abroad("rds")},
    ),
    grafted("aws-database-cluster-source-region-in-eea", "aws:rds/cluster:Cluster", {"sourceRegion": ABROAD}),
    grafted(
        "aws-global-database-of-eea-source",
        "aws:rds/globalCluster:GlobalCluster",
        {"sourceDbClusterIdentifier": abroad("rds")},
    ),
    grafted(
        "aws-warehouse-snapshot-copy-in-eea", "aws:redshift/snapshotCopy:SnapshotCopy", {"destinationRegion": ABROAD}
    ),
    grafted(
        "aws-warehouse-share-in-eea",
        "aws:redshift/dataShareConsumerAssociation:DataShareConsumerAssociation",
        {"consumerRegion": ABROAD},
    ),
    grafted("aws-disk-snapshot-of-eea-source", "aws:ebs/snapshotCopy:SnapshotCopy", {"sourceRegion": ABROAD}),
    grafted("aws-disk-lifecycle-copy-in-eea", DLM, copied(targetRegion=ABROAD)),
    grafted("aws-disk-lifecycle-target-in-eea", DLM, copied(target=ABROAD)),
    grafted(
        "aws-shared-snapshot-copy-in-eea",
        DLM,
        {"policyDetails": {"action": {"crossRegionCopies": [{"target": ABROAD}]}}},
    ),
    grafted("aws-broker-replica-of-eea-primary", BROKER, {"dataReplicationPrimaryBrokerArn": abroad("mq")}),
    grafted(
        "aws-kafka-replicator-in-eea",
        "aws:msk/replicator:Replicator",
        {"kafkaClusters": [{"amazonMskCluster": {"mskClusterArn": abroad("kafka")}}]},
    ),
    grafted("aws-directory-region-in-eea", "aws:directoryservice/serviceRegion:ServiceRegion", {"regionName": ABROAD}),
    grafted(
        "aws-incident-replica-in-eea",
        "aws:ssmincidents/replicationSet:ReplicationSet",
        {"regions": [{"name": ABROAD}]},
    ),
    grafted(
        "aws-image-distribution-in-eea",
        "aws:imagebuilder/distributionConfiguration:DistributionConfiguration",
        {"distributions": [{"region": ABROAD}]},
    ),
    # Destinations
    grafted("aws-event-target-in-eea", "aws:cloudwatch/eventTarget:EventTarget", {"arn": abroad("events")}),
    grafted(
        "aws-event-endpoint-in-eea",
        "aws:cloudwatch/eventEndpoint:EventEndpoint",
        {"routingConfig": {"failoverConfig": {"secondary": {"route": ABROAD}}}},
    ),
    grafted("aws-event-pipe-target-in-eea", "aws:pipes/pipe:Pipe", {"target": abroad("events")}),
    grafted(
        "aws-log-subscription-in-eea",
        "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter",
        {"destinationArn": abroad("logs")},
    ),
    grafted(
        "aws-log-destination-in-eea", "aws:cloudwatch/logDestination:LogDestination", {"targetArn": abroad("kinesis")}
    ),
    grafted("aws-log-centralization-in-eea", CENTRALIZED, {"rule": {"destination": {"region": ABROAD}}}),
    grafted(
        "aws-log-centralization-backup-in-eea",
        CENTRALIZED,
        {"rule": {"destination": {"destinationLogsConfiguration": {"backupConfiguration": {"region": ABROAD}}}}},
    ),
    grafted("aws-security-lake-in-eea", LAKE, {"configuration": {"region": ABROAD}}),
    grafted(
        "aws-security-lake-replica-in-eea", LAKE, {"configuration": {"replicationConfiguration": {"regions": [ABROAD]}}}
    ),
    grafted(
        "aws-topic-subscription-in-eea",
        "aws:sns/topicSubscription:TopicSubscription",
        {"protocol": "sqs", "endpoint": abroad("sqs")},
    ),
    grafted(
        "aws-inventory-sync-in-eea", "aws:ssm/resourceDataSync:ResourceDataSync", {"s3Destination": {"region": ABROAD}}
    ),
    grafted(
        "aws-configuration-collector-in-eea",
        "aws:cfg/aggregateAuthorization:AggregateAuthorization",
        {"authorizedAwsRegion": ABROAD},
    ),
    grafted(
        "aws-transfer-file-system-in-eea",
        "aws:datasync/locationFsxWindows:LocationFsxWindows",
        {"fsxFilesystemArn": abroad("fsx")},
    ),
    grafted(
        "aws-transfer-elastic-file-system-in-eea",
        "aws:datasync/efsLocation:EfsLocation",
        {"efsFileSystemArn": abroad("elasticfilesystem")},
    ),
    grafted(
        "aws-transfer-object-storage-in-eea",
        "aws:datasync/locationObjectStorage:LocationObjectStorage",
        {"serverHostname": f"s3.{ABROAD}.amazonaws.com"},
    ),
    grafted(
        "aws-container-registry-upstream-in-eea",
        "aws:ecr/pullThroughCacheRule:PullThroughCacheRule",
        {"upstreamRegistryUrl": f"111122223333.dkr.ecr.{ABROAD}.amazonaws.com"},
    ),
    grafted(
        "aws-delivery-stream-within-aws",
        "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
        {"destination": "http_endpoint"},
    ),
    grafted("aws-network-peer-in-eea", "aws:ec2/vpcPeeringConnection:VpcPeeringConnection", {"peerRegion": ABROAD}),
    grafted("aws-endpoint-service-in-eea", "aws:ec2/vpcEndpoint:VpcEndpoint", {"serviceRegion": ABROAD}),
    grafted(
        "aws-endpoint-consumers-in-eea",
        "aws:ec2/vpcEndpointService:VpcEndpointService",
        {"supportedRegions": ["eu-west-3", ABROAD]},
    ),
    grafted(
        "aws-search-peer-in-eea",
        "aws:opensearch/outboundConnection:OutboundConnection",
        {"remoteDomainInfo": {"region": ABROAD}},
    ),
    # Processing elsewhere
    grafted(
        "aws-inference-profile-in-eea",
        "aws:bedrock/inferenceProfile:InferenceProfile",
        {"modelSource": {"copyFrom": "arn:aws:bedrock:eu-west-3:1:inference-profile/us.amazon.nova-pro-v1:0"}},
    ),
    grafted(
        "aws-agent-model-in-eea", "aws:bedrock/agentAgent:AgentAgent", {"foundationModel": "us.amazon.nova-pro-v1:0"}
    ),
    grafted(
        "aws-bucket-not-accelerated",
        "aws:s3/bucketAccelerateConfiguration:BucketAccelerateConfiguration",
        {"status": "Enabled"},
    ),
    changed("aws-bucket-inline-not-accelerated", BUCKET, "accelerationStatus", "Enabled"),
    grafted("aws-rest-api-not-at-the-edge", "aws:apigateway/restApi:RestApi", {}),
    grafted("aws-api-domain-not-at-the-edge", "aws:apigateway/domainName:DomainName", {}),
    grafted("aws-stack-set-in-eea", "aws:cloudformation/stackInstances:StackInstances", {"regions": [ABROAD]}),
    grafted(
        "aws-stack-set-instance-in-eea",
        "aws:cloudformation/stackSetInstance:StackSetInstance",
        {"stackSetInstanceRegion": ABROAD},
    ),
    grafted("aws-account-region-in-eea", "aws:account/region:Region", {"regionName": "me-south-1", "enabled": True}),
    grafted("aws-availability-zones-in-eea", "aws:autoscaling/group:Group", {"availabilityZones": [ZONE_ABROAD]}),
    # The organization
    grafted("aws-organization-regions-in-eea", POLICY, {"content": scp()}),
    grafted(
        "aws-organization-backup-in-eea",
        POLICY,
        {"type": "BACKUP_POLICY", "content": json.dumps({"plans": {"a": {"regions": {"@@assign": [ABROAD]}}}})},
    ),
    grafted(
        "aws-organization-content-not-learned-from", POLICY, {"type": "AISERVICES_OPT_OUT_POLICY", "content": "{}"}
    ),
    # Trails and detection
    changed("aws-trail-every-region", TRAIL, "isMultiRegionTrail", REMOVED),
    changed("aws-trail-recording", TRAIL, "enableLogging", False),
    changed("aws-trail-files-validated", TRAIL, "enableLogFileValidation", REMOVED),
    changed("aws-trail-global-services", TRAIL, "includeGlobalServiceEvents", False),
    changed("aws-trail-searchable", TRAIL, "cloudWatchLogsGroupArn", REMOVED),
    grafted("aws-event-store-every-region", EVENT_STORE, {"multiRegionEnabled": False}),
    grafted("aws-event-store-kept-six-months", EVENT_STORE, {"retentionPeriod": 90}),
    grafted("aws-config-records-everything", "aws:cfg/recorder:Recorder", {"recordingGroup": {"allSupported": False}}),
    grafted("aws-config-recording", "aws:cfg/recorderStatus:RecorderStatus", {"isEnabled": False}),
    grafted("aws-threat-detection-on", "aws:guardduty/detector:Detector", {"enable": False}),
    grafted(
        "aws-threat-detection-every-account",
        "aws:guardduty/organizationConfiguration:OrganizationConfiguration",
        {"autoEnableOrganizationMembers": "NONE"},
    ),
    # Logs of services
    done("aws-flow-log-all-traffic", Grafted(FLOW_LOG, {"vpcId": "vpc-1", "trafficType": "REJECT"})),
    grafted("aws-load-balancer-logs-requests", "aws:lb/loadBalancer:LoadBalancer", {}),
    grafted("aws-classic-load-balancer-logs-requests", "aws:elb/loadBalancer:LoadBalancer", {}),
    grafted("aws-rest-api-logs-requests", "aws:apigateway/stage:Stage", {}),
    grafted("aws-http-api-logs-requests", "aws:apigatewayv2/stage:Stage", {}),
    grafted("aws-client-vpn-logs-connections", "aws:ec2clientvpn/endpoint:Endpoint", {}),
    grafted("aws-vpn-tunnels-log", "aws:ec2/vpnConnection:VpnConnection", {}),
    grafted("aws-database-logs-exported", INSTANCE, {}),
    grafted("aws-document-database-audited", "aws:docdb/cluster:Cluster", {}),
    grafted("aws-graph-database-audited", "aws:neptune/cluster:Cluster", {}),
    grafted("aws-search-audited", "aws:opensearch/domain:Domain", {}),
    grafted("aws-kubernetes-control-plane-logged", "aws:eks/cluster:Cluster", {"enabledClusterLogTypes": ["api"]}),
    grafted(
        "aws-container-sessions-logged",
        "aws:ecs/cluster:Cluster",
        {"configuration": {"executeCommandConfiguration": {"logging": "NONE"}}},
    ),
    grafted("aws-state-machine-logged", STATE_MACHINE, {}),
    grafted(
        "aws-state-machine-logs-no-content", STATE_MACHINE, {"loggingConfiguration": {"includeExecutionData": True}}
    ),
    grafted(
        "aws-graph-api-logs-no-content", "aws:appsync/graphQLApi:GraphQLApi", {"logConfig": {"fieldLogLevel": "ALL"}}
    ),
    grafted("aws-broker-logged", BROKER, {}),
    grafted("aws-broker-audited", BROKER, {"engineType": "ActiveMQ"}),
    grafted("aws-kafka-logged", "aws:msk/cluster:Cluster", {}),
    grafted("aws-transfer-server-logged", "aws:transfer/server:Server", {}),
    grafted("aws-windows-files-audited", "aws:fsx/windowsFileSystem:WindowsFileSystem", {}),
    # Retention
    changed("aws-log-group-kept-long-enough", LOG_GROUP, "retentionInDays", 7),
    changed("aws-log-group-retention-ends", LOG_GROUP, "retentionInDays", REMOVED),
    changed("aws-object-lock-by-default", LOCK, "rule", REMOVED),
    changed("aws-object-lock-six-months", LOCK, "rule.defaultRetention.days", 30),
    changed("aws-lifecycle-removes-unfinished-uploads", LIFECYCLE, "rules.abortIncompleteMultipartUpload", REMOVED),
    changed("aws-lifecycle-keeps-several-zones", LIFECYCLE, "rules.transitions", [{"storageClass": "ONEZONE_IA"}]),
    # Backups
    grafted("aws-database-backups-kept", INSTANCE, {}),
    grafted("aws-database-cluster-backups-kept", "aws:docdb/cluster:Cluster", {}),
    grafted("aws-dynamodb-any-point-in-time", TABLE, {}),
    grafted("aws-dynamodb-point-in-time-a-week", TABLE, {"pointInTimeRecovery": {"recoveryPeriodInDays": 1}}),
    grafted("aws-keyspaces-any-point-in-time", "aws:keyspaces/table:Table", {}),
    grafted("aws-warehouse-backups-kept", "aws:redshift/cluster:Cluster", {}),
    grafted(
        "aws-windows-files-backups-kept",
        "aws:fsx/windowsFileSystem:WindowsFileSystem",
        {"automaticBackupRetentionDays": 0},
    ),
    grafted("aws-files-backups-kept", "aws:fsx/ontapFileSystem:OntapFileSystem", {}),
    grafted("aws-cache-snapshots-kept", "aws:elasticache/replicationGroup:ReplicationGroup", {}),
    changed("aws-backup-plan-daily", PLAN, "rules.schedule", "cron(0 2 1 * ? *)"),
    changed("aws-backup-plan-kept-a-month", PLAN, "rules.lifecycle.deleteAfter", 7),
    changed("aws-backup-lock-minimum", VAULT_LOCK, "minRetentionDays", REMOVED),
    changed("aws-backup-lock-grace", VAULT_LOCK, "changeableForDays", 3),
    changed("aws-backup-lock-maximum", VAULT_LOCK, "maxRetentionDays", REMOVED),
    # Deletion
    grafted("aws-database-protected", INSTANCE, {}),
    grafted("aws-global-database-protected", "aws:rds/globalCluster:GlobalCluster", {}),
    grafted("aws-dynamodb-protected", TABLE, {}),
    grafted("aws-distributed-sql-protected", "aws:dsql/cluster:Cluster", {}),
    grafted("aws-database-final-snapshot", INSTANCE, {"skipFinalSnapshot": True}),
    grafted("aws-database-backups-outlive-it", INSTANCE, {}),
    grafted("aws-files-final-backup", "aws:fsx/windowsFileSystem:WindowsFileSystem", {"skipFinalBackup": True}),
    changed("aws-store-kept-while-full", BUCKET, "forceDestroy", True),
    changed("aws-store-kept-while-full", VAULT, "forceDestroy", True),
    grafted("aws-container-registry-kept-while-full", "aws:ecr/repository:Repository", {"forceDelete": True}),
    grafted("aws-secret-recoverable", "aws:secretsmanager/secret:Secret", {"recoveryWindowInDays": 0}),
    grafted("aws-user-pool-protected", "aws:cognito/userPool:UserPool", {}),
    grafted("aws-kubernetes-protected", "aws:eks/cluster:Cluster", {}),
    grafted("aws-load-balancer-protected", "aws:lb/loadBalancer:LoadBalancer", {}),
    changed("aws-network-firewall-protected", FIREWALL, "deleteProtection", REMOVED),
    changed("aws-network-firewall-policy-fixed", FIREWALL, "firewallPolicyChangeProtection", REMOVED),
    changed("aws-network-firewall-subnets-fixed", FIREWALL, "subnetChangeProtection", REMOVED),
    grafted("aws-event-store-protected", EVENT_STORE, {"terminationProtectionEnabled": False}),
    # Zones
    grafted("aws-database-several-zones", INSTANCE, {}),
    grafted("aws-files-several-zones", "aws:efs/fileSystem:FileSystem", {"availabilityZoneName": "eu-west-3a"}),
    grafted("aws-windows-files-several-zones", "aws:fsx/windowsFileSystem:WindowsFileSystem", {}),
    grafted("aws-cache-fails-over", "aws:elasticache/replicationGroup:ReplicationGroup", {}),
    grafted("aws-search-several-zones", "aws:opensearch/domain:Domain", {}),
    grafted("aws-broker-several-zones", BROKER, {}),
    # Tags
    changed("aws-tagged-data-class", VAULT, "tags.data-class", "unheard-of"),
    changed("aws-tagged-establishment", VAULT, "tags.establishment", ""),
    changed("aws-tagged-environment", VAULT, "tags.environment", ""),
    changed("aws-tagged-cost-centre", VAULT, "tags.cost-centre", ""),
    grafted("aws-snapshots-tagged", INSTANCE, {}),
    grafted("aws-file-backups-tagged", "aws:fsx/windowsFileSystem:WindowsFileSystem", {}),
    grafted(
        "aws-instances-of-group-tagged",
        "aws:autoscaling/group:Group",
        {"tags": [{"key": "ght", "propagateAtLaunch": False}]},
    ),
    # What completes what
    done("aws-log-sink-locked", Lost(LOCK, BUCKET)),
    done("aws-log-sink-keeps-six-months", sink_kept_for_days),
    done("aws-log-sink-in-eea", sink_moved_abroad),
    grafted("aws-bucket-versioned", BUCKET, {}),
    grafted("aws-bucket-lifecycle", BUCKET, {}),
    done("aws-bucket-lifecycle", Lost(LIFECYCLE, BUCKET)),
    done("aws-bucket-access-traced", objects_untraced),
    done("aws-health-bucket-kept-twenty-years", health_bucket_emptied),
    done("aws-network-flows-recorded", Lost(FLOW_LOG, VPC)),
    done("aws-transit-gateway-flows-recorded", Lost(FLOW_LOG, GATEWAY)),
    done("aws-network-default-group-managed", Lost("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", VPC)),
    done("aws-subnet-own-routes", untied_route_tables),
    done("aws-subnet-in-network-acl", subnet_added),
    done(
        "aws-network-firewall-logged", Lost("aws:networkfirewall/loggingConfiguration:LoggingConfiguration", FIREWALL)
    ),
    grafted("aws-web-firewall-logged", "aws:wafv2/webAcl:WebAcl", {}),
    grafted("aws-store-backed-up", TABLE, {}),
    done("aws-backup-vault-locked", Lost(VAULT_LOCK, VAULT)),
    done("aws-backup-vault-refuses-deletion", Lost("aws:backup/vaultPolicy:VaultPolicy", VAULT)),
    done("aws-backup-plan-selects", Lost(SELECTION, PLAN)),
    done("aws-backup-takes-every-kind", kind_not_taken),
    done("aws-trail-log-group-protected", group_unprotected),
    grafted("aws-config-recorder-started", "aws:cfg/recorder:Recorder", {}),
    grafted("aws-warehouse-logged", "aws:redshift/cluster:Cluster", {}),
]
