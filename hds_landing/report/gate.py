"""Which findings make a check fail; the same answer for the exit code and for every format."""

from dataclasses import dataclass
from typing import Final

from hds_landing.rules.finding import Finding, Severity, Verdict

_RANKS: Final = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Gate:
    """`--fail-on` and `--unknown`. What is waived, and what rests on a proxy list, never fails a check."""

    fail_on: Severity = Severity.LOW
    """The least severity that fails."""
    unknown_fails: bool = False

    def fails(self, finding: Finding) -> bool:
        """Whether this finding makes the exit code 1."""
        if finding.proxy or finding.waived is not None or _RANKS[finding.severity] > _RANKS[self.fail_on]:
            return False
        return finding.verdict is Verdict.FAIL or (self.unknown_fails and finding.verdict is Verdict.UNKNOWN)
