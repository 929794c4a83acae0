"""Texts of an edition as PDF."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from miara.contest.models import Approval, EditionText
from miara.contest.presenters.edition_texts import split_text
from miara.contest.queries.edition_parts import edition_parts
from miara.core.localized import Localized
from miara.documents.public import StoredFile, read_file, typeset

__all__ = ["Addressee", "text_pdf"]

_TEMPLATE: Final = Path(__file__).parents[1] / "typst" / "edition_text.typ"


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom a letter goes: the lines of the address, and the salutation."""

    lines: tuple[str, ...]
    salutation: str


def text_pdf(
    text: EditionText,
    *,
    language: str,
    made_at: datetime,
    is_draft: bool = False,
    to: Addressee | None = None,
) -> bytes:
    """A text in a language with logos and who approved it.

    Parameters
    ----------
    to
        Whom a letter is addressed to; to nobody in particular when None.

    Raises
    ------
    TypesettingError
        When the document cannot be set.
    """
    parts = edition_parts(text.edition)
    files: dict[str, bytes] = {}
    with override(language):
        added = split_text(Localized.of(text.added).in_language(language))
        is_letter = text.kind == EditionText.Kind.LETTER
        data = {
            "edition": str(text.edition.name),
            "heading": text.get_kind_display().capitalize(),
            "address": to.lines if to else (),
            "greeting": _greeting(to) if is_letter else "",
            "sections": [
                {"title": section.title, "lines": section.lines}
                for section in split_text(
                    Localized.of(text.generated).in_language(language)
                )
            ],
            "added": [{"title": part.title, "lines": part.lines} for part in added],
            "added-title": "" if is_letter else _("From the organiser"),
            "signed": [
                {
                    "name": row.full_name,
                    "office": str(row.office),
                    "organisation": str(row.organisation),
                }
                for row in _approvals(text)
                if row.is_approved
            ],
            "footer": _("Draft") if is_draft else _version(text),
            "logos": _pictures("organiser", parts.organisers, files),
            "funders": _pictures("patron", parts.patrons, files),
        }
    return typeset(
        _TEMPLATE,
        data,
        title=f"{data['heading']} – {data['edition']}",
        language=language,
        files=files,
        made_at=made_at.replace(microsecond=0),
    )


def _greeting(to: Addressee | None) -> str:
    return to.salutation if to else _("Ladies and Gentlemen,")


def _approvals(text: EditionText) -> Iterable[Approval]:
    if text.pk is None:
        return []
    return text.approvals.select_related("organisation").order_by("pk")


def _version(text: EditionText) -> str:
    return _("Version %(number)s") % {"number": text.version}


def _pictures(
    prefix: str, rows: list[Any], files: dict[str, bytes]
) -> list[dict[str, str]]:
    """Logos of rows, put among the files of the document."""
    found = []
    for place, row in enumerate(rows):
        logo: StoredFile | None = row.logo
        if logo is None:
            continue
        name = f"{prefix}-{place}.{logo.kind.lower()}"
        files[name] = read_file(logo)
        found.append({"file": name, "alt": str(row)})
    return found
