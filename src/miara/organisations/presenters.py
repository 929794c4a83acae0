"""Events of organisations as sentences."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miara.audit import public as audit

__all__ = ["register"]


def register() -> None:
    """Tell the trail how to say the events of this context."""
    for kind in (
        "organisations.created",
        "organisations.updated",
        "organisations.member_added",
        "organisations.member_ended",
    ):
        audit.presenter(kind)(_sentence)


def _sentence(event: audit.Event) -> str:
    facts = {**(event.before or {}), **(event.after or {})}
    templates = {
        "organisations.created": _("The organisation %(name)s was entered."),
        "organisations.updated": _("The data of the organisation %(name)s changed."),
        "organisations.member_added": _(
            "The unit %(unit)s is a member of organisation no. %(organisation)s "
            "from %(since)s."
        ),
        "organisations.member_ended": _(
            "The unit %(unit)s is a member of organisation no. %(organisation)s "
            "no longer, from %(until)s."
        ),
    }
    return templates[event.kind] % {
        "name": _name(facts.get("name") or {}),
        "unit": facts.get("unit", "–"),
        "organisation": event.parent_id or "–",
        "since": facts.get("since") or "–",
        "until": facts.get("until") or "–",
    }


def _name(names: Mapping[str, Any]) -> str:
    return str(names.get(get_language() or "pl") or names.get("pl") or "–")
