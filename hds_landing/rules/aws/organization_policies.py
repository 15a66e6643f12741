"""What an AWS organization imposes on its accounts: regions, backups, no use of content to train models."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.aws.policy_document import refusals
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Undetermined, worst
from hds_landing.rules.properties import ABSENT, find_one
from hds_landing.rules.residency import REQUIREMENTS, SOURCE, judge_arn, judge_region
from hds_landing.rules.rule import ResourceRule, Rule, Subject

_POLICY: Final = "aws:organizations/policy:Policy"
_SERVICE_CONTROL: Final = "SERVICE_CONTROL_POLICY"
_UNREADABLE: Final = Undetermined("content is not a policy that can be read")
_REQUIRED: Final = "the provider refuses a policy without content; its type is SERVICE_CONTROL_POLICY where not set"
_ASSIGNED: Final = ("@@assign", "@@append")


def _content(subject: Subject, kind: str) -> Any:
    """The content of a policy of that kind; none for another kind."""
    given = find_one(subject.properties, "type").value
    if given is UNKNOWN:
        return UNKNOWN
    if (_SERVICE_CONTROL if given is ABSENT else given) != kind:
        return None
    return find_one(subject.properties, "content").value


def _parsed(content: Any) -> Any:
    try:
        return json.loads(content)
    except (TypeError, ValueError, RecursionError):
        return None


def judge_guarded_regions(subject: Subject) -> Judgement:
    """Whether every region that a service control policy leaves open is inside the EEA."""
    content = _content(subject, _SERVICE_CONTROL)
    if content is None:
        return NOT_APPLICABLE
    statements = None if content in (UNKNOWN, ABSENT) else refusals(content)
    if statements is None:
        return _UNREADABLE
    judgements: list[Judgement] = []
    for statement in statements:
        for operator, key, values in statement.conditions if statement.conditions is not UNKNOWN else ():
            if key == "aws:requestedregion" and "not" in operator:
                judgements += (
                    [_region(statement.number, value) for value in values]
                    if values is not UNKNOWN
                    else [Undetermined(f"statement {statement.number} leaves open regions that are not known yet")]
                )
    return worst(judgements)


def _region(number: int, value: str) -> Judgement:
    if "*" in value or "?" in value:
        return f"statement {number} leaves a pattern of regions open, which has regions outside the EEA or may get some"
    judgement = judge_region("aws", value)
    return f"statement {number} leaves a region open: {judgement}" if isinstance(judgement, str) else judgement


def judge_backup_policy(subject: Subject) -> Judgement:
    """Whether a backup policy works, and copies, inside the EEA only."""
    content = _content(subject, "BACKUP_POLICY")
    if content is None:
        return NOT_APPLICABLE
    document = _parsed(content)
    if not isinstance(document, Mapping):
        return _UNREADABLE
    regions = [judge_region("aws", region) for region in _listed(document, "regions")]
    vaults = [_vault(arn) for arn in _listed(document, "target_backup_vault_arn")]
    return worst([*regions, *vaults])


def _vault(arn: Any) -> Judgement:
    """`arn:aws:backup:eu-central-1:$account:backup-vault:copy`"""
    judgement = judge_arn(arn)
    return f"it copies to a vault outside the EEA: {judgement}" if isinstance(judgement, str) else judgement


def _listed(document: Any, name: str) -> Iterator[Any]:
    """What is assigned to `name`, wherever it stands."""
    for key, value in document.items() if isinstance(document, Mapping) else ():
        if key == name and isinstance(value, Mapping):
            for operator in _ASSIGNED:
                assigned = value.get(operator)
                yield from assigned if isinstance(assigned, list) else [] if assigned is None else [assigned]
        else:
            yield from _listed(value, name)


def judge_opt_out(subject: Subject) -> Judgement:
    """Whether an opt-out policy opts out of everything by default."""
    content = _content(subject, "AISERVICES_OPT_OUT_POLICY")
    if content is None:
        return NOT_APPLICABLE
    document = _parsed(content)
    if not isinstance(document, Mapping):
        return _UNREADABLE
    default: Any = document
    for step in ("services", "default", "opt_out_policy"):
        default = default.get(step) if isinstance(default.get(step), Mapping) else {}
    given = default.get("@@assign")
    return None if given == "optOut" else "its default does not opt out, so services may learn from content"


RULES: tuple[Rule, ...] = (
    ResourceRule(
        id="aws-organization-regions-in-eea",
        title="A service control policy leaves only regions inside the EEA open",
        theme=Theme.REGION,
        severity=Severity.HIGH,
        requirements=REQUIREMENTS,
        fix="In the condition on aws:RequestedRegion, name regions inside the EEA one by one.",
        source="docs.aws.amazon.com, AWS Organizations, Deny access to AWS based on the requested AWS Region",
        types=(_POLICY,),
        paths=("content", "type"),
        absence=_REQUIRED,
        judge=judge_guarded_regions,
    ),
    ResourceRule(
        id="aws-organization-backup-in-eea",
        title="A backup policy of the organization works inside the EEA only",
        theme=Theme.REGION,
        severity=Severity.CRITICAL,
        requirements=(*REQUIREMENTS, "SNC-12.5"),
        fix="Leave only regions inside the EEA in regions and in the ARNs of copy_actions.",
        source=SOURCE,
        types=(_POLICY,),
        paths=("content", "type"),
        absence=_REQUIRED,
        judge=judge_backup_policy,
    ),
    ResourceRule(
        id="aws-organization-content-not-learned-from",
        title="AWS may not use the organization's content to improve its AI services",
        theme=Theme.OTHER,
        severity=Severity.HIGH,
        requirements=("HDS-EXI-26", "ISO27001-A.5.34"),
        fix="Assign optOut to services.default.opt_out_policy.",
        source="docs.aws.amazon.com, AWS Organizations, AI services opt-out policies",
        types=(_POLICY,),
        paths=("content", "type"),
        absence=_REQUIRED,
        judge=judge_opt_out,
    ),
)
