"""What went wrong while a program was rehearsed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class RehearsalFailure:
    """One resource that could not be created, or one line of the program that failed."""

    urn: str
    """Of the resource; of the stack where the program itself failed."""
    source: str | None
    """`file:line` that declares it, where known."""
    message: str

    def __str__(self) -> str:
        name = self.urn.split("::")[-1]
        return f"{self.source or 'unknown line'}: {name}: {self.message} ({self.urn})"
