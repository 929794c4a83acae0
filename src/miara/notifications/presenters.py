"""Events of mail as sentences, flaws of texts as advice."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from miara.audit import public as audit
from miara.notifications.domain.templates import Flaw, FlawKind
from miara.notifications.models import Message
from miara.notifications.owners import owner_home, owner_title

__all__ = ["ShownMessage", "flaw_text", "owner_of", "register", "shown_of"]

_KINDS = (
    "notifications.released",
    "notifications.held",
    "notifications.cancelled",
    "notifications.template_changed",
    "notifications.template_reset",
    "notifications.dispatch_made",
    "notifications.dispatch_approved",
    "notifications.dispatch_cancelled",
    "notifications.letters_made",
    "notifications.proof_recorded",
    "notifications.enquiry_logged",
    "notifications.bounces_read",
    "notifications.address_cleared",
)
_NAMES = (
    "count",
    "letter",
    "language",
    "title",
    "units",
    "queued",
    "unit",
    "number",
    "reports",
    "stopped",
)


def register() -> None:
    """Tell the trail how to say the events of this context."""
    for kind in _KINDS:
        audit.presenter(kind)(_sentence)


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """A message for one who looks at the outbox."""

    row: Message
    may_read: bool
    subject: str
    recipient: str


def owner_of(kind: str, owner_id: str) -> dict[str, str]:
    """The owner of a desk: its name, and the page that the desk leads back to."""
    return {
        "kind": kind,
        "id": owner_id,
        "title": owner_title(kind, owner_id),
        "home": owner_home(kind, owner_id),
    }


def shown_of(row: Message, *, may_read: bool) -> ShownMessage:
    """A message as its people see it, or without its subject and its addressee.

    Who sees to the delivery needs the server it goes to, not the name before the @.
    """
    if may_read:
        return ShownMessage(row, True, row.subject or row.kind, row.recipient)
    server = row.recipient.rpartition("@")[2]
    return ShownMessage(
        row,
        False,
        _("Letter: %(owner)s") % {"owner": owner_title(row.owner_kind, row.owner_id)},
        f"…@{server}" if server else "",
    )


def flaw_text(flaw: Flaw) -> str:
    """What is wrong with a text and how to mend it."""
    if flaw.kind == FlawKind.UNKNOWN:
        if flaw.nearest:
            return _(
                "There is no variable {{ %(name)s }}. Did you mean {{ %(nearest)s }}?"
            ) % {"name": flaw.what, "nearest": flaw.nearest}
        return _("There is no variable {{ %(name)s }}. Choose one from the list.") % {
            "name": flaw.what
        }
    if flaw.kind == FlawKind.BROKEN:
        return _(
            "Braces that name no variable: “%(piece)s”. A variable is written "
            "{{ name }}."
        ) % {"piece": flaw.what}
    return _("The letter usually has {{ %(name)s }}, and this text has not.") % {
        "name": flaw.what
    }


def _sentence(event: audit.Event) -> str:
    facts = event.after or {}
    templates = {
        "notifications.released": _("Messages released to be sent: %(count)s."),
        "notifications.held": _("Messages held back: %(count)s."),
        "notifications.cancelled": _("Messages cancelled: %(count)s."),
        "notifications.template_changed": _(
            "The text of the letter %(letter)s (%(language)s) was changed."
        ),
        "notifications.template_reset": _(
            "The letter %(letter)s (%(language)s) went back to the default text."
        ),
        "notifications.dispatch_made": _(
            "The dispatch “%(title)s” to %(units)s units was prepared."
        ),
        "notifications.dispatch_approved": _(
            "The dispatch “%(title)s” was approved; messages in the outbox: %(queued)s."
        ),
        "notifications.dispatch_cancelled": _(
            "The dispatch “%(title)s” was cancelled."
        ),
        "notifications.letters_made": _(
            "Letters of the dispatch “%(title)s” were set as PDF: %(count)s."
        ),
        "notifications.proof_recorded": _(
            "The proof %(number)s of a letter to the unit %(unit)s was recorded."
        ),
        "notifications.enquiry_logged": _("An enquiry was noted."),
        "notifications.bounces_read": _(
            "Reports of mail that came back were read: %(reports)s; "
            "addresses stopped: %(stopped)s."
        ),
        "notifications.address_cleared": _(
            "An address from which mail came back was allowed again."
        ),
    }
    values = {name: facts.get(name, "–") for name in _NAMES}
    return templates[event.kind] % values
