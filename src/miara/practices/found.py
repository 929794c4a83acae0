"""Cards as documents of the search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from django.db.models import Q, QuerySet

from miara.indicators import public as indicators
from miara.practices.domain.costs import band_of, sums_of
from miara.practices.domain.facets import COUNTY, FACETS
from miara.practices.domain.texts import PART_CODES
from miara.practices.enums import SOURCE
from miara.practices.models import PracticeCard
from miara.practices.presenters.links import card_path
from miara.practices.queries.use import adopted_counts
from miara.search import public as search
from miara.units import public as units

__all__ = ["FACETS", "UNIT_FACET", "CardSource", "register"]

#: Units that did it, by uid: lifts and narrows, but is not offered as a list to choose.
UNIT_FACET: Final = "jednostka"
CURRENT, ARCHIVED = "aktualne", "archiwum"
_TEXT_FIELDS = ("title", "result_sentence", *PART_CODES)


def register() -> None:
    """Let cards be found; called once at start."""
    search.register_source(SOURCE, CardSource(), quiet=(UNIT_FACET, COUNTY))


class CardSource:
    """Every card; hidden ones are found by nobody but those who may see drafts."""

    facets: tuple[str, ...] = (*FACETS, UNIT_FACET)

    def keys(self) -> Iterable[str]:
        """Numbers of all cards."""
        keys = PracticeCard.objects.order_by("pk").values_list("pk", flat=True)
        return map(str, keys.iterator())

    def documents(self, keys: Sequence[str]) -> Iterator[search.Document]:
        """Cards as they are published, with names of their units."""
        cards = list(
            _of(keys)
            .select_related("life")
            .prefetch_related("partners", "costs", "awards", "result_rows")
        )
        adopted = adopted_counts(cards)
        uids = {uid for card in cards for uid in _uids(card)}
        known = units.units_by_uid(uids)
        people = indicators.residents_of(uids)
        for card in cards:
            yield _document(card, known, people, adopted.get(card.pk, 0))

    def visible(self, keys: Sequence[str], *, hidden_too: bool) -> set[str]:
        """Public ones; with ``hidden_too`` whatever exists."""
        found = _of(keys) if hidden_too else _of(keys).filter(live=True)
        return set(map(str, found.values_list("pk", flat=True)))

    def texts(self, keys: Sequence[str]) -> Mapping[str, search.Text]:
        """Words as written."""
        rows = _of(keys).values("pk", *_TEXT_FIELDS)
        return {
            str(row["pk"]): search.Text(
                title=row["title"],
                summary=row["summary"] or row["result_sentence"],
                body=_body(row),
            )
            for row in rows
        }

    def fallback(self, query: search.Query) -> search.Fallback:
        """Titles and summaries that hold every word, the newest first."""
        found = PracticeCard.objects.all()
        if not query.hidden_too:
            found = found.filter(live=True)
        for word in query.text.split():
            plain = word.strip('"-')
            found = found.filter(
                Q(title__icontains=plain) | Q(summary__icontains=plain)
            )
        if sections := query.facets.get("dzial"):
            found = found.filter(section__in=sections)
        if domains := query.facets.get("dziedzina"):
            found = found.filter(domain__in=domains)
        ordered = found.order_by("-first_published_at", "-pk").values_list(
            "pk", flat=True
        )
        page = ordered[query.offset : query.offset + query.size]
        return search.Fallback(tuple(map(str, page)), found.count())


def _of(keys: Sequence[str]) -> QuerySet[PracticeCard]:
    return PracticeCard.objects.filter(pk__in=[key for key in keys if key.isdigit()])


def _uids(card: PracticeCard) -> list[str]:
    found = [card.unit_uid, *(row.unit_uid for row in card.partners.all())]
    return [uid for uid in found if uid]


def _body(row: Mapping[str, str]) -> str:
    return "\n\n".join(
        row[code] for code in PART_CODES if code != "summary" and row[code]
    )


def _document(
    card: PracticeCard,
    known: Mapping[str, units.UnitFacts],
    people: Mapping[str, tuple[int, int]],
    adopted: int,
) -> search.Document:
    row = {name: getattr(card, name) for name in _TEXT_FIELDS}
    there = [known[uid] for uid in _uids(card) if uid in known]
    names = [card.lead_name, *(row.name for row in card.partners.all())]
    for unit in there:
        names += [unit.full_name, unit.county.name if unit.county else ""]
        names.append(unit.voivodeship.name if unit.voivodeship else "")
    awards = card.awards.all()
    return search.Document(
        key=str(card.pk),
        source=SOURCE,
        title=card.title,
        summary=" ".join(filter(None, [card.summary, card.result_sentence])),
        body="\n\n".join(
            [
                _body(row),
                *(result.label for result in card.result_rows.all()),
                *(f"{award.contest} {award.title}" for award in awards),
            ]
        ),
        names=tuple(dict.fromkeys(filter(None, names))),
        facets=_facets(card, known.get(card.unit_uid), people),
        date=card.first_published_at.date() if card.first_published_at else None,
        use=adopted,
        is_public=card.live,
        url=card_path(card.pk, card.title),
    )


def _county(unit: units.UnitFacts | None) -> str:
    """Four digits of the county that a unit is or lies in; empty for a voivodeship."""
    if unit is None or unit.kind == units.Kind.VOIVODESHIP:
        return ""
    if unit.county:
        return unit.county.code
    return unit.county_code or unit.code


def _facets(
    card: PracticeCard,
    unit: units.UnitFacts | None,
    people: Mapping[str, tuple[int, int]],
) -> dict[str, tuple[str, ...]]:
    costs = [(cost.kind, cost.amount) for cost in card.costs.all()]
    inhabitants = people.get(card.unit_uid)
    size = unit and units.size_class(unit.kind, inhabitants[0] if inhabitants else None)
    voivodeship = unit and (unit.voivodeship.code if unit.voivodeship else unit.code)
    values = {
        "dzial": card.section,
        "dziedzina": card.domain,
        "rodzaj": unit.kind.value if unit else "",
        "wielkosc": size or "",
        "wojewodztwo": voivodeship or "",
        COUNTY: _county(unit),
        "rok": str(card.began_on.year) if card.began_on else "",
        "nagroda": "tak" if card.awards.all() else "",
        "koszt": band_of(sums_of(costs)).value,
        "stan": ARCHIVED if card.life.archived_on else CURRENT,
    }
    made = {name: (value,) for name, value in values.items() if value}
    return made | {UNIT_FACET: tuple(_uids(card))}
