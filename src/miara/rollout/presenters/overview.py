"""Rollouts of many units as a table, and what units say of theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from miara.core.numbers import MISSING
from miara.core.templatetags.miara import date_pl
from miara.cycle.public import Cell, Column, Row, Table
from miara.rollout.domain.packs import pack
from miara.rollout.models import Experience
from miara.rollout.queries.progress import Progress
from miara.units import public as units

__all__ = ["Note", "notes_of", "overview_table", "pack_name"]


@dataclass(frozen=True, slots=True)
class Note:
    """What one unit says."""

    unit: str
    pack: str
    day: str
    hours: str
    row: Experience


def pack_name(code: str) -> str:
    """Name of a pack; its code when the definitions no longer have it."""
    found = pack(code)
    return found.name.in_language(get_language() or "pl") if found else code


def overview_table(found: Sequence[Progress], *, is_linked: bool) -> Table:
    """A row a unit: pack, since when, how far, what is next.

    Parameters
    ----------
    is_linked
        Whether the reader may open the plans of the units.
    """
    known = units.units_by_uid({each.rollout.unit_uid for each in found})
    language = get_language() or "pl"
    rows = []
    for each in found:
        unit = known.get(each.rollout.unit_uid)
        url = (
            reverse("rollout:progress", args=[unit.address])
            if unit and is_linked
            else ""
        )
        following = each.next.step.title.in_language(language) if each.next else MISSING
        rows.append(
            Row(
                [
                    Cell(unit.full_name if unit else each.rollout.unit_uid, url),
                    Cell(pack_name(each.rollout.pack)),
                    Cell(date_pl(each.rollout.started_at, "short")),
                    Cell(f"{each.done}/{len(each.steps)}"),
                    Cell(following),
                ]
            )
        )
    columns = [
        Column(_("Local government")),
        Column(_("Pack")),
        Column(_("Begun")),
        Column(_("Steps done"), numeric=True),
        Column(_("Next step")),
    ]
    return Table(_("Rollouts of units"), columns, rows)


def notes_of(rows: Iterable[Experience]) -> list[Note]:
    """Experiences with the names of their units."""
    held = list(rows)
    known = units.units_by_uid({row.unit_uid for row in held})
    notes = []
    for row in held:
        unit = known.get(row.unit_uid)
        hours = ""
        if row.hours is not None:
            words = ngettext(
                "%(count)s hour of work", "%(count)s hours of work", row.hours
            )
            hours = words % {"count": row.hours}
        notes.append(
            Note(
                unit=unit.full_name if unit else row.unit_uid,
                pack=pack_name(row.pack),
                day=date_pl(row.written_at),
                hours=hours,
                row=row,
            )
        )
    return notes
