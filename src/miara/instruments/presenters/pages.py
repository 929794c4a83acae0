"""Pages of instruments: rows of the list, parts of one, progress of civic projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miara.core.numbers import MISSING
from miara.core.templatetags.miara import date_pl, number, percent, pln
from miara.cycle.public import Cell, Column, Row, Table
from miara.instruments.domain.progress import (
    Done,
    MarkState,
    YearMoney,
    done_of,
    mark_state,
    money_by_year,
)
from miara.instruments.forms.parts import target_label
from miara.instruments.models import Instrument
from miara.instruments.phrases import PARTS, SECTIONS
from miara.instruments.presenters.words import MARK_WORDS
from miara.units import public as units

__all__ = [
    "InstrumentLine",
    "civic_context",
    "gaps_of",
    "lines_of",
    "money_table",
    "partners_of",
    "parts_of",
    "sections_of",
]


@dataclass(frozen=True, slots=True)
class InstrumentLine:
    """A row of the list; money in złoty over all years."""

    row: Instrument
    days: str
    late: int
    planned: Decimal
    executed: Decimal | None


def lines_of(rows: Iterable[Instrument], *, today: date) -> list[InstrumentLine]:
    """Rows with sums of what was prefetched; asks the database nothing."""
    return [_line(row, today) for row in rows]


def _line(row: Instrument, today: date) -> InstrumentLine:
    told = [m.executed for m in row.money.all() if m.executed is not None]
    return InstrumentLine(
        row=row,
        days=_days(row.since, row.until),
        late=sum(
            mark_state(m.planned_on, m.forecast_on, m.done_on, today) is MarkState.LATE
            for m in row.milestones.all()
        ),
        planned=sum((m.planned for m in row.money.all()), Decimal(0)),
        executed=sum(told, Decimal(0)) if told else None,
    )


def gaps_of(row: Instrument) -> list[str]:
    """What the instrument lacks, in words; of one read with its parts."""
    found = []
    if row.manager is None:
        found.append(_("Nobody manages it."))
    if not row.goal_links.all():
        found.append(_("It serves no goal."))
    if not row.money.all():
        found.append(_("It has no money."))
    if row.since is None or row.until is None:
        found.append(_("It has no days."))
    return found


def sections_of(row: Instrument) -> list[tuple[str, str]]:
    """Written sections of a programme in their order: name and text."""
    return [
        (str(name), row.sections[code])
        for code, name in SECTIONS.items()
        if row.sections.get(code)
    ]


def parts_of(row: Instrument, *, today: date) -> list[dict[str, Any]]:
    """Every kind of part: its code, name, and lines with number and words."""
    lines: dict[str, list[tuple[int, str]]] = {
        "goal": [
            (link.pk, _with(str(link.goal), link.contribution, _share(link.weight)))
            for link in row.goal_links.all()
        ],
        "target": [(x.pk, target_label_of(x.target)) for x in row.target_links.all()],
        "member": [(x.pk, _with(str(x.part), x.note)) for x in row.part_links.all()],
        "stage": [
            (x.pk, _with(x.name, _days(x.since, x.until), _done(x.done_on)))
            for x in sorted(row.stages.all(), key=lambda x: (x.since, x.pk))
        ],
        "milestone": [
            (x.pk, _with(x.name, date_pl(x.planned_on), _mark(x, today)))
            for x in sorted(row.milestones.all(), key=lambda x: (x.planned_on, x.pk))
        ],
        "product": [(x.pk, _product(x)) for x in row.products.all()],
        "partner": partners_of(row),
        "money": [
            (x.pk, _money(x))
            for x in sorted(row.money.all(), key=lambda x: (x.year, x.source))
        ],
    }
    return [
        {"code": code, "name": name, "lines": lines[code]}
        for code, name in PARTS.items()
        if code != "member" or row.kind != Instrument.Kind.PROJECT or lines[code]
    ]


def money_table(row: Instrument) -> Table | None:
    """Money by year, all sources together; None when there is none."""
    years = money_by_year((m.year, m.planned, m.executed) for m in row.money.all())
    if not years:
        return None
    columns = [
        Column(_("Year")),
        Column(_("Planned"), numeric=True),
        Column(_("Executed"), numeric=True),
        Column(_("Left"), numeric=True),
    ]
    return Table(_("Money by year"), columns, [_money_row(year) for year in years])


def _money_row(year: YearMoney) -> Row:
    executed, left = year.executed, year.left
    return Row(
        [
            Cell(str(year.year)),
            Cell(pln(year.planned, 2)),
            Cell(MISSING if executed is None else pln(executed, 2)),
            Cell(MISSING if left is None else pln(left, 2)),
        ]
    )


def target_label_of(target: Any) -> str:
    """A target read without its goal: by its indicator."""
    if target.goal_id is None:
        return str(target.local.name if target.local else target.national)
    return target_label(target)


def civic_context(rows: Sequence[Instrument], *, today: date) -> list[dict[str, Any]]:
    """Editions of the civic budget, the newest first, with how many are completed."""
    by_year: dict[int, list[Instrument]] = defaultdict(list)
    for row in rows:
        if row.civic_year is not None:
            by_year[row.civic_year].append(row)
    found = []
    for year in sorted(by_year, reverse=True):
        done = done_of(row.state for row in by_year[year])
        found.append(
            {
                "year": year,
                "sentence": _done_sentence(done),
                "lines": lines_of(by_year[year], today=today),
            }
        )
    return found


def _done_sentence(done: Done) -> str:
    sentence = ngettext(
        "%(done)s of %(count)s chosen project is completed (%(percent)s).",
        "%(done)s of %(count)s chosen projects are completed (%(percent)s).",
        done.all,
    ) % {"done": done.done, "count": done.all, "percent": percent(done.percent, 2)}
    if not done.stopped:
        return sentence
    return f"{sentence} " + _("Stopped: %(count)s.") % {"count": done.stopped}


def partners_of(row: Instrument) -> list[tuple[int, str]]:
    """Partners with what each does, by number; units by their names."""
    partners = list(row.partners.all())
    known = units.units_by_uid({x.unit_uid for x in partners if x.unit_uid})
    return [
        (
            x.pk,
            _with(
                known[x.unit_uid].full_name if x.unit_uid in known else x.name, x.part
            ),
        )
        for x in partners
    ]


def _with(first: str, *rest: str) -> str:
    told = "; ".join(filter(None, rest))
    return f"{first} ({told})" if told else first


def _share(weight: int | None) -> str:
    return percent(weight, 0) if weight else ""


def _done(day: date | None) -> str:
    return _("completed on %(day)s") % {"day": date_pl(day)} if day else ""


def _mark(mark: Any, today: date) -> str:
    state = mark_state(mark.planned_on, mark.forecast_on, mark.done_on, today)
    return str(MARK_WORDS[state])


def _product(row: Any) -> str:
    return _("%(name)s: planned %(planned)s, there is %(achieved)s (%(unit)s)") % {
        "name": row.name,
        "planned": _plain(row.planned),
        "achieved": MISSING if row.achieved is None else _plain(row.achieved),
        "unit": row.unit_of_measure,
    }


def _plain(value: Decimal) -> str:
    places = max(0, -int(value.normalize().as_tuple().exponent))
    return number(value, places)


def _money(row: Any) -> str:
    executed = MISSING if row.executed is None else pln(row.executed, 2)
    return _("%(year)s, %(source)s: planned %(planned)s, executed %(executed)s") % {
        "year": row.year,
        "source": row.get_source_display(),
        "planned": pln(row.planned, 2),
        "executed": executed,
    }


def _days(since: date | None, until: date | None) -> str:
    if since is None and until is None:
        return MISSING
    first = date_pl(since, "short") if since else "…"
    last = date_pl(until, "short") if until else "…"
    return f"{first}–{last}"
