"""What may go wrong when official files are read, in words for people."""

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from miara.core.errors import MiaraError
from miara.units.domain.terc import Problem

# At most this many rows are printed; a wholly broken file has thousands.
_SHOWN = 20

NOT_TERC = {
    "bad_zip": _("The archive is damaged. Download the file again."),
    "zip_without_one_file": _(
        "The archive should hold one register file (CSV or XML). Unpack it and choose"
        " the right file."
    ),
    "too_large": _("The file is far larger than the register ever was."),
    "not_utf8": _("The file is not in UTF-8, in which the register is published."),
    "columns": _(
        "The file lacks columns of the TERC register (WOJ, POW, GMI, RODZ, NAZWA,"
        " NAZWA_DOD, STAN_NA)."
    ),
    "xml": _("The file is not well-formed XML. Download it again."),
    "no_units": _("The file has no units in it."),
}

ROW_REASONS = {
    "fields": _("the row has more fields than the header"),
    "code": _("the code does not have two digits on each level"),
    "kind": _("the type (RODZ) is not one of 1, 2, 3, 4, 5, 8, 9"),
    "name": _("the name is missing"),
    "day": _("the date (STAN_NA) is not a date"),
    "other_day": _("the date differs from the rest of the file"),
    "duplicate": _("the same unit stands in the file twice"),
    "no_parent": _("the county or voivodeship above it is not in the file"),
    "parent_left_out": _("the county or voivodeship above it was left out"),
    "city_municipality": _(
        "a city with county rights should have exactly one municipality"
    ),
}


class UnitsError(MiaraError):
    """Errors of the register of units."""


class NotTercFileError(UnitsError):
    """The file is no TERC register."""

    def __init__(self, reason: str, file_name: str) -> None:
        super().__init__()
        self.reason, self.file_name = reason, file_name

    def for_people(self) -> str:
        """What is wrong with the file."""
        return gettext("%(file)s was not read. %(why)s") % {
            "file": self.file_name,
            "why": NOT_TERC[self.reason],
        }


class BrokenTercError(UnitsError):
    """Some rows are broken, so nothing was imported."""

    def __init__(self, problems: tuple[Problem, ...], file_name: str) -> None:
        super().__init__()
        self.problems, self.file_name = problems, file_name

    def for_people(self) -> str:
        """The refused file with line numbers and reasons."""
        count = len(self.problems)
        head = ngettext(
            "%(file)s was not imported: %(count)s row is broken."
            " Correct it, or import without it (--skip-bad).",
            "%(file)s was not imported: %(count)s rows are broken."
            " Correct them, or import without them (--skip-bad).",
            count,
        ) % {"count": count, "file": self.file_name}
        return "\n".join([head, *problem_lines(self.problems)])


class ConflictingSnapshotError(UnitsError):
    """Another file of the same day with other content is already imported."""

    sentence = _(
        "The register of %(day)s was already imported from %(known)s with other"
        " content, so %(file)s was refused. One day has one register."
    )


class FictionalRegisterError(UnitsError):
    """Fictional units cannot be added beside the official ones."""

    sentence = _(
        "The official register is already imported, so the fictional sample was"
        " refused."
    )


class BoundariesError(UnitsError):
    """The file of boundaries cannot be used."""

    sentence = _("%(file)s was not imported: %(why)s")


class NoUnitsError(UnitsError):
    """There is nothing to join boundaries with."""

    sentence = _("There are no units yet. Import the TERC register first.")


def problem_lines(problems: tuple[Problem, ...]) -> list[str]:
    """One line a broken row, the rest counted."""
    lines = [
        gettext("line %(line)s: %(reason)s (%(text)s)")
        % {"line": p.line, "reason": ROW_REASONS[p.reason], "text": p.text}
        for p in problems[:_SHOWN]
    ]
    rest = len(problems) - len(lines)
    if rest > 0:
        lines.append(
            ngettext("and %(count)s more row", "and %(count)s more rows", rest)
            % {"count": rest}
        )
    return lines
