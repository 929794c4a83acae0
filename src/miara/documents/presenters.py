"""Events of the context as sentences."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from miara.accounts.public import User
from miara.audit import public as audit
from miara.documents.phrases import file_size, kind_name, verdict_text

__all__ = ["KINDS", "register"]

KINDS = (
    "documents.file_kept",
    "documents.file_erased",
    "documents.file_infected",
    "documents.signatures_checked",
    "documents.signature_overridden",
    "documents.trust_list_imported",
)


def register() -> None:
    """Tell the trail how to say the events of this context."""
    audit.presenter_of_many(*KINDS)(_tell)


def _tell(events: Sequence[audit.Event]) -> list[str]:
    keys = {int(each.actor_id) for each in events if str(each.actor_id).isdigit()}
    people = {str(user.pk): str(user) for user in User.objects.filter(pk__in=keys)}
    return [_sentence(event, people) for event in events]


def _sentence(event: audit.Event, people: dict[str, str]) -> str:
    facts, before = event.after or {}, event.before or {}
    if event.actor_id in (None, ""):
        by = _("The system")
    else:
        by = people.get(str(event.actor_id)) or _("a person whose account is closed")
    templates = {
        "documents.file_kept": _("A file was kept: %(kind)s, %(size)s. By: %(by)s."),
        "documents.file_erased": _("The content of a file was erased. By: %(by)s."),
        "documents.file_infected": _(
            "The antivirus program found something dangerous in a kept file; it is no "
            "longer given out."
        ),
        "documents.signatures_checked": _(
            "The signatures of a file were checked; result: %(verdicts)s. By: %(by)s."
        ),
        "documents.signature_overridden": _(
            "%(by)s changed the result of the check of a signature from "
            "“%(old)s” to “%(new)s”."
        ),
        "documents.trust_list_imported": _(
            "The list of trusted issuers “%(name)s” of %(dated)s was imported. "
            "By: %(by)s."
        ),
    }
    return templates[event.kind] % {
        "by": by,
        "kind": kind_name(str(facts.get("kind", ""))),
        "size": file_size(int(facts.get("size") or 0)),
        "verdicts": ", ".join(map(verdict_text, facts.get("verdicts") or ()))
        or _("no signature"),
        "old": verdict_text(str(before.get("verdict", ""))),
        "new": verdict_text(str(facts.get("verdict", ""))),
        "name": facts.get("name", ""),
        "dated": facts.get("dated", ""),
    }
