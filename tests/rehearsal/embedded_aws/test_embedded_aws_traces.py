import pytest
from aws_account import HOME, HUB, SPOKE

from hds_landing.rehearsal.embedded_cloud import Refused

TRAIL, GROUP, FLOWS = "cloudtrail/trail:Trail", "cloudwatch/logGroup:LogGroup", "ec2/flowLog:FlowLog"
QUERY_LOG = "route53/resolverQueryLogConfig:ResolverQueryLogConfig"
JOINED = "route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation"


def test_a_log_group_is_encrypted_and_kept(aws_cloud):
    key = aws_cloud.key()
    created = aws_cloud.create(
        GROUP, name="/exemple/app", kmsKeyId=key, retentionInDays=365, deletionProtectionEnabled=True, tags={"a": "b"}
    )
    outputs = created.outputs
    assert created.exercised
    assert created.id == "/exemple/app"
    assert outputs["arn"] == f"arn:aws:logs:{HOME}:{HUB}:log-group:/exemple/app"
    assert (outputs["retentionInDays"], outputs["kmsKeyId"]) == (365, key)
    assert outputs["deletionProtectionEnabled"] is True
    assert aws_cloud.create(GROUP, name="/for/ever").outputs["retentionInDays"] == 0


@pytest.mark.parametrize(
    ("inputs", "refusal"),
    [
        ({"retentionInDays": 37}, "retentionInDays: given 37, allowed 1, 3, 5"),
        ({"kmsKeyId": "arn:aws:kms:x"}, "key arn:aws:kms:x does not exist"),
        ({"name": "/exemple/app"}, "ResourceAlreadyExistsException"),
        ({"name": "a b"}, "logGroupName: given 'a b'"),
        ({"logGroupClass": "CHEAP"}, "given 'CHEAP', allowed STANDARD"),
    ],
)
def test_a_log_group_that_aws_refuses(aws_cloud, inputs, refusal):
    aws_cloud.create(GROUP, name="/exemple/app")
    with pytest.raises(Refused, match=refusal):
        aws_cloud.create(GROUP, **({"name": "/exemple/other"} | inputs))


def trail(aws, **changes):
    group = aws.create(GROUP, name="/exemple/trail").outputs["arn"]
    inputs = {
        "name": "exemple",
        "s3BucketName": aws.bucket(),
        "kmsKeyId": aws.key(),
        "isMultiRegionTrail": True,
        "enableLogFileValidation": True,
        "cloudWatchLogsGroupArn": f"{group}:*",
        "cloudWatchLogsRoleArn": aws.role(),
    } | changes
    return aws.create(TRAIL, **{name: value for name, value in inputs.items() if value is not None})


def test_a_trail_of_every_region(aws_cloud):
    selector = {"readWriteType": "All", "includeManagementEvents": True}
    created = trail(aws_cloud, eventSelectors=[selector], tags={"a": "b"})
    outputs = created.outputs
    assert created.exercised
    assert created.id == outputs["arn"] == f"arn:aws:cloudtrail:{HOME}:{HUB}:trail/exemple"
    assert (outputs["isMultiRegionTrail"], outputs["enableLogFileValidation"]) == (True, True)
    assert outputs["enableLogging"] is True
    assert outputs["homeRegion"] == HOME


def test_a_trail_of_objects_too(aws_cloud):
    fields = [
        {"field": "eventCategory", "equals": ["Data"]},
        {"field": "resources.type", "equals": ["AWS::S3::Object"]},
        {"field": "resources.ARN", "notStartsWiths": ["arn:aws:s3:::exemple-logs/"]},
    ]
    outputs = trail(aws_cloud, advancedEventSelectors=[{"name": "objects", "fieldSelectors": fields}]).outputs
    assert outputs["advancedEventSelectors"][0]["fieldSelectors"] == fields


def test_a_trail_may_be_still_and_writes_to_another_account_s_bucket(aws_cloud):
    aws_cloud.bucket("shared-archive", account_id=SPOKE)
    outputs = trail(aws_cloud, s3BucketName="shared-archive", enableLogging=False).outputs
    assert (outputs["s3BucketName"], outputs["enableLogging"]) == ("shared-archive", False)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"s3BucketName": "nowhere"}, "bucket nowhere does not exist"),
        ({"kmsKeyId": "arn:aws:kms:x"}, "key arn:aws:kms:x does not exist"),
        ({"cloudWatchLogsRoleArn": None}, "come together"),
        ({"cloudWatchLogsRoleArn": "arn:aws:iam::1:role/x"}, "role arn:aws:iam::1:role/x does not exist"),
        ({"cloudWatchLogsGroupArn": f"arn:aws:logs:{HOME}:{HUB}:log-group:/exemple/trail"}, "ends with `:\\*`"),
        ({"cloudWatchLogsGroupArn": "arn:none:*"}, "log group arn:none does not exist"),
        ({"name": "a b"}, "InvalidTrailNameException"),
    ],
)
def test_a_trail_that_aws_refuses(aws_cloud, changes, refusal):
    with pytest.raises(Refused, match=refusal):
        trail(aws_cloud, **changes)


def flows(aws, **changes):
    given = {"trafficType": "ALL", "logDestinationType": "s3", "logDestination": "arn:aws:s3:::exemple-logs"} | changes
    return aws.create(FLOWS, **{name: value for name, value in given.items() if value is not None})


def test_flows_of_a_network_and_of_a_gateway(aws_cloud):
    aws_cloud.bucket()
    vpc, gateway = aws_cloud.vpc(), aws_cloud.gateway().id
    of_network = flows(aws_cloud, vpcId=vpc, maxAggregationInterval=60)
    of_gateway = flows(aws_cloud, transitGatewayId=gateway, trafficType=None, maxAggregationInterval=60)
    assert (of_network.exercised, of_gateway.exercised) == (True, True)
    assert of_network.id.startswith("fl-")
    assert of_network.outputs["logDestination"] == "arn:aws:s3:::exemple-logs"
    assert of_network.outputs["maxAggregationInterval"] == 60


def test_flows_to_a_log_group(aws_cloud):
    group = aws_cloud.create(GROUP, name="/flows").outputs["arn"]
    destination = {"logDestinationType": "cloud-watch-logs", "logDestination": group}
    assert flows(aws_cloud, vpcId=aws_cloud.vpc(), iamRoleArn=aws_cloud.role(), **destination).exercised
    with pytest.raises(Refused, match="needs iamRoleArn"):
        flows(aws_cloud, vpcId=aws_cloud.vpc("10.1.0.0/16"), **destination)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({}, "observes one of .*; given none"),
        ({"vpcId": "VPC", "subnetId": "subnet-1"}, "given subnetId, vpcId"),
        ({"vpcId": "vpc-0"}, "InvalidID: The ID 'vpc-0' is not valid"),
        ({"vpcId": "VPC", "logDestination": "arn:aws:s3:::nowhere"}, "bucket nowhere does not exist"),
        ({"vpcId": "VPC", "trafficType": None}, "needs trafficType"),
        ({"vpcId": "VPC", "trafficType": "SOME"}, "given 'SOME', allowed ACCEPT, REJECT, ALL"),
        ({"transitGatewayId": "tgw-1"}, "takes no trafficType"),
        (
            {"transitGatewayId": "tgw-1", "trafficType": None, "maxAggregationInterval": 600},
            "needs maxAggregationInterval",
        ),
    ],
)
def test_flow_logs_that_aws_refuses(aws_cloud, changes, refusal):
    aws_cloud.bucket()
    vpc = aws_cloud.vpc()
    with pytest.raises(Refused, match=refusal):
        flows(aws_cloud, **{name: vpc if value == "VPC" else value for name, value in changes.items()})


def test_queries_of_a_network(aws_cloud):
    aws_cloud.bucket()
    log = aws_cloud.create(QUERY_LOG, name="exemple", destinationArn="arn:aws:s3:::exemple-logs", tags={"a": "b"})
    assert log.exercised
    assert log.id.startswith("rslvr-qlc-")
    assert log.outputs["arn"] == f"arn:aws:route53resolver:{HOME}:{HUB}:resolver-query-log-config/{log.id}"
    assert (log.outputs["ownerId"], log.outputs["tagsAll"]) == (HUB, {"a": "b"})
    joined = aws_cloud.create(JOINED, resolverQueryLogConfigId=log.id, resourceId=aws_cloud.vpc())
    assert joined.exercised
    assert joined.id.startswith("rslvr-qla-")


def test_query_logs_that_aws_refuses(aws_cloud):
    with pytest.raises(Refused, match="bucket nowhere does not exist"):
        aws_cloud.create(QUERY_LOG, name="exemple", destinationArn="arn:aws:s3:::nowhere")
    aws_cloud.bucket()
    log = aws_cloud.create(QUERY_LOG, name="exemple", destinationArn="arn:aws:s3:::exemple-logs").id
    with pytest.raises(Refused, match="The vpc ID 'vpc-0' does not exist"):
        aws_cloud.create(JOINED, resolverQueryLogConfigId=log, resourceId="vpc-0")
    with pytest.raises(Refused, match="'rslvr-qlc-0' does not exist"):
        aws_cloud.create(JOINED, resolverQueryLogConfigId="rslvr-qlc-0", resourceId=aws_cloud.vpc())
