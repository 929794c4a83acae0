"""What is wrong with a file of experts or pairs, in words."""

from django.utils.translation import gettext as _

from miara.contest.domain.expert_table import BadTable, BrokenRow, Fault

__all__ = ["broken_line", "table_problem"]


def table_problem(error: BadTable) -> str:
    """Why the whole file was refused."""
    return {
        "UNREADABLE": _(
            "The file is neither a workbook (XLSX) nor a text table (CSV)."
        ),
        "ENCODING": _("The text is neither UTF-8 nor Windows-1250. Save it as UTF-8."),
        "NO_COLUMNS": _(
            "The needed columns were not found in the first rows. The help beside the "
            "field lists them."
        ),
    }[error.problem]


def broken_line(row: BrokenRow) -> str:
    """One row that was left out, and how to mend it."""
    text = {
        Fault.NO_NAME: _("no name and surname"),
        Fault.BAD_EMAIL: _("no proper e-mail address: “%(value)s”"),
        Fault.TWICE: _("the address %(value)s stood in an earlier row"),
        Fault.BAD_LOAD: _("the limit is no whole number: “%(value)s”"),
        Fault.BAD_FIT: _("knowledge of a domain is 1, 2 or 3, not “%(value)s”"),
        Fault.UNKNOWN_UNIT: _("no local government has the code %(value)s"),
    }[row.fault] % {"value": row.value}
    return _("Row %(line)s: %(problem)s.") % {"line": row.line, "problem": text}
