"""S3 buckets with what keeps their objects: versions, lifecycle, traces of access."""

from collections.abc import Callable
from typing import Any, Final
from weakref import WeakKeyDictionary

from hds_landing.inventory.graph import InventoryGraph
from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.aws.tags import HEALTH_CLASSES, tag_of
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Passed, Undetermined, worst
from hds_landing.rules.properties import ABSENT, Found, find, find_one
from hds_landing.rules.rule import Rule, WholeInventoryRule
from hds_landing.rules.subject import subject_of
from hds_landing.rules.whole_inventory.log_sinks import BUCKET, OBJECT_LOCK, TRAIL, is_sink

VERSIONING: Final = "aws:s3/bucketVersioning:BucketVersioning"
LIFECYCLE: Final = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
LOGGING: Final = "aws:s3/bucketLogging:BucketLogging"

_TWENTY_YEARS_DAYS: Final = 7305
_EXPIRATION: Final = "rules[*].expiration.days"
_INLINE_EXPIRATION: Final = "lifecycleRules[*].expiration.days"
_SCOPES: Final = ("prefix", "tag", "and", "objectSizeGreaterThan", "objectSizeLessThan")
_DATA_EVENTS: Final = "eventSelectors[*].dataResources[*].type"
_FIELDS: Final = "advancedEventSelectors[*].fieldSelectors[*].equals"

_OBJECTS_TRACED: WeakKeyDictionary[InventoryGraph, bool] = WeakKeyDictionary()
"""Trails are read once per inventory: every bucket asks for them."""


def _companion(
    bucket: Resource, graph: InventoryGraph, token: str, what: str
) -> tuple[tuple[Resource, ...], Undetermined | None]:
    companions = graph.companions(bucket, BUCKET, token, "bucket")
    doubt = Undetermined(f"{what} is there whose bucket is not known yet") if companions.undetermined else None
    return companions.found, doubt


def judge_versioned(bucket: Resource, graph: InventoryGraph) -> Judgement:
    """Whether a bucket keeps former versions."""
    found, doubt = _companion(bucket, graph, VERSIONING, "a versioning")
    statuses = [find_one(each.inputs, "versioningConfiguration.status") for each in found]
    if statuses:
        return worst(_enabled(status, "Enabled") for status in statuses)
    inline = find_one(bucket.inputs, "versioning.enabled")
    if inline.value is not ABSENT:
        return _enabled(inline, True)
    if find_one(bucket.inputs, "objectLockEnabled").value in (True, "true"):
        return Passed("Object Lock turns versioning on, and nobody can suspend it")
    return doubt or "no versioning: what is overwritten or deleted is gone"


def _enabled(found: Found, expected: Any) -> Judgement:
    if found.value is UNKNOWN:
        return Undetermined(f"{found.path} is not known yet")
    accepted = found.value == expected or (expected is True and found.value == "true")
    return None if accepted else f"{found}, expected {expected if expected == 'Enabled' else 'true'}"


def judge_lifecycle(bucket: Resource, graph: InventoryGraph) -> Judgement:
    """Whether something says what becomes of old objects, versions and unfinished uploads."""
    found, doubt = _companion(bucket, graph, LIFECYCLE, "a lifecycle")
    inline = find_one(bucket.inputs, "lifecycleRules").value
    if found or (inline is not ABSENT and inline not in ([], UNKNOWN)):
        return None
    if inline is UNKNOWN:
        return Undetermined("lifecycleRules is not known yet")
    return doubt or "no lifecycle: old versions and unfinished uploads stay for ever"


def judge_access_traced(bucket: Resource, graph: InventoryGraph) -> Judgement:
    """Whether reading a bucket leaves a trace: server access logs, or data events of a trail."""
    if is_sink(bucket, graph) is True or graph.companions(bucket, BUCKET, OBJECT_LOCK, "bucket").found:
        return NOT_APPLICABLE
    if graph.mentions(bucket, BUCKET, LOGGING, "targetBucket").found:
        return NOT_APPLICABLE
    found, doubt = _companion(bucket, graph, LOGGING, "a bucket logging")
    if found or find_one(bucket.inputs, "logging.targetBucket").value not in (ABSENT, UNKNOWN, ""):
        return None
    if graph not in _OBJECTS_TRACED:
        _OBJECTS_TRACED[graph] = any(_traces_objects(trail) for trail in graph.of_type(TRAIL))
    if _OBJECTS_TRACED[graph]:
        return Passed("a trail records data events of S3 objects")
    return doubt or "neither server access logs nor data events of a trail: nobody can tell who read it"


def _traces_objects(trail: Resource) -> bool:
    return any(_names_objects(found.value) for path in (_DATA_EVENTS, _FIELDS) for found in find(trail.inputs, path))


def _names_objects(value: Any) -> bool:
    listed = value if isinstance(value, list | tuple) else (value,)
    return "AWS::S3::Object" in [each for each in listed if isinstance(each, str)]


def judge_health_kept(bucket: Resource, graph: InventoryGraph) -> Judgement:
    """Whether nothing deletes all of a bucket of health data before twenty years are over."""
    data_class = tag_of(subject_of(bucket, graph.inventory.config), "data-class")
    if data_class not in HEALTH_CLASSES or is_sink(bucket, graph) is True:
        return NOT_APPLICABLE
    found, _ = _companion(bucket, graph, LIFECYCLE, "a lifecycle")
    rules = [rule for each in found for rule in _rules(each.inputs.get("rules"))]
    inline = [rule for rule in _rules(bucket.inputs.get("lifecycleRules")) if rule.get("enabled") is not False]
    return worst([None, *(_expires_early(rule) for rule in (*rules, *inline))])


def _rules(value: Any) -> list[Any]:
    return [rule for rule in value if hasattr(rule, "get")] if isinstance(value, list | tuple) else []


def _expires_early(rule: Any) -> Judgement:
    days = find_one(rule, "expiration.days").value
    if rule.get("status") == "Disabled" or days is ABSENT:
        return None
    scope = rule.get("filter") if hasattr(rule.get("filter"), "get") else {}
    scoped = rule.get("prefix") or rule.get("tags") or any(scope.get(name) for name in _SCOPES)
    if scoped:
        return None
    if days is UNKNOWN:
        return Undetermined("when a lifecycle deletes is not known yet")
    early = isinstance(days, int | float) and days < _TWENTY_YEARS_DAYS
    return f"a lifecycle deletes all of it after {int(days)} days" if early else None


def _rule(
    id: str,
    title: str,
    theme: Theme,
    severity: Severity,
    requirements: tuple[str, ...],
    judge: Callable[[Resource, InventoryGraph], Judgement],
    *,
    joins: dict[str, tuple[str, ...]],
    fix: str,
    source: str,
    absence: str,
    paths: tuple[str, ...] = (),
) -> WholeInventoryRule:
    return WholeInventoryRule(
        id=id,
        title=title,
        theme=theme,
        severity=severity,
        requirements=requirements,
        fix=fix,
        source=source,
        types=(BUCKET,),
        joins=joins,
        paths=paths,
        absence=absence,
        judge=judge,
    )


RULES: tuple[Rule, ...] = (
    _rule(
        "aws-bucket-versioned",
        "A bucket keeps former versions",
        Theme.BACKUP,
        Severity.HIGH,
        ("HDS-EXI-05-A", "SNC-12.5", "ISO27001-A.8.13"),
        judge_versioned,
        joins={VERSIONING: ("bucket", "versioningConfiguration.status")},
        paths=("versioning.enabled", "objectLockEnabled"),
        fix="Add a BucketVersioning with versioningConfiguration.status Enabled.",
        source="docs.aws.amazon.com, Retaining multiple versions of objects with S3 Versioning",
        absence="S3 keeps one version",
    ),
    _rule(
        "aws-bucket-lifecycle",
        "A bucket says what becomes of old objects",
        Theme.RETENTION,
        Severity.LOW,
        ("SNC-19.4", "ISO27001-A.8.10"),
        judge_lifecycle,
        joins={LIFECYCLE: ("bucket",)},
        paths=("lifecycleRules",),
        fix="Add a BucketLifecycleConfiguration: storage classes, former versions, unfinished uploads.",
        source="docs.aws.amazon.com, Managing the lifecycle of objects",
        absence="everything stays until somebody deletes it",
    ),
    _rule(
        "aws-bucket-access-traced",
        "Reading a bucket leaves a trace",
        Theme.LOGGING,
        Severity.MEDIUM,
        ("HDS-EXI-05-D-C", "SNC-12.6", "PGSSI-LOG", "ISO27001-A.8.15"),
        judge_access_traced,
        joins={LOGGING: ("bucket", "targetBucket"), TRAIL: (_DATA_EVENTS, _FIELDS), OBJECT_LOCK: ("bucket",)},
        paths=("logging.targetBucket",),
        fix="Record data events of AWS::S3::Object in a trail, or add a BucketLogging towards the archive.",
        source="docs.aws.amazon.com, Logging options for Amazon S3",
        absence="S3 keeps no trace of reading; buckets that hold traces themselves are left out",
    ),
    _rule(
        "aws-health-bucket-kept-twenty-years",
        "Nothing deletes a whole bucket of health data before twenty years",
        Theme.RETENTION,
        Severity.HIGH,
        ("CSP-R.1112-7", "ISO27001-A.5.33"),
        judge_health_kept,
        joins={LIFECYCLE: ("bucket", _EXPIRATION, "rules[*].filter.prefix", "rules[*].status")},
        paths=(_INLINE_EXPIRATION, "tags"),
        fix="Remove expiration.days, or narrow the rule with a filter: twenty years count from the last visit.",
        source="Code de la santé publique, R. 1112-7",
        absence="S3 deletes nothing by itself; buckets that no tag calls health data are left out",
    ),
)
