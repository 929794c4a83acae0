"""The whole base as open data: every public card, archived ones too, without people."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from django.db.models import Max
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from miara.core.open_data import Dataset, Resource
from miara.indicators import public as indicators
from miara.practices.exports import records
from miara.practices.queries.cards import public_cards, whole_cards

__all__ = ["all_as_csv", "all_as_json", "dataset"]


def dataset() -> Dataset | None:
    """The base for the national portal; None while nothing was published."""
    newest = public_cards().aggregate(at=Max("last_published_at"))["at"]
    if newest is None:
        return None
    with translation.override("pl"):
        page = reverse("practices:cards")
    return Dataset(
        ident="miara-dobre-praktyki",
        path=page,
        title=_("Good practices of Polish local governments"),
        description=_(
            "Descriptions of what worked in local governments: situation before, "
            "solution step by step, results, costs, and how to repeat it. Every "
            "description says when its author last confirmed it."
        ),
        frequency="daily",
        categories=("GOVE",),
        tags=(_("good practices"), _("local government")),
        resources=(
            Resource(
                ident="miara-dobre-praktyki-csv",
                path=reverse("catalogues:whole-base", args=["csv"]),
                title=_("Good practices as a table (CSV)"),
                description=_("One row a practice, with titles, summaries and days."),
                data_on=newest.date(),
            ),
            Resource(
                ident="miara-dobre-praktyki-json",
                path=reverse("catalogues:whole-base", args=["json"]),
                title=_("Good practices with whole texts (JSON)"),
                description=_("All parts of every description, results and costs."),
                data_on=newest.date(),
            ),
        ),
        is_fictional=indicators.is_fictional(),
    )


def all_as_csv() -> Iterator[str]:
    """Rows of the table, the heading first."""
    line = io.StringIO()
    writer = csv.writer(line)
    yield "\ufeff"
    writer.writerow(records.COLUMNS)
    for whole in whole_cards():
        row = records.short_record(whole.card)
        writer.writerow([records.cell(row[name]) for name in records.COLUMNS])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def all_as_json() -> Iterator[str]:
    """A list of whole records, one a line."""
    yield "["
    for place, whole in enumerate(whole_cards()):
        text = json.dumps(records.whole_record(whole), ensure_ascii=False)
        yield f"{',' if place else ''}\n{text}"
    yield "\n]\n"
