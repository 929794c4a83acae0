"""A unit in short: what an embedded summary and a shared picture tell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from miara.charts import Card, Chart, Line, card
from miara.indicators.presenters.unit_facts import Fact
from miara.indicators.presenters.unit_page import UnitPage
from miara.indicators.presenters.unit_rows import Highlight
from miara.indicators.queries.source_files import SourceFile
from miara.indicators.queries.unit_level import RESIDENTS
from miara.indicators.queries.vintage_asof import Asked
from miara.units.public import UnitFacts


@dataclass(frozen=True, slots=True)
class Short:
    """The shortest account of a unit; texts are in one language."""

    sentences: Sequence[str]
    strong: Sequence[Highlight]
    weak: Sequence[Highlight]
    different: Sequence[Highlight]
    group: str
    lines: Sequence[Line]
    headline: Sequence[str]
    facts: Sequence[str]
    publishers: Sequence[str]


def short_of(
    page: UnitPage, files: Iterable[SourceFile], facts: Iterable[Fact]
) -> Short:
    """Take the account out of a whole page."""
    return Short(
        sentences=page.summary,
        strong=page.strong,
        weak=page.weak,
        different=page.different,
        group=page.words.all,
        lines=page.card,
        headline=page.headline,
        facts=[
            f"{fact.name}: {fact.text}"
            for fact in facts
            if fact.code != RESIDENTS  # said in the headline
        ],
        publishers=list(dict.fromkeys(file.origin.publisher for file in files)),
    )


def picture(unit: UnitFacts, short: Short, asked: Asked) -> Chart:
    """The picture of a unit for shares, of 1200 x 630 pixels in a file."""
    day = date_format(timezone.localtime(asked.known_at), "DATE_FORMAT")
    foot = [_("Numbers as known on %(day)s.") % {"day": day}]
    if asked.row.is_fictional:
        foot.append(_("All data on this site are fictional."))
    elif short.lines:
        foot.append(_("Compared with: %(group)s.") % {"group": short.group})
    return card(
        Card(
            uid="unit",
            name=unit.title,
            kind=" · ".join(short.headline),
            lines=short.lines,
            facts=[*short.sentences, *short.facts],
            foot=" ".join(foot),
            product="Miara",
        )
    )
