"""Pages of the archive, ready for their templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from miara.contest.domain.past_editions import FactCode, TitleIs
from miara.contest.models import PastEdition, PastResult
from miara.contest.presenters.archive_words import (
    FACT_WORDS,
    award_text,
    class_word,
    localized,
    names_of,
    title_of,
    title_remark,
)
from miara.contest.queries.archive import UnitTitle
from miara.units import public as units
from miara.units.public import UnitFacts

__all__ = [
    "EditionRow",
    "FactRow",
    "ResultLine",
    "ResultSection",
    "SourceRow",
    "TitleLine",
    "edition_context",
    "edition_rows",
    "title_lines",
    "unit_url",
]

_OUTSIDE: Final = "*"  # titles of units, not of projects


@dataclass(frozen=True, slots=True)
class EditionRow:
    """A line of the list; numbers are texts, "72 or 70" where sources disagree."""

    edition: PastEdition
    url: str
    applications: str
    finalists: str
    results: int


@dataclass(frozen=True, slots=True)
class StatementRow:
    """What sources say; numbers of sources lead to the foot of the page."""

    text: str
    sources: tuple[str, ...]
    derived: bool


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact with everything that is said about it."""

    label: str
    statements: tuple[StatementRow, ...]
    contradiction: str


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A line of the results in words; ``unit_url`` is empty without a certain unit."""

    entrant: str
    unit_url: str
    unit_remark: str
    domain: str
    title: str
    title_language: str
    title_remark: str
    award: str
    note: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResultSection:
    """Results of one group."""

    title: str
    lines: list[ResultLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source at the foot of the page."""

    number: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class TitleLine:
    """A title on the page of a unit."""

    year: int
    edition: str
    url: str
    award: str
    title: str
    title_language: str
    title_remark: str
    is_partner: bool


def unit_url(unit: UnitFacts) -> str:
    """Page of a unit; empty when the site has none."""
    try:
        return reverse("indicators:unit", kwargs={"address": unit.address})
    except NoReverseMatch:
        return ""


def edition_rows(editions: Iterable[PastEdition]) -> list[EditionRow]:
    """Lines of the list of editions."""
    return [
        EditionRow(
            edition,
            reverse("contest:archive-edition", kwargs={"code": edition.code}),
            _numbers(edition, FactCode.APPLICATIONS),
            _numbers(edition, FactCode.FINALISTS),
            getattr(edition, "result_count", 0),
        )
        for edition in editions
    ]


def _numbers(edition: PastEdition, code: str) -> str:
    statements = edition.facts.get(code, {}).get("statements", ())
    given = [s["number"] for s in statements if s["number"] is not None]
    return _(" or ").join(str(number) for number in dict.fromkeys(given))


def edition_context(
    edition: PastEdition, results: Iterable[PastResult]
) -> dict[str, Any]:
    """Facts, results by group, gaps and sources of an edition."""
    results = list(results)
    known = units.units_by_uid({uid for r in results for uid in r.unit_uids})
    return {
        "edition": edition,
        "facts": _facts(edition),
        "sections": _sections(edition, results, known),
        "gaps": str(edition.gaps).splitlines(),
        "sources": [
            SourceRow(number, localized(source["name"]), source["url"] or "")
            for number, source in sorted(edition.sources.items(), key=_by_number)
        ],
    }


def _by_number(item: tuple[str, Any]) -> tuple[str, int]:
    return item[0][0], int(item[0][1:])


def _facts(edition: PastEdition) -> list[FactRow]:
    return [
        FactRow(
            str(FACT_WORDS[code]),
            tuple(
                StatementRow(localized(s["text"]), tuple(s["sources"]), s["derived"])
                for s in edition.facts[code]["statements"]
            ),
            localized(edition.facts[code]["contradiction"]),
        )
        for code in FactCode
        if code in edition.facts
    ]


def _sections(
    edition: PastEdition, results: list[PastResult], known: Mapping[str, UnitFacts]
) -> list[ResultSection]:
    """Results by group in the order of the edition; those without one come last."""
    sections = {
        code: ResultSection(name[:1].upper() + name[1:])
        for code, name in names_of(edition, "groups").items()
    }
    has_groups = any(result.group for result in results)
    sections[""] = ResultSection(_("Group not known") if has_groups else "")
    sections[_OUTSIDE] = ResultSection(_("Outside groups"))
    domains = names_of(edition, "domains")
    for result in results:
        domain = domains.get(result.domain, "")
        is_outside = result.details.get("title_is") == TitleIs.NONE
        section = sections[_OUTSIDE if is_outside else result.group]
        section.lines.append(_line(result, domain, known))
    return [section for section in sections.values() if section.lines]


def _line(
    result: PastResult, domain: str, known: Mapping[str, UnitFacts]
) -> ResultLine:
    details = result.details
    unit = next((known[uid] for uid in result.unit_uids if uid in known), None)
    inferred = details.get("inferred", [])
    if domain and "domain" in inferred:
        domain = _("%(name)s (our conclusion)") % {"name": domain}
    notes = [localized(details.get("note")), localized(details.get("no_unit"))]
    if "group" in inferred:
        notes.insert(0, _("The group is our conclusion."))
    title, language = title_of(result)
    return ResultLine(
        entrant=result.entrant,
        unit_url=unit_url(unit) if unit else "",
        unit_remark=_remark(result.entrant, unit),
        domain=domain,
        title=title,
        title_language=language,
        title_remark=title_remark(result),
        award=award_text(result),
        note=" ".join(filter(None, notes)),
        sources=tuple(result.sources),
    )


def _remark(entrant: str, unit: UnitFacts | None) -> str:
    """The unit by its full name, unless the entrant is called so already."""
    if unit is None or entrant in {unit.name, unit.full_name}:
        return ""
    return unit.full_name


def title_lines(titles: Iterable[UnitTitle]) -> list[TitleLine]:
    """Titles of a unit in words."""
    return [_past_line(t) if t.past else _own_line(t) for t in titles]


def _past_line(title: UnitTitle) -> TitleLine:
    result = title.past
    assert result is not None
    text, language = title_of(result)
    return TitleLine(
        year=title.year,
        edition=str(result.edition.name),
        url=reverse("contest:archive-edition", kwargs={"code": result.edition.code}),
        award=award_text(result),
        title=text,
        title_language=language,
        title_remark=title_remark(result),
        is_partner=False,
    )


def _own_line(title: UnitTitle) -> TitleLine:
    edition, row = title.edition, title.row
    assert edition is not None
    assert row is not None
    return TitleLine(
        year=title.year,
        edition=str(edition.name),
        url=_results_url(edition.contest.code, edition.slug),
        award=str(row.name) or class_word(title.kind),
        title=row.title,
        title_language="pl",
        title_remark="",
        is_partner=not title.leads,
    )


def _results_url(contest: str, slug: str) -> str:
    try:
        return reverse("contest:results", args=[contest, slug])
    except NoReverseMatch:
        return ""
