"""What was done in a rollout, as sentences of the trail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from miara.audit import public as audit
from miara.core.numbers import MISSING

__all__ = ["register"]

_SENTENCES: Final[dict[str, Promise]] = {
    "rollout.started": gettext_lazy(
        "The rollout began with the pack “%(pack)s” for the year %(year)s."
    ),
    "rollout.applied_again": gettext_lazy(
        "The pack “%(pack)s” was applied again for the year %(year)s."
    ),
    "rollout.data_answered": gettext_lazy(
        "The data checklist was filled in: %(items)s."
    ),
    "rollout.document_saved": gettext_lazy(
        "Version %(number)s of the document “%(title)s” was saved."
    ),
    "rollout.document_adopted": gettext_lazy(
        "The document “%(title)s” was adopted: %(act)s of %(day)s."
    ),
    "rollout.document_not_adopted": gettext_lazy(
        "That the document “%(title)s” was adopted was taken back."
    ),
    "rollout.file_sent": gettext_lazy("The table “%(name)s” was sent."),
    "rollout.file_written": gettext_lazy(
        "The table “%(name)s” was written into the plans."
    ),
    "rollout.file_removed": gettext_lazy(
        "The table “%(name)s” was removed without being written."
    ),
    "rollout.experience_saved": gettext_lazy(
        "The experience of the rollout was written down."
    ),
    "rollout.experience_shown": gettext_lazy(
        "The experience of the rollout is shown to other units."
    ),
    "rollout.experience_hidden": gettext_lazy(
        "The experience of the rollout is no longer shown to other units."
    ),
}


def register() -> None:
    """Tell the trail how to say them; called once at start."""
    for kind, sentence in _SENTENCES.items():
        audit.presenter(kind)(_of(sentence))


class _Known(dict[str, Any]):
    """Values of an event; a dash for what it does not tell."""

    def __missing__(self, key: str) -> str:
        return MISSING


def _of(sentence: Promise) -> Callable[[audit.Event], str]:
    def tell(event: audit.Event) -> str:
        values = {k: str(v).rstrip(".") for k, v in (event.after or {}).items()}
        return str(sentence) % _Known(values)

    return tell
