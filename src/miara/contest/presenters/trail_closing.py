"""Closing, packages, erasures and feedback as sentences of the trail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy

from miara.audit import public as audit

__all__ = ["register"]

_TOLD: Final[Mapping[str, Any]] = {
    "contest.dossier_ordered": gettext_lazy(
        "The package of the edition was ordered: case %(case)s, class %(class)s."
    ),
    "contest.dossier_made": gettext_lazy(
        "The package of the edition was made: %(files)s files, SHA-256 %(sha256)s."
    ),
    "contest.dossier_downloaded": gettext_lazy(
        "The package of the edition was downloaded: SHA-256 %(sha256)s."
    ),
    "contest.dossier_erased": gettext_lazy(
        "Our copy of the package was erased: SHA-256 %(sha256)s."
    ),
    "contest.edition_closed": gettext_lazy("The file of the edition was closed."),
    "contest.personal_erased": gettext_lazy(
        "Personal data whose time was over were erased: %(counts)s values."
    ),
    "contest.person_handed_out": gettext_lazy(
        "Data of one person were handed out to the office."
    ),
    "contest.own_data_handed_out": gettext_lazy(
        "A person downloaded what contests keep about them."
    ),
    "contest.person_erased": gettext_lazy(
        "Data of one person were erased on request: %(erased)s values; "
        "kept as evidence: %(kept)s."
    ),
    "contest.feedback_drafted": gettext_lazy(
        "Feedback to applicants was begun: %(count)s."
    ),
    "contest.feedback_saved": gettext_lazy("Feedback to an applicant was written."),
    "contest.feedback_sent": gettext_lazy(
        "Feedback was sent to applicants: %(count)s."
    ),
}


def register() -> None:
    """Tell the trail how to say these events; called once at start."""
    for kind in _TOLD:
        audit.presenter(kind)(_sentence)


def _sentence(event: audit.Event) -> str:
    facts = {key: _value(value) for key, value in (event.after or {}).items()}
    known = _Facts(facts)
    return str(_TOLD[event.kind]) % known


class _Facts(dict[str, object]):
    """Facts of an event; a dash for what an old one lacks."""

    def __missing__(self, key: str) -> str:
        return "–"


def _value(value: Any) -> object:
    """Counts by kind are told as their sum."""
    return sum(value.values()) if isinstance(value, dict) else value
