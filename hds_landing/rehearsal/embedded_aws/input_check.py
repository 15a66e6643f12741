"""What the provider finds wrong with inputs before it asks AWS."""

from collections.abc import Mapping, Sequence
from typing import Any

from hds_landing.rehearsal.embedded_cloud import InputProblem
from hds_landing.rehearsal.sdk_inputs import input_problems


def problems_of(type_token: str, inputs: Mapping[str, Any]) -> Sequence[InputProblem]:
    """Every way in which inputs do not fit; what is not known yet fits."""
    problems = []
    for text in input_problems(type_token, inputs):
        where, _, reason = text.partition(": ")
        problems.append(InputProblem(where, reason) if reason else InputProblem("", text))
    return problems
