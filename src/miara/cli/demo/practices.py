"""The good-practice base of the demo: descriptions in every state, and its people."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction

from miara.accounts.public import User
from miara.cli.demo.contest.cast import give, person, unit
from miara.contest.actions.practice_cards import (
    answer_about_card,
    make_practice_cards,
)
from miara.contest.models import Edition, EntryCard
from miara.contest.queries.people import addressees_of
from miara.contest.queries.practice_cards import awarded_entries
from miara.practices import public as base
from miara.practices.actions import review
from miara.practices.desk.door import EXPERTS
from miara.practices.queries.reviews import drafts_waiting
from miara.sample.public import PracticeText, head_name, practices

__all__ = ["EDITOR", "REVIEWER", "fill_base"]

EDITOR, REVIEWER = "baza@example.pl", "recenzent@example.pl"
_LABEL = "Opis fikcyjny z województwa pokazowego"
_MOVED = f"{_LABEL}, jakby przeniesiony ze starszej bazy"
#: How many laureates of the edition that is over are carried over.
_FROM_CONTEST = 4
Origin = base.PracticeCard.Origin


def fill_base(*, now: datetime) -> int:
    """Write every description that is not there yet; the number of new ones."""
    _seat_people(now)
    known = set(
        base.PracticeCard.objects.exclude(origin_key="").values_list(
            "origin_key", flat=True
        )
    )
    missing = [row for row in practices() if _key(row) not in known]
    with transaction.atomic():
        cards = {row.title: _begin(row, now) for row in missing}
        for row in missing:
            _end(row, cards, now)
    _carry_over(now)
    _work_at_desk(now)
    return len(missing)


def _work_at_desk(now: datetime) -> None:
    """One draft waits for the expert, another for its moment of publication."""
    if drafts_waiting():
        return
    editor = User.objects.get(email=EDITOR)
    review.review_workflow(EXPERTS)
    drafts = base.PracticeCard.objects.filter(live=False).order_by("pk")
    for card, book in zip(drafts[:2], (False, True), strict=False):
        if not book:
            review.ask_for_review(card, by=editor, now=now)
            continue
        draft = card.get_latest_revision_as_object()
        draft.go_live_at = now + timedelta(days=7)
        draft.save_revision(user=editor)
        card.refresh_from_db()
        with suppress(base.PracticesError):  # a draft with gaps stays one
            base.publish_card(card, by=editor, now=now)


def _seat_people(now: datetime) -> None:
    for email, role in (
        (EDITOR, base.PracticeRole.EDITOR),
        (REVIEWER, base.PracticeRole.EXPERT),
    ):
        give(User.objects.get(email=email), role, base.BASE, now)


def _begin(row: PracticeText, now: datetime) -> base.PracticeCard:
    """The description as it was when somebody last stood behind it."""
    then = now - timedelta(days=row.standing.days)
    card = base.create_card(
        _content(row),
        by=None,
        now=then,
        origin=Origin.RECOMMENDED if row.is_full else Origin.MIGRATED,
        origin_note=_LABEL if row.is_full else _MOVED,
        origin_key=_key(row),
    )
    if address := row.plain.get("address"):
        base.lead_here(card, [address], by=None, now=then)
    if row.standing.state == "draft":
        return card
    card = base.publish_card(card, by=None, now=then, checked=row.is_full)
    base.PracticeCard.objects.filter(pk=card.pk).update(
        first_published_at=then, last_published_at=then
    )
    return card


def _end(row: PracticeText, cards: dict[str, base.PracticeCard], now: datetime) -> None:
    """What happened since."""
    card, standing = cards[row.title], row.standing
    if standing.state == "redraft":
        changed = {**row.texts, "results": f"{row.texts['results']} {_ADDED}"}
        base.write_card(card, replace(_content(row), texts=changed), by=None, now=now)
    elif standing.state == "archived":
        base.archive_card(
            card,
            reason=standing.reason,
            note=row.plain["note"],
            replaced_by=cards.get(standing.replaced_by),
            by=None,
            now=now - timedelta(days=standing.days // 2),
        )


_ADDED = "Dane za ostatni rok uzupełnimy po zatwierdzeniu sprawozdania."


def _key(row: PracticeText) -> str:
    return f"sample-{row.number}"


def _content(row: PracticeText) -> base.Content:
    home, plain = unit(row.unit), row.plain
    return base.Content(
        title=row.title,
        title_en=plain.get("title_en", ""),
        summary_en=plain.get("summary_en", ""),
        result_sentence=plain.get("sentence", ""),
        section=row.section,
        domain=row.domain,
        service=plain.get("service", ""),
        unit_uid=home.uid,
        lead_name=plain.get("lead", ""),
        began_on=row.began_on,
        ended_on=row.ended_on,
        is_running=row.ended_on is None if row.is_full or row.ended_on else None,
        costs_source="Rozliczenie jednostki (dane fikcyjne)" if row.costs else "",
        texts=row.texts,
        partners=tuple(_partner(who, what) for who, what in row.partners),
        results=tuple(
            base.Result(
                label=each.label,
                indicator=each.indicator,
                direction=each.direction,
                is_aim=each.is_aim,
                measure=each.measure,
                before=each.before,
                before_year=each.before_year,
                after=each.after,
                after_year=each.after_year,
                source=each.source,
            )
            for each in row.results
        ),
        costs=tuple(
            base.Cost(base.CostKind(kind), label, amount, year, source)
            for kind, label, amount, year, source in row.costs
        ),
        awards=tuple(
            base.Award(contest, title, year) for contest, title, year in row.awards
        ),
        contact=_contact(row),
    )


def _partner(who: str, what: str) -> base.Partner:
    if who.isdigit():
        return base.Partner(unit_uid=unit(who).uid, role=what)
    return base.Partner(name=who, role=what)


def _contact(row: PracticeText) -> base.Contact:
    """The office for all; a person where the description is whole."""
    home = unit(row.unit)
    office = base.Contact(
        office=f"Urząd: {home.full_name}",
        office_email=f"urzad.{home.code}@example.pl",
        office_phone="000 000 000",
    )
    if not row.is_full:
        return office
    return replace(
        office,
        person_name=f"{head_name(row.number)} (postać fikcyjna)",
        person_email=f"praktyka.{row.number}@example.pl",
    )


def _carry_over(now: datetime) -> None:
    """Laureates of a past edition: one is confirmed and public, one is corrected."""
    if EntryCard.objects.exists():
        return
    for edition in Edition.objects.order_by("year", "pk"):
        rows = awarded_entries(edition, now=now)[:_FROM_CONTEST]
        if rows:
            break
    else:
        return
    organiser = person("organizator@example.pl", now=now)
    done = make_practice_cards(
        edition=edition,
        uids=[row.entry.uid for row in rows],
        by=organiser,
        now=now - timedelta(days=20),
    )
    answers = ("", "", "W kosztach brakuje dopłaty partnera.")
    for made, note in zip(done.made, answers, strict=False):
        author = next(iter(addressees_of(made.entry, now=now)), None)
        if author is None:
            continue
        answer_about_card(
            made=made,
            is_right=not note,
            note=note,
            by=author,
            now=now - timedelta(days=10),
        )
    if done.made and done.made[0].entry.card.answer == EntryCard.Answer.RIGHT:
        base.publish_card(done.made[0].card, by=None, now=now, checked=False)
