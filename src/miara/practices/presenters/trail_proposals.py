"""Proposals of readers as sentences of the trail."""

from __future__ import annotations

from django.utils.translation import gettext as _

from miara.audit import public as audit
from miara.core.numbers import MISSING

__all__ = ["register"]


def register() -> None:
    """Tell the trail how to say them; called once at start."""
    audit.presenter("practices.proposal_confirmed")(_confirmed)


def _confirmed(event: audit.Event) -> str:
    return _("A reader proposed practice %(number)s and confirmed it by mail.") % {
        "number": event.target_id or MISSING
    }
