import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.aws.public_addresses import RULES
from tests.rules.rule_case import Case, cases, cases_at, check, check_all_kinds

INSTANCE, ADDRESS = "aws:ec2/instance:Instance", "aws:ec2/eip:Eip"
TEMPLATE = "aws:drs/replicationConfigurationTemplate:ReplicationConfigurationTemplate"

CASES = [
    *cases(
        "aws-instance-without-public-address",
        INSTANCE,
        ("good", "pass", {"associatePublicIpAddress": False}),
        ("bad", "fail", {"associatePublicIpAddress": True, "subnetId": "subnet-1"}),
        ("missing", "pass", {"subnetId": "subnet-1"}, "its subnet decides"),
        ("missing", "pass", {"networkInterfaces": [{"networkInterfaceId": "eni-1"}]}),
        ("missing", "fail", {}, "the default network"),
        ("missing", "unknown", {"launchTemplate": {"id": "lt-1"}}, "follows the launch template"),
        ("unknown", "unknown", {"associatePublicIpAddress": UNKNOWN}),
        ("unknown", "pass", {"subnetId": UNKNOWN}),
    ),
    *cases_at(
        "aws-launch-template-without-public-address",
        "aws:ec2/launchTemplate:LaunchTemplate",
        "networkInterfaces[*].associatePublicIpAddress",
        good="false",
        bad="true",
        missing="pass",
    ),
    *cases_at(
        "aws-launch-configuration-without-public-address",
        "aws:ec2/launchConfiguration:LaunchConfiguration",
        "associatePublicIpAddress",
        good=False,
        bad=True,
        missing="pass",
    ),
    *cases_at(
        "aws-subnet-without-public-addresses",
        "aws:ec2/subnet:Subnet",
        "mapPublicIpOnLaunch",
        good=False,
        bad=True,
        missing="pass",
    ),
    *cases_at(
        "aws-default-subnet-without-public-addresses",
        "aws:ec2/defaultSubnet:DefaultSubnet",
        "mapPublicIpOnLaunch",
        good=False,
        bad=True,
        missing="fail",
    ),
    *cases(
        "aws-elastic-address-on-no-machine",
        ADDRESS,
        ("good", "pass", {"domain": "vpc"}),
        ("bad", "fail", {"instance": "i-1"}),
        ("bad", "fail", {"networkInterface": "eni-1"}),
        ("missing", "pass", {}),
        ("unknown", "unknown", {"instance": UNKNOWN}),
    ),
    *cases(
        "aws-elastic-address-on-no-machine",
        "aws:ec2/eipAssociation:EipAssociation",
        ("bad", "fail", {"instanceId": "i-1"}),
        ("bad", "fail", {"networkInterfaceId": "eni-1"}),
    ),
    *cases_at(
        "aws-container-task-without-public-address",
        "aws:ecs/service:Service",
        "networkConfiguration.assignPublicIp",
        good=False,
        bad=True,
        missing="pass",
    ),
    *cases_at(
        "aws-scheduled-task-without-public-address",
        "aws:cloudwatch/eventTarget:EventTarget",
        "ecsTarget.networkConfiguration.assignPublicIp",
        good=False,
        bad=True,
        missing="pass",
    ),
    *cases_at(
        "aws-load-balancer-internal",
        "aws:lb/loadBalancer:LoadBalancer",
        "internal",
        good=True,
        bad=False,
        missing="fail",
    ),
    *cases_at(
        "aws-load-balancer-internal",
        "aws:elb/loadBalancer:LoadBalancer",
        "internal",
        good=True,
        bad=False,
        missing="fail",
    ),
    *cases_at(
        "aws-recovery-replication-on-private-addresses",
        TEMPLATE,
        "dataPlaneRouting",
        good="PRIVATE_IP",
        bad="PUBLIC_IP",
        missing="fail",
    ),
    *cases_at(
        "aws-recovery-servers-without-public-address", TEMPLATE, "createPublicIp", good=False, bad=True, missing="fail"
    ),
    *cases_at(
        "aws-desktop-fleet-without-internet",
        "aws:appstream/fleet:Fleet",
        "enableDefaultInternetAccess",
        good=False,
        bad=True,
        missing="pass",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
