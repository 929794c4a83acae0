"""Words about the directory that pages and commands share."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from miara.organisations.public import BrokenRow, Fault, UnitHead

__all__ = ["count_lines", "fault_line", "field_name"]


def count_lines(counts: Mapping[str, int]) -> list[str]:
    """What an import did, one line a number."""
    names = {
        "new": _("new entries: %(count)s"),
        "changed": _("changed entries: %(count)s"),
        "unchanged": _("entries without a change: %(count)s"),
        "older": _("entries newer than the list, kept: %(count)s"),
        "broken": _("rows left out: %(count)s"),
    }
    return [text % {"count": counts.get(key, 0)} for key, text in names.items()]


def field_name(name: str) -> str:
    """Name of a fact of an entry."""
    return str(UnitHead._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def fault_line(row: BrokenRow) -> str:
    """Why a row was left out."""
    texts = {
        Fault.NO_CODE: _("line %(line)s: no TERYT code (“%(value)s”)"),
        Fault.NO_NAME: _("line %(line)s: no name of the head, unit %(value)s"),
        Fault.BAD_EMAIL: _("line %(line)s: “%(value)s” is not an e-mail address"),
        Fault.BAD_EDELIVERY: _(
            "line %(line)s: “%(value)s” is not an e-Doręczenia address"
        ),
        Fault.BAD_DATE: _("line %(line)s: “%(value)s” is not a day"),
        Fault.TOO_LONG: _("line %(line)s: the text is too long: “%(value)s”"),
        Fault.UNKNOWN_CODE: _("line %(line)s: no unit has the code %(value)s"),
        Fault.ABOLISHED: _("line %(line)s: the unit %(value)s was abolished"),
        Fault.TWICE: _("line %(line)s: the unit %(value)s stands above already"),
        Fault.NO_OFFICE: _(
            "line %(line)s: the office is not named, and the unit %(value)s may have "
            "a burmistrz or a prezydent"
        ),
    }
    return texts[row.fault] % {"line": row.line, "value": row.value}
