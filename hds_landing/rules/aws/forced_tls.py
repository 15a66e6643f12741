"""AWS databases and mounts whose settings are lists of names and values: which of them refuse plain connections."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from hds_landing.inventory.resource import UNKNOWN, Secret
from hds_landing.rules.aws.tls_versions import REQUIREMENTS
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Passed, Undetermined, worst
from hds_landing.rules.properties import ABSENT, find, find_one
from hds_landing.rules.property_rule import TRUE, fails, judge_property, one_of
from hds_landing.rules.rule import ResourceRule, Rule, Subject

_ON: Final = frozenset({"1", "on", "true", "enabled", "tls1.2+", "tls1.3+", "fips-140-3"})
_FAMILY: Final = re.compile(r"(?P<engine>[a-z][a-z-]*?)-?(?P<version>\d+(\.\d+)?)?")
_NEWEST_IN_CLEAR: Final = {"postgres": 14.0, "aurora-postgresql": 16.0}
_INSTANCE: Final = "aws:rds/parameterGroup:ParameterGroup"
_CLUSTER: Final = "aws:rds/clusterParameterGroup:ClusterParameterGroup"
_HTTPS_ABSENT: Final = "without options for the endpoint OpenSearch accepts HTTP"
_VOLUME: Final = "volumes[*].efsVolumeConfiguration"
_JDBC: Final = "JDBC_ENFORCE_SSL"


def _judge_parameter(subject: Subject, path: str, names: tuple[str, str], wanted: str, absent: Judgement) -> Judgement:
    """The judgement of one setting in a list of them, given under `names` as name and value."""
    listed, values = (find(subject.properties, f"{path}[*].{name}") for name in names)
    judgements: list[Judgement] = []
    for name, value in zip(listed, values, strict=True):
        if name.value is UNKNOWN:
            judgements.append(Undetermined(f"{name.path} is not known yet"))
        elif name.value == wanted:
            if value.value is UNKNOWN:
                return Undetermined(f"{value.path} is not known yet")
            return None if _is_on(value.value) else f"{value}, expected {wanted} to be on"
    return worst(judgements) if judgements else absent


def _is_on(value: Any) -> bool:
    return (str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)).lower() in _ON


def _judge_rds(subject: Subject) -> Judgement:
    family = find_one(subject.properties, "family")
    if not isinstance(family.value, str):
        return Undetermined(f"{family.path} is not known yet")
    matched = _FAMILY.fullmatch(family.value)
    if matched is None:
        return Undetermined(f"{family}, a family of which nothing is known here")
    engine, version = matched["engine"], float(matched["version"]) if matched["version"] else None
    if engine.startswith("aurora") and subject.type == _INSTANCE:
        return NOT_APPLICABLE  # what forces TLS is a setting of the cluster
    if engine in _NEWEST_IN_CLEAR:
        forced = version is not None and version > _NEWEST_IN_CLEAR[engine]
        absent: Judgement = Passed("this version forces TLS") if forced else "rds.force_ssl is not set: it is off"
        return _judge_parameter(subject, "parameters", ("name", "value"), "rds.force_ssl", absent)
    if engine.startswith("sqlserver"):
        absent = "rds.force_ssl is not set: it is off"
        return _judge_parameter(subject, "parameters", ("name", "value"), "rds.force_ssl", absent)
    if engine in ("mysql", "mariadb", "aurora-mysql"):
        off = version is not None and version <= (8.0 if engine.endswith("mysql") else 11.4)
        absent = (
            "require_secure_transport is not set: it is off"
            if off
            else Undetermined("require_secure_transport is not set, and the version decides")
        )
        return _judge_parameter(subject, "parameters", ("name", "value"), "require_secure_transport", absent)
    return NOT_APPLICABLE  # Oracle and Db2 have options for it, not parameters


def _judge_documentdb(subject: Subject) -> Judgement:
    absent = Passed("DocumentDB requires TLS unless told otherwise")
    return _judge_parameter(subject, "parameters", ("name", "value"), "tls", absent)


def _judge_redshift(subject: Subject) -> Judgement:
    family = find_one(subject.properties, "family")
    absent: Judgement = Undetermined(f"{family.path} is not known yet, and decides on require_ssl")
    if isinstance(family.value, str):
        old = family.value == "redshift-1.0"
        absent = "require_ssl is not set: it is off" if old else Passed("this family requires TLS")
    return _judge_parameter(subject, "parameters", ("name", "value"), "require_ssl", absent)


def _judge_redshift_serverless(subject: Subject) -> Judgement:
    absent = Undetermined("require_ssl is not set, and the workgroup's age decides")
    return _judge_parameter(subject, "configParameters", ("parameterKey", "parameterValue"), "require_ssl", absent)


def _judge_https(subject: Subject) -> Judgement:
    if find_one(subject.properties, "domainEndpointOptions").value is ABSENT:
        return _HTTPS_ABSENT
    enforced = find_one(subject.properties, "domainEndpointOptions.enforceHttps")
    if enforced.value is ABSENT:
        return Passed("pulumi-aws asks for HTTPS where the endpoint's options are set")
    return judge_property(subject, enforced.path, TRUE, fails(_HTTPS_ABSENT))


def _judge_mounts(subject: Subject) -> Judgement:
    mounted, flags = find(subject.properties, _VOLUME), find(subject.properties, f"{_VOLUME}.transitEncryption")
    return worst(_judge_mount(mount.value, flag) for mount, flag in zip(mounted, flags, strict=True))


def _judge_mount(mount: Any, flag: Any) -> Judgement:
    if mount is ABSENT:
        return NOT_APPLICABLE
    if flag.value is UNKNOWN:
        return Undetermined(f"{flag.path} is not known yet")
    return None if one_of("ENABLED").judge(flag.value) else f"{flag}: ECS mounts in clear"


def _judge_connection(subject: Subject) -> Judgement:
    kind = find_one(subject.properties, "connectionType").value
    if kind not in (ABSENT, UNKNOWN, "JDBC"):
        return NOT_APPLICABLE
    given = find_one(subject.properties, "connectionProperties").value
    if given is UNKNOWN:
        return Undetermined("connectionProperties is not known yet")
    value = given.get(_JDBC) if isinstance(given, Mapping) else None
    secret = isinstance(value, Secret)
    while isinstance(value, Secret):
        value = value.value
    if value is UNKNOWN:
        return Undetermined(f"{_JDBC} is not known yet")
    if value is not None and _is_on(value):
        return None
    shown = "is not set" if value is None else "is [secret]" if secret else "is not true"
    if kind is UNKNOWN:
        return Undetermined("connectionType is not known yet")
    return f"{_JDBC} {shown}: Glue falls back to connections in clear"


def _rule(
    id: str, title: str, types: Iterable[str], fix: str, source: str, paths: tuple[str, ...], absence: str, judge: Any
) -> ResourceRule:
    return ResourceRule(
        id=id,
        title=title,
        theme=Theme.ENCRYPTION_IN_TRANSIT,
        severity=Severity.HIGH,
        requirements=REQUIREMENTS,
        fix=fix,
        source=f"docs.aws.amazon.com, {source}",
        types=tuple(types),
        paths=paths,
        absence=absence,
        judge=judge,
    )


_PARAMETERS: Final = ("family", "parameters[*].name", "parameters[*].value")

RULES: tuple[Rule, ...] = (
    _rule(
        "aws-database-forces-tls",
        "The parameters of an RDS database refuse connections in clear",
        (_CLUSTER, _INSTANCE),
        "Set rds.force_ssl (PostgreSQL, SQL Server) or require_secure_transport (MySQL, MariaDB) to 1 in parameters.",
        "Using SSL/TLS to encrypt a connection to a DB instance or cluster",
        _PARAMETERS,
        "PostgreSQL from 15, and Aurora PostgreSQL from 17, force TLS; older ones, MySQL 8.0 and SQL Server do not",
        _judge_rds,
    ),
    _rule(
        "aws-documentdb-forces-tls",
        "The parameters of a DocumentDB cluster refuse connections in clear",
        ("aws:docdb/clusterParameterGroup:ClusterParameterGroup",),
        "Set the parameter tls to enabled, or to tls1.2+.",
        "Encrypting data in transit, Amazon DocumentDB",
        _PARAMETERS[1:],
        "DocumentDB requires TLS",
        _judge_documentdb,
    ),
    _rule(
        "aws-redshift-forces-tls",
        "The parameters of a Redshift cluster refuse connections in clear",
        ("aws:redshift/parameterGroup:ParameterGroup",),
        "Set the parameter require_ssl to true.",
        "Configuring security options for connections, Amazon Redshift",
        _PARAMETERS,
        "the family redshift-1.0 accepts connections in clear, later ones do not",
        _judge_redshift,
    ),
    _rule(
        "aws-redshift-serverless-forces-tls",
        "A Redshift Serverless workgroup refuses connections in clear",
        ("aws:redshiftserverless/workgroup:Workgroup",),
        "Set the parameter require_ssl to true in configParameters.",
        "Connecting to Amazon Redshift Serverless",
        ("configParameters[*].parameterKey", "configParameters[*].parameterValue"),
        "workgroups made before 2025 accept connections in clear: undetermined",
        _judge_redshift_serverless,
    ),
    _rule(
        "aws-opensearch-https-only",
        "An OpenSearch domain accepts HTTPS only",
        ("aws:elasticsearch/domain:Domain", "aws:opensearch/domain:Domain"),
        "Set domainEndpointOptions.enforceHttps to true.",
        "DomainEndpointOptions, Amazon OpenSearch Service",
        ("domainEndpointOptions.enforceHttps",),
        f"{_HTTPS_ABSENT}; with some, pulumi-aws asks for HTTPS",
        _judge_https,
    ),
    _rule(
        "aws-container-mount-in-transit",
        "A container mounts EFS encrypted",
        ("aws:ecs/taskDefinition:TaskDefinition",),
        "Set transitEncryption to ENABLED in every efsVolumeConfiguration.",
        "Use Amazon EFS volumes with Amazon ECS",
        (f"{_VOLUME}.transitEncryption",),
        "ECS mounts EFS in clear; a task without a volume in EFS mounts none",
        _judge_mounts,
    ),
    _rule(
        "aws-glue-connection-in-transit",
        "Glue reaches databases encrypted",
        ("aws:glue/connection:Connection",),
        f"Set {_JDBC} to true in connectionProperties.",
        "AWS Glue connection properties",
        ("connectionProperties", "connectionType"),
        "Glue falls back to connections in clear",
        _judge_connection,
    ),
)
