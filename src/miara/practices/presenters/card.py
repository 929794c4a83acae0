"""The page of a card: metric, story, numbers, documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miara.core.templatetags.miara import number, pln
from miara.practices.domain.addresses import address_of
from miara.practices.domain.costs import band_of, sums_of
from miara.practices.domain.freshness import Freshness, freshness_of
from miara.practices.domain.sources import host_of, links_in
from miara.practices.domain.texts import PARTS
from miara.practices.models import PracticeCard, PracticeResult
from miara.practices.phrases import PART_NAMES
from miara.practices.presenters.adoptions import adoption_lines
from miara.practices.presenters.files import shown_files
from miara.practices.presenters.links import card_path, list_path
from miara.practices.presenters.words import (
    BAND_WORDS,
    domain_name,
    freshness_sentence,
    freshness_word,
    period_words,
    section_name,
)
from miara.practices.queries.cards import WholeCard
from miara.units.public import UnitFacts

__all__ = [
    "Block",
    "Fact",
    "blocks",
    "card_context",
    "citation",
    "how_many",
    "linked_data",
    "picture_url",
    "unit_path",
]


@dataclass(frozen=True, slots=True)
class Block:
    """A run of a text: a paragraph, or the items of a list."""

    text: str = ""
    items: tuple[str, ...] = ()
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the metric."""

    label: str
    text: str
    url: str = ""
    note: str = ""


def unit_path(unit: UnitFacts) -> str:
    """The page of a unit."""
    return reverse("indicators:unit", args=[unit.address])


def blocks(text: str) -> list[Block]:
    """Paragraphs and lists of a plain text; lines that begin with a dash or a number.

    >>> [b.items or b.text for b in blocks("Kroki:\\n1. Uchwała\\n2. Umowa\\n\\nDość.")]
    ['Kroki:', ('Uchwała', 'Umowa'), 'Dość.']
    """
    found: list[Block] = []
    for chunk in re.split(r"\n\s*\n", text.strip()):
        for line in filter(None, map(str.strip, chunk.splitlines())):
            item = re.match(r"(?:[-–•*]|(\d{1,2})[.)])\s+(.+)", line)
            if not item:
                found.append(Block(text=line))
                continue
            is_numbered = item[1] is not None
            last = found[-1] if found else None
            if last and last.items and last.is_numbered == is_numbered:
                found[-1] = Block(items=(*last.items, item[2]), is_numbered=is_numbered)
            else:
                found.append(Block(items=(item[2],), is_numbered=is_numbered))
    return found


def card_context(
    whole: WholeCard,
    known: Mapping[str, UnitFacts],
    people: Mapping[str, tuple[int, int]],
    *,
    today: date,
    indicators: Mapping[str, tuple[str, str]],
    file_path: Callable[[str], str] | None = None,
) -> dict[str, Any]:
    """Everything the page shows.

    Parameters
    ----------
    known
        Units of the card by uid.
    people
        Inhabitants and their year by uid.
    indicators
        Name and address of the page by code of indicator.
    file_path
        Address of a file by its name; that of readers when missing.
    """
    card = whole.card
    freshness = freshness_of(
        card.life.confirmed_on, today, is_archived=bool(card.life.archived_on)
    )
    url = settings.MIARA_SITE_URL + card_path(card.pk, card.title)
    sums = sums_of((cost.kind, cost.amount) for cost in whole.costs)
    stories = [
        {"code": part.code, "title": PART_NAMES[part.code], "blocks": blocks(text)}
        for part in PARTS
        if part.code != "summary" and (text := getattr(card, part.code))
    ]
    return {
        "card": card,
        "summary": blocks(card.summary),
        "stories": stories,
        "metric": list(_metric(whole, known, people)),
        "freshness": {
            "code": freshness.value,
            "word": freshness_word(freshness),
            "sentence": freshness_sentence(freshness, card.life),
            "note": card.life.archived_note,
            "replaced_by": card.life.replaced_by
            and {
                "title": card.life.replaced_by.title,
                "url": card_path(card.life.replaced_by.pk, card.life.replaced_by.title),
            },
            "is_doubtful": freshness in {Freshness.STALE, Freshness.ARCHIVED},
        },
        "results": [_result(row, indicators) for row in whole.results],
        "costs": whole.costs,
        "costs_sentence": _costs_sentence(sums.one_off, sums.yearly),
        "band": str(BAND_WORDS[band_of(sums)]),
        "awards": whole.awards,
        **shown_files(whole.files, file_path or _public_path(card.pk)),
        "citation": citation(card, _lead(card, known), url),
        "linked_data": linked_data(card, _lead(card, known), url),
        "list_url": list_path(),
        "picture_url": picture_url(card),
        "adoptions": adoption_lines(
            whole.adoptions,
            known,
            {code: name for code, (name, _url) in indicators.items()},
        ),
        "own_url": url,
        "own_address": address_of(card.pk, card.title),
    }


def picture_url(card: PracticeCard) -> str:
    """The picture for links to the card."""
    path = reverse("sharing:picture", args=[address_of(card.pk, card.title)])
    return settings.MIARA_SITE_URL + path


def citation(card: PracticeCard, lead: str, url: str) -> str:
    """How to name the card elsewhere."""
    year = card.last_published_at.year if card.last_published_at else ""
    text = _("%(lead)s, “%(title)s”, good practice no. %(number)s, %(year)s, %(url)s")
    return text % {
        "lead": lead or _("Good-practice base"),
        "title": card.title,
        "number": card.pk,
        "year": year,
        "url": url,
    }


def linked_data(card: PracticeCard, lead: str, url: str) -> dict[str, Any]:
    """The card for machines that read schema.org. No people."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": url,
        "url": url,
        "headline": card.title,
        "abstract": card.summary,
        "inLanguage": "pl",
        "isAccessibleForFree": True,
        "identifier": str(card.pk),
        "image": picture_url(card),
        "publisher": {"@type": "Organization", "name": _("Good-practice base")},
        "isPartOf": {
            "@type": "CreativeWorkSeries",
            "name": _("Good practices"),
            "url": settings.MIARA_SITE_URL + list_path(),
        },
    }
    if lead:
        data["author"] = {"@type": "GovernmentOrganization", "name": lead}
        data["spatialCoverage"] = {"@type": "Place", "name": lead}
    words = [section_name(card.section), domain_name(card.domain), card.service]
    if keywords := [word for word in words if word]:
        data["keywords"] = keywords
    if card.title_en:
        data["alternativeHeadline"] = card.title_en
    if card.life.archived_on:
        data["creativeWorkStatus"] = "Archived"
        data["expires"] = card.life.archived_on.isoformat()
    newer = card.life.replaced_by
    if newer:
        data["correction"] = settings.MIARA_SITE_URL + card_path(newer.pk, newer.title)
    if card.first_published_at:
        data["datePublished"] = card.first_published_at.date().isoformat()
    if card.last_published_at:
        data["dateModified"] = card.last_published_at.date().isoformat()
    return data


def _public_path(number: int) -> Callable[[str], str]:
    return lambda uid: reverse("practices:card-file", args=[number, uid])


def _lead(card: PracticeCard, known: Mapping[str, UnitFacts]) -> str:
    unit = known.get(card.unit_uid)
    return card.lead_name or (unit.full_name if unit else "")


def _metric(
    whole: WholeCard,
    known: Mapping[str, UnitFacts],
    people: Mapping[str, tuple[int, int]],
) -> Iterable[Fact]:
    card = whole.card
    unit = known.get(card.unit_uid)
    if unit:
        yield Fact(_("Unit"), unit.title, unit_path(unit), unit.beside_name)
        if unit.uid in people:
            count, year = people[unit.uid]
            yield Fact(
                _("Inhabitants"),
                _("%(count)s (%(year)s)") % {"count": number(count), "year": year},
            )
    if card.lead_name:
        yield Fact(_("Put in practice by"), card.lead_name)
    for row in whole.partners:
        partner = known.get(row.unit_uid)
        name = partner.full_name if partner else row.name or row.unit_uid
        yield Fact(_("Partner"), name, unit_path(partner) if partner else "", row.role)
    if text := period_words(card.began_on, card.ended_on, card.is_running):
        yield Fact(_("When"), text)
    if text := section_name(card.section):
        yield Fact(_("Section"), text, list_path(f"dzial={card.section}"))
    if text := domain_name(card.domain):
        yield Fact(_("Domain"), text, list_path(f"dziedzina={card.domain}"))
    if card.service:
        yield Fact(_("Public service"), card.service)
    for award in whole.awards:
        title = f"{award.contest} {award.year or ''}".strip()
        if str(award.year) in award.contest:
            title = award.contest
        sources = links_in(award.source)
        yield Fact(_("Award"), award.title, next(iter(sources), ""), title)
        for source in sources[1:]:
            yield Fact(_("Source of the award"), host_of(source), source)
    origin = card.origin_note or card.get_origin_display()
    yield Fact(_("How it came to the base"), origin)


def _costs_sentence(one_off: Any, yearly: Any) -> str:
    if one_off is not None and yearly is not None:
        return _("%(once)s to begin, then %(yearly)s a year.") % {
            "once": pln(one_off),
            "yearly": pln(yearly),
        }
    if one_off is not None:
        return _("%(once)s to begin.") % {"once": pln(one_off)}
    if yearly is not None:
        return _("%(yearly)s a year.") % {"yearly": pln(yearly)}
    return ""


def _result(
    row: PracticeResult, indicators: Mapping[str, tuple[str, str]]
) -> dict[str, Any]:
    name, url = indicators.get(row.indicator, ("", ""))
    return {
        "label": row.label or name,
        "indicator": name,
        "url": url,
        "before": _value(row.before, row.measure),
        "before_year": row.before_year,
        "after": _value(row.after, row.measure),
        "after_year": row.after_year,
        "is_aim": row.is_aim,
        "direction": row.get_direction_display() if row.direction else "",
        "source": row.source,
    }


def _value(value: Any, measure: str) -> str:
    if value is None:
        return "–"
    decimals = max(-int(value.normalize().as_tuple().exponent), 0)
    return f"{number(value, decimals)} {measure}".strip()


def how_many(count: int) -> str:
    """The number of cards in words."""
    return ngettext("%(count)s practice", "%(count)s practices", count) % {
        "count": number(count)
    }
