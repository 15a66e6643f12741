"""The rulebook as policies of a Pulumi policy pack.

A violation has no level of its own in Pulumi: its policy has. So there is, per theme, one resource policy per level
that a rule of the theme has or may be given, and one stack policy per level for all rules on the whole inventory. The
levels of single rules are configured in one place, the policy `rulebook`, which runs first on every resource:

    {"rulebook": {"rules": {"aws-ebs-volume-encrypted": "advisory"}, "waivers": "../waivers.yaml"}}

There too are the waivers and the confirmations of services that `check` reads: paths of the same files, from the pack's
folder on, or lists. A waived violation is not reported; what is wrong with a declaration itself is, with the stack.

`rulebook` also reports what no rule can decide: values that are only known after deployment, regions that nothing
names, services on a proxy list. It is advisory, because at first preview much is not known yet; a CI that wants to stop
there gives it the level mandatory.

The SDK hands values over in proxies that raise on an unknown value, which would end the policy without a verdict; and
it unpacks a resource again for every policy. So values are unwrapped and judged once per resource, by `rulebook`, and
the others report from that. The SDK opens secrets without marking them: no rule reads a property that holds one.

Stack policies run when everything is registered: with `pulumi up --skip-preview` that is after creation.
"""

import threading
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import pulumi
from pulumi_policy import (
    EnforcementLevel,
    Policy,
    PolicyComplianceFramework,
    PolicyConfigSchema,
    PolicyProviderResource,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
)
from pulumi_policy import Severity as PolicySeverity
from pulumi_policy.deserialize import serialize_properties

from hds_landing.inventory.graph import InventoryGraph
from hds_landing.inventory.property_values import TooDeepError, read_provider_inputs, read_value
from hds_landing.inventory.resource import UNKNOWN, Inventory, Origin, Resource
from hds_landing.rules import confirmation_rules, waiver_rules
from hds_landing.rules.aws.region import CONFIG_KEY as AWS_REGION
from hds_landing.rules.azure.region import CONFIG_KEY as AZURE_LOCATION
from hds_landing.rules.confirmed_services import covering, in_date
from hds_landing.rules.data_classes import severity_on
from hds_landing.rules.evaluation import evaluate, judge_joined, judge_resource, verdict_of
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement, Unconfirmed, Undetermined
from hds_landing.rules.pack_declarations import PackDeclarations, declarations_schema, read_declarations
from hds_landing.rules.rule import ResourceRule, Rule, Subject, WholeInventoryRule
from hds_landing.rules.rulebook import rulebook, rules_for
from hds_landing.rules.type_tokens import current_token

CONFIGURING_POLICY: Final = "rulebook"
LEVELS: Final = (EnforcementLevel.MANDATORY, EnforcementLevel.ADVISORY)

_DISABLED: Final = EnforcementLevel.DISABLED.value
_DECLARATION_RULES: Final = (*waiver_rules.RULES, *confirmation_rules.RULES)
_MANDATORY_SEVERITIES: Final = frozenset({Severity.CRITICAL, Severity.HIGH})

Judged = tuple[Rule, Judgement, Severity]
"""The severity is that on the resource, which its data class may lower."""


def policies(folder: Path = Path()) -> list[Policy]:
    """Every policy of the pack in `folder`, the one with the configuration first."""
    rules = Levels(folder)
    resource_rules = [rule for rule in rulebook() if isinstance(rule, ResourceRule)]
    themes = [theme for theme in Theme if any(rule.theme is theme for rule in resource_rules)]
    return [
        _configuring_policy(rules),
        *(
            _theme_policy(rules, theme, level, [rule for rule in resource_rules if rule.theme is theme])
            for theme in themes
            for level in LEVELS
        ),
        *(_stack_policy(rules, level) for level in LEVELS),
    ]


class Levels:
    """The configured level of each rule, what is declared, and the judgements on the resource that is being analysed.

    The SDK calls the policies one after the other for one resource, and for several resources in several threads.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._config: Mapping[str, Any] = {}
        self._configured: Mapping[str, str] = {}
        self._current = threading.local()
        self.declared = PackDeclarations(date.today())

    def configure(self, config: Mapping[str, Any]) -> None:
        """Take what the configuring policy is given; it replaces that of the call before."""
        if config != self._config:
            self.declared = read_declarations(config, CONFIGURING_POLICY, self._folder, date.today())
            self._configured = dict(config.get("rules") or {})
            self._config = dict(config)

    def level(self, rule: Rule, severity: Severity | None = None) -> str:
        """`mandatory`, `advisory` or `disabled`: as configured, else mandatory from high severity on."""
        mandatory = (severity or rule.severity) in _MANDATORY_SEVERITIES
        default = EnforcementLevel.MANDATORY if mandatory else EnforcementLevel.ADVISORY
        return self._configured.get(rule.id, default.value)

    def judge(self, args: ResourceValidationArgs) -> Sequence[Judged]:
        """Judge a resource anew and keep the judgements for the policies that follow on this thread."""
        self._current.urn, self._current.judged = args.urn, self._judged(args)
        return self._current.judged  # type: ignore[no-any-return]

    def judged(self, args: ResourceValidationArgs) -> Sequence[Judged]:
        """The judgements kept for this resource, used once the configuring policy has run on it."""
        return self._current.judged if getattr(self._current, "urn", None) == args.urn else self._judged(args)

    def _judged(self, args: ResourceValidationArgs) -> Sequence[Judged]:
        return [
            (rule, judgement, severity)
            for rule, judgement, severity in _judged(args, self.declared)
            if not self.declared.waives(rule.id, args.urn, args.name)
        ]


def _configuring_policy(levels: Levels) -> Policy:
    def validate(args: ResourceValidationArgs, report: ReportViolation) -> None:
        levels.configure(args.get_config())
        for rule, judgement, _ in levels.judge(args):
            if isinstance(judgement, Undetermined | Unconfirmed) and levels.level(rule) != _DISABLED:
                report(_message(rule, args.name, judgement.why), args.urn)

    level = {"type": "string", "enum": [*(level.value for level in LEVELS), _DISABLED]}
    return ResourceValidationPolicy(
        name=CONFIGURING_POLICY,
        display_name="Rulebook",
        description="What no rule can decide: unknown values, undetermined regions, services to be confirmed.",
        validate=validate,
        enforcement_level=EnforcementLevel.ADVISORY,
        config_schema=PolicyConfigSchema(
            properties={
                "rules": {
                    "type": "object",
                    "description": "Level of single rules, by rule id.",
                    "properties": {rule.id: level for rule in rulebook()},
                    "additionalProperties": False,
                },
                **declarations_schema(),
            }
        ),
        severity=PolicySeverity.MEDIUM,
        tags=["undetermined"],
        remediation_steps="Give the value explicitly, or look again at the update, where it is known.",
    )


def _theme_policy(levels: Levels, theme: Theme, level: EnforcementLevel, rules: Sequence[Rule]) -> Policy:
    def validate(args: ResourceValidationArgs, report: ReportViolation) -> None:
        for rule, judgement, severity in levels.judged(args):
            if rule.theme is theme and isinstance(judgement, str) and levels.level(rule, severity) == level.value:
                report(_message(rule, args.name, judgement), args.urn)

    return ResourceValidationPolicy(
        name=f"{theme.value}-{level.value}",
        description=f"{_title(theme)}, {level.value} rules",
        validate=validate,
        enforcement_level=level,
        **_metadata(_title(theme), rules),
    )


def _stack_policy(levels: Levels, level: EnforcementLevel) -> Policy:
    rules = [rule for rule in rulebook() if isinstance(rule, WholeInventoryRule)]

    def validate(args: StackValidationArgs, report: ReportViolation) -> None:
        inventory = _inventory(args)
        _report_declarations(levels, level, inventory, report)
        graph = InventoryGraph(inventory, canonical=current_token)
        for rule in rules:
            for resource in (resource for token in rule.types for resource in graph.of_type(token)):
                if levels.declared.waives(rule.id, resource.urn, resource.name):
                    continue
                judgement = judge_joined(rule, resource, graph)
                if isinstance(judgement, Undetermined):
                    if level is EnforcementLevel.ADVISORY and levels.level(rule) != _DISABLED:
                        report(_message(rule, resource.name, judgement.why), resource.urn)
                elif isinstance(judgement, str) and levels.level(rule) == level.value:
                    report(_message(rule, resource.name, judgement), resource.urn)

    return StackValidationPolicy(
        name=f"whole-inventory-{level.value}",
        description=f"Resources together, {level.value} rules",
        validate=validate,
        enforcement_level=level,
        **_metadata("Resources together", rules),
    )


def _report_declarations(
    levels: Levels, level: EnforcementLevel, inventory: Inventory, report: ReportViolation
) -> None:
    """What is wrong with waivers and confirmations themselves; the whole stack tells which of them nothing needs."""
    declared = levels.declared
    if level is EnforcementLevel.MANDATORY:
        for problem in declared.problems:
            report(
                f"The configuration of {CONFIGURING_POLICY} is not accepted, and waives and confirms nothing: {problem}"
            )
    at_level = {rule.id: rule for rule in _DECLARATION_RULES if levels.level(rule) == level.value}
    if at_level and (declared.waivers or declared.confirmations):
        evaluation = evaluate(
            inventory,
            waivers=declared.waivers,
            confirmations=declared.confirmations,
            today=declared.today,
            with_passed=False,
        )
        for finding in evaluation.findings:
            if finding.rule in at_level:
                rule = at_level[finding.rule]
                report(f"{rule.id} asks: {rule.title}. {finding.observed}. {rule.fix}")


def _metadata(title: str, rules: Iterable[Rule]) -> dict[str, Any]:
    named = list(rules)
    order = list(Severity)
    requirements = sorted({requirement for rule in named for requirement in rule.requirements})
    of_hds = [requirement for requirement in requirements if requirement.startswith("HDS-")]
    return {
        "display_name": title,
        "severity": PolicySeverity(min((rule.severity for rule in named), key=order.index).value),
        "framework": PolicyComplianceFramework(name="HDS", version="2.0", reference=", ".join(of_hds))
        if of_hds
        else None,
        "tags": requirements,
        "remediation_steps": "\n".join(f"{rule.id}: {rule.fix}" for rule in named),
    }


def _title(theme: Theme) -> str:
    return theme.value.replace("-", " ").capitalize()


def _message(rule: Rule, name: str, observed: str) -> str:
    return f"{rule.id} asks: {rule.title}. {name}: {observed}. {rule.fix}"


def _judged(args: ResourceValidationArgs, declared: PackDeclarations) -> Sequence[Judged]:
    current = current_token(args.resource_type)
    subject = Subject(
        type=current,
        properties=_plain(args.props),
        provider=_provider_inputs(args.provider),
        config=_config(),
        token=args.resource_type,
        confirmation=covering(in_date(declared.confirmations, declared.today), current),
    )
    return [
        (rule, judgement := judge_resource(rule, subject), severity_on(rule, subject, verdict_of(judgement)))
        for rule in rules_for(args.resource_type)
        if isinstance(rule, ResourceRule)
    ]


def _inventory(args: StackValidationArgs) -> Inventory:
    return Inventory(
        origin=Origin.PREVIEW,
        resources=tuple(
            Resource(
                urn=resource.urn,
                type=resource.resource_type,
                name=resource.name,
                custom=True,
                inputs=(properties := _plain(resource.props)),
                outputs=properties,
                property_dependencies={
                    name: tuple(dependency.urn for dependency in dependencies)
                    for name, dependencies in resource.property_dependencies.items()
                },
                protect=resource.opts.protect,
                provider=resource.provider.urn if resource.provider else None,
                provider_inputs=_provider_inputs(resource.provider),
            )
            for resource in args.resources
        ),
        complete=True,
        config=_config(),
    )


def _provider_inputs(provider: PolicyProviderResource | None) -> Any:
    properties = _plain(provider.props) if provider else None
    return read_provider_inputs(properties) if isinstance(properties, dict) else properties


def _plain(props: Any) -> Any:
    """Values out of the SDK's proxies; UNKNOWN for all of them where one cannot be read."""
    try:
        return read_value(serialize_properties(props))
    except (TooDeepError, TypeError, RecursionError):
        return UNKNOWN


def _config() -> dict[str, str]:
    keys = (key.split(":") for key in (AWS_REGION, AZURE_LOCATION))
    values = {f"{package}:{name}": pulumi.Config(package).get(name) for package, name in keys}
    return {key: value for key, value in values.items() if value}
