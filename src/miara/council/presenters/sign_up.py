"""The sign-up form for residents as words, for paper and for a page."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miara.core.templatetags.miara import date_pl
from miara.council.domain.debate import sign_up_until
from miara.council.models import Debate
from miara.council.presenters.debate import title_of
from miara.units.public import UnitFacts

__all__ = ["SignUp", "sign_up_of"]


@dataclass(frozen=True, slots=True)
class SignUp:
    """Texts of the form.

    Attributes
    ----------
    speaker
        What the resident who wants to speak writes by hand.
    columns
        Headings of the table of supporters, the ordinal number first.
    rows
        How many rows for supporters the table has: as many as are needed.
    """

    title: str
    debate: str
    unit: str
    to: str
    declaration: str
    speaker: tuple[str, ...]
    signature: str
    supporters: str
    columns: tuple[str, ...]
    rows: int
    handing_in: str
    privacy_title: str
    privacy: str
    fill: str


def sign_up_of(unit: UnitFacts, row: Debate) -> SignUp:
    """The form of a debate in the active language."""
    columns = [_("No."), _("First name and surname")]
    if row.asks_address:
        columns.append(_("Address"))
    return SignUp(
        title=_("Sign-up to speak in the debate"),
        debate=title_of(unit, row.year),
        unit=unit.full_name,
        to=_("To the chair of the council"),
        declaration=_("I sign up to speak. %(debate)s, %(unit)s.")
        % {"debate": title_of(unit, row.year), "unit": unit.full_name},
        speaker=(_("First name and surname"), _("Address"), _("Date")),
        signature=_("Signature of the resident"),
        supporters=_supporters(row),
        columns=(*columns, _("Signature")),
        rows=row.signatures or 0,
        handing_in=_handing_in(row),
        privacy_title=_("How personal data are processed"),
        privacy=row.privacy_note,
        fill=_("to be filled in by hand"),
    )


def _supporters(row: Debate) -> str:
    return ngettext(
        "Those who support the sign-up (at least %(count)s signature)",
        "Those who support the sign-up (at least %(count)s signatures)",
        row.signatures or 0,
    ) % {"count": row.signatures or 0}


def _handing_in(row: Debate) -> str:
    if row.session_on is None:
        return row.submission_place
    told = _("Hand the form in by %(day)s.") % {
        "day": date_pl(sign_up_until(row.session_on))
    }
    return f"{told} {row.submission_place}".strip()
