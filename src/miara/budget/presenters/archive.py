"""What became of the files of an archive, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from miara.budget.actions.archive import Sent, SentHow
from miara.budget.presenters.tables import Cell, Column, Table

__all__ = ["archive_table"]


def archive_table(found: Sequence[Sent], address: str, year: int) -> Table:
    """A row a file, or two for one with both reports."""
    head = [Column(_("File in the archive")), Column(_("What became of it"))]
    rows = [[Cell(each.name), _told(each, address, year)] for each in found]
    return Table(_("Files of the archive"), head, rows)


def _told(each: Sent, address: str, year: int) -> Cell:
    if each.file is not None:
        url = reverse("budget:file", args=[address, year, each.file.pk])
        facts = {"kind": each.file.get_kind_display(), "quarter": each.file.quarter}
        if each.how is SentHow.DRAFT:
            text = _("%(kind)s, quarter %(quarter)s: look at it and take it")
        else:
            text = _("%(kind)s, quarter %(quarter)s: it was sent before")
        return Cell(text % facts, url)
    return Cell(_refusal(each, year))


def _refusal(each: Sent, year: int) -> str:
    sentences = {
        SentHow.NOT_XML: _(
            "This is no XML of the ministry. Send it by itself, saying what it tells."
        ),
        SentHow.DAMAGED: _(
            "The XML is damaged or declares a document type, so it was not read."
        ),
        SentHow.NOT_OURS: _(
            "There is no Rb-27S and no Rb-28S of your unit in it; units looked at: "
            "%(number)s."
        ),
        SentHow.OTHER_YEAR: _(
            "It is about the year %(number)s, and this is the year %(year)s. Send it "
            "there."
        ),
        SentHow.NO_QUARTER: _(
            "It is a report of period %(number)s, which does not end a quarter."
        ),
    }
    if each.how is SentHow.REFUSED:
        return each.why[:1].upper() + each.why[1:]
    return sentences[each.how] % {"number": each.number, "year": year}
