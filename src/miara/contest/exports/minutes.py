"""Minutes of a meeting of the jury, to be printed or signed electronically."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from miara.contest.models import Award, JuryMeeting, Recusal
from miara.contest.phrases import day_text, moment_text
from miara.contest.presenters.jury import decision_rows
from miara.core.localized import Localized
from miara.documents import public as documents

__all__ = ["minutes_data", "minutes_of"]

TEMPLATE: Final = Path(__file__).parents[1] / "typst" / "minutes.typ"


def minutes_of(meeting: JuryMeeting) -> bytes:
    """The PDF in Polish: attendance, recusals, each decision with votes and reasons.

    Equal content gives equal bytes: the moment inside is that of the closing.
    """
    with override("pl"):
        return documents.typeset(
            TEMPLATE,
            minutes_data(meeting),
            title=_("Minutes of the meeting of the jury of %(day)s")
            % {"day": day_text(meeting.starts_at)},
            language="pl",
            made_at=meeting.closed_at,
        )


def minutes_data(meeting: JuryMeeting) -> dict[str, Any]:
    """What the minutes say, for the template."""
    edition = meeting.edition
    present = list(meeting.present.order_by("-is_chair", "position", "pk"))
    recusals = (
        Recusal.objects.filter(juror__in=present)
        .select_related("juror", "entry")
        .order_by("juror__position", "entry__number", "pk")
    )
    rows = decision_rows(meeting, None)
    return {
        "edition": str(edition.name),
        "footer": " · ".join(
            [
                _("Meeting %(uid)s") % {"uid": meeting.uid},
                *([_("Fictional data.")] if edition.is_fictional else []),
            ]
        ),
        "facts": [
            [_("Edition"), str(edition.name)],
            [_("Begins"), moment_text(meeting.starts_at)],
            [_("Place"), meeting.place or None],
            [
                _("Closed"),
                moment_text(meeting.closed_at) if meeting.closed_at else None,
            ],
        ],
        "words": {
            "present": _("Present"),
            "present_header": [_("No."), _("Name and surname"), _("Part")],
            "agenda": _("Agenda"),
            "notes": _("Course of the meeting"),
            "recusals": _("Recusals"),
            "recusal_header": [
                _("Member of the jury"),
                _("Application"),
                _("Reason"),
            ],
            "no_recusals": _("Nobody present was recused."),
            "decisions": _("Decisions"),
            "no_decisions": _("No decisions were taken."),
            "signatures": _("Signatures"),
        },
        "present": [
            [
                str(place),
                f"{row.full_name}, {row.represents}"
                if row.represents
                else row.full_name,
                _("chair") if row.is_chair else _("member"),
            ]
            for place, row in enumerate(present, 1)
        ],
        "agenda": _lines(meeting.agenda),
        "notes": _lines(meeting.notes),
        "recusals": [
            [row.juror.full_name, row.entry.number, row.reason] for row in recusals
        ],
        "decisions": [
            _decision(row.award, row.what, row.whom, row.votes) for row in rows
        ],
        "signers": [row.full_name for row in present],
    }


def _decision(award: Award, what: str, whom: str, votes: str) -> dict[str, Any]:
    justification = Localized.of(award.justification)
    return {
        "heading": what,
        "facts": [
            [_("For"), whom],
            [_("Group and domain"), str(award.cell) if award.cell else None],
            [_("Votes"), votes or _("without counting")],
        ],
        "justification": justification.pl,
        "justification_en": justification.en,
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
