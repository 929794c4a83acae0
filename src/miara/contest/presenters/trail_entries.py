"""Events of applications and of the formal check as sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from miara.accounts.public import User
from miara.audit import public as audit

__all__ = ["TOLD_TO_APPLICANTS", "register"]

#: What the people of an application read in its history. Steps of the office before
#: a decision took effect are not among them.
TOLD_TO_APPLICANTS: Final = frozenset(
    f"contest.{name}"
    for name in (
        "entry_started",
        "entry_described",
        "entry_submitted",
        "entry_withdrawn",
        "entry_signed",
        "signature_removed",
        "signature_judged",
        "group_changed",
        "partner_asked",
        "partner_confirmed",
        "paper_registered",
        "deadline_granted",
        "supplement_called",
        "supplement_received",
        "supplement_expired",
        "entry_accepted",
        "entry_rejected",
        "entry_disqualified",
        "appeal_filed",
        "appeal_decided",
        "card_made",
        "card_asked",
        "card_confirmed",
        "card_corrected",
    )
)


def register() -> None:
    """Tell the trail how to say the events; called once at start."""
    audit.presenter_of_many(*_sentences())(_tell)


def _tell(events: Sequence[audit.Event]) -> list[str]:
    keys = {int(each.actor_id) for each in events if str(each.actor_id).isdigit()}
    people = {str(user.pk): str(user) for user in User.objects.filter(pk__in=keys)}
    sentences = _sentences()
    return [_sentence(event, sentences, people) for event in events]


def _sentence(
    event: audit.Event, sentences: dict[str, str], people: dict[str, str]
) -> str:
    if event.actor_id in (None, ""):
        by = _("The system")
    else:
        by = people.get(str(event.actor_id)) or _("a person whose account is closed")
    facts = event.after or {}
    number = facts.get("number", "")
    version = facts.get("version", "")
    said = sentences[event.kind] % {"number": number, "version": version}
    return _("%(what)s By: %(by)s.") % {"what": said, "by": by}


def _sentences() -> dict[str, str]:
    return {
        "contest.entry_started": _("An application was begun."),
        "contest.entry_described": _(
            "The applicant, domain or partners of an application were changed."
        ),
        "contest.entry_submitted": _(
            "Application %(number)s was submitted (version %(version)s)."
        ),
        "contest.entry_withdrawn": _("An application was withdrawn."),
        "contest.entry_signed": _("A signature was added to an application."),
        "contest.signature_removed": _("A signature was taken out of an application."),
        "contest.signature_judged": _(
            "The office judged a signature otherwise than the check."
        ),
        "contest.group_changed": _("The office changed the group of an application."),
        "contest.partner_asked": _(
            "A partner was asked to confirm that it takes part."
        ),
        "contest.partner_confirmed": _("A partner confirmed that it takes part."),
        "contest.paper_registered": _("A paper original was registered."),
        "contest.paper_copying_started": _(
            "The office began to copy an application from paper."
        ),
        "contest.paper_copy_described": _(
            "The office corrected the domain or the partners of an application that it "
            "copies from paper."
        ),
        "contest.deadline_granted": _("One application was given a later deadline."),
        "contest.check_started": _("A formal check was begun."),
        "contest.check_decided": _("A formal check was decided."),
        "contest.check_returned": _("The decision of a formal check was returned."),
        "contest.supplement_called": _("The office asked for a supplement."),
        "contest.supplement_received": _(
            "The supplement was received (version %(version)s)."
        ),
        "contest.supplement_expired": _("Nobody sent the supplement in time."),
        "contest.entry_accepted": _("An application was found formally correct."),
        "contest.entry_rejected": _("An application was not admitted."),
        "contest.entry_disqualified": _("An application was excluded."),
        "contest.appeal_filed": _("An appeal was filed."),
        "contest.appeal_decided": _("An appeal was decided."),
        "contest.card_made": _(
            "Application %(number)s was carried over to the base of good practices."
        ),
        "contest.card_asked": _(
            "The author was asked again about the description in the base of good "
            "practices."
        ),
        "contest.card_confirmed": _(
            "The author confirmed the description in the base of good practices."
        ),
        "contest.card_corrected": _(
            "The author asked for a correction of the description in the base of good "
            "practices."
        ),
    }
