"""The published letter of invitation, addressed to one head."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from miara.contest.errors.setup import NoLetterError
from miara.contest.exports.edition_texts import Addressee, text_pdf
from miara.contest.models import EditionText

if TYPE_CHECKING:
    from miara.organisations.public import HeadFacts

__all__ = ["invitation_pdf"]

#: Heads of Polish local governments are written to in Polish.
_LANGUAGE: Final = "pl"
_COURTESY: Final = {"F": "Szanowna Pani", "M": "Szanowny Pan"}


def invitation_pdf(uid: str, head: HeadFacts, values: dict[str, str]) -> bytes:
    """The published letter of an edition with the address and the salutation of a head.

    What the presidents approved stays word for word; only to whom it goes is added.
    Equal data give equal bytes, so the hash of a letter can be made again.

    Parameters
    ----------
    uid
        Of the edition.
    values
        What the letter of the dispatch says of the head: ``salutation``, ``unit``.

    Raises
    ------
    NoLetterError
        When no letter is published.
    TypesettingError
        When it cannot be set.
    """
    row = (
        EditionText.objects.filter(
            edition__uid=uid,
            kind=EditionText.Kind.LETTER,
            published_at__isnull=False,
        )
        .select_related("edition__contest")
        .order_by("-version")
        .first()
    )
    if row is None or row.published_at is None:
        raise NoLetterError
    to = Addressee(_address(head, values["unit"]), f"{values['salutation']},")
    return text_pdf(row, language=_LANGUAGE, made_at=row.published_at, to=to)


def _address(head: HeadFacts, unit: str) -> tuple[str, ...]:
    """Lines of the address, as a letter has them in its corner."""
    lines = (
        _COURTESY.get(head.form, ""),
        head.full_name,
        head.office_title,
        unit,
        *head.postal_address.splitlines(),
    )
    return tuple(line.strip() for line in lines if line.strip())
