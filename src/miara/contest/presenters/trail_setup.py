"""Events of the settings, texts and the call as sentences."""

from __future__ import annotations

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from miara.audit import public as audit
from miara.contest.domain.locking import Part
from miara.contest.models import EditionText
from miara.contest.presenters.moments import moment
from miara.contest.presenters.setup_words import PARTS

__all__ = ["register"]


def register() -> None:
    """Tell the trail how to say the events of this topic."""
    for kind in (
        "contest.contest_created",
        "contest.edition_created",
        "contest.edition_changed",
        "contest.edition_published",
        "contest.deadline_extended",
        "contest.text_written",
        "contest.text_published",
        "contest.approval_asked",
        "contest.approval_dropped",
        "contest.approval_decided",
        "contest.question_answered",
    ):
        if kind not in audit.kinds_told():
            audit.presenter(kind)(_sentence)


def _sentence(event: audit.Event) -> str:  # noqa: PLR0911 - one a kind
    facts = event.after or {}
    match event.kind.removeprefix("contest."):
        case "contest_created":
            return _("The contest “%(code)s” was started.") % {
                "code": facts.get("code", "–")
            }
        case "edition_created":
            return _("The edition %(year)s was started.") % {
                "year": facts.get("year", "–")
            }
        case "edition_changed":
            part = facts.get("part")
            return _("The settings were changed: %(part)s.") % {
                "part": PARTS[Part(part)] if part else "–"
            }
        case "edition_published":
            return _("The edition was announced.")
        case "deadline_extended":
            when = parse_datetime(str(facts.get("closes_at", "")))
            return _("The deadline was moved to %(when)s.") % {
                "when": moment(when) if when else "–"
            }
        case "question_answered":
            return _("A question about the rules was answered.")
        case _:
            return _text_sentence(event)


def _text_sentence(event: audit.Event) -> str:
    facts = event.after or {}
    kind = facts.get("kind")
    values = {
        "text": EditionText.Kind(kind).label if kind else "–",
        "version": facts.get("version", "–"),
    }
    if event.kind == "contest.approval_decided" and not facts.get("approved", True):
        return _("A text was sent back: %(text)s.") % values
    return {
        "contest.text_written": _(
            "The draft of a text was saved: %(text)s, version %(version)s."
        ),
        "contest.text_published": _(
            "A text was published: %(text)s, version %(version)s."
        ),
        "contest.approval_asked": _("An approval was asked for: %(text)s."),
        "contest.approval_dropped": _("An approval is no longer needed: %(text)s."),
        "contest.approval_decided": _("A text was approved: %(text)s."),
    }[event.kind] % values
