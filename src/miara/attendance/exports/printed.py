"""Badges and certificates of attendance as tagged PDF."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miara.attendance.models import Desk, Guest
from miara.attendance.presenters.tickets import origins, typed_code
from miara.documents import public as documents
from miara.events import public as events

__all__ = ["badges_pdf", "certificate_pdf"]

_FOLDER: Final = Path(__file__).parents[1] / "typst"


def badges_pdf(desk: Desk, guests: Sequence[Guest], *, made_at: datetime) -> bytes:
    """Eight badges a page, with a code that the door reads."""
    where = origins([guest.registration for guest in guests])
    data = {
        "event": str(desk.event.name),
        "badges": [
            {
                "name": guest.name,
                "origin": where[guest.registration_id][0],
                "code": typed_code(guest.code),
                "qr": documents.qr_svg(guest.code),
                "alt": _("Code of entry %(code)s") % {"code": typed_code(guest.code)},
            }
            for guest in guests
        ],
    }
    return documents.typeset(
        _FOLDER / "badges.typ",
        data,
        title=_("Badges: %(event)s") % {"event": desk.event.name},
        language=_language(),
        made_at=made_at,
    )


def certificate_pdf(guest: Guest, desk: Desk, days: Sequence[str]) -> bytes:
    """That a person took part, with an address where this can be checked.

    Equal input gives equal bytes: it is dated by the moment the person came.
    """
    with translation.override(_language()):
        path = reverse("attendance:certificate", args=[guest.certificate])
    address = settings.MIARA_SITE_URL.rstrip("/") + path
    parts = events.event_parts(desk.event)
    title = _("Certificate of attendance")
    data = {
        "name": guest.name,
        "took_part": _("took part in"),
        "event": str(desk.event.name),
        "days": "; ".join(days),
        "places": [f"{row.name}, {row.address}" for row in parts.venues],
        "hosts": [str(row.organisation) for row in parts.hosts],
        "organised": _("Organised by"),
        "check": _("Whether it is genuine can be checked here:"),
        "address": address,
        "qr": documents.qr_svg(address),
        "alt": _("Address where the certificate can be checked"),
    }
    return documents.typeset(
        _FOLDER / "certificate.typ",
        data,
        title=title,
        language=_language(),
        made_at=guest.arrived_at,
    )


def _language() -> str:
    return (get_language() or "pl").partition("-")[0]
