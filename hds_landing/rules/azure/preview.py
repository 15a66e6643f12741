"""Previews of Azure, which Microsoft leaves out of the scope of its HDS certificate."""

import re
from typing import Final

from hds_landing.rules.finding import Severity, Theme, Verdict
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Passed, Undetermined
from hds_landing.rules.properties import find_one
from hds_landing.rules.property_rule import one_of, passes, property_rule
from hds_landing.rules.rule import ResourceRule, Rule, Subject

_WRITTEN_VERSION: Final = re.compile(r"^azure-native(?::[^:/]+/|_[a-z0-9]+_)(?P<version>v\w+):")
_NOT_STABLE: Final = ("preview", "beta", "alpha")
_REQUIREMENTS: Final = ("HDS-EXI-12", "HDS-EXI-22", "ISO27001-A.5.23")
_SOURCE: Final = (
    "the catalogue of Azure services: Microsoft's HDS offering of 2021 covers the services under its ISO 27001 "
    "certificate, without previews"
)


def _judge_api_version(subject: Subject) -> Judgement:
    if subject.type.startswith("pulumi:"):
        return NOT_APPLICABLE
    written = _WRITTEN_VERSION.match(subject.token or subject.type)
    if written:
        version = written["version"]
        return f"API version {version} is a preview" if _is_preview(version) else None
    if subject.token.startswith("azure-native_"):
        return Undetermined("its token has no API version that can be read")
    chosen = find_one(subject.outputs, "azureApiVersion").value
    if isinstance(chosen, str) and _is_preview(chosen):
        return Passed(f"nothing asks for a preview: {chosen} is the version that the provider uses by default")
    return None


def _is_preview(version: str) -> bool:
    return any(word in version.lower() for word in _NOT_STABLE)


RULES: tuple[Rule, ...] = (
    ResourceRule(
        id="azure-stable-api-version",
        title="An Azure resource asks for no preview API version",
        theme=Theme.SERVICE_ELIGIBILITY,
        severity=Severity.HIGH,
        severity_below_health={Verdict.FAIL: Severity.MEDIUM},
        requirements=_REQUIREMENTS,
        fix="Use the type without an API version, or with a stable one.",
        source=_SOURCE,
        types=("azure-native:*",),
        absence="without a version in the type, the provider's default is used, which for some types is itself a "
        "preview: that one passes, and is told where the inventory shows it",
        judge=_judge_api_version,
    ),
    property_rule(
        id="azure-redis-stable-updates",
        title="A Redis cache gets its updates from the stable channel",
        theme=Theme.SERVICE_ELIGIBILITY,
        severity=Severity.MEDIUM,
        requirements=_REQUIREMENTS,
        fix="Set updateChannel to Stable, or leave it out.",
        source=f"azure-native:redis:UpdateChannel (Preview is for what is not production); {_SOURCE}",
        types=("azure-native:redis:Redis",),
        path="updateChannel",
        expected=one_of("Stable"),
        absent=passes("the stable channel is the default"),
    ),
)
