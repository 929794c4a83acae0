"""Letters about results, queued once their moment has passed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from miara.accounts.public import User
from miara.audit import public as audit
from miara.contest.letters.shared import address, send
from miara.contest.models import Diploma, Edition, Entry, Release
from miara.contest.queries.addressees import authors_of_entries
from miara.contest.queries.results import ReleasedResults, ResultRow, results_of

__all__ = ["announce_due", "letters_ahead"]

_STAGES = Release.Stage


def announce_due(now: datetime) -> dict[str, int]:
    """Queue the letters of every stage that is public and not yet announced.

    Safe to repeat: a stage is announced in the transaction that marks it so.

    Returns
    -------
    dict
        Numbers of ``releases`` and ``letters``.
    """
    counts = {"releases": 0, "letters": 0}
    waiting = Release.objects.out(now).filter(announced_at=None)
    for key in waiting.order_by("released_at", "pk").values_list("pk", flat=True):
        counts["letters"] += _announce(key, now)
        counts["releases"] += 1
    return counts


def letters_ahead(edition: Edition, *, now: datetime) -> list[tuple[Entry, int]]:
    """Which applications the release will write about, and to how many people.

    Says nothing about titles: everybody who took part gets a letter.
    """
    entries = _taking_part(edition)
    people = authors_of_entries(entries, now=now)
    return [(entry, len(people[entry.uid])) for entry in entries]


@transaction.atomic
def _announce(key: int, now: datetime) -> int:
    release = (
        Release.objects.select_for_update(of=("self",))
        .select_related("edition__contest__owner")
        .get(pk=key)
    )
    if release.announced_at is not None or release.released_at > now:
        return 0
    edition = release.edition
    results = results_of(edition, now=now, stage=release.stage)
    entries = _taking_part(edition)
    people = authors_of_entries(entries, now=now)
    count = 0
    for entry in entries:
        for person in people[entry.uid]:
            _write(release, entry, person, results, now)
            count += 1
    release.announced_at = now
    release.save(update_fields=["announced_at"])
    audit.record(
        "contest.release_announced",
        by=None,
        at=now,
        target=release,
        parent=edition,
        after={"stage": release.stage, "letters": count},
    )
    return count


def _taking_part(edition: Edition) -> list[Entry]:
    """Applications that were admitted, in their order."""
    found = Entry.objects.filter(edition=edition, state=Entry.State.ACCEPTED)
    return list(found.order_by("number", "pk"))


def _write(
    release: Release,
    entry: Entry,
    person: User,
    results: ReleasedResults | None,
    now: datetime,
) -> None:
    edition, language = release.edition, person.language
    finals = release.stage == _STAGES.FINALISTS
    page = "contest:finalists" if finals else "contest:results"
    link = address(page, edition.contest.code, edition.slug, language=language)
    facts: dict[str, Any] = {"number": entry.number, "title": entry.title, "link": link}
    titles = results.of_entry(entry.pk) if results else []
    if not titles:
        kind = "contest.finalists_out" if finals else "contest.results_out"
        send(kind, edition=edition, to=person, at=now, about=entry, **facts)
        return
    best = min(titles, key=lambda row: row.rank)
    send(
        "contest.award_given",
        edition=edition,
        to=person,
        at=now,
        about=entry,
        award=_award_text(titles, language),
        diploma=_diploma_link(best, language),
        **facts,
    )


def _award_text(titles: list[ResultRow], language: str) -> str:
    ordered = sorted(titles, key=lambda row: row.rank)
    return ", ".join(
        row.name.in_language(language) + (" (ex aequo)" if row.is_ex_aequo else "")
        for row in ordered
    )


def _diploma_link(row: ResultRow, language: str) -> str:
    code = (
        Diploma.objects.filter(award=row.award_id, revoked_at=None)
        .values_list("code", flat=True)
        .first()
    )
    return address("contest:diploma-check", code, language=language) if code else "–"
