"""Reads a spec from its file, and says everything that is wrong with it at once.

Three stages, each of which reports all of its problems with file:line:column: the YAML, the fields, and what the
fields say together. A stage is reached when the one before found nothing.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from hds_landing.errors import LocatedProblem, Problem, SpecError
from hds_landing.spec.checks.every_check import check_spec
from hds_landing.spec.landing_zone import LandingZoneSpec
from hds_landing.spec.schema_errors import is_about_key, is_consequence, message_of, path_of
from hds_landing.spec.source import SpecSource
from hds_landing.spec.yaml_source import read_yaml


@dataclass(frozen=True)
class LoadedSpec:
    """A spec that was accepted, and the text it came from."""

    spec: LandingZoneSpec
    source: SpecSource
    path: Path

    def located(self, problems: Sequence[Problem]) -> SpecError:
        """An error that shows each problem at its place in the file, or at the nearest part that the file has."""
        return SpecError([self.source.located(problem.path, problem.message) for problem in problems])


def load_spec(path: Path, today: date) -> LoadedSpec:
    """The spec in a file.

    Args:
        path: a YAML file.
        today: what dates are judged against (waivers, observe mode).

    Raises:
        SpecError: every problem of the first stage that found any.
    """
    source = read_yaml(path)
    loaded = LoadedSpec(read_model(source), source, path)
    if problems := check_spec(loaded.spec, today):
        raise loaded.located(problems)
    return loaded


def read_model(source: SpecSource) -> LandingZoneSpec:
    """The models, without what the fields say together.

    Raises:
        SpecError: every field that is missing, unknown or wrong.
    """
    try:
        # Strict JSON takes dates, ranges and choices from texts, and no number or boolean from one.
        return LandingZoneSpec.model_validate_json(json.dumps(source.data), strict=True)
    except ValidationError as error:
        raise SpecError(_located(error, source)) from None


def _located(error: ValidationError, source: SpecSource) -> list[LocatedProblem]:
    problems = []
    for details in error.errors(include_url=False):
        if is_consequence(details):
            continue
        path = path_of(details, source.data)
        message = message_of(details, path, LandingZoneSpec)
        problems.append(source.located(path, message, at_key=is_about_key(details)))
    return problems
