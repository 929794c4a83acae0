"""What readers and assembly noticed, as sentences for people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from miara.cube.loads import Finding, Severity
from miara.indicators.presenters.titles import title_of

_PLACES_SHOWN = 4
SEVERITIES = {
    Severity.INFO: _("for information"),
    Severity.WARNING: _("warning"),
    Severity.ERROR: _("error"),
}

# One sentence a code, with the number of cases; a test compares the keys with what
# readers, harvest and assembly can say.
SENTENCES: dict[str, Any] = {
    "repaired_code": ngettext_lazy(
        "%(count)s code had lost its leading zero; it was put back.",
        "%(count)s codes had lost their leading zeros; they were put back.",
        "count",
    ),
    "bad_code": ngettext_lazy(
        "%(count)s row was left out: its code has no known form.",
        "%(count)s rows were left out: their codes have no known form.",
        "count",
    ),
    "skipped_part": ngettext_lazy(
        "%(count)s row of a part of a unit (town, rural area, district) was left out.",
        "%(count)s rows of parts of units (towns, rural areas, districts) were left "
        "out.",
        "count",
    ),
    "added_part": ngettext_lazy(
        "%(count)s row of a district or delegation of a city was added to the city.",
        "%(count)s rows of districts or delegations of a city were added to the city.",
        "count",
    ),
    "skipped_aggregate": ngettext_lazy(
        "%(count)s row of a statistical region was left out: it is no unit of "
        "government.",
        "%(count)s rows of statistical regions were left out: they are no units of "
        "government.",
        "count",
    ),
    "duplicate_row": ngettext_lazy(
        "%(count)s unit stands in several rows of one table.",
        "%(count)s units stand in several rows of one table.",
        "count",
    ),
    "added_rows": ngettext_lazy(
        "%(count)s unit stands in several rows of one table; its numbers were added "
        "up.",
        "%(count)s units stand in several rows of one table; their numbers were added "
        "up.",
        "count",
    ),
    "merged_rows": ngettext_lazy(
        "%(count)s unit whose type changed has a row for each type; they were joined.",
        "%(count)s units whose type changed have a row for each type; they were "
        "joined.",
        "count",
    ),
    "contradiction": ngettext_lazy(
        "%(count)s cell is given two different numbers by two rows of one unit; it "
        "has no value.",
        "%(count)s cells are given two different numbers by two rows of one unit; "
        "they have no value.",
        "count",
    ),
    "unknown_unit": ngettext_lazy(
        "%(count)s code is not known to the register of units.",
        "%(count)s codes are not known to the register of units.",
        "count",
    ),
    "same_content": ngettext_lazy(
        "%(count)s set of numbers is exactly the same as another one.",
        "%(count)s sets of numbers are exactly the same as others.",
        "count",
    ),
    "total_mismatch": ngettext_lazy(
        "%(count)s total printed in the file differs from the sum of its units.",
        "%(count)s totals printed in the file differ from the sums of their units.",
        "count",
    ),
    "unparsed_cell": ngettext_lazy(
        "%(count)s cell is neither a number nor a known mark; it has no value.",
        "%(count)s cells are neither numbers nor known marks; they have no value.",
        "count",
    ),
    "phantom_column": ngettext_lazy(
        "%(count)s empty last column was left out.",
        "%(count)s empty last columns were left out.",
        "count",
    ),
    "unmapped_column": ngettext_lazy(
        "%(count)s column is not described in the mapping of this table; it was not "
        "read.",
        "%(count)s columns are not described in the mapping of this table; they were "
        "not read.",
        "count",
    ),
    "impossible_zero": ngettext_lazy(
        "%(count)s zero stands where the number cannot be zero; the cell has no value.",
        "%(count)s zeros stand where the number cannot be zero; the cells have no "
        "value.",
        "count",
    ),
    "unknown_attribute": ngettext_lazy(
        "%(count)s cell has an attribute of no known sense.",
        "%(count)s cells have attributes of no known sense.",
        "count",
    ),
    "empty_period": ngettext_lazy(
        "%(count)s period is printed but has no number at all.",
        "%(count)s periods are printed but have no number at all.",
        "count",
    ),
    "wrong_scope": ngettext_lazy(
        "In %(count)s place the name or title of the file promises something else "
        "than its content.",
        "In %(count)s places the name or title of the file promises something else "
        "than its content.",
        "count",
    ),
    "name_contradicts_code": ngettext_lazy(
        "%(count)s name belongs to another region than its code.",
        "%(count)s names belong to other regions than their codes.",
        "count",
    ),
    "unknown_variable": ngettext_lazy(
        "%(count)s series is not defined and was left out.",
        "%(count)s series are not defined and were left out.",
        "count",
    ),
    "other_frequency": ngettext_lazy(
        "%(count)s series has another frequency than its definition and was left out.",
        "%(count)s series have another frequency than their definitions and were "
        "left out.",
        "count",
    ),
    "unplaced_code": ngettext_lazy(
        "%(count)s code belongs to no unit of the register; its numbers were left out.",
        "%(count)s codes belong to no unit of the register; their numbers were left "
        "out.",
        "count",
    ),
    "rows_differ": ngettext_lazy(
        "%(count)s cell of a city with county rights differs between its two rows; "
        "the row of the municipality counts.",
        "%(count)s cells of cities with county rights differ between their two rows; "
        "the row of the municipality counts.",
        "count",
    ),
    "revised_cell": ngettext_lazy(
        "%(count)s number was changed by a later file.",
        "%(count)s numbers were changed by a later file.",
        "count",
    ),
    "withdrawn_cell": ngettext_lazy(
        "%(count)s number was withdrawn by a later file (confidential or not "
        "applicable).",
        "%(count)s numbers were withdrawn by a later file (confidential or not "
        "applicable).",
        "count",
    ),
    "kept_earlier": ngettext_lazy(
        "%(count)s gap of a later file was filled with the number of an earlier one.",
        "%(count)s gaps of a later file were filled with numbers of an earlier one.",
        "count",
    ),
    "corrected_cell": ngettext_lazy(
        "%(count)s known error of the source was corrected.",
        "%(count)s known errors of the source were corrected.",
        "count",
    ),
    "stale_correction": ngettext_lazy(
        "%(count)s correction was not applied: the source now gives another number.",
        "%(count)s corrections were not applied: the source now gives other numbers.",
        "count",
    ),
    "unplaced_correction": ngettext_lazy(
        "%(count)s correction has nothing to correct: its series, unit or period is "
        "not in the data.",
        "%(count)s corrections have nothing to correct: their series, units or "
        "periods are not in the data.",
        "count",
    ),
    "bridged_cell": ngettext_lazy(
        "%(count)s number was carried across a territorial change.",
        "%(count)s numbers were carried across territorial changes.",
        "count",
    ),
    "restated_by_publisher": ngettext_lazy(
        "%(count)s number from before a unit was created is given by the publisher "
        "itself; it stands.",
        "%(count)s numbers from before a unit was created are given by the publisher "
        "itself; they stand.",
        "count",
    ),
    "bridge_without_numbers": ngettext_lazy(
        "%(count)s number could not be carried across a territorial change: a part "
        "has no number. The change is marked as a break.",
        "%(count)s numbers could not be carried across a territorial change: a part "
        "has no number. The change is marked as a break.",
        "count",
    ),
    "summed_cell": ngettext_lazy(
        "%(count)s number was added up from smaller units.",
        "%(count)s numbers were added up from smaller units.",
        "count",
    ),
}


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding as pages and commands show it.

    Attributes
    ----------
    severity, severity_label
        Stored code and its translated name.
    sentence
        What was found and what was done about it, with the number of cases.
    where
        Title of the series, or the column, sheet or file; may be empty.
    examples
        At most five, as they stand in the file.
    """

    code: str
    severity: str
    severity_label: str
    sentence: str
    where: str
    examples: tuple[str, ...]

    @property
    def text(self) -> str:
        """The finding in one line of plain text."""
        parts = [f"{self.where}: {self.sentence}" if self.where else self.sentence]
        if self.examples:
            parts.append(
                gettext("For example: %(examples)s.")
                % {"examples": "; ".join(self.examples).rstrip(".")}
            )
        return " ".join(parts)


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings of one kind in several series, told once.

    Attributes
    ----------
    line
        The sentence with the number of all cases; its examples are of the first
        series.
    places
        Titles of the series or columns.
    """

    line: FindingLine
    places: tuple[str, ...]

    @property
    def text(self) -> str:
        """The group in one line of plain text."""
        if len(self.places) < 2:
            return self.line.text
        return gettext("%(sentence)s Series: %(places)s.") % {
            "sentence": self.line.sentence,
            "places": _shortened(self.places),
        }


def finding_lines(
    findings: Iterable[Finding | Mapping[str, Any]],
) -> list[FindingLine]:
    """Findings in the active language, gravest first.

    Parameters
    ----------
    findings
        As a reader gave them, or as rows of loads and vintages keep them.
    """
    plain = [_as_finding(each) for each in findings]
    gravity = list(reversed(Severity))
    return [
        _line(finding)
        for finding in sorted(plain, key=lambda each: gravity.index(each.severity))
    ]


def finding_groups(
    findings: Iterable[Finding | Mapping[str, Any]],
) -> list[FindingGroup]:
    """Findings put together by kind, gravest first; counts are added up."""
    together: dict[str, list[Finding]] = {}
    for finding in map(_as_finding, findings):
        together.setdefault(finding.code, []).append(finding)
    groups = []
    for code, found in together.items():
        total = sum(each.count for each in found)
        places = tuple(_line(each).where for each in found if each.where)
        where = found[0].where if len(found) == 1 else ""
        one = Finding(code, found[0].severity, total, found[0].examples, where)
        groups.append(FindingGroup(_line(one), places))
    gravity = [severity.value for severity in reversed(Severity)]
    return sorted(groups, key=lambda group: gravity.index(group.line.severity))


def _sentence(code: str, count: int) -> str:
    known = SENTENCES.get(code)
    # A later release may have written a kind that this one does not know.
    return str(known % {"count": count}) if known else f"{code}: {count}"


def _shortened(places: tuple[str, ...]) -> str:
    shown = "; ".join(places[:_PLACES_SHOWN])
    rest = len(places) - _PLACES_SHOWN
    if rest <= 0:
        return shown
    return ngettext(
        "%(places)s and %(count)s more", "%(places)s and %(count)s more", rest
    ) % {"places": shown, "count": rest}


def _as_finding(entry: Finding | Mapping[str, Any]) -> Finding:
    if isinstance(entry, Finding):
        return entry
    return Finding(
        code=entry["code"],
        severity=Severity(entry["severity"]),
        count=entry["count"],
        examples=tuple(entry["examples"]),
        where=entry["where"],
    )


def _line(finding: Finding) -> FindingLine:
    return FindingLine(
        code=finding.code,
        severity=finding.severity.value,
        severity_label=str(SEVERITIES[finding.severity]),
        sentence=_sentence(finding.code, finding.count),
        where=title_of(finding.where) if finding.where else "",
        examples=finding.examples,
    )
