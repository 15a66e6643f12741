"""Managed AWS services whose own endpoint faces the internet."""

import json
from collections.abc import Mapping
from typing import Any, Final

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.aws.open_ranges import is_open
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Passed, Undetermined
from hds_landing.rules.properties import ABSENT, find, find_one
from hds_landing.rules.property_rule import (
    FALSE,
    NOTHING,
    SET,
    TRUE,
    Absence,
    Expectation,
    fails,
    one_of,
    passes,
    property_rule,
)
from hds_landing.rules.rule import ResourceRule, Rule, Subject

_REQUIREMENTS: Final = ("HDS-EXI-05-F", "HDS-EXI-23", "SNC-13.2", "ISO27001-A.8.20")
_ADMINISTRATION: Final = ("HDS-EXI-05-F", "SNC-9.6", "SNC-13.2", "ISO27001-A.8.20")
_NO_PUBLIC_ADDRESS: Final = passes("pulumi-aws asks for no public address")


def _service(
    id: str,
    title: str,
    severity: Severity,
    *types: str,
    path: str,
    expected: Expectation,
    absent: Absence,
    fix: str,
    source: str,
    requirements: tuple[str, ...] = _REQUIREMENTS,
) -> ResourceRule:
    return property_rule(
        id=id,
        title=title,
        theme=Theme.PUBLIC_EXPOSURE,
        severity=severity,
        requirements=requirements,
        fix=fix,
        source=source,
        types=types,
        path=path,
        expected=expected,
        absent=absent,
    )


def _cluster_endpoint(subject: Subject) -> Judgement:
    public = find_one(subject.properties, "vpcConfig.endpointPublicAccess")
    if public.value in (False, "false"):
        return None
    ranges = find(subject.properties, "vpcConfig.publicAccessCidrs[*]")
    if public.value is UNKNOWN or any(found.value is UNKNOWN for found in ranges):
        return Undetermined("who may reach the public endpoint is not known yet")
    if not ranges:
        return f"{public}, and publicAccessCidrs names no one: EKS lets the whole internet in"
    wide = [found for found in ranges if is_open(found.value) is not False]
    return f"{wide[0]}: the internet may reach the endpoint" if wide else Passed("only the ranges that it names")


def _collection(subject: Subject) -> Judgement:
    kind = find_one(subject.properties, "type").value
    if kind not in ("network", UNKNOWN):
        return NOT_APPLICABLE
    policy = find_one(subject.properties, "policy").value
    if UNKNOWN in (kind, policy):
        return Undetermined("the policy is not known yet")
    rules = _network_rules(policy)
    if rules is None:
        return Undetermined("policy: not a network policy that can be read")
    if any(rule.get("AllowFromPublic") not in (False, None) for rule in rules):
        return "policy: AllowFromPublic lets the internet reach a collection"
    return None


def _network_rules(policy: Any) -> list[Mapping[str, Any]] | None:
    try:
        rules = json.loads(policy)
    except (ValueError, TypeError, RecursionError):
        return None
    rules = [rules] if isinstance(rules, dict) else rules
    return rules if isinstance(rules, list) and all(isinstance(rule, dict) for rule in rules) else None


def _ssh_sources(subject: Subject) -> Judgement:
    key, sources = (
        find_one(subject.properties, f"remoteAccess.{name}") for name in ("ec2SshKey", "sourceSecurityGroupIds")
    )
    if key.value is ABSENT or key.value == "":
        return NOT_APPLICABLE
    if sources.value is UNKNOWN or (key.value is UNKNOWN and not key.secret and sources.value in (ABSENT, [])):
        return Undetermined("remoteAccess is not known yet")
    if sources.value in (ABSENT, []):
        return f"{sources}: EKS then opens SSH or RDP of the nodes to the internet"
    return None


RULES: tuple[Rule, ...] = (
    _service(
        "aws-migration-instance-not-public",
        "A database migration instance has no public address",
        Severity.CRITICAL,
        "aws:dms/replicationInstance:ReplicationInstance",
        path="publiclyAccessible",
        expected=FALSE,
        absent=_NO_PUBLIC_ADDRESS,
        fix="Set publiclyAccessible to false.",
        source="docs.aws.amazon.com, Working with an AWS DMS replication instance",
    ),
    _service(
        "aws-message-broker-not-public",
        "A message broker has no public address",
        Severity.CRITICAL,
        "aws:mq/broker:Broker",
        path="publiclyAccessible",
        expected=FALSE,
        absent=passes("Amazon MQ gives none"),
        fix="Set publiclyAccessible to false.",
        source="docs.aws.amazon.com, Amazon MQ, Prefer brokers without public accessibility",
    ),
    _service(
        "aws-special-database-not-public",
        "A graph, time series or serverless warehouse database has no public address",
        Severity.CRITICAL,
        "aws:neptune/clusterInstance:ClusterInstance",
        "aws:redshiftserverless/workgroup:Workgroup",
        "aws:timestreaminfluxdb/dbInstance:DbInstance",
        path="publiclyAccessible",
        expected=FALSE,
        absent=_NO_PUBLIC_ADDRESS,
        fix="Set publiclyAccessible to false and reach the database from its own network.",
        source="docs.aws.amazon.com, Neptune public endpoints; Redshift Serverless, Publicly accessible",
    ),
    _service(
        "aws-kafka-cluster-not-public",
        "A Kafka cluster has no public address",
        Severity.CRITICAL,
        "aws:msk/cluster:Cluster",
        path="brokerNodeGroupInfo.connectivityInfo.publicAccess.type",
        expected=one_of("DISABLED"),
        absent=passes("MSK gives none"),
        fix="Set brokerNodeGroupInfo.connectivityInfo.publicAccess.type to DISABLED.",
        source="docs.aws.amazon.com, Turn on public access to an MSK Provisioned cluster",
    ),
    _service(
        "aws-search-domain-inside-network",
        "A search domain stands inside a network",
        Severity.CRITICAL,
        "aws:elasticsearch/domain:Domain",
        "aws:opensearch/domain:Domain",
        path="vpcOptions.subnetIds",
        expected=SET,
        absent=fails("the domain then has a public endpoint"),
        fix="Set vpcOptions.subnetIds; a domain cannot be moved later.",
        source="docs.aws.amazon.com, Launching your Amazon OpenSearch Service domains within a VPC",
    ),
    ResourceRule(
        id="aws-search-collection-not-public",
        title="A search collection takes no traffic from the internet",
        theme=Theme.PUBLIC_EXPOSURE,
        severity=Severity.CRITICAL,
        requirements=_REQUIREMENTS,
        fix="Set AllowFromPublic to false in policy, and SourceVPCEs to the endpoints of the network.",
        source="docs.aws.amazon.com, Network access for Amazon OpenSearch Serverless",
        types=("aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy",),
        paths=("policy", "type"),
        absence="the provider refuses a policy without its text",
        judge=_collection,
    ),
    ResourceRule(
        id="aws-kubernetes-endpoint-not-public",
        title="The endpoint of a Kubernetes cluster is closed to the internet",
        theme=Theme.PUBLIC_EXPOSURE,
        severity=Severity.HIGH,
        requirements=_ADMINISTRATION,
        fix="Set vpcConfig.endpointPublicAccess to false, or name the administrators' ranges in publicAccessCidrs.",
        source="docs.aws.amazon.com, Cluster API server endpoint",
        types=("aws:eks/cluster:Cluster",),
        paths=("vpcConfig.endpointPublicAccess", "vpcConfig.publicAccessCidrs"),
        absence="EKS opens the endpoint to 0.0.0.0/0",
        judge=_cluster_endpoint,
    ),
    _service(
        "aws-kubernetes-endpoint-private",
        "The nodes of a Kubernetes cluster reach its endpoint inside their network",
        Severity.MEDIUM,
        "aws:eks/cluster:Cluster",
        path="vpcConfig.endpointPrivateAccess",
        expected=TRUE,
        absent=fails("EKS gives no private endpoint unless asked"),
        fix="Set vpcConfig.endpointPrivateAccess to true.",
        source="docs.aws.amazon.com, Cluster API server endpoint",
        requirements=_ADMINISTRATION,
    ),
    ResourceRule(
        id="aws-kubernetes-nodes-ssh-limited",
        title="Remote access to Kubernetes nodes names the security groups that it comes from",
        theme=Theme.PUBLIC_EXPOSURE,
        severity=Severity.HIGH,
        requirements=_ADMINISTRATION,
        fix="Set remoteAccess.sourceSecurityGroupIds, or drop remoteAccess for Systems Manager.",
        source="docs.aws.amazon.com, Amazon EKS API, RemoteAccessConfig",
        types=("aws:eks/nodeGroup:NodeGroup",),
        paths=("remoteAccess.ec2SshKey", "remoteAccess.sourceSecurityGroupIds"),
        absence="without a key there is no remote access; with one and no source EKS opens it to 0.0.0.0/0",
        judge=_ssh_sources,
    ),
    _service(
        "aws-transfer-server-inside-network",
        "A file transfer server stands inside a network",
        Severity.HIGH,
        "aws:transfer/server:Server",
        path="endpointType",
        expected=one_of("VPC", "VPC_ENDPOINT"),
        absent=fails("the server is PUBLIC"),
        fix="Set endpointType to VPC and endpointDetails.subnetIds to the establishment's subnets.",
        source="docs.aws.amazon.com, Create a server in a virtual private cloud",
    ),
    _service(
        "aws-transfer-server-without-public-address",
        "A file transfer server inside a network has no public address",
        Severity.HIGH,
        "aws:transfer/server:Server",
        path="endpointDetails.addressAllocationIds",
        expected=NOTHING,
        absent=passes("the server then has private addresses alone"),
        fix="Remove endpointDetails.addressAllocationIds.",
        source="docs.aws.amazon.com, Create a server in a virtual private cloud",
    ),
    _service(
        "aws-rest-api-private",
        "A REST API is private",
        Severity.HIGH,
        "aws:apigateway/restApi:RestApi",
        path="endpointConfiguration.types",
        expected=one_of("PRIVATE"),
        absent=fails("API Gateway then gives it an edge endpoint, on the internet"),
        fix="Set endpointConfiguration.types to PRIVATE and reach the API through a VPC endpoint.",
        source="docs.aws.amazon.com, API endpoint types for REST APIs in API Gateway",
    ),
    _service(
        "aws-graph-api-private",
        "A GraphQL API is private",
        Severity.HIGH,
        "aws:appsync/graphQLApi:GraphQLApi",
        path="visibility",
        expected=one_of("PRIVATE"),
        absent=fails("AppSync then makes it GLOBAL"),
        fix="Set visibility to PRIVATE; it cannot be changed later.",
        source="docs.aws.amazon.com, Using AWS AppSync Private APIs",
    ),
    _service(
        "aws-app-runner-private",
        "An App Runner service is reached from inside a network",
        Severity.HIGH,
        "aws:apprunner/service:Service",
        path="networkConfiguration.ingressConfiguration.isPubliclyAccessible",
        expected=FALSE,
        absent=fails("App Runner publishes it"),
        fix="Set networkConfiguration.ingressConfiguration.isPubliclyAccessible to false.",
        source="docs.aws.amazon.com, Enabling private endpoints for incoming traffic to App Runner",
    ),
    _service(
        "aws-airflow-console-private",
        "The console of an Airflow environment is reached from inside a network",
        Severity.HIGH,
        "aws:mwaa/environment:Environment",
        path="webserverAccessMode",
        expected=one_of("PRIVATE_ONLY"),
        absent=passes("Airflow's console is then private"),
        fix="Set webserverAccessMode to PRIVATE_ONLY.",
        source="docs.aws.amazon.com, Apache Airflow access modes",
        requirements=_ADMINISTRATION,
    ),
    _service(
        "aws-notebook-without-internet",
        "A notebook reaches the internet through its network alone",
        Severity.HIGH,
        "aws:sagemaker/notebookInstance:NotebookInstance",
        path="directInternetAccess",
        expected=one_of("Disabled"),
        absent=fails("SageMaker gives it a way of its own"),
        fix="Set directInternetAccess to Disabled, with subnetId and securityGroups.",
        source="docs.aws.amazon.com, Connect a notebook instance in a VPC to external resources",
    ),
    _service(
        "aws-studio-inside-network",
        "A SageMaker domain sends its traffic through its network",
        Severity.HIGH,
        "aws:sagemaker/domain:Domain",
        path="appNetworkAccessType",
        expected=one_of("VpcOnly"),
        absent=fails("SageMaker then takes PublicInternetOnly"),
        fix="Set appNetworkAccessType to VpcOnly.",
        source="docs.aws.amazon.com, Connect Amazon SageMaker Studio in a VPC to external resources",
    ),
    _service(
        "aws-emr-blocks-public-access",
        "EMR refuses clusters whose security groups are open",
        Severity.HIGH,
        "aws:emr/blockPublicAccessConfiguration:BlockPublicAccessConfiguration",
        path="blockPublicSecurityGroupRules",
        expected=TRUE,
        absent=fails("the provider refuses a configuration that does not say"),
        fix="Set blockPublicSecurityGroupRules to true.",
        source="docs.aws.amazon.com, Using Amazon EMR block public access",
    ),
)
