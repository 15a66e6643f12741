"""EC2: flow logs."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.ec2_tags import tagged
from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle, nothing_but_tags
from hds_landing.rehearsal.embedded_aws.property_names import picked
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_aws.tag_stores import EC2_TAGS
from hds_landing.rehearsal.embedded_cloud import Created, Gone, Refused

_OBSERVED = {
    "eniId": "NetworkInterface",
    "subnetId": "Subnet",
    "transitGatewayAttachmentId": "TransitGatewayAttachment",
    "transitGatewayId": "TransitGateway",
    "vpcId": "VPC",
}
_FORMAT = (
    "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} "
    "${bytes} ${start} ${end} ${action} ${log-status}"
)


def _flow_log(request: Request) -> Created:
    inputs, ec2 = request.inputs, request.client("ec2")
    observed = [name for name in _OBSERVED if inputs.get(name)]
    if len(observed) != 1:
        raise Refused(f"a flow log observes one of {', '.join(_OBSERVED)}; given {', '.join(observed) or 'none'}")
    kind = inputs.get("logDestinationType") or "cloud-watch-logs"
    _refuse_unreachable(request, kind)
    asked = {
        "ResourceIds": [inputs[observed[0]]],
        "ResourceType": _OBSERVED[observed[0]],
        "LogDestinationType": kind,
        **picked(inputs, {"trafficType": "TrafficType", "maxAggregationInterval": "MaxAggregationInterval"}),
        **picked(inputs, {"iamRoleArn": "DeliverLogsPermissionArn", "logFormat": "LogFormat"}),
        **picked(inputs, {"logDestination": "LogDestination"}),
    }
    if kind == "cloud-watch-logs":
        asked["LogGroupName"] = asked.pop("LogDestination").rpartition(":log-group:")[2].removesuffix(":*")
    answer = ec2.create_flow_logs(**asked, TagSpecifications=tagged(request, "vpc-flow-log"))
    if answer.get("Unsuccessful"):
        raise Refused(answer["Unsuccessful"][0]["Error"]["Message"])
    identity = answer["FlowLogIds"][0]
    kept = ec2.describe_flow_logs(FlowLogIds=[identity])["FlowLogs"][0]
    request.expect("logDestination", inputs.get("logDestination") if kind == "s3" else None, kept.get("LogDestination"))
    request.expect(observed[0], inputs[observed[0]], kept["ResourceId"])
    return request.exercised(
        identity,
        {
            "arn": request.arn("ec2", f"vpc-flow-log/{identity}"),
            "logDestination": inputs.get("logDestination") or "",
            "logDestinationType": kind,
            "logFormat": inputs.get("logFormat") or _FORMAT,
            "maxAggregationInterval": inputs.get("maxAggregationInterval") or 600,
        },
    )


def _refuse_unreachable(request: Request, kind: str) -> None:
    inputs = request.inputs
    if kind == "s3":
        bucket = str(inputs.get("logDestination")).split(":::")[-1].split("/")[0]
        request.standing.require("bucket", bucket)
    if kind == "cloud-watch-logs":
        if not inputs.get("iamRoleArn"):
            raise Refused("a flow log to CloudWatch Logs needs iamRoleArn, the role that writes")
        request.standing.require("role", inputs["iamRoleArn"])
        request.standing.require("log group", str(inputs.get("logDestination")).removesuffix(":*"))
    if inputs.get("transitGatewayId") or inputs.get("transitGatewayAttachmentId"):
        if inputs.get("trafficType"):
            raise Refused("a flow log of a transit gateway takes no trafficType: it records everything")
        if inputs.get("maxAggregationInterval", 60) != 60:
            raise Refused("a flow log of a transit gateway needs maxAggregationInterval 60")
    elif not inputs.get("trafficType"):
        raise Refused("a flow log needs trafficType: ACCEPT, REJECT or ALL")


def _observe(request: Request, identity: str) -> Mapping[str, Any]:
    found = request.client("ec2").describe_flow_logs(FlowLogIds=[identity])["FlowLogs"]
    if not found:
        raise Gone(f"flow log {identity} does not exist")
    return {}


def _delete(request: Request, identity: str) -> None:
    request.client("ec2").delete_flow_logs(FlowLogIds=[identity])


LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:ec2/flowLog:FlowLog": Lifecycle(_flow_log, _observe, nothing_but_tags, _delete, EC2_TAGS)
}
