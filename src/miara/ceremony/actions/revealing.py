"""The day itself: opening, revealing step by step, releasing everything."""

from __future__ import annotations

import hmac
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from miara.accounts.public import User
from miara.audit import public as audit
from miara.ceremony.actions.preparing import locked_edition, require
from miara.ceremony.domain.sealing import digest_of, key_of_step, proof_of
from miara.ceremony.errors import (
    AlreadyPublicError,
    NotOpenedError,
    NotTheDayError,
    OutOfOrderError,
    StaleError,
    TypedWrongError,
    WrongPhraseError,
)
from miara.ceremony.models import Ceremony, Step
from miara.ceremony.permissions import can_present, can_preside
from miara.ceremony.queries.ceremonies import master_of, titles_for
from miara.contest import public as contest

__all__ = ["Revealed", "close_ceremony", "open_ceremony", "release_all", "reveal"]

#: A gala may go past midnight.
_LATEST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Revealed:
    """A step that may be known.

    ``key`` opens it. ``is_public`` is whether the results are public after it;
    ``refusal`` says why the last step did not release them, or is empty.
    """

    number: int
    key: bytes
    is_public: bool
    refusal: str = ""


@transaction.atomic
def open_ceremony(
    *, ceremony: Ceremony, typed: str, by: User, now: datetime
) -> Ceremony:
    """Let the presenter reveal; the last step will release the results.

    Opening twice changes nothing.

    Raises
    ------
    NotAllowedError, TypedWrongError, AlreadyPublicError, NotTheDayError, StaleError
    """
    ceremony = _locked(ceremony)
    edition = ceremony.edition
    require(can_preside(by, edition, now=now))
    if ceremony.opened_at is not None:
        return ceremony
    _check_typed(edition, typed)
    if contest.are_results_public(edition, now=now):
        raise AlreadyPublicError
    _check_day(ceremony, now)
    _check_fresh(ceremony, by, now)
    ceremony.opened_at, ceremony.opened_by = now, by
    ceremony.save(update_fields=["opened_at", "opened_by"])
    audit.record("ceremony.opened", by=by, at=now, target=ceremony, parent=edition)
    return ceremony


@transaction.atomic
def close_ceremony(*, ceremony: Ceremony, by: User, now: datetime) -> None:
    """Take the opening back, as long as nothing was revealed.

    Raises
    ------
    NotAllowedError
    OutOfOrderError
        When steps were revealed.
    """
    ceremony = _locked(ceremony)
    require(can_preside(by, ceremony.edition, now=now))
    if ceremony.revealed:
        raise OutOfOrderError(next=ceremony.revealed + 1)
    if ceremony.opened_at is None:
        return
    ceremony.opened_at, ceremony.opened_by = None, None
    ceremony.save(update_fields=["opened_at", "opened_by"])
    audit.record(
        "ceremony.closed", by=by, at=now, target=ceremony, parent=ceremony.edition
    )


@transaction.atomic
def reveal(
    *, ceremony: Ceremony, number: int, by: User, now: datetime, proof: str = ""
) -> Revealed:
    """Reveal the step whose turn it is; one that was revealed is only told again.

    Parameters
    ----------
    number
        From 1.
    proof
        `proof_of`, when the step was opened with the phrase and is reported now: then
        the audience has seen it, and the phrase stands for the chair who prepared it.

    Raises
    ------
    NotAllowedError, OutOfOrderError, NotOpenedError, NotTheDayError, StaleError,
    WrongPhraseError
    """
    ceremony = _locked(ceremony)
    edition = ceremony.edition
    require(can_present(by, edition, now=now))
    master = master_of(ceremony)
    count = Step.objects.filter(ceremony=ceremony).count() - 1
    if not 1 <= number <= min(ceremony.revealed + 1, count):
        raise OutOfOrderError(next=min(ceremony.revealed + 1, count))
    refusal = ""
    if number > ceremony.revealed:
        if not ceremony.is_rehearsal:
            _check_may(ceremony, master, proof, now)
        _mark(ceremony, number, by, now, is_offline=bool(proof))
        if number == count:
            refusal = _finish(ceremony, now)
    is_public = contest.are_results_public(edition, now=now)
    key = key_of_step(master, ceremony.uid, number)
    return Revealed(number, key, is_public and not ceremony.is_rehearsal, refusal)


@transaction.atomic
def release_all(
    *, edition: contest.Edition, typed: str, by: User, now: datetime
) -> bool:
    """Make the results public at once, without the steps that are left.

    Returns
    -------
    bool
        False when they were public already; then nothing changes.

    Raises
    ------
    NotAllowedError, TypedWrongError
    miara.contest.public.ContestError
        When the jury has not finished.
    """
    edition = locked_edition(edition)
    require(can_preside(by, edition, now=now))
    if contest.are_results_public(edition, now=now):
        return False
    _check_typed(edition, typed)
    _release(edition, by, now)
    Ceremony.objects.filter(edition=edition, kind=Ceremony.Kind.REAL).update(
        finished_at=now
    )
    return True


def _locked(ceremony: Ceremony) -> Ceremony:
    edition = locked_edition(ceremony.edition)
    found = (
        Ceremony.objects.select_for_update(of=("self",))
        .select_related("opened_by", "prepared_by")
        .get(pk=ceremony.pk)
    )
    found.edition = edition
    return found


def _check_typed(edition: contest.Edition, typed: str) -> None:
    expected = contest.release_word(edition, contest.RESULTS)
    if typed.strip() != expected:
        raise TypedWrongError(expected=expected)


def _check_day(ceremony: Ceremony, now: datetime) -> None:
    assert ceremony.day is not None  # a constraint
    today = timezone.localdate(now)
    if not ceremony.day <= today <= ceremony.day + _LATEST:
        raise NotTheDayError(day=date_format(ceremony.day, "DATE_FORMAT"))


def _check_fresh(ceremony: Ceremony, chair: User | None, now: datetime) -> None:
    """Whether the results are still those that were sealed; the chair may know them."""
    if chair is None:
        raise StaleError
    titles = titles_for(ceremony.edition, user=chair, now=now)
    if titles is None:
        raise StaleError
    found = digest_of(master_of(ceremony), [asdict(row) for row in titles])
    if not hmac.compare_digest(found, ceremony.digest):
        raise StaleError


def _check_may(ceremony: Ceremony, master: bytes, proof: str, now: datetime) -> None:
    if contest.are_results_public(ceremony.edition, now=now):
        _open_late(ceremony, now)
        return
    if proof:
        if not hmac.compare_digest(
            proof.encode(), proof_of(master, ceremony.uid).encode()
        ):
            raise WrongPhraseError
        _open_late(ceremony, now)
        return
    if ceremony.opened_at is None:
        raise NotOpenedError
    _check_day(ceremony, now)
    _check_fresh(ceremony, ceremony.opened_by, now)


def _open_late(ceremony: Ceremony, now: datetime) -> None:
    """Open it in the name of the chair who holds the phrase."""
    if ceremony.opened_at is None:
        ceremony.opened_at, ceremony.opened_by = now, ceremony.prepared_by
        ceremony.save(update_fields=["opened_at", "opened_by"])
        audit.record(
            "ceremony.opened",
            by=ceremony.prepared_by,
            at=now,
            target=ceremony,
            parent=ceremony.edition,
        )


def _mark(
    ceremony: Ceremony, number: int, by: User, now: datetime, *, is_offline: bool
) -> None:
    Step.objects.filter(ceremony=ceremony, number=number).update(
        revealed_at=now, revealed_by=by, is_offline=is_offline
    )
    ceremony.revealed = number
    ceremony.save(update_fields=["revealed"])
    if not ceremony.is_rehearsal:
        audit.record(
            "ceremony.step_revealed",
            by=by,
            at=now,
            target=ceremony,
            parent=ceremony.edition,
            after={"step": number, "offline": is_offline},
        )


def _finish(ceremony: Ceremony, now: datetime) -> str:
    """Release after the last step; the reason when that was refused."""
    edition = ceremony.edition
    if not ceremony.is_rehearsal and not contest.are_results_public(edition, now=now):
        chair = ceremony.opened_by
        try:
            with transaction.atomic():
                if chair is None:
                    raise StaleError
                _release(edition, chair, now)
        except (contest.ContestError, StaleError) as error:
            audit.record(
                "ceremony.release_refused",
                by=None,
                at=now,
                target=ceremony,
                parent=edition,
            )
            return error.for_people()
    ceremony.finished_at = now
    ceremony.save(update_fields=["finished_at"])
    return ""


def _release(edition: contest.Edition, chair: User, now: datetime) -> None:
    word = contest.release_word(edition, contest.RESULTS)
    contest.release_now(
        edition=edition, stage=contest.RESULTS, typed=word, by=chair, now=now
    )
