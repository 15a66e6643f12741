"""The exceptions that end a command, and the problems they carry.

HdsLandingError            exit_code 2: the user's input is wrong
├── SpecError              a spec that cannot be read; every problem with file:line:column
├── PlanError              a spec that reads well but cannot be planned; problems by spec path
├── InputError             an inventory, waiver file or argument that cannot be read
├── ComponentArgsError     a component was given values outside its contract
└── UnmetNeedError         exit_code 3: neither input nor finding
    ├── MissingExtraError  an optional dependency is not installed
    └── OutputError        what was asked for cannot be written
"""

from collections.abc import Sequence
from dataclasses import dataclass

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """One thing wrong at one place of a spec. `path` leads to it by the spec's own (camelCase) keys."""

    path: Path
    message: str


@dataclass(frozen=True, order=True)
class LocatedProblem:
    """A problem with its place in a file; lines and columns count from 1."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class HdsLandingError(Exception):
    """Something the user can act on; printed as it is, never with a traceback."""

    exit_code = 2


class SpecError(HdsLandingError):
    """A spec that cannot be accepted; carries every problem found."""

    def __init__(self, problems: Sequence[LocatedProblem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class PlanError(HdsLandingError):
    """A spec that reads well but asks for what cannot be planned; carries every problem found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.message for problem in self.problems))


class InputError(HdsLandingError):
    """An inventory, a waiver file or an argument that cannot be used."""


@dataclass(frozen=True)
class PropertyProblem:
    """One argument outside a component's contract. `property_path` leads to it by the schema's (camelCase) names."""

    property_path: str
    message: str


class ComponentArgsError(HdsLandingError):
    """A component was given arguments outside its contract; carries each problem where it is known by property."""

    def __init__(self, message: str, problems: Sequence[PropertyProblem] = ()) -> None:
        self.problems = tuple(problems)
        super().__init__(message)


class UnmetNeedError(HdsLandingError):
    """What the command needs from this machine is not there; neither input nor finding."""

    exit_code = 3


class MissingExtraError(UnmetNeedError):
    """An optional dependency is not installed."""


class OutputError(UnmetNeedError):
    """A result cannot be written where it was asked for."""
