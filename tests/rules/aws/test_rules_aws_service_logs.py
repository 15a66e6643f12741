import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.aws.service_logs import RULES
from tests.rules.rule_case import Case, Verdict, cases, cases_at, check, check_all_kinds

TYPES = {rule.id: rule.types for rule in RULES}
FLOW_LOG, BALANCER = "aws:ec2/flowLog:FlowLog", "aws:lb/loadBalancer:LoadBalancer"
CLASSIC, VPN = "aws:elb/loadBalancer:LoadBalancer", "aws:ec2/vpnConnection:VpnConnection"
BROKER, KAFKA, TRANSFER = "aws:mq/broker:Broker", "aws:msk/cluster:Cluster", "aws:transfer/server:Server"
GRAPH_API, EKS = "aws:appsync/graphQLApi:GraphQLApi", "aws:eks/cluster:Cluster"
ARN = "arn:aws:logs:eu-west-3:111122223333:log-group:a"


def everywhere(rule: str, path: str, good: object, bad: object, missing: Verdict) -> list[Case]:
    return [case for token in TYPES[rule] for case in cases_at(rule, token, path, good=good, bad=bad, missing=missing)]


def tunnels(first: object, second: object) -> dict[str, object]:
    return {
        f"tunnel{number}LogOptions": {"cloudwatchLogOptions": {"logEnabled": value}}
        for number, value in ((1, first), (2, second))
    }


def brokers_to(**sinks: object) -> dict[str, object]:
    return {"loggingInfo": {"brokerLogs": {name: {"enabled": value} for name, value in sinks.items()}}}


CASES = [
    *everywhere("aws-flow-log-all-traffic", "trafficType", "ALL", "REJECT", "fail"),
    *cases("aws-flow-log-all-traffic", FLOW_LOG, ("missing", "not-applicable", {"transitGatewayId": "tgw-1"})),
    *everywhere("aws-load-balancer-logs-requests", "accessLogs.enabled", True, False, "fail"),
    *cases(
        "aws-load-balancer-logs-requests",
        BALANCER,
        ("missing", "fail", {"accessLogs": {"bucket": "a"}}),
        ("missing", "not-applicable", {"loadBalancerType": "gateway"}),
        ("unknown", "unknown", {"loadBalancerType": UNKNOWN}),
    ),
    *cases(
        "aws-classic-load-balancer-logs-requests",
        CLASSIC,
        ("good", "pass", {"accessLogs": {"bucket": "a"}}),
        ("bad", "fail", {"accessLogs": {"bucket": "a", "enabled": False}}),
        ("missing", "fail", {}),
        ("unknown", "unknown", {"accessLogs": {"bucket": UNKNOWN}}),
    ),
    *everywhere("aws-rest-api-logs-requests", "accessLogSettings.destinationArn", ARN, "", "fail"),
    *everywhere("aws-http-api-logs-requests", "accessLogSettings.destinationArn", ARN, "", "fail"),
    *everywhere("aws-client-vpn-logs-connections", "connectionLogOptions.enabled", True, False, "fail"),
    *cases(
        "aws-vpn-tunnels-log",
        VPN,
        ("good", "pass", tunnels(True, True)),
        ("bad", "fail", tunnels(True, False), "tunnel2LogOptions"),
        ("missing", "fail", {}),
        ("unknown", "unknown", tunnels(UNKNOWN, True)),
    ),
    *everywhere("aws-database-logs-exported", "enabledCloudwatchLogsExports", ["audit"], [], "fail"),
    *everywhere("aws-document-database-audited", "enabledCloudwatchLogsExports", ["Audit"], ["profiler"], "fail"),
    *everywhere("aws-graph-database-audited", "enableCloudwatchLogsExports", ["audit"], ["slowquery"], "fail"),
    *(
        case
        for token in TYPES["aws-search-audited"]
        for case in cases(
            "aws-search-audited",
            token,
            ("good", "pass", {"logPublishingOptions": [{"logType": "ES_APPLICATION_LOGS"}, {"logType": "AUDIT_LOGS"}]}),
            ("bad", "fail", {"logPublishingOptions": [{"logType": "AUDIT_LOGS", "enabled": False}]}),
            ("bad", "fail", {"logPublishingOptions": [{"logType": "INDEX_SLOW_LOGS"}]}),
            ("missing", "fail", {}),
            ("unknown", "unknown", {"logPublishingOptions": [{"logType": UNKNOWN}]}),
            ("unknown", "unknown", {"logPublishingOptions": [{"logType": "AUDIT_LOGS", "enabled": UNKNOWN}]}),
        )
    ),
    *everywhere(
        "aws-kubernetes-control-plane-logged",
        "enabledClusterLogTypes",
        ["scheduler", "api", "audit", "authenticator"],
        ["api", "audit"],
        "fail",
    ),
    *cases(
        "aws-kubernetes-control-plane-logged",
        EKS,
        ("unknown", "unknown", {"enabledClusterLogTypes": ["api", UNKNOWN]}),
        ("unknown", "unknown", {"enabledClusterLogTypes": "api"}),
    ),
    *everywhere(
        "aws-container-sessions-logged",
        "configuration.executeCommandConfiguration.logging",
        "OVERRIDE",
        "NONE",
        "not-applicable",
    ),
    *everywhere("aws-state-machine-logged", "loggingConfiguration.level", "ERROR", "OFF", "fail"),
    *everywhere("aws-state-machine-logs-no-content", "loggingConfiguration.includeExecutionData", False, True, "pass"),
    *cases(
        "aws-graph-api-logs-no-content",
        GRAPH_API,
        ("good", "pass", {"logConfig": {"fieldLogLevel": "ALL", "excludeVerboseContent": True}}),
        ("bad", "fail", {"logConfig": {"fieldLogLevel": "ERROR", "excludeVerboseContent": False}}),
        ("missing", "fail", {"logConfig": {"fieldLogLevel": "ALL"}}),
        ("missing", "not-applicable", {"logConfig": {"fieldLogLevel": "NONE"}}),
        ("missing", "not-applicable", {}),
        ("unknown", "unknown", {"logConfig": {"fieldLogLevel": "ALL", "excludeVerboseContent": UNKNOWN}}),
    ),
    *everywhere("aws-broker-logged", "logs.general", True, False, "fail"),
    *everywhere("aws-broker-audited", "logs.audit", True, False, "fail"),
    *cases(
        "aws-broker-audited",
        BROKER,
        ("missing", "not-applicable", {"engineType": "RabbitMQ"}),
        ("unknown", "unknown", {"engineType": UNKNOWN}),
    ),
    *cases(
        "aws-kafka-logged",
        KAFKA,
        ("good", "pass", brokers_to(cloudwatchLogs=False, s3=True)),
        ("bad", "fail", brokers_to(cloudwatchLogs=False)),
        ("missing", "fail", {}),
        ("unknown", "unknown", brokers_to(firehose=UNKNOWN)),
    ),
    *cases(
        "aws-transfer-server-logged",
        TRANSFER,
        ("good", "pass", {"structuredLogDestinations": [ARN]}),
        ("good", "pass", {"loggingRole": "arn:aws:iam::111122223333:role/logs"}),
        ("bad", "fail", {"structuredLogDestinations": []}),
        ("missing", "fail", {}),
        ("unknown", "unknown", {"loggingRole": UNKNOWN}),
    ),
    *everywhere(
        "aws-windows-files-audited",
        "auditLogConfiguration.fileAccessAuditLogLevel",
        "SUCCESS_AND_FAILURE",
        "DISABLED",
        "fail",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
