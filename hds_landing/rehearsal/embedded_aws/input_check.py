"""What the provider finds wrong with inputs before it asks AWS."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from hds_landing.rehearsal.embedded_aws.log_groups import RETENTION_DAYS
from hds_landing.rehearsal.embedded_cloud import InputProblem
from hds_landing.rehearsal.sdk_inputs import input_problems

_BOUNDS: Final[Mapping[str, Mapping[str, tuple[int, int]]]] = {
    "aws:kms/key:Key": {"deletionWindowInDays": (7, 30), "rotationPeriodInDays": (90, 2560)},
}
"""Source: ValidateFunc of github.com/hashicorp/terraform-provider-aws, internal/service/kms/key.go, read 2026-11-22."""
_CHOICES: Final[Mapping[str, Mapping[str, Sequence[int]]]] = {
    "aws:cloudwatch/logGroup:LogGroup": {"retentionInDays": RETENTION_DAYS},
}
"""0 stands for none. Source: the same, internal/service/logs/group.go."""
_DOCUMENTS: Final = ("assumeRolePolicy", "policy")


def problems_of(type_token: str, inputs: Mapping[str, Any]) -> list[InputProblem]:
    """Every way in which inputs do not fit; what is not known yet fits."""
    problems = [_problem(text) for text in input_problems(type_token, inputs)]
    return problems or list(_value_problems(type_token, inputs))


def _problem(text: str) -> InputProblem:
    where, found, reason = text.partition(": ")
    return InputProblem(where, reason) if found else InputProblem("", text)


def _value_problems(type_token: str, inputs: Mapping[str, Any]) -> Iterator[InputProblem]:
    for name, (low, high) in _BOUNDS.get(type_token, {}).items():
        value = inputs.get(name)
        if isinstance(value, int | float) and not low <= value <= high:
            yield InputProblem(name, f"given {value}, allowed {low} to {high}")
    for name, allowed in _CHOICES.get(type_token, {}).items():
        value = inputs.get(name)
        if isinstance(value, int | float) and value and value not in allowed:
            yield InputProblem(name, f"given {value}, allowed {', '.join(map(str, allowed))}, or 0 for ever")
    for name in _DOCUMENTS:
        if isinstance(inputs.get(name), str) and not _is_document(inputs[name]):
            yield InputProblem(name, "not a JSON document with a Statement")


def _is_document(text: str) -> bool:
    try:
        return "Statement" in json.loads(text)
    except (ValueError, TypeError):
        return False
