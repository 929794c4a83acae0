"""Applications as descriptions for the good-practice base, and where each stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from miara.contest.domain.practice_mapping import (
    PracticeMapping,
    day_of,
    direction_of,
    mapping_for,
    paragraphs,
    year_of,
)
from miara.contest.models import Edition, Entry, EntryCard, Release
from miara.contest.queries.results import ReleasedResults, ResultRow, results_of
from miara.contest.queries.versions import content_of_version
from miara.core.localized import Localized
from miara.practices import public as practices
from miara.questionnaires import public as questionnaires
from miara.units import public as units

__all__ = [
    "Awarded",
    "awarded_entries",
    "card_of",
    "content_of_entry",
    "is_agreed",
    "public_results",
    "why_card_waits",
]

#: The base is kept in Polish; its other language is written by its editors.
LANGUAGE: Final = "pl"
#: What the columns of the base hold: fourteen digits before the point, twelve of money.
_NUMBER, _MONEY = Decimal(10) ** 14, Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class Awarded:
    """An application with a public title, and its way to the base.

    ``made`` is None as long as nobody carried it over.
    """

    entry: Entry
    titles: tuple[str, ...]
    made: EntryCard | None


def card_of(entry: Entry) -> EntryCard | None:
    """What became of an application in the base. One query."""
    return _with_card().filter(entry=entry).first()


def why_card_waits(card: practices.PracticeCard) -> str:
    """Why a description may not be published yet: its author has not confirmed it.

    Empty for descriptions that came another way. One query.
    """
    made = EntryCard.objects.filter(card_id=card.pk).first()
    if made is None or made.answer == EntryCard.Answer.RIGHT:
        return ""
    if made.answer == EntryCard.Answer.CORRECTION:
        text = _("The author asks for a correction first: %(note)s")
        return text % {"note": made.note}
    return _("The author of the application has not confirmed the description yet.")


def awarded_entries(edition: Edition, *, now: datetime) -> list[Awarded]:
    """Finalists and laureates by their place in the results; empty before the release.

    Seven queries at most, however many there are.
    """
    results = public_results(edition, now=now)
    titles: dict[int, list[str]] = {}
    for row in results.rows if results else ():
        titles.setdefault(row.entry_id, []).append(_title(row))
    made = {row.entry_id: row for row in _with_card().filter(entry__in=titles)}
    entries = Entry.objects.select_related("domain", "group").in_bulk(list(titles))
    return [
        Awarded(entries[key], tuple(said), made.get(key))
        for key, said in titles.items()
        if key in entries
    ]


def public_results(edition: Edition, *, now: datetime) -> ReleasedResults | None:
    """Everything public of the results: all of them, else the finalists, else None."""
    for stage in (Release.Stage.RESULTS, Release.Stage.FINALISTS):
        if results := results_of(edition, now=now, stage=stage):
            return results
    return None


def is_agreed(content: questionnaires.Content) -> bool:
    """Whether the application agrees to publication; forms may not ask for it."""
    code = _mapping(content).consent
    if code not in content.definition.by_code:
        return True
    said = content.values.get(code)
    return isinstance(said, Mapping) and bool(said.get("agreed"))


def content_of_entry(entry: Entry, *, now: datetime) -> practices.Content:
    """What the newest submitted version says to everybody, by parts of a description.

    Answers that are not marked as public are never read. Titles are there as far as
    they are public at the moment.

    Parameters
    ----------
    entry
        With a submitted version.
    """
    assert entry.latest is not None  # callers ask for submitted ones
    sealed = content_of_version(entry.latest)
    rule = _mapping(sealed)
    said = questionnaires.visible_values(sealed, questionnaires.Audience.PUBLIC)
    place = rule.places.get(str(said.get(rule.domain) or ""))
    title = str(said.get(rule.title) or entry.title or entry.number)
    lead = str(said.get(rule.lead) or _entrant(entry))
    return practices.Content(
        title=_cut(title, 200),
        unit_uid=entry.unit_uid,
        lead_name=_cut(lead, 300),
        section=place.section if place else "",
        domain=place.domain if place else "",
        began_on=day_of(str((said.get(rule.period) or {}).get("from", ""))),
        is_running=said.get(rule.is_running),
        texts={part: paragraphs(said, codes) for part, codes in rule.texts.items()},
        partners=_partners(said.get(rule.partners) or ()),
        results=tuple(_result(row) for row in said.get(rule.results) or ()),
        costs=tuple(c for row in said.get(rule.costs) or () for c in _costs(row)),
        awards=_awards(entry, now),
        contact=practices.Contact(office=_cut(lead or _unit(entry.unit_uid), 300)),
    )


def _with_card() -> QuerySet[EntryCard]:
    return EntryCard.objects.select_related(
        "card", "entry__edition__contest__owner", "answered_by", "made_by"
    )


def _mapping(content: questionnaires.Content) -> PracticeMapping:
    return mapping_for(content.definition.code)


def _entrant(entry: Entry) -> str:
    return str(entry.union) if entry.union else entry.entrant_name


def _unit(uid: str) -> str:
    unit = units.unit_by_uid(uid)
    return unit.full_name if unit else ""


def _partners(rows: Any) -> tuple[practices.Partner, ...]:
    found = []
    for row in rows:
        uid, name = str(row.get("uid") or ""), str(row.get("name") or "")
        if uid or name:
            # A unit is named by the register, so that its name stays true.
            named = "" if uid else _cut(name, 300)
            role = _cut(str(row.get("role") or ""), 300)
            found.append(practices.Partner(unit_uid=uid, name=named, role=role))
    return tuple(found)


def _result(row: Mapping[str, Any]) -> practices.Result:
    before, after = _number(row, "baseline"), _number(row, "achieved")
    wanted = _number(row, "target")
    return practices.Result(
        label=_cut(str(row.get("name") or row.get("indicator") or "–"), 200),
        indicator=_cut(str(row.get("indicator") or ""), 80),
        direction=direction_of(before, wanted),
        is_aim=wanted is not None,
        measure=_cut(str(row.get("unit") or ""), 40),
        before=before,
        before_year=year_of(str(row.get("baseline_year") or "")),
        after=after,
        after_year=year_of(str(row.get("achieved_year") or "")),
        source=_cut(str(row.get("source") or ""), 300),
    )


def _costs(row: Mapping[str, Any]) -> list[practices.Cost]:
    kinds = {
        "one_off": practices.CostKind.ONE_OFF,
        "yearly": practices.CostKind.YEARLY,
    }
    found = []
    for column, kind in kinds.items():
        amount = _number(row, column)
        if amount is not None and 0 < amount < _MONEY:
            label = _cut(str(row.get("item") or "–"), 200)
            source = _cut(str(row.get("source") or ""), 200)
            found.append(practices.Cost(kind, label, amount, source=source))
    return found


def _awards(entry: Entry, now: datetime) -> tuple[practices.Award, ...]:
    edition = entry.edition
    results = public_results(edition, now=now)
    rows = results.of_entry(entry.pk) if results else []
    contest = Localized.of(edition.contest.name).in_language(LANGUAGE)
    return tuple(
        practices.Award(
            contest=_cut(contest, 200),
            title=_cut(_title(row), 200),
            year=edition.year,
            source=_address(edition, results.stage if results else ""),
        )
        for row in rows
    )


def _title(row: ResultRow) -> str:
    name = row.name.in_language(LANGUAGE)
    return f"{name} ex aequo" if row.is_ex_aequo else name


def _address(edition: Edition, stage: str) -> str:
    is_final = stage == Release.Stage.FINALISTS
    name = "contest:finalists" if is_final else "contest:results"
    with override(LANGUAGE):
        path = reverse(name, args=[edition.contest.code, edition.slug])
    return settings.MIARA_SITE_URL.rstrip("/") + path


def _number(row: Mapping[str, Any], column: str) -> Decimal | None:
    """A canonical number that the base can hold."""
    try:
        number = Decimal(str(row.get(column) or ""))
    except ArithmeticError:
        return None
    if not number.is_finite() or abs(number) >= _NUMBER:
        return None
    return round(number, 4)


def _cut(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"
