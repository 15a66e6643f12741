"""Azure roles: who may do everything, and where."""

import re
from typing import Any, Final

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Undetermined
from hds_landing.rules.properties import ABSENT, find_one
from hds_landing.rules.property_rule import (
    SET,
    Absence,
    Expectation,
    fails,
    none_of,
    nothing_to_judge,
    one_of,
    passes,
    property_rule,
)
from hds_landing.rules.rule import ResourceRule, Rule, Subject

_REQUIREMENTS: Final = ("HDS-EXI-05-D-A", "SNC-9.3", "SNC-9.4", "ISO27001-A.5.15", "ISO27001-A.5.18", "ISO27001-A.8.2")
_ASSIGNMENT: Final = "azure-native:authorization:RoleAssignment"
_DEFINITION: Final = "azure-native:authorization:RoleDefinition"

_ALL_POWERFUL: Final = {
    "8e3af657-a8ff-443c-a75c-2fe8c4bcb635": "Owner",
    "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9": "User Access Administrator",
    "f58310d9-a9f6-439a-9e8d-f62e7b41a168": "Role Based Access Control Administrator",
}
_WIDE_SCOPE: Final = re.compile(
    r"/|/?subscriptions/[^/]+/?|/?providers/microsoft\.management/managementgroups/[^/]+/?", re.IGNORECASE
)


def _judge_assignment(subject: Subject) -> Judgement:
    role, scope = find_one(subject.properties, "roleDefinitionId"), find_one(subject.properties, "scope")
    name = _ALL_POWERFUL.get(str(role.value).rpartition("/")[2].lower())
    wide = isinstance(scope.value, str) and _WIDE_SCOPE.fullmatch(scope.value.strip()) is not None
    if role.value is not UNKNOWN and (name is None or role.value is ABSENT):
        return None
    if scope.value is not UNKNOWN and not wide:
        return None
    if role.value is UNKNOWN or scope.value is UNKNOWN:
        return Undetermined(f"{role.path if role.value is UNKNOWN else scope.path} is not known yet")
    if subject.properties.get("condition"):
        return Undetermined(f"{name} over a whole subscription or more, under a condition that is not read here")
    return f"{scope}: {name} over all of it"


_POWERFUL_ON_A_RESOURCE: Final = {**_ALL_POWERFUL, "b24988ac-6180-42a0-ab88-20f7382dd24c": "Contributor"}
_A_RESOURCE: Final = re.compile(r"/?subscriptions/[^/]+/resourcegroups/[^/]+/providers/.+", re.IGNORECASE)


def _judge_on_a_resource(subject: Subject) -> Judgement:
    role, scope = find_one(subject.properties, "roleDefinitionId"), find_one(subject.properties, "scope")
    name = _POWERFUL_ON_A_RESOURCE.get(str(role.value).rpartition("/")[2].lower())
    if role.value is not UNKNOWN and name is None:
        return None
    if scope.value is not UNKNOWN and not _A_RESOURCE.fullmatch(str(scope.value).strip()):
        return NOT_APPLICABLE
    if role.value is UNKNOWN or scope.value is UNKNOWN:
        return Undetermined(f"{role.path if role.value is UNKNOWN else scope.path} is not known yet")
    if subject.properties.get("condition"):
        return Undetermined(f"{name} on one resource, under a condition that is not read here")
    return f"{scope}: {name}, where a role of that service would do"


def _no_star(value: Any) -> bool | str:
    return "every action" if value == "*" else True


def _no_role_assignment(value: Any) -> bool | str:
    return "its holder can make itself Owner" if str(value).lower() in _ESCALATIONS else True


_ESCALATIONS: Final = frozenset(
    {
        "*/write",
        "*/action",
        "microsoft.authorization/*",
        "microsoft.authorization/*/write",
        "microsoft.authorization/roleassignments/*",
        "microsoft.authorization/roleassignments/write",
        "microsoft.authorization/roledefinitions/write",
        "microsoft.authorization/elevateaccess/action",
    }
)


def _definition(
    id: str, title: str, severity: Severity, path: str, expected: Expectation, absent: Absence, fix: str
) -> ResourceRule:
    return property_rule(
        id=id,
        title=title,
        theme=Theme.IDENTITY,
        severity=severity,
        requirements=_REQUIREMENTS,
        fix=fix,
        source="learn.microsoft.com, Azure custom roles and best practices for Azure RBAC",
        types=(_DEFINITION,),
        path=path,
        expected=expected,
        absent=absent,
    )


_NO_ACTIONS: Final = nothing_to_judge("a role without actions allows none")

RULES: tuple[Rule, ...] = (
    ResourceRule(
        id="azure-role-no-standing-owner",
        title="Nobody holds a whole subscription, or the right to give it, by a standing assignment",
        theme=Theme.IDENTITY,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix="Narrow scope to a resource group, or make the role eligible in Privileged Identity Management.",
        source="learn.microsoft.com, Best practices for Azure RBAC: limit privileged administrator role assignments",
        types=(_ASSIGNMENT,),
        paths=("roleDefinitionId", "scope", "condition"),
        absence="Azure refuses an assignment without a role or a scope",
        judge=_judge_assignment,
    ),
    ResourceRule(
        id="azure-role-on-a-resource-narrow",
        title="A role on a single resource is one of its service, not Owner or Contributor",
        theme=Theme.IDENTITY,
        severity=Severity.MEDIUM,
        requirements=_REQUIREMENTS,
        fix="Set roleDefinitionId to the service's own role for the task, such as Key Vault Crypto User.",
        source="learn.microsoft.com, Best practices for Azure RBAC: only grant the access users need",
        types=(_ASSIGNMENT,),
        paths=("roleDefinitionId", "scope", "condition"),
        absence="Azure refuses an assignment without a role or a scope",
        judge=_judge_on_a_resource,
    ),
    property_rule(
        id="azure-role-no-foreign-group",
        title="A role is not given to a group of another tenant",
        theme=Theme.IDENTITY,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix="Give the role to a group of the hospital's own tenant.",
        source="learn.microsoft.com, Add Azure role assignments: principal types",
        types=(_ASSIGNMENT,),
        path="principalType",
        expected=none_of("ForeignGroup"),
        absent=nothing_to_judge("Azure finds the type by itself, in the tenant's own directory"),
    ),
    _definition(
        "azure-custom-role-no-star",
        "A custom role names its actions",
        Severity.HIGH,
        "permissions[*].actions[*]",
        Expectation("named actions", _no_star),
        _NO_ACTIONS,
        "Name the actions in permissions[].actions.",
    ),
    _definition(
        "azure-custom-role-no-data-star",
        "A custom role names its data actions",
        Severity.CRITICAL,
        "permissions[*].dataActions[*]",
        Expectation("named actions", _no_star),
        _NO_ACTIONS,
        "Name the data actions in permissions[].dataActions.",
    ),
    _definition(
        "azure-custom-role-gives-no-roles",
        "A custom role cannot give roles",
        Severity.HIGH,
        "permissions[*].actions[*]",
        Expectation("no right to give roles", _no_role_assignment),
        _NO_ACTIONS,
        "Remove Microsoft.Authorization writes from permissions[].actions.",
    ),
    _definition(
        "azure-custom-role-not-for-everything",
        "A custom role is for named subscriptions or less",
        Severity.MEDIUM,
        "assignableScopes[*]",
        none_of("/"),
        passes("the role is then for the scope that it is defined in"),
        "Name the subscriptions or resource groups in assignableScopes.",
    ),
    property_rule(
        id="azure-policy-enforced",
        title="A policy is enforced",
        theme=Theme.OTHER,
        severity=Severity.MEDIUM,
        requirements=("HDS-EXI-05-F", "ISO27001-A.8.9"),
        fix="Set enforcementMode to Default.",
        source="learn.microsoft.com, Azure Policy assignment structure: enforcement mode",
        types=("azure-native:authorization:PolicyAssignment",),
        path="enforcementMode",
        expected=one_of("Default"),
        absent=passes("a policy is enforced unless told not to be"),
    ),
    *(
        property_rule(
            id=id,
            title=title,
            theme=Theme.OTHER,
            severity=Severity.MEDIUM,
            requirements=("HDS-EXI-05-F", "ISO27001-A.8.9"),
            fix=f"Set {path}.",
            source="learn.microsoft.com, Azure Policy exemption structure",
            types=("azure-native:authorization:PolicyExemption",),
            path=path,
            expected=SET,
            absent=fails(absence),
        )
        for id, title, path, absence in (
            ("azure-policy-exemption-ends", "An exemption from a policy ends", "expiresOn", "it never ends"),
            (
                "azure-policy-exemption-explained",
                "An exemption from a policy says why",
                "description",
                "nobody can tell why it is there",
            ),
        )
    ),
)
