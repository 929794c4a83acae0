"""Past results appear in the good-practice base as short entries: facts and sources.

Nobody described these practices for the base, so the entries stand in its archive from
the first day and say so. Whoever knows the practice may write it up: from then on the
entry belongs to its editors and is left alone here.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from miara.contest.domain.past_editions import TitleIs
from miara.contest.models import PastResult
from miara.contest.phrases_past import award_text, localized, title_of
from miara.practices import public as practices

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["ShownResults", "show_past_results"]

Origin: Final = practices.PracticeCard.Origin
Reason: Final = practices.PracticeLife.Reason
_LONGEST_TITLE, _LONGEST_SOURCE, _LONGEST_NAME = 200, 500, 300
#: Results of these kinds name no project.
_NO_PROJECT: Final = frozenset({TitleIs.UNKNOWN, TitleIs.NONE})
#: Where domains of past editions belong in the base; others stay without a section.
_SECTIONS: Final = {
    "culture": "social",
    "education": "social",
    "health": "social",
    "social_assistance": "social",
    "municipal_services": "technical",
    "housing": "technical",
    "transport": "technical",
    "energy": "energy",
    "open_governance": "institutional",
    "partnership": "partnership",
}


@dataclass(frozen=True, slots=True)
class ShownResults:
    """Entries that are new, that were tied to a unit since, and results passed over."""

    made: int
    tied: int
    without_project: int


@transaction.atomic
def show_past_results(*, by: User | None, now: datetime) -> ShownResults:
    """Bring the short entries of the base up to the archive of the contest.

    A project that several results name has one entry with all its titles. A second
    run changes nothing.

    Parameters
    ----------
    by
        Whose right was asked where the load began; kept in the trail.
    """
    rows = PastResult.objects.select_related("edition").order_by("edition__year", "pk")
    projects: dict[str, list[PastResult]] = {}
    without = 0
    for row in rows:
        if row.details.get("title_is") in _NO_PROJECT or not _title(row):
            without += 1
            continue
        projects.setdefault(_key(row), []).append(row)
    known = {
        card.origin_key: card
        for card in practices.PracticeCard.objects.filter(
            origin=Origin.CONTEST, origin_key__in=projects
        ).select_related("life")
    }
    made = tied = 0
    for key, results in projects.items():
        with override("pl"):
            content = _content(results)
            card = known.get(key)
            if card is None:
                _begin(key, results[0], content, now)
                made += 1
            elif card.life.archived_on and card.unit_uid != content.unit_uid:
                _rewrite(card, content, now)
                tied += 1
    return ShownResults(made, tied, without)


def _begin(
    key: str, result: PastResult, content: practices.Content, now: datetime
) -> None:
    card = practices.create_card(
        content,
        by=None,
        now=now,
        origin=Origin.CONTEST,
        origin_note=localized(result.edition.name)[:_LONGEST_NAME],
        origin_key=key,
    )
    _put_away(practices.publish_card(card, by=None, now=now, checked=False), now)


def _rewrite(
    card: practices.PracticeCard, content: practices.Content, now: datetime
) -> None:
    """The register knows the unit now."""
    practices.take_out_of_archive(card, by=None, now=now)
    practices.write_card(card, content, by=None, now=now)
    _put_away(practices.publish_card(card, by=None, now=now, checked=False), now)


def _put_away(card: practices.PracticeCard, now: datetime) -> None:
    practices.archive_card(
        card,
        reason=Reason.OTHER,
        note=_(
            "Only the result of the contest and its sources are known; nobody has "
            "described the practice for the base yet."
        ),
        by=None,
        now=now,
    )


def _content(results: list[PastResult]) -> practices.Content:
    first = results[0]
    title = _title(first)
    lead, *others = first.unit_uids or [""]
    award = _("%(contest)s: %(award)s.")
    said = " ".join(
        award % {"contest": localized(row.edition.name), "award": award_text(row)}
        for row in results
    )
    entered = _("Entered by: %(entrant)s.") % {"entrant": first.entrant}
    whole = f"{title}." if len(title) > _LONGEST_TITLE else ""
    return practices.Content(
        title=title if not whole else f"{title[: _LONGEST_TITLE - 1].rstrip()}…",
        unit_uid=lead,
        lead_name="" if lead else first.entrant,
        section=_SECTIONS.get(first.domain, ""),
        texts={"summary": " ".join(filter(None, [whole, entered, said]))},
        partners=tuple(practices.Partner(unit_uid=uid) for uid in others),
        awards=tuple(
            practices.Award(
                localized(row.edition.name)[:200],
                award_text(row)[:200],
                row.edition.year,
                _sources(row),
            )
            for row in results
        ),
    )


def _title(result: PastResult) -> str:
    return " ".join(title_of(result)[0].split()).rstrip(".")


def _key(result: PastResult) -> str:
    """The same project of the same entrant, whatever its line in the file."""
    said = f"{result.entrant}|{_title(result)}".casefold()
    return f"past-{hashlib.sha256(said.encode()).hexdigest()[:24]}"


def _sources(result: PastResult) -> str:
    """Addresses of the sources, or their names; only whole ones."""
    known = result.edition.sources
    said = ""
    for number in result.sources:
        source = known.get(number, {})
        one = source.get("url") or localized(source.get("name"))
        longer = f"{said} {one}".strip()
        if len(longer) <= _LONGEST_SOURCE:
            said = longer
    return said
