import json

import pytest

from hds_landing.inventory.resource import UNKNOWN, Secret
from hds_landing.rules.aws.public_services import RULES
from tests.rules.rule_case import Case, cases, cases_at, check, check_all_kinds

CLUSTER, NODES = "aws:eks/cluster:Cluster", "aws:eks/nodeGroup:NodeGroup"
COLLECTION = "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy"
SERVER = "aws:transfer/server:Server"
OPEN = json.dumps([{"Rules": [], "AllowFromPublic": False}, {"Rules": [], "AllowFromPublic": True}])
CLOSED = json.dumps([{"Rules": [], "AllowFromPublic": False, "SourceVPCEs": ["vpce-1"]}])

CASES = [
    *cases_at(
        "aws-migration-instance-not-public",
        "aws:dms/replicationInstance:ReplicationInstance",
        "publiclyAccessible",
        good=False,
        bad=True,
        missing="pass",
    ),
    *cases_at(
        "aws-message-broker-not-public",
        "aws:mq/broker:Broker",
        "publiclyAccessible",
        good=False,
        bad=True,
        missing="pass",
    ),
    *(
        case
        for token in (
            "aws:neptune/clusterInstance:ClusterInstance",
            "aws:redshiftserverless/workgroup:Workgroup",
            "aws:timestreaminfluxdb/dbInstance:DbInstance",
        )
        for case in cases_at(
            "aws-special-database-not-public", token, "publiclyAccessible", good=False, bad=True, missing="pass"
        )
    ),
    *cases_at(
        "aws-kafka-cluster-not-public",
        "aws:msk/cluster:Cluster",
        "brokerNodeGroupInfo.connectivityInfo.publicAccess.type",
        good="DISABLED",
        bad="SERVICE_PROVIDED_EIPS",
        missing="pass",
    ),
    *cases_at(
        "aws-search-domain-inside-network",
        "aws:opensearch/domain:Domain",
        "vpcOptions.subnetIds",
        good=["subnet-1"],
        bad=[],
        missing="fail",
    ),
    *cases(
        "aws-search-collection-not-public",
        COLLECTION,
        ("good", "pass", {"type": "network", "policy": CLOSED}),
        ("good", "not-applicable", {"type": "encryption", "policy": "{}"}),
        ("bad", "fail", {"type": "network", "policy": OPEN}),
        ("bad", "fail", {"type": "network", "policy": json.dumps({"AllowFromPublic": True})}),
        ("missing", "unknown", {"type": "network"}),
        ("unknown", "unknown", {"type": "network", "policy": UNKNOWN}),
        ("unknown", "unknown", {"type": UNKNOWN, "policy": OPEN}),
        ("unknown", "unknown", {"type": "network", "policy": "[1]"}),
    ),
    *cases(
        "aws-kubernetes-endpoint-not-public",
        CLUSTER,
        ("good", "pass", {"vpcConfig": {"endpointPublicAccess": False}}),
        ("good", "pass", {"vpcConfig": {"publicAccessCidrs": ["192.0.2.0/24", "2001:db8::/48"]}}),
        ("bad", "fail", {"vpcConfig": {"endpointPublicAccess": True}}, "names no one"),
        ("bad", "fail", {"vpcConfig": {"publicAccessCidrs": ["192.0.2.0/24", "0.0.0.0/0"]}}),
        ("bad", "fail", {"vpcConfig": {"publicAccessCidrs": ["::/0"]}}),
        ("missing", "fail", {}),
        ("unknown", "unknown", {"vpcConfig": UNKNOWN}),
        ("unknown", "unknown", {"vpcConfig": {"publicAccessCidrs": ["192.0.2.0/24", UNKNOWN]}}),
    ),
    *cases_at(
        "aws-kubernetes-endpoint-private",
        CLUSTER,
        "vpcConfig.endpointPrivateAccess",
        good=True,
        bad=False,
        missing="fail",
    ),
    *cases(
        "aws-kubernetes-nodes-ssh-limited",
        NODES,
        ("good", "pass", {"remoteAccess": {"ec2SshKey": "key", "sourceSecurityGroupIds": ["sg-1"]}}),
        ("bad", "fail", {"remoteAccess": {"ec2SshKey": "key"}}, "EKS then opens SSH"),
        ("bad", "fail", {"remoteAccess": {"ec2SshKey": Secret()}}),
        ("bad", "fail", {"remoteAccess": {"ec2SshKey": "key", "sourceSecurityGroupIds": []}}),
        ("missing", "not-applicable", {}),
        ("unknown", "unknown", {"remoteAccess": UNKNOWN}),
        ("unknown", "unknown", {"remoteAccess": {"ec2SshKey": UNKNOWN}}),
        ("unknown", "unknown", {"remoteAccess": {"ec2SshKey": "key", "sourceSecurityGroupIds": UNKNOWN}}),
    ),
    *cases_at("aws-transfer-server-inside-network", SERVER, "endpointType", good="VPC", bad="PUBLIC", missing="fail"),
    *cases_at(
        "aws-transfer-server-without-public-address",
        SERVER,
        "endpointDetails.addressAllocationIds",
        good=[],
        bad=["eipalloc-1"],
        missing="pass",
    ),
    *cases_at(
        "aws-rest-api-private",
        "aws:apigateway/restApi:RestApi",
        "endpointConfiguration.types",
        good="PRIVATE",
        bad="REGIONAL",
        missing="fail",
    ),
    *cases_at(
        "aws-graph-api-private",
        "aws:appsync/graphQLApi:GraphQLApi",
        "visibility",
        good="PRIVATE",
        bad="GLOBAL",
        missing="fail",
    ),
    *cases_at(
        "aws-app-runner-private",
        "aws:apprunner/service:Service",
        "networkConfiguration.ingressConfiguration.isPubliclyAccessible",
        good=False,
        bad=True,
        missing="fail",
    ),
    *cases_at(
        "aws-airflow-console-private",
        "aws:mwaa/environment:Environment",
        "webserverAccessMode",
        good="PRIVATE_ONLY",
        bad="PUBLIC_AND_PRIVATE",
        missing="pass",
    ),
    *cases_at(
        "aws-notebook-without-internet",
        "aws:sagemaker/notebookInstance:NotebookInstance",
        "directInternetAccess",
        good="Disabled",
        bad="Enabled",
        missing="fail",
    ),
    *cases_at(
        "aws-studio-inside-network",
        "aws:sagemaker/domain:Domain",
        "appNetworkAccessType",
        good="VpcOnly",
        bad="PublicInternetOnly",
        missing="fail",
    ),
    *cases_at(
        "aws-emr-blocks-public-access",
        "aws:emr/blockPublicAccessConfiguration:BlockPublicAccessConfiguration",
        "blockPublicSecurityGroupRules",
        good=True,
        bad=False,
        missing="fail",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
