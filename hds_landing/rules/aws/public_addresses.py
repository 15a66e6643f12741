"""AWS machines, containers and load balancers that get a public address."""

from typing import Final

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement, Passed, Undetermined
from hds_landing.rules.properties import ABSENT, find_one
from hds_landing.rules.property_rule import (
    FALSE,
    TRUE,
    Absence,
    Expectation,
    fails,
    judge_property,
    one_of,
    passes,
    property_rule,
)
from hds_landing.rules.rule import ResourceRule, Rule, Subject

_REQUIREMENTS: Final = ("HDS-EXI-05-F", "HDS-EXI-23", "SNC-13.2", "ISO27001-A.8.20")
_PLACES: Final = ("subnetId", "networkInterfaces", "launchTemplate")
_SUBNET_DECIDES: Final = passes("its subnet decides, which is judged by itself")


def _exposed(
    id: str,
    title: str,
    *types: str,
    path: str,
    absent: Absence,
    fix: str,
    source: str,
    expected: Expectation = FALSE,
    severity: Severity = Severity.HIGH,
) -> ResourceRule:
    return property_rule(
        id=id,
        title=title,
        theme=Theme.PUBLIC_EXPOSURE,
        severity=severity,
        requirements=_REQUIREMENTS,
        fix=fix,
        source=source,
        types=types,
        path=path,
        expected=expected,
        absent=absent,
    )


def _instance(subject: Subject) -> Judgement:
    """Without a word of its own, a machine follows its subnet; without a subnet it lands in a public one."""
    given = {name: find_one(subject.properties, name).value for name in ("associatePublicIpAddress", *_PLACES)}
    if given["associatePublicIpAddress"] is not ABSENT:
        return judge_property(subject, "associatePublicIpAddress", FALSE, _SUBNET_DECIDES)
    if given["launchTemplate"] is not ABSENT:
        return Undetermined("associatePublicIpAddress is not set and follows the launch template")
    if given["subnetId"] is ABSENT and given["networkInterfaces"] in (ABSENT, []):
        return "subnetId is not set: it lands in the default network, whose subnets give public addresses"
    return _SUBNET_DECIDES.judgement


def _address(subject: Subject) -> Judgement:
    machine, interface = (find_one(subject.properties, path) for path in subject_paths(subject.type))
    for found in (machine, interface):
        if found.value is UNKNOWN:
            return Undetermined(f"{found.path} is not known yet")
        if found.value not in (ABSENT, ""):
            return f"{found.path} is set: the machine is on the internet"
    return Passed("it stands on no machine: a gateway may hold it")


def subject_paths(token: str) -> tuple[str, str]:
    """Where an address, or what ties it, names the machine and the interface that hold it."""
    return (
        ("instanceId", "networkInterfaceId") if token.endswith(":EipAssociation") else ("instance", "networkInterface")
    )


RULES: tuple[Rule, ...] = (
    ResourceRule(
        id="aws-instance-without-public-address",
        title="An EC2 instance has no public address",
        theme=Theme.PUBLIC_EXPOSURE,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix="Set associatePublicIpAddress to false and put the instance into a subnet of its own network.",
        source="docs.aws.amazon.com, Amazon EC2 instance IP addressing",
        types=("aws:ec2/instance:Instance", "aws:ec2/spotInstanceRequest:SpotInstanceRequest"),
        paths=("associatePublicIpAddress", *_PLACES),
        absence="the subnet decides; without subnetId, the default network does, and gives a public address",
        judge=_instance,
    ),
    _exposed(
        "aws-launch-template-without-public-address",
        "A launch template gives no public address",
        "aws:ec2/launchTemplate:LaunchTemplate",
        path="networkInterfaces[*].associatePublicIpAddress",
        absent=_SUBNET_DECIDES,
        fix="Set networkInterfaces[].associatePublicIpAddress to false.",
        source="docs.aws.amazon.com, Amazon EC2 instance IP addressing",
    ),
    _exposed(
        "aws-launch-configuration-without-public-address",
        "A launch configuration gives no public address",
        "aws:ec2/launchConfiguration:LaunchConfiguration",
        path="associatePublicIpAddress",
        absent=_SUBNET_DECIDES,
        fix="Set associatePublicIpAddress to false.",
        source="docs.aws.amazon.com, Amazon EC2 instance IP addressing",
    ),
    _exposed(
        "aws-subnet-without-public-addresses",
        "A subnet gives no public address to what is launched in it",
        "aws:ec2/subnet:Subnet",
        path="mapPublicIpOnLaunch",
        absent=passes("a subnet that is not a default one gives none"),
        fix="Set mapPublicIpOnLaunch to false.",
        source="docs.aws.amazon.com, Subnets for your VPC",
    ),
    _exposed(
        "aws-default-subnet-without-public-addresses",
        "A default subnet gives no public address to what is launched in it",
        "aws:ec2/defaultSubnet:DefaultSubnet",
        path="mapPublicIpOnLaunch",
        absent=fails("a default subnet gives public addresses"),
        fix="Set mapPublicIpOnLaunch to false, or better delete the default network.",
        source="docs.aws.amazon.com, Default VPCs",
    ),
    ResourceRule(
        id="aws-elastic-address-on-no-machine",
        title="An elastic address stands on a gateway, not on a machine",
        theme=Theme.PUBLIC_EXPOSURE,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix="Remove instance and networkInterface from the address, and publish the service through a load balancer.",
        source="docs.aws.amazon.com, Elastic IP addresses",
        types=("aws:ec2/eip:Eip", "aws:ec2/eipAssociation:EipAssociation"),
        paths=subject_paths("Eip"),
        paths_by_type={"aws:ec2/eipAssociation:EipAssociation": subject_paths(":EipAssociation")},
        absence="the address stands on no machine",
        judge=_address,
    ),
    _exposed(
        "aws-container-task-without-public-address",
        "The tasks of an ECS service have no public address",
        "aws:ecs/service:Service",
        path="networkConfiguration.assignPublicIp",
        absent=passes("ECS gives none"),
        fix="Set networkConfiguration.assignPublicIp to false.",
        source="docs.aws.amazon.com, Fargate task networking",
    ),
    _exposed(
        "aws-scheduled-task-without-public-address",
        "A scheduled ECS task has no public address",
        "aws:cloudwatch/eventTarget:EventTarget",
        path="ecsTarget.networkConfiguration.assignPublicIp",
        absent=passes("ECS gives none"),
        fix="Set ecsTarget.networkConfiguration.assignPublicIp to false.",
        source="docs.aws.amazon.com, Fargate task networking",
    ),
    _exposed(
        "aws-load-balancer-internal",
        "A load balancer is internal",
        "aws:elb/loadBalancer:LoadBalancer",
        "aws:lb/loadBalancer:LoadBalancer",
        path="internal",
        expected=TRUE,
        absent=fails("a load balancer faces the internet unless it says otherwise"),
        fix="Set internal to true; publish what patients need through the hub, with a waiver that names it.",
        source="docs.aws.amazon.com, Load balancer scheme",
    ),
    _exposed(
        "aws-recovery-replication-on-private-addresses",
        "Disaster recovery replicates over private addresses",
        "aws:drs/replicationConfigurationTemplate:ReplicationConfigurationTemplate",
        path="dataPlaneRouting",
        expected=one_of("PRIVATE_IP"),
        absent=fails("the provider refuses a template that does not say"),
        fix="Set dataPlaneRouting to PRIVATE_IP.",
        source="docs.aws.amazon.com, Network requirements of AWS Elastic Disaster Recovery",
    ),
    _exposed(
        "aws-recovery-servers-without-public-address",
        "The replication servers of disaster recovery have no public address",
        "aws:drs/replicationConfigurationTemplate:ReplicationConfigurationTemplate",
        path="createPublicIp",
        absent=fails("the provider refuses a template that does not say"),
        fix="Set createPublicIp to false.",
        source="docs.aws.amazon.com, Replication settings of AWS Elastic Disaster Recovery",
    ),
    _exposed(
        "aws-desktop-fleet-without-internet",
        "The desktops of an AppStream fleet reach the internet through their network",
        "aws:appstream/fleet:Fleet",
        path="enableDefaultInternetAccess",
        absent=passes("AppStream gives no way of its own"),
        fix="Set enableDefaultInternetAccess to false.",
        source="docs.aws.amazon.com, AppStream 2.0 internet access",
        severity=Severity.MEDIUM,
    ),
)
