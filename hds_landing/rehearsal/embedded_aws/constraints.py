"""What AWS's own service models say of a request, beyond what the client library checks: values, patterns, bounds."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import botocore.session
from botocore.model import OperationModel, ServiceModel, Shape
from botocore.validate import ParamValidator

from hds_landing.rehearsal.embedded_cloud import Refused


def refuse_what_the_model_forbids(params: Mapping[str, Any], model: OperationModel, **_: Any) -> None:
    """Raises Refused, with every problem, for a request that AWS's model does not allow."""
    if model.input_shape is None:
        return
    report = ParamValidator().validate(params, model.input_shape)
    problems: list[str] = report.generate_report().splitlines() if report.has_errors() else []
    problems.extend(_problems(model.input_shape, params, ""))
    if problems:
        raise Refused(f"{model.name}: " + "; ".join(problems))


def refuse_unless_valid(service: str, operation: str, params: Mapping[str, Any]) -> None:
    """The same for a request that no emulated service takes."""
    refuse_what_the_model_forbids(params, _service_model(service).operation_model(operation))


@cache
def _service_model(service: str) -> ServiceModel:
    loader = botocore.session.Session().get_component("data_loader")
    return ServiceModel(loader.load_service_model(service, "service-2"), service)


def _problems(shape: Shape, value: Any, path: str) -> Iterator[str]:
    match shape.type_name, value:
        case "structure", Mapping():
            for name, item in value.items():
                if name in shape.members:
                    yield from _problems(shape.members[name], item, f"{path}.{name}".lstrip("."))
        case "list", list():
            yield from _out_of_bounds(shape, len(value), path, "items")
            for index, item in enumerate(value):
                yield from _problems(shape.member, item, f"{path}[{index}]")
        case "map", Mapping():
            for name, item in value.items():
                yield from _problems(shape.value, item, f"{path}.{name}")
        case "string", str():
            yield from _text_problems(shape, value, path)
        case (("integer" | "long" | "float" | "double"), (int() | float())):
            yield from _out_of_bounds(shape, value, path, "")


def _text_problems(shape: Shape, value: str, path: str) -> Iterator[str]:
    allowed = getattr(shape, "enum", None)
    if allowed and value not in allowed:
        yield f"{path}: given {value!r}, allowed {', '.join(allowed)}"
        return
    yield from _out_of_bounds(shape, len(value), path, "characters")
    pattern = shape.metadata.get("pattern")
    expression = _compiled(pattern)
    if expression is not None and not expression.search(value):
        yield f"{path}: given {value!r}, which does not match {pattern}"


def _out_of_bounds(shape: Shape, size: float, path: str, unit: str) -> Iterator[str]:
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if (low is not None and size < low) or (high is not None and size > high):
        bounds = f"at least {low}" if high is None else f"at most {high}" if low is None else f"{low} to {high}"
        yield f"{path}: given {size:g} {unit}".rstrip() + f", allowed {bounds}"


@cache
def _compiled(pattern: str | None) -> re.Pattern[str] | None:
    """None where there is no pattern, or one in a dialect that Python does not read.

    A pattern without anchors describes the whole text: IAM's `[\\w+=,.@-]+` admits no space.
    """
    if not pattern:
        return None
    anchored = pattern.startswith("^") or pattern.endswith("$")
    try:
        return re.compile(pattern if anchored else f"^(?:{pattern})\\Z", re.DOTALL)
    except re.error:
        return None
