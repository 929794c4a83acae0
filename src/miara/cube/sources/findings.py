"""The kinds of finding a reader makes, and a log that counts them."""

from typing import Final

from miara.cube.loads import Finding, Severity

#: Every code with the one line that explains it in the reference.
CODES: Final[dict[str, tuple[Severity, str]]] = {
    "repaired_code": (
        Severity.INFO,
        "a code had lost its leading zero; it was put back",
    ),
    "bad_code": (Severity.WARNING, "a row was left out: its code has no known form"),
    "skipped_part": (
        Severity.INFO,
        "a row of a part of a unit (kinds 4, 5, 8, 9) was left out",
    ),
    "added_part": (
        Severity.INFO,
        "a row of a city's district or delegation was added to the city",
    ),
    "skipped_aggregate": (
        Severity.INFO,
        "a row of a statistical region that is no unit of government was left out",
    ),
    "duplicate_row": (Severity.WARNING, "one unit stands in several rows of one table"),
    "added_rows": (
        Severity.WARNING,
        "one unit stands in several rows of one table; its numbers were added up",
    ),
    "merged_rows": (
        Severity.INFO,
        "a unit whose type changed has a row for each type; they were joined",
    ),
    "contradiction": (
        Severity.WARNING,
        "two rows of one unit give different numbers; the cell has no value",
    ),
    "unknown_unit": (Severity.WARNING, "the register does not know the code"),
    "same_content": (
        Severity.WARNING,
        "two variables or two files hold exactly the same numbers",
    ),
    "total_mismatch": (
        Severity.WARNING,
        "the sum of the units differs from the total printed in the file",
    ),
    "unparsed_cell": (
        Severity.WARNING,
        "a cell is neither a number nor a known mark; it has no value",
    ),
    "phantom_column": (Severity.INFO, "an empty last column was left out"),
    "unmapped_column": (Severity.WARNING, "the mapping does not know a column"),
    "impossible_zero": (
        Severity.WARNING,
        "a zero where the number cannot be zero; the cell has no value",
    ),
    "unknown_attribute": (
        Severity.WARNING,
        "a cell has an attribute of no known sense",
    ),
    "empty_period": (Severity.INFO, "a period is printed but has no number at all"),
    "wrong_scope": (
        Severity.WARNING,
        "the file name or title promises something else than the content",
    ),
    "name_contradicts_code": (
        Severity.WARNING,
        "the name in a row belongs to another region than its code",
    ),
}
EXAMPLES: Final = 5


class FindingLog:
    """Counts what a reader noticed, with the first examples of each kind."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], int] = {}
        self._examples: dict[tuple[str, str], list[str]] = {}

    def add(
        self, code: str, example: str = "", *, where: str = "", count: int = 1
    ) -> None:
        """Note ``count`` cases; raises ``KeyError`` for an undocumented code."""
        CODES[code]
        key = (code, where)
        self._counts[key] = self._counts.get(key, 0) + count
        examples = self._examples.setdefault(key, [])
        if example and example not in examples and len(examples) < EXAMPLES:
            examples.append(example)

    def findings(self) -> tuple[Finding, ...]:
        """All findings, gravest first, in the order of their first case."""
        gravity = list(reversed(Severity))
        found = [
            Finding(code, CODES[code][0], n, tuple(self._examples[code, where]), where)
            for (code, where), n in self._counts.items()
        ]
        return tuple(sorted(found, key=lambda each: gravity.index(each.severity)))
