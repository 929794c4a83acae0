"""Preparing a ceremony: what is decided becomes sealed steps and a phrase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction

from miara.accounts.public import Decision, User
from miara.audit import public as audit
from miara.ceremony.domain.rehearsal import fictional_titles
from miara.ceremony.domain.sealing import (
    digest_of,
    keep,
    new_master,
    new_phrase,
    seal_steps,
    wrap,
)
from miara.ceremony.domain.steps import ROLES, Order, steps_of
from miara.ceremony.errors import (
    AlreadyPublicError,
    NotAllowedError,
    NothingToRevealError,
    StartedError,
)
from miara.ceremony.models import Ceremony, Step
from miara.ceremony.models.ceremony import new_uid
from miara.ceremony.permissions import can_present, can_preside
from miara.ceremony.queries.ceremonies import site_keys, titles_for
from miara.contest import public as contest
from miara.core.localized import Localized

__all__ = ["locked_edition", "prepare", "prepare_rehearsal", "require"]

_Kind = Ceremony.Kind


@transaction.atomic
def prepare(
    *,
    edition: contest.Edition,
    day: date,
    roles: Sequence[str],
    sequence: str,
    again: bool,
    by: User,
    now: datetime,
) -> tuple[Ceremony, str]:
    """Seal what the jury decided; an earlier preparation is thrown away.

    Parameters
    ----------
    roles
        Meanings of the titles to reveal, of `domain.steps.ROLES`.
    again
        Whether a ceremony of which steps were revealed begins anew.

    Returns
    -------
    tuple
        The ceremony, and the release phrase: it is kept nowhere and told once.

    Raises
    ------
    NotAllowedError
        When the person does not preside over the jury.
    AlreadyPublicError
        When the results are public.
    miara.contest.public.ContestError
        When the jury has not finished.
    NothingToRevealError, StartedError
    """
    edition = locked_edition(edition)
    require(can_preside(by, edition, now=now))
    if contest.are_results_public(edition, now=now):
        raise AlreadyPublicError
    contest.check_finished(edition, contest.RESULTS)
    earlier = Ceremony.objects.filter(edition=edition, kind=_Kind.REAL).first()
    if earlier is not None and earlier.revealed and not again:
        raise StartedError
    titles = titles_for(edition, user=by, now=now) or []
    steps = steps_of(titles, roles=roles, order=sequence)
    if len(steps) == 1:
        raise NothingToRevealError
    master = new_master()
    ceremony, phrase = _seal(
        steps,
        master,
        by=by,
        now=now,
        edition=edition,
        kind=_Kind.REAL,
        day=day,
        sequence=sequence,
        digest=digest_of(master, [asdict(row) for row in titles]),
    )
    audit.record(
        "ceremony.prepared",
        by=by,
        at=now,
        target=ceremony,
        parent=edition,
        after={"day": day, "uid": ceremony.uid},
    )
    return ceremony, phrase


@transaction.atomic
def prepare_rehearsal(
    *, edition: contest.Edition, by: User, now: datetime
) -> tuple[Ceremony, str]:
    """Seal fictional steps; a rehearsal is open at once and can be begun anew.

    Raises
    ------
    NotAllowedError
        When the person does not work the screen.
    """
    edition = locked_edition(edition)
    require(can_present(by, edition, now=now))
    groups = [_words(row.name) for row in edition.groups.order_by("position", "pk")]
    domains = [_words(row.name) for row in edition.domains.order_by("position", "pk")]
    titles = fictional_titles(groups, domains)
    steps = steps_of(titles, roles=ROLES, order=Order.BY_CELL)
    ceremony, phrase = _seal(
        steps,
        new_master(),
        by=by,
        now=now,
        edition=edition,
        kind=_Kind.REHEARSAL,
        day=None,
        digest="",
        opened_at=now,
        opened_by=by,
    )
    audit.record(
        "ceremony.rehearsal_prepared", by=by, at=now, target=ceremony, parent=edition
    )
    return ceremony, phrase


def locked_edition(edition: contest.Edition) -> contest.Edition:
    """The edition as it stands, held until the end of the transaction."""
    return (
        contest.Edition.objects.select_for_update(of=("self",))
        .select_related("contest__owner")
        .get(pk=edition.pk)
    )


def require(decision: Decision) -> None:
    """Refuse with the reason of a decision.

    Raises
    ------
    NotAllowedError
    """
    if not decision:
        raise NotAllowedError(str(decision.reason))


def _seal(
    steps: Sequence[dict[str, Any]],
    master: bytes,
    *,
    edition: contest.Edition,
    kind: str,
    by: User,
    now: datetime,
    **fields: Any,
) -> tuple[Ceremony, str]:
    Ceremony.objects.filter(edition=edition, kind=kind).delete()
    uid, phrase = new_uid(), new_phrase()
    wrapped = wrap(master, phrase, uid)
    ceremony = Ceremony.objects.create(
        uid=uid,
        edition=edition,
        kind=kind,
        master=keep(master, site_keys()),
        salt=wrapped.salt,
        wrapped=wrapped.sealed,
        iterations=wrapped.iterations,
        prepared_at=now,
        prepared_by=by,
        **fields,
    )
    Step.objects.bulk_create(
        Step(ceremony=ceremony, number=number, sealed=sealed)
        for number, sealed in enumerate(seal_steps(steps, master, uid))
    )
    return ceremony, phrase


def _words(name: Any) -> dict[str, str]:
    text = Localized.of(name)
    return {"pl": text.in_language("pl"), "en": text.in_language("en")}
