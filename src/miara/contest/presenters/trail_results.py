"""Visits, the jury, releases and diplomas as sentences of the trail.

None of them says what was decided: the trail is read before the release too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miara.audit import public as audit
from miara.contest.models import Release
from miara.contest.phrases import moment_text

__all__ = ["register"]

#: Sentences that need no facts.
_PLAIN: Final[Mapping[str, Any]] = {
    "contest.juror_seated": gettext_lazy("A member of the jury took their seat."),
    "contest.juror_ended": gettext_lazy("A membership of the jury ended."),
    "contest.recusal_recorded": gettext_lazy(
        "A member of the jury takes no part in an application."
    ),
    "contest.jury_decided": gettext_lazy("The jury recorded a decision."),
    "contest.jury_took_back": gettext_lazy("The jury took a decision back."),
    "contest.minutes_signed": gettext_lazy("Signed minutes of the jury came back."),
    "contest.visit_findings": gettext_lazy("Findings of a site visit were written."),
    "contest.visit_file_added": gettext_lazy("A file was attached to a site visit."),
    "contest.visit_closed": gettext_lazy("The protocol of a site visit was closed."),
    "contest.visit_cancelled": gettext_lazy("A site visit was cancelled."),
    "contest.diplomas_prepared": gettext_lazy("Diplomas were made."),
}


def register() -> None:
    """Tell the trail how to say these events; called once at start."""
    for kind, sentence in _PLAIN.items():
        audit.presenter(kind)(_plain(sentence))
    for kind, tell in _TOLD.items():
        audit.presenter(kind)(tell)


def _plain(sentence: Any) -> Callable[[audit.Event], str]:
    return lambda event: str(sentence)


def _juror_appointed(event: audit.Event) -> str:
    if (event.after or {}).get("is_chair"):
        return _("The chair of the jury was appointed.")
    return _("A member of the jury was appointed.")


def _meeting_planned(event: audit.Event) -> str:
    return _("A meeting of the jury was called for %(when)s.") % {
        "when": _moment(event.after, "starts_at")
    }


def _meeting_updated(event: audit.Event) -> str:
    return _("A meeting of the jury was changed; present: %(present)s.") % {
        "present": (event.after or {}).get("present", "–")
    }


def _meeting_closed(event: audit.Event) -> str:
    return _("A meeting of the jury was closed; present: %(present)s.") % {
        "present": (event.after or {}).get("present", "–")
    }


def _visit_planned(event: audit.Event) -> str:
    return _("A site visit was planned for %(when)s.") % {
        "when": _moment(event.after, "starts_at")
    }


def _visit_changed(event: audit.Event) -> str:
    return _("A site visit was moved or changed: %(when)s.") % {
        "when": _moment(event.after, "starts_at")
    }


def _release_set(event: audit.Event) -> str:
    return _("The release was set: %(stage)s, public from %(when)s.") % {
        "stage": _stage(event.after),
        "when": _moment(event.after, "released_at"),
    }


def _release_withdrawn(event: audit.Event) -> str:
    return _("The hour of the release was withdrawn: %(stage)s, %(when)s.") % {
        "stage": _stage(event.before),
        "when": _moment(event.before, "released_at"),
    }


def _release_announced(event: audit.Event) -> str:
    return _("Letters about the release were queued: %(stage)s, %(letters)s.") % {
        "stage": _stage(event.after),
        "letters": (event.after or {}).get("letters", "–"),
    }


def _press_sealed(event: audit.Event) -> str:
    return _("A package for the press was sealed: %(stage)s, SHA-256 %(sha256)s.") % {
        "stage": _stage(event.after),
        "sha256": (event.after or {}).get("sha256", "–"),
    }


def _diploma_revoked(event: audit.Event) -> str:
    return _("The diploma %(number)s was revoked.") % {
        "number": (event.after or {}).get("number", "–")
    }


def _diploma_reissued(event: audit.Event) -> str:
    return _("The diploma %(number)s was made anew, because: %(reason)s.") % {
        "number": (event.after or {}).get("number", "–"),
        "reason": str((event.after or {}).get("reason", "–")).rstrip("."),
    }


_TOLD: Final[Mapping[str, audit.Presenter]] = {
    "contest.juror_appointed": _juror_appointed,
    "contest.meeting_planned": _meeting_planned,
    "contest.meeting_updated": _meeting_updated,
    "contest.meeting_closed": _meeting_closed,
    "contest.visit_planned": _visit_planned,
    "contest.visit_changed": _visit_changed,
    "contest.release_set": _release_set,
    "contest.release_withdrawn": _release_withdrawn,
    "contest.release_announced": _release_announced,
    "contest.press_sealed": _press_sealed,
    "contest.diploma_revoked": _diploma_revoked,
    "contest.diploma_reissued": _diploma_reissued,
}


def _stage(facts: Mapping[str, Any] | None) -> str:
    code = (facts or {}).get("stage", "")
    return str(Release.Stage(code).label) if code in Release.Stage.values else "–"


def _moment(facts: Mapping[str, Any] | None, key: str) -> str:
    value = (facts or {}).get(key)
    moment = value if isinstance(value, datetime) else parse_datetime(str(value))
    return moment_text(moment) if moment else "–"
