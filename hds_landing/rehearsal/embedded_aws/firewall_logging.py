"""Network Firewall: where a firewall logs."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.network_firewall import SERVICE
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_cloud import Created, Gone, Refused


def _logging_configuration(request: Request) -> Created:
    inputs = request.inputs
    request.standing.require("firewall", inputs["firewallArn"])
    configuration = {"LogDestinationConfigs": _destinations(inputs)}
    for each in configuration["LogDestinationConfigs"]:
        _refuse_unreachable(request, each)
    service = request.client(SERVICE)
    # AWS takes one more destination per call; the emulated service keeps the whole configuration at once
    service.update_logging_configuration(FirewallArn=inputs["firewallArn"], LoggingConfiguration=configuration)
    kept = service.describe_logging_configuration(FirewallArn=inputs["firewallArn"])["LoggingConfiguration"]
    request.expect("loggingConfiguration", configuration, kept)
    monitoring = {"enableMonitoringDashboard": bool(inputs.get("enableMonitoringDashboard"))}
    return request.exercised(inputs["firewallArn"], monitoring)


def _destinations(properties: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "LogType": each["logType"],
            "LogDestinationType": each["logDestinationType"],
            "LogDestination": each["logDestination"],
        }
        for each in properties["loggingConfiguration"]["logDestinationConfigs"]
    ]


def _refuse_unreachable(request: Request, destination: Mapping[str, Any]) -> None:
    where, kind = destination["LogDestination"], destination["LogDestinationType"]
    needed = {"S3": ("bucketName", "bucket"), "CloudWatchLogs": ("logGroup", "log group")}
    if kind in needed:
        key, what = needed[kind]
        if not where.get(key):
            raise Refused(f"a {kind} destination needs {key}; given {', '.join(where) or 'nothing'}")
        request.standing.require(what, where[key])


def _observe_logging(request: Request, identity: str) -> Mapping[str, Any]:
    kept = request.client(SERVICE).describe_logging_configuration(FirewallArn=identity)["LoggingConfiguration"]
    destinations = kept.get("LogDestinationConfigs") or []
    if not destinations:
        raise Gone(f"firewall {identity} logs nothing")
    asked = _destinations(request.known)
    if sorted(map(str, destinations)) == sorted(map(str, asked)):
        return {}
    return {
        "loggingConfiguration": {
            "logDestinationConfigs": [
                {
                    "logDestination": each["LogDestination"],
                    "logDestinationType": each["LogDestinationType"],
                    "logType": each["LogType"],
                }
                for each in destinations
            ]
        }
    }


def _delete_logging(request: Request, identity: str) -> None:
    nowhere: dict[str, Any] = {"LogDestinationConfigs": []}
    request.client(SERVICE).update_logging_configuration(FirewallArn=identity, LoggingConfiguration=nowhere)


LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:networkfirewall/loggingConfiguration:LoggingConfiguration": Lifecycle(
        _logging_configuration, _observe_logging, delete=_delete_logging
    ),
}
