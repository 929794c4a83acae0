"""Applications become descriptions in the good-practice base; authors confirm them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import override

from miara.audit import public as audit
from miara.contest.actions.entries import locked_entry
from miara.contest.actions.guards import require
from miara.contest.errors.base import ContestError
from miara.contest.errors.cards import (
    AnsweredError,
    CarriedOverError,
    CorrectionMissingError,
    NoConsentError,
    NotAdmittedError,
    UnclearAnswerError,
)
from miara.contest.errors.closing import ResultsSealedError
from miara.contest.letters.shared import address, send
from miara.contest.models import Edition, Entry, EntryCard
from miara.contest.permissions import can_organise, can_write_entry
from miara.contest.phrases import day_text
from miara.contest.queries.people import addressees_of
from miara.contest.queries.practice_cards import (
    awarded_entries,
    card_of,
    content_of_entry,
    is_agreed,
    public_results,
)
from miara.contest.queries.versions import content_of_version
from miara.core.localized import Localized
from miara.practices import public as practices

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = [
    "CarriedOver",
    "answer_about_card",
    "ask_about_card",
    "make_practice_card",
    "make_practice_cards",
]


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """What became of several applications: descriptions made, refusals by entry."""

    made: tuple[EntryCard, ...]
    refused: tuple[tuple[Entry, ContestError], ...]


@transaction.atomic
def make_practice_card(*, entry: Entry, by: User, now: datetime) -> EntryCard:
    """Make a draft in the base from what an application says to everybody.

    The draft is nobody's but the base's; its author is asked to confirm it. Titles are
    in it as far as they are public.

    Raises
    ------
    NotAllowedError, NotAdmittedError, NoConsentError
    CarriedOverError
        When there is one already.
    """
    entry = locked_entry(entry)
    edition = entry.edition
    require(can_organise(by, edition, now=now))
    if found := card_of(entry):
        raise CarriedOverError(on=day_text(found.made_at))
    if entry.state != Entry.State.ACCEPTED or entry.latest is None:
        raise NotAdmittedError
    if not is_agreed(content_of_version(entry.latest)):
        raise NoConsentError
    card = practices.create_card(
        content_of_entry(entry, now=now),
        by=None,  # the right is the organiser's, asked above
        now=now,
        origin=practices.PracticeCard.Origin.CONTEST,
        origin_note=Localized.of(edition.name).in_language("pl")[:300],
        origin_key=entry.uid,
    )
    made = EntryCard.objects.create(
        entry=entry, card=card, made_at=now, made_by=by, asked_at=now
    )
    audit.record(
        "contest.card_made",
        by=by,
        at=now,
        target=entry,
        after={"number": entry.number, "card": card.pk},
    )
    _ask(made, now)
    return made


@transaction.atomic
def make_practice_cards(
    *, edition: Edition, uids: Collection[str], by: User, now: datetime
) -> CarriedOver:
    """Carry chosen finalists and laureates over at once.

    Each is made or refused on its own; applications without a public title are passed
    over.

    Raises
    ------
    NotAllowedError
    ResultsSealedError
        Before anything of the results is public.
    """
    require(can_organise(by, edition, now=now))
    if public_results(edition, now=now) is None:
        raise ResultsSealedError
    made, refused = [], []
    for row in awarded_entries(edition, now=now):
        if row.entry.uid not in uids:
            continue
        try:
            made.append(make_practice_card(entry=row.entry, by=by, now=now))
        except ContestError as error:
            refused.append((row.entry, error))
    return CarriedOver(tuple(made), tuple(refused))


@transaction.atomic
def ask_about_card(*, made: EntryCard, by: User, now: datetime) -> EntryCard:
    """Ask the author again, after a correction or when nobody answered.

    Raises
    ------
    NotAllowedError
    AnsweredError
        When the author has confirmed.
    """
    made = _locked(made)
    require(can_organise(by, made.entry.edition, now=now))
    if made.answer == EntryCard.Answer.RIGHT:
        raise AnsweredError
    made.asked_at, made.answer, made.note = now, "", ""
    made.answered_at = made.answered_by = None
    made.save()
    audit.record(
        "contest.card_asked",
        by=by,
        at=now,
        target=made.entry,
        after={"number": made.entry.number},
    )
    _ask(made, now)
    return made


@transaction.atomic
def answer_about_card(
    *,
    made: EntryCard,
    is_right: bool,
    note: str = "",
    contact: practices.Contact | None = None,
    by: User,
    now: datetime,
) -> EntryCard:
    """The author confirms the draft, or says what to correct.

    Parameters
    ----------
    note
        What to correct; needed unless ``is_right``.
    contact
        Whom readers may ask, as the author wants it; None leaves what there is.

    Raises
    ------
    NotAllowedError, CorrectionMissingError, UnclearAnswerError
    AnsweredError
        When it was confirmed before.
    """
    made, note = _locked(made), note.strip()
    entry = made.entry
    require(can_write_entry(by, entry, now=now))
    if made.answer == EntryCard.Answer.RIGHT:
        raise AnsweredError
    if not is_right and not note:
        raise CorrectionMissingError
    if is_right and note:
        raise UnclearAnswerError
    answer = EntryCard.Answer.RIGHT if is_right else EntryCard.Answer.CORRECTION
    made.answer, made.note = answer, note
    made.answered_at, made.answered_by = now, by
    made.save()
    if contact is not None:
        practices.write_contact(made.card, contact, by=None, now=now)
    if is_right:
        practices.confirm_card(made.card, by=None, now=now)
    audit.record(
        "contest.card_confirmed" if is_right else "contest.card_corrected",
        by=by,
        at=now,
        target=entry,
        after={"number": entry.number},
    )
    _tell_office(made, now)
    return made


def _ask(made: EntryCard, now: datetime) -> None:
    entry = made.entry
    for person in addressees_of(entry, now=now):
        send(
            "contest.card_to_confirm",
            edition=entry.edition,
            to=person,
            at=now,
            about=entry,
            number=entry.number,
            title=entry.title,
            link=address("contest:entry-card", entry.uid, language=person.language),
        )


def _tell_office(made: EntryCard, now: datetime) -> None:
    entry, person = made.entry, made.made_by
    if person is None or not person.is_active:
        return
    edition = entry.edition
    with override(person.language):
        answer = made.note or str(EntryCard.Answer(made.answer).label)
    send(
        "contest.card_answered",
        edition=edition,
        to=person,
        at=now,
        about=entry,
        number=entry.number,
        title=entry.title,
        answer=answer,
        link=address(
            "contest:cards",
            edition.contest.code,
            edition.slug,
            language=person.language,
        ),
    )


def _locked(made: EntryCard) -> EntryCard:
    return (
        EntryCard.objects.select_for_update(of=("self",))
        .select_related("card", "entry__edition__contest__owner", "made_by")
        .get(pk=made.pk)
    )
