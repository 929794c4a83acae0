"""Kinds of findings of assembly, and a ledger that counts them.

========================  =======  ================================================
code                      weight   meaning
========================  =======  ================================================
unknown_variable          warning  a plane of a variable nobody defined is left out
other_frequency           error    a plane of another frequency is left out
unplaced_code             warning  a code of no unit of the register is left out
rows_differ               warning  two rows of one unit in one file disagree; the
                                   six-digit row counts
revised_cell              info     a later load changed a number
withdrawn_cell            info     a later load replaced a number by a state
kept_earlier              info     a later load has a gap where an earlier number is
corrected_cell            info     a reviewed correction was applied
stale_correction          warning  the published number is no longer the one the
                                   correction answers, so it was not applied
unplaced_correction       warning  its variable, unit or period is not in the data
bridged_cell              info     carried across a territorial change
restated_by_publisher     info     the publisher gives numbers of a unit from before
                                   it was created: they stand
bridge_without_numbers    info     a part has no number: the published one stands and
                                   the change is marked as a break
summed_cell               info     added up from smaller units
========================  =======  ================================================
"""

from dataclasses import dataclass, field
from typing import Final

from miara.cube.loads import Finding, Severity

_MOST_EXAMPLES: Final = 5

SEVERITIES: Final = {
    "unknown_variable": Severity.WARNING,
    "other_frequency": Severity.ERROR,
    "unplaced_code": Severity.WARNING,
    "rows_differ": Severity.WARNING,
    "revised_cell": Severity.INFO,
    "withdrawn_cell": Severity.INFO,
    "kept_earlier": Severity.INFO,
    "corrected_cell": Severity.INFO,
    "stale_correction": Severity.WARNING,
    "unplaced_correction": Severity.WARNING,
    "bridged_cell": Severity.INFO,
    "restated_by_publisher": Severity.INFO,
    "bridge_without_numbers": Severity.INFO,
    "summed_cell": Severity.INFO,
}


@dataclass(slots=True)
class Ledger:
    """Counts findings by code and place, keeping the first few examples."""

    _counts: dict[tuple[str, str], int] = field(default_factory=dict)
    _examples: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def add(self, code: str, where: str, count: int, examples: list[str]) -> None:
        """Add ``count`` cases; examples beyond the fifth are dropped."""
        if count == 0:
            return
        key = (code, where)
        self._counts[key] = self._counts.get(key, 0) + count
        kept = self._examples.setdefault(key, [])
        kept.extend(examples[: _MOST_EXAMPLES - len(kept)])

    def findings(self) -> tuple[Finding, ...]:
        """All findings, by code and place."""
        return tuple(
            Finding(code, SEVERITIES[code], count, tuple(self._examples[code, where]))
            if not where
            else Finding(
                code, SEVERITIES[code], count, tuple(self._examples[code, where]), where
            )
            for (code, where), count in sorted(self._counts.items())
        )
