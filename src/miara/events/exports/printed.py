"""The programme as a tagged PDF, in the active language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miara.documents import public as documents
from miara.events.models import Event
from miara.events.presenters.programme import SpeakerView, days_view
from miara.events.queries.events import EventParts

__all__ = ["programme_pdf"]

TEMPLATE: Final = Path(__file__).parents[1] / "typst" / "programme.typ"


def programme_pdf(
    event: Event,
    parts: EventParts,
    content: Mapping[str, Any],
    *,
    version: int,
    made_at: datetime,
) -> bytes:
    """PDF/UA-1; equal input gives equal bytes."""
    data = {
        "event": str(event.name),
        "places": [f"{row.name}, {row.address}" for row in parts.venues],
        "footer": _("Version %(number)s of the programme") % {"number": version},
        "header": [_("Hours"), _("Session"), _("Room")],
        "days": [
            {
                "name": f"{day.name}: {day.title}" if day.title else day.name,
                "rows": [
                    {
                        "hours": f"{row.starts}–{row.ends}",
                        "title": row.title,
                        "room": row.room,
                        "speakers": [_speaker(one) for one in row.speakers],
                    }
                    for row in day.sessions
                ],
            }
            for day in days_view(content)
        ],
    }
    language = (get_language() or "pl").partition("-")[0]
    title = _("Programme: %(event)s") % {"event": event.name}
    return documents.typeset(
        TEMPLATE, data, title=title, language=language, made_at=made_at
    )


def _speaker(one: SpeakerView) -> str:
    name = (
        _("%(name)s (moderator)") % {"name": one.name} if one.is_moderator else one.name
    )
    return f"{name}, {one.about}" if one.about else name
