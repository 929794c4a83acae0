"""Public pages of programmes and projects: the list in a sentence, one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from miara.core.numbers import MISSING
from miara.core.templatetags.miara import date_pl, number, pln
from miara.cycle.public import Cell, Column, Row, Table
from miara.instruments.models import Instrument, Money, Product
from miara.instruments.presenters.charts import plan_of_one
from miara.instruments.presenters.pages import lines_of, partners_of, sections_of

__all__ = ["days_of", "list_sentence", "list_table", "page_of", "sum_of_money"]


def list_sentence(rows: Sequence[Instrument]) -> str:
    """How many there are and how far they are."""
    states = Counter(row.state for row in rows)
    return ngettext(
        "%(count)s programme or project: under way %(going)s, planned %(planned)s, "
        "completed %(done)s, stopped %(stopped)s.",
        "%(count)s programmes and projects: under way %(going)s, planned %(planned)s, "
        "completed %(done)s, stopped %(stopped)s.",
        len(rows),
    ) % {
        "count": len(rows),
        "going": states[Instrument.State.GOING],
        "planned": states[Instrument.State.PLANNED],
        "done": states[Instrument.State.DONE],
        "stopped": states[Instrument.State.STOPPED],
    }


def list_table(
    rows: Sequence[Instrument], addresses: Sequence[str], *, today: date
) -> Table:
    """Public instruments side by side.

    Parameters
    ----------
    addresses
        Of the page of each, in the same order.
    """
    columns = [
        Column(_("Name")),
        Column(_("Kind")),
        Column(_("State")),
        Column(_("Where")),
        Column(_("Days")),
        Column(_("Planned"), numeric=True),
        Column(_("Executed"), numeric=True),
    ]
    found = [
        Row(
            [
                Cell(line.row.name, address, note=str(line.row.domain or "")),
                Cell(str(line.row.get_kind_display())),
                Cell(str(line.row.get_state_display())),
                Cell(str(line.row.district or MISSING)),
                Cell(line.days),
                Cell(pln(line.planned) if line.row.money.all() else MISSING),
                Cell(MISSING if line.executed is None else pln(line.executed)),
            ],
            key=str(line.row.pk),
        )
        for line, address in zip(lines_of(rows, today=today), addresses, strict=True)
    ]
    return Table(_("Programmes and projects"), columns, found)


def page_of(row: Instrument, *, today: date) -> dict[str, Any]:
    """What the page of a public instrument shows, in words and tables."""
    return {
        "lead": _lead(row),
        "days": days_of(row),
        "figure": plan_of_one(row, today=today),
        "sections": sections_of(row),
        "money": _money_table(row),
        "money_sentence": _money_sentence(row),
        "products": _products_table(row),
        "goals": [link.goal for link in row.goal_links.all()],
        "parts": [link.part for link in row.part_links.all()],
        "wholes": [link.whole for link in row.whole_links.all()],
        "partners": [text for _number, text in partners_of(row)],
    }


def sum_of_money(row: Instrument) -> tuple[Decimal, Decimal | None]:
    """Planned and executed over all years and sources, in złoty."""
    told = [m.executed for m in row.money.all() if m.executed is not None]
    planned = sum((m.planned for m in row.money.all()), Decimal(0))
    return planned, sum(told, Decimal(0)) if told else None


def _lead(row: Instrument) -> str:
    kind, state = row.get_kind_display(), row.get_state_display()
    told = f"{kind}, {state}"
    return told[:1].upper() + told[1:]


def _money_sentence(row: Instrument) -> str:
    if not row.money.all():
        return ""
    planned, executed = sum_of_money(row)
    if executed is None:
        return _("Planned together: %(planned)s. Nobody told yet what was spent.") % {
            "planned": pln(planned, 2)
        }
    return _("Planned together: %(planned)s; spent so far: %(executed)s.") % {
        "planned": pln(planned, 2),
        "executed": pln(executed, 2),
    }


def _money_table(row: Instrument) -> Table | None:
    """Money by year and source, with the sum of each year of several sources."""
    amounts = sorted(row.money.all(), key=lambda m: (m.year, _place(m.source)))
    if not amounts:
        return None
    columns = [
        Column(_("Year")),
        Column(_("Source")),
        Column(_("Planned"), numeric=True),
        Column(_("Executed"), numeric=True),
    ]
    rows: list[Row] = []
    for year in sorted({each.year for each in amounts}):
        own = [each for each in amounts if each.year == year]
        rows += [_money_row(year, str(m.get_source_display()), [m]) for m in own]
        if len(own) > 1:
            rows.append(_money_row(year, pgettext("money", "together"), own))
    return Table(_("Money by year and source"), columns, rows)


def _place(source: str) -> int:
    return Money.Source.values.index(source)


def _money_row(year: int, source: str, amounts: Sequence[Money]) -> Row:
    told = [m.executed for m in amounts if m.executed is not None]
    planned = sum((m.planned for m in amounts), Decimal(0))
    executed = pln(sum(told, Decimal(0)), 2) if told else MISSING
    return Row([Cell(str(year)), Cell(source), Cell(pln(planned, 2)), Cell(executed)])


def _products_table(row: Instrument) -> Table | None:
    products = sorted(row.products.all(), key=lambda p: p.pk)
    if not products:
        return None
    columns = [
        Column(_("Product")),
        Column(_("Unit of measure")),
        Column(_("Planned"), numeric=True),
        Column(pgettext("product", "There is"), numeric=True),
    ]
    return Table(_("Products"), columns, [_product_row(each) for each in products])


def _product_row(product: Product) -> Row:
    return Row(
        [
            Cell(product.name),
            Cell(product.unit_of_measure),
            Cell(_plain(product.planned)),
            Cell(MISSING if product.achieved is None else _plain(product.achieved)),
        ]
    )


def _plain(value: Decimal) -> str:
    places = max(0, -int(value.normalize().as_tuple().exponent))
    return number(value, places)


def days_of(row: Instrument) -> str:
    """From when until when, in words."""
    if row.since and row.until:
        return f"{date_pl(row.since)} – {date_pl(row.until)}"
    if row.since:
        return _("from %(day)s") % {"day": date_pl(row.since)}
    if row.until:
        return _("until %(day)s") % {"day": date_pl(row.until)}
    return ""
