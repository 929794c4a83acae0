"""Diplomas: made sealed, served after the release, replaced and revoked."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.contest.actions.guards import require
from miara.contest.errors.results import (
    NothingToReleaseError,
    ReasonMissingError,
    RevokedError,
)
from miara.contest.models import Diploma, Edition, Patron, Release
from miara.contest.permissions import can_organise, can_preside
from miara.contest.phrases import day_text, moment_text
from miara.contest.queries.jury import jurors_of
from miara.contest.queries.recipients import recipients_of
from miara.contest.queries.results import (
    ResultRow,
    released_row,
    results_of,
    sealed_results,
)
from miara.core.progress import Progress
from miara.documents import public as documents

if TYPE_CHECKING:
    from miara.accounts.public import Decision

__all__ = [
    "can_issue",
    "logos_of",
    "prepare_diplomas",
    "reissue_diploma",
    "revoke_diploma",
    "verification_address",
]

TEMPLATE = Path(__file__).parents[1] / "typst" / "diploma.typ"


def can_issue(user: accounts.User, edition: Edition, *, now: datetime) -> Decision:
    """Whether a person may have diplomas made.

    Before the results are public it is the chair, who knows them; afterwards the office
    as well.
    """
    decision = can_preside(user, edition, now=now)
    if decision:
        return decision
    if results_of(edition, now=now, stage=Release.Stage.RESULTS) is None:
        return decision
    return can_organise(user, edition, now=now)


def verification_address(code: str) -> str:
    """Where the QR code of a diploma leads."""
    with override("pl"):
        path = reverse("contest:diploma-check", args=[code])
    return settings.MIARA_SITE_URL.rstrip("/") + path


def prepare_diplomas(
    *,
    edition: Edition,
    by: accounts.User,
    now: datetime,
    progress: Progress | None = None,
) -> int:
    """Make a diploma for every title that has none; nobody sees one before the release.

    Returns
    -------
    int
        How many were made.

    Raises
    ------
    NotAllowedError
    NothingToReleaseError
        When no closed meeting gave a title.
    """
    require(can_issue(by, edition, now=now))
    progress = progress or Progress()
    rows = _titles(edition, by, now)
    if not rows:
        raise NothingToReleaseError
    with transaction.atomic():
        _number(edition, rows, now)
        audit.record("contest.diplomas_prepared", by=by, at=now, target=edition)
    waiting = {
        diploma.award_id: diploma
        for diploma in Diploma.objects.filter(
            award__in=[row.award_id for row in rows], file=None, revoked_at=None
        )
    }
    progress.stage(_("Typesetting diplomas"), total=len(waiting))
    frame = _frame(edition)
    for row in rows:
        diploma = waiting.get(row.award_id)
        if diploma is not None:
            _set_file(diploma, row, edition, frame, by=by, now=now)
            progress.advance()
    return len(waiting)


@transaction.atomic
def revoke_diploma(
    *, diploma: Diploma, reason: str, by: accounts.User, now: datetime
) -> Diploma:
    """Declare a diploma void; its page says so from now on.

    Raises
    ------
    NotAllowedError, ReasonMissingError, RevokedError
    """
    diploma = _locked(diploma)
    require(can_organise(by, diploma.award.edition, now=now))
    _refuse_unknown(diploma, by, now)
    if not reason.strip():
        raise ReasonMissingError
    if diploma.revoked_at is not None:
        raise RevokedError(when=moment_text(diploma.revoked_at))
    diploma.revoked_at, diploma.revoked_reason = now, reason.strip()
    diploma.save(update_fields=["revoked_at", "revoked_reason"])
    audit.record(
        "contest.diploma_revoked",
        by=by,
        at=now,
        target=diploma,
        parent=diploma.award.edition,
        after={"number": diploma.number},
    )
    return diploma


def reissue_diploma(
    *,
    diploma: Diploma,
    recipient_name: str,
    reason: str,
    by: accounts.User,
    now: datetime,
) -> Diploma:
    """Make the PDF anew under the same number and code, e.g. after a misspelling.

    Raises
    ------
    NotAllowedError, ReasonMissingError, RevokedError
    """
    with transaction.atomic():
        diploma = _locked(diploma)
        edition = diploma.award.edition
        require(can_organise(by, edition, now=now))
        row = _refuse_unknown(diploma, by, now)
        if not reason.strip():
            raise ReasonMissingError
        if diploma.revoked_at is not None:
            raise RevokedError(when=moment_text(diploma.revoked_at))
        diploma.recipient_name = recipient_name.strip()[:400] or diploma.recipient_name
        diploma.issued_at = now
        diploma.save(update_fields=["recipient_name", "issued_at"])
        audit.record(
            "contest.diploma_reissued",
            by=by,
            at=now,
            target=diploma,
            parent=edition,
            after={"number": diploma.number, "reason": reason.strip()[:300]},
        )
    _set_file(diploma, row, edition, _frame(edition), by=by, now=now)
    return diploma


def logos_of(edition: Edition) -> tuple[list[dict[str, Any]], dict[str, bytes]]:
    """The funder strip and the organisers: names of files with their words, and bytes.

    Funders come first, in their order; a picture without a kept file is left out.
    """
    rows: list[tuple[str, Any]] = [
        (str(patron.name), patron.logo)
        for patron in edition.patrons.filter(kind=Patron.Kind.FUNDER)
        .select_related("logo")
        .order_by("position", "pk")
    ]
    rows += [
        (str(row.organisation), row.logo)
        for row in edition.organisers.select_related("logo", "organisation").order_by(
            "position", "pk"
        )
    ]
    strip, files = [], {}
    for place, (alt, stored) in enumerate(rows):
        if stored is None or stored.erased_at is not None:
            continue
        kind = documents.FileKind(stored.kind)
        if kind not in documents.PICTURES:
            continue
        name = f"logo-{place}{documents.suffixes_of(kind)[0]}"
        files[name] = documents.read_file(stored)
        strip.append({"file": name, "alt": alt, "height": 12})
    return strip, files


def _titles(edition: Edition, by: accounts.User, now: datetime) -> list[ResultRow]:
    results = results_of(edition, now=now, stage=Release.Stage.RESULTS)
    if results is None:
        results, decision = sealed_results(edition, user=by, now=now)
        require(decision)
    return list(results.rows) if results else []


def _number(edition: Edition, rows: list[ResultRow], now: datetime) -> None:
    """Rows of diplomas with numbers without gaps; the edition is held meanwhile."""
    Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    known = set(
        Diploma.objects.filter(award__edition=edition).values_list("award", flat=True)
    )
    names = recipients_of(rows)
    fresh = [row for row in rows if row.award_id not in known]
    prefix = f"{edition.contest.code}/{edition.slug}".upper()
    Diploma.objects.bulk_create(
        Diploma(
            award_id=row.award_id,
            number=f"{prefix}/{place:03d}",
            recipient_name=names[row.award_id][:400],
            issued_at=now,
        )
        for place, row in enumerate(fresh, start=len(known) + 1)
    )


def _frame(edition: Edition) -> dict[str, Any]:
    """What all diplomas of an edition share."""
    logos, files = logos_of(edition)
    chair = jurors_of(edition).filter(is_chair=True).first()
    return {
        "logos": logos,
        "files": files,
        "chair": chair.full_name if chair else "",
        "sealed_by": documents.seal_holder(),
    }


def _set_file(
    diploma: Diploma,
    row: ResultRow,
    edition: Edition,
    frame: dict[str, Any],
    *,
    by: accounts.User,
    now: datetime,
) -> None:
    address = verification_address(diploma.code)
    with override("pl"):
        award = row.name.pl + (f" {_('ex aequo')}" if row.is_ex_aequo else "")
        content = documents.typeset(
            TEMPLATE,
            {
                "contest": edition.name.pl,
                "heading": "Dyplom",
                "recipient": diploma.recipient_name,
                "for_title": "tytuł w konkursie",
                "award": award,
                "cell": f"{row.group.pl} · {row.domain.pl}" if row.cell_id else None,
                "project": f"za projekt „{row.title}”" if row.title else "",
                "chair": "\n".join(filter(None, (frame["chair"], "za kapitułę"))),
                "fictional": "Dane fikcyjne" if edition.is_fictional else "",
                "number": f"nr {diploma.number}",
                "issued": day_text(diploma.issued_at),
                "verify": f"kod {diploma.code}",
                "seal": (
                    _("electronic seal: %(name)s") % {"name": frame["sealed_by"]}
                    if frame["sealed_by"]
                    else ""
                ),
                "qr": documents.qr_svg(address),
                "qr_text": f"Kod QR z adresem strony sprawdzenia: {address}",
                "logos": frame["logos"],
            },
            title=f"Dyplom {diploma.number}",
            language="pl",
            files=frame["files"],
            made_at=diploma.issued_at,
        )
        reason = _("Diploma %(number)s") % {"number": diploma.number}
    content = documents.seal_pdf(content, reason=reason, now=now)
    with transaction.atomic():
        stored = documents.keep_made(
            content=content,
            name=f"dyplom-{diploma.number.replace('/', '-').lower()}.pdf",
            kind=documents.FileKind.PDF,
            by=by,
            now=now,
        )
        diploma.file = stored
        diploma.save(update_fields=["file"])
    if frame["sealed_by"]:  # what the page of the diploma says is what was verified
        documents.check_signatures(file=stored, by=None, now=now)


def _locked(diploma: Diploma) -> Diploma:
    return (
        Diploma.objects.select_for_update(of=("self",))
        .select_related("award__edition__contest__owner")
        .get(pk=diploma.pk)
    )


def _refuse_unknown(diploma: Diploma, by: accounts.User, now: datetime) -> ResultRow:
    """Only what is public may be named; the office knows of nothing else."""
    row = released_row(diploma.award, now=now)
    if row is None:
        require(can_preside(by, diploma.award.edition, now=now))
        raise NothingToReleaseError
    return row
