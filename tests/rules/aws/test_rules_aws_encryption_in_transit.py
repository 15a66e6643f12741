import pytest

from hds_landing.inventory.resource import UNKNOWN, Secret
from hds_landing.rules.aws import encryption_in_transit, forced_tls, listeners, tls_versions, vpn_tunnels
from tests.rules.property_row import Row, row_cases
from tests.rules.rule_case import Case, cases, check, check_all_kinds

LISTENER, DISTRIBUTION = "aws:lb/listener:Listener", "aws:cloudfront/distribution:Distribution"
CLUSTER, INSTANCE = "aws:rds/clusterParameterGroup:ClusterParameterGroup", "aws:rds/parameterGroup:ParameterGroup"
HTTPS = {"protocol": "HTTPS"}
VPN = "aws:ec2/vpnConnection:VpnConnection"
PHASES = [f"tunnel{tunnel}Phase{phase}" for tunnel in (1, 2) for phase in (1, 2)]

ROWS = [
    Row("aws-load-balancer-tls-version", "sslPolicy", "ELBSecurityPolicy-TLS13-1-2-2021-06", "x", beside=HTTPS),
    Row("aws-distribution-tls-version", "viewerCertificate.minimumProtocolVersion", "TLSv1.2_2021", "TLSv1.1_2016"),
    Row(
        "aws-distribution-origin-tls-version",
        "origins[*].customOriginConfig.originSslProtocols[*]",
        "TLSv1.2",
        "TLSv1.1",
        "not-applicable",
    ),
    Row("aws-api-domain-tls-version", "securityPolicy", "TLS_1_2", "TLS_1_0", "unknown"),
    Row("aws-http-api-domain-tls-version", "domainNameConfiguration.securityPolicy", "TLS_1_2", "TLS_1_0"),
    Row("aws-rest-api-tls-version", "securityPolicy", "SecurityPolicy_TLS13_1_3_2025_09", "TLS_1_0"),
    Row(
        "aws-opensearch-tls-version",
        "domainEndpointOptions.tlsSecurityPolicy",
        "Policy-Min-TLS-1-2-PFS-2023-10",
        "Policy-Min-TLS-1-0-2019-07",
    ),
    Row(
        "aws-file-transfer-policy",
        "securityPolicyName",
        "TransferSecurityPolicy-2024-01",
        "TransferSecurityPolicy-2020-06",
    ),
    Row(
        "aws-device-domain-tls-version",
        "tlsConfig.securityPolicy",
        "IoTSecurityPolicy_TLS13_1_2_2022_10",
        "IoTSecurityPolicy_TLS12_1_0_2016_01",
        "unknown",
    ),
    Row("aws-opensearch-nodes-encrypted", "nodeToNodeEncryption.enabled", True, False),
    Row("aws-elasticache-in-transit", "transitEncryptionEnabled", True, False),
    Row(
        "aws-elasticache-in-transit-required",
        "transitEncryptionMode",
        "required",
        "preferred",
        "pass",
        {"transitEncryptionEnabled": True},
    ),
    Row("aws-cache-cluster-in-transit", "transitEncryptionEnabled", True, False),
    Row("aws-memorydb-in-transit", "tlsEnabled", True, False, "pass"),
    Row("aws-dax-in-transit", "clusterEndpointEncryptionType", "TLS", "NONE"),
    Row(
        "aws-kafka-clients-in-transit",
        "encryptionInfo.encryptionInTransit.clientBroker",
        "TLS",
        "TLS_PLAINTEXT",
        "pass",
    ),
    Row("aws-kafka-brokers-in-transit", "encryptionInfo.encryptionInTransit.inCluster", True, False, "pass"),
    Row("aws-database-proxy-in-transit", "requireTls", True, False),
    Row("aws-migration-in-transit", "sslMode", "verify-full", "none", beside={"engineName": "postgres"}),
    Row(
        "aws-migration-redis-in-transit",
        "redisSettings.sslSecurityProtocol",
        "ssl-encryption",
        "plaintext",
        "pass",
        {"engineName": "redis"},
    ),
    Row("aws-file-transfer-without-ftp", "protocols[*]", "SFTP", "FTP", "pass"),
    Row("aws-partner-messages-encrypted", "as2Config.encryptionAlgorithm", "AES256_CBC", "NONE", "not-applicable"),
    Row("aws-data-sync-efs-in-transit", "inTransitEncryption", "TLS1_2", "NONE"),
    Row("aws-data-sync-object-storage-in-transit", "serverProtocol", "HTTPS", "HTTP", "unknown"),
    Row("aws-mail-sent-encrypted", "deliveryOptions.tlsPolicy", "REQUIRE", "OPTIONAL"),
    Row("aws-mail-received-encrypted", "tlsPolicy", "Require", "Optional"),
    Row(
        "aws-file-gateway-in-transit",
        "smbSecurityStrategy",
        "MandatoryEncryption",
        "MandatorySigning",
        beside={"gatewayType": "FILE_S3"},
    ),
    Row("aws-training-in-transit", "enableInterContainerTrafficEncryption", True, False),
    Row("aws-graph-api-cache-in-transit", "transitEncryptionEnabled", True, False),
    Row("aws-subscription-in-transit", "protocol", "https", "http"),
    Row("aws-build-source-in-transit", "source.insecureSsl", False, True, "pass"),
    Row("aws-load-balancer-encrypted", "protocol", "HTTPS", "HTTP", "fail", {"port": 443}),
    Row("aws-distribution-encrypted", "defaultCacheBehavior.viewerProtocolPolicy", "https-only", "allow-all"),
    Row(
        "aws-distribution-origin-encrypted",
        "origins[*].customOriginConfig.originProtocolPolicy",
        "https-only",
        "match-viewer",
        "not-applicable",
    ),
    Row("aws-classic-load-balancer-encrypted", "listeners[*].lbProtocol", "https", "http"),
    Row("aws-target-group-encrypted", "protocol", "HTTPS", "HTTP", "not-applicable"),
    Row("aws-api-backend-encrypted", "uri", "https://dpi.local", "http://dpi.local", "not-applicable"),
    Row("aws-http-api-backend-encrypted", "integrationUri", "https://dpi.local", "HTTP://dpi.local", "not-applicable"),
    Row("aws-opensearch-https-only", "domainEndpointOptions.enforceHttps", True, False),
    Row(
        "aws-container-mount-in-transit",
        "volumes[*].efsVolumeConfiguration.transitEncryption",
        "ENABLED",
        "DISABLED",
        "not-applicable",
    ),
]


def group(family: object, name: str = "", value: object = None) -> dict[str, object]:
    return {"family": family, "parameters": [{"name": name, "value": value}] if name else []}


def tunnels(good: object, names: list[str], **more: object) -> dict[str, object]:
    return {name: [good] for name in names} | more


IKE = ["tunnel1IkeVersions", "tunnel2IkeVersions"]
ENCRYPTION, INTEGRITY, GROUPS = (
    [f"{phase}{name}" for phase in PHASES] for name in ("EncryptionAlgorithms", "IntegrityAlgorithms", "DhGroupNumbers")
)


def vpn_cases(rule: str, names: list[str], good: object, bad: object) -> list[Case]:
    last = names[-1]
    return cases(
        rule,
        VPN,
        ("good", "pass", tunnels(good, names)),
        ("bad", "fail", tunnels(good, names, **{last: [bad]}), last),
        ("bad", "fail", tunnels(good, names, **{last: [good, bad]}), f"{last}[1]"),
        ("missing", "fail", {}),
        ("missing", "fail", tunnels(good, names[:-1]), f"{last} is not set"),
        ("unknown", "unknown", tunnels(good, names, **{last: UNKNOWN})),
    )


CASES = [
    *row_cases(ROWS),
    *vpn_cases("aws-vpn-ike-version", IKE, "ikev2", "ikev1"),
    *vpn_cases("aws-vpn-encryption", ENCRYPTION, "AES256-GCM-16", "AES128"),
    *vpn_cases("aws-vpn-integrity", INTEGRITY, "SHA2-384", "SHA1"),
    *vpn_cases("aws-vpn-key-exchange", GROUPS, 20, 14),
    *vpn_cases("aws-vpn-key-exchange", GROUPS, 20.0, 24),
    *cases(
        "aws-load-balancer-tls-version",
        LISTENER,
        *(
            ("good", "pass", HTTPS | {"sslPolicy": f"ELBSecurityPolicy-{name}"})
            for name in ("TLS13-1-3-2021-06", "TLS-1-2-2017-01", "FS-1-2-Res-2020-10", "TLS13-1-2-Res-PQ-2025-09")
        ),
        *(
            ("bad", "fail", HTTPS | {"sslPolicy": f"ELBSecurityPolicy-{name}"})
            for name in ("2016-08", "TLS-1-1-2017-01", "FS-2018-06", "FS-1-1-2019-08", "TLS13-1-0-2021-06")
        ),
        ("good", "not-applicable", {"protocol": "TCP"}),
        ("missing", "not-applicable", {}),
        ("missing", "fail", {"protocol": "TLS"}, "accepts TLS 1.0"),
        ("unknown", "unknown", {"protocol": UNKNOWN}),
    ),
    *cases(
        "aws-distribution-tls-version",
        DISTRIBUTION,
        *(
            ("good", "pass", {"viewerCertificate": {"minimumProtocolVersion": version}})
            for version in ("TLSv1.2_2019", "TLSv1.2_2025", "TLSv1.3_2025")
        ),
        ("bad", "fail", {"viewerCertificate": {"minimumProtocolVersion": "TLSv1.2_2018"}}),
        ("missing", "fail", {"viewerCertificate": {"cloudfrontDefaultCertificate": True}}),
    ),
    *cases(
        "aws-rest-api-tls-version",
        "aws:apigateway/restApi:RestApi",
        ("good", "not-applicable", {"disableExecuteApiEndpoint": True}),
        ("good", "not-applicable", {"endpointConfiguration": {"types": "PRIVATE"}}),
        ("missing", "fail", {"endpointConfiguration": {"types": "REGIONAL"}}),
    ),
    *cases(
        "aws-file-transfer-policy",
        "aws:transfer/server:Server",
        *(
            ("good", "pass", {"securityPolicyName": f"TransferSecurityPolicy-{name}"})
            for name in ("FIPS-2024-05", "Restricted-2024-06", "SshAuditCompliant-2025-02", "AS2Restricted-2025-07")
        ),
        *(
            ("bad", "fail", {"securityPolicyName": f"TransferSecurityPolicy-{name}"})
            for name in ("2018-11", "Restricted-2020-06", "FIPS-2020-06", "PQ-SSH-Experimental-2023-04")
        ),
    ),
    *cases(
        "aws-load-balancer-encrypted",
        LISTENER,
        ("good", "pass", {"protocol": "HTTP", "port": 80, "defaultActions": [{"redirect": {"protocol": "HTTPS"}}]}),
        ("good", "pass", {"protocol": "QUIC", "port": 443}),
        ("bad", "fail", {"protocol": "HTTP", "port": 80, "defaultActions": [{"redirect": {"protocol": "HTTP"}}]}),
        ("bad", "fail", {"protocol": "HTTP", "port": 80, "defaultActions": [{"type": "forward"}]}),
        ("bad", "unknown", {"protocol": "TCP", "port": 2575}, "the two ends agree on"),
        ("missing", "not-applicable", {"defaultActions": [{"type": "forward"}]}),
        ("unknown", "unknown", {"protocol": "HTTP", "port": 80, "defaultActions": [{"redirect": UNKNOWN}]}),
    ),
    *cases(
        "aws-distribution-encrypted",
        DISTRIBUTION,
        (
            "bad",
            "fail",
            {
                "defaultCacheBehavior": {"viewerProtocolPolicy": "redirect-to-https"},
                "orderedCacheBehaviors": [{"viewerProtocolPolicy": "allow-all"}],
            },
            "orderedCacheBehaviors[0]",
        ),
    ),
    *cases(
        "aws-target-group-encrypted",
        "aws:lb/targetGroup:TargetGroup",
        ("good", "not-applicable", {"targetType": "lambda"}),
        ("good", "pass", {"protocol": "GENEVE"}),
    ),
    *cases(
        "aws-elasticache-in-transit-required",
        "aws:elasticache/replicationGroup:ReplicationGroup",
        ("missing", "not-applicable", {}),
    ),
    *cases(
        "aws-cache-cluster-in-transit",
        "aws:elasticache/cluster:Cluster",
        ("good", "not-applicable", {"replicationGroupId": "ris"}),
    ),
    *cases(
        "aws-migration-in-transit",
        "aws:dms/endpoint:Endpoint",
        ("good", "not-applicable", {"engineName": "s3"}),
        ("unknown", "unknown", {"engineName": UNKNOWN}),
    ),
    *cases(
        "aws-file-gateway-in-transit",
        "aws:storagegateway/gateway:Gateway",
        ("good", "not-applicable", {"gatewayType": "CACHED"}),
    ),
    *cases(
        "aws-training-in-transit",
        "aws:sagemaker/trainingJob:TrainingJob",
        ("good", "not-applicable", {"resourceConfig": {"instanceCount": 1}}),
        ("bad", "fail", {"resourceConfig": {"instanceCount": 2}}),
    ),
    *cases(
        "aws-opensearch-https-only",
        "aws:opensearch/domain:Domain",
        ("missing", "fail", {}, "accepts HTTP"),
        ("missing", "pass", {"domainEndpointOptions": {"customEndpointEnabled": False}}),
        ("unknown", "unknown", {"domainEndpointOptions": UNKNOWN}),
    ),
    *cases(
        "aws-container-mount-in-transit",
        "aws:ecs/taskDefinition:TaskDefinition",
        ("missing", "fail", {"volumes": [{"efsVolumeConfiguration": {"fileSystemId": "fs-1"}}]}, "in clear"),
        ("good", "not-applicable", {"volumes": [{"name": "scratch"}]}),
        ("unknown", "unknown", {"volumes": [{"efsVolumeConfiguration": UNKNOWN}]}),
    ),
    *cases(
        "aws-database-forces-tls",
        INSTANCE,
        ("good", "pass", group("postgres16", "rds.force_ssl", "1")),
        ("good", "pass", group("postgres14", "rds.force_ssl", 1.0)),
        ("good", "pass", group("mysql8.0", "require_secure_transport", "ON")),
        ("good", "pass", group("mariadb11.4", "require_secure_transport", "1")),
        ("good", "pass", group("sqlserver-se-15.0", "rds.force_ssl", "1")),
        ("good", "not-applicable", group("oracle-ee-19")),
        ("good", "not-applicable", group("aurora-postgresql16")),
        ("bad", "fail", group("postgres16", "rds.force_ssl", "0"), "expected rds.force_ssl to be on"),
        ("bad", "fail", group("mysql8.0", "require_secure_transport", "OFF")),
        ("bad", "fail", group("postgres16", "rds.force_ssl", Secret("0")), "is [secret]"),
        ("missing", "pass", group("postgres15"), "this version forces TLS"),
        ("missing", "fail", group("postgres14"), "rds.force_ssl is not set"),
        ("missing", "fail", group("postgres9.6", "log_connections", "1")),
        ("missing", "fail", group("mysql8.0")),
        ("missing", "unknown", group("mysql8.4")),
        ("missing", "fail", group("sqlserver-ex-16.0")),
        ("missing", "unknown", {}),
        ("unknown", "unknown", group(UNKNOWN, "rds.force_ssl", "1")),
        ("unknown", "unknown", group("postgres16", "rds.force_ssl", UNKNOWN)),
        ("unknown", "unknown", {"family": "postgres14", "parameters": UNKNOWN}),
        ("unknown", "unknown", {"family": "postgres14", "parameters": [{"name": UNKNOWN, "value": "1"}]}),
        ("unknown", "unknown", group("a new engine")),
    ),
    *cases(
        "aws-database-forces-tls",
        CLUSTER,
        ("bad", "fail", group("aurora-mysql8.0", "require_secure_transport", "OFF")),
        ("missing", "fail", group("aurora-postgresql16")),
        ("missing", "pass", group("aurora-postgresql17")),
        ("missing", "fail", group("aurora-mysql8.0")),
    ),
    *cases(
        "aws-documentdb-forces-tls",
        "aws:docdb/clusterParameterGroup:ClusterParameterGroup",
        ("good", "pass", group("docdb5.0", "tls", "tls1.2+")),
        ("bad", "fail", group("docdb5.0", "tls", "disabled")),
        ("missing", "pass", group("docdb5.0")),
        ("unknown", "unknown", group("docdb5.0", "tls", UNKNOWN)),
    ),
    *cases(
        "aws-redshift-forces-tls",
        "aws:redshift/parameterGroup:ParameterGroup",
        ("good", "pass", group("redshift-1.0", "require_ssl", "true")),
        ("bad", "fail", group("redshift-2.0", "require_ssl", "false")),
        ("missing", "fail", group("redshift-1.0")),
        ("missing", "pass", group("redshift-2.0")),
        ("unknown", "unknown", group(UNKNOWN)),
    ),
    *cases(
        "aws-redshift-serverless-forces-tls",
        "aws:redshiftserverless/workgroup:Workgroup",
        ("good", "pass", {"configParameters": [{"parameterKey": "require_ssl", "parameterValue": "true"}]}),
        ("bad", "fail", {"configParameters": [{"parameterKey": "require_ssl", "parameterValue": "false"}]}),
        ("missing", "unknown", {}),
        ("unknown", "unknown", {"configParameters": UNKNOWN}),
    ),
    *cases(
        "aws-glue-connection-in-transit",
        "aws:glue/connection:Connection",
        ("good", "pass", {"connectionProperties": {"JDBC_ENFORCE_SSL": "true"}}),
        ("good", "not-applicable", {"connectionType": "NETWORK"}),
        ("bad", "fail", {"connectionType": "JDBC", "connectionProperties": {"JDBC_ENFORCE_SSL": "false"}}),
        ("bad", "fail", {"connectionProperties": Secret({"JDBC_ENFORCE_SSL": "no-secret-shown"})}, "is not true"),
        ("bad", "fail", {"connectionProperties": {"JDBC_ENFORCE_SSL": Secret("false")}}, "is [secret]"),
        ("missing", "fail", {}, "JDBC_ENFORCE_SSL is not set"),
        ("unknown", "unknown", {"connectionProperties": UNKNOWN}),
        ("unknown", "unknown", {"connectionProperties": {"JDBC_ENFORCE_SSL": UNKNOWN}}),
        ("unknown", "unknown", {"connectionType": UNKNOWN, "connectionProperties": {}}),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    rooms = (encryption_in_transit, forced_tls, listeners, tls_versions, vpn_tunnels)
    check_all_kinds([rule for room in rooms for rule in room.RULES], CASES)
