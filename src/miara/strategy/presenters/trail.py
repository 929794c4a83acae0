"""What was done with the strategy of a unit, as sentences of the trail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miara.audit import public as audit
from miara.core.numbers import MISSING
from miara.cycle import public as cycle

__all__ = ["register"]

_SENTENCES: Final[dict[str, Promise]] = {
    "strategy.template_adopted": gettext_lazy(
        "From the national template were taken over: domains %(domains)s, services "
        "%(services)s."
    ),
    "strategy.domain_added": gettext_lazy("The domain “%(name)s” was added."),
    "strategy.service_added": gettext_lazy("The service “%(name)s” was added."),
    "strategy.document_added": gettext_lazy("The document “%(title)s” was begun."),
    "strategy.document_published": gettext_lazy(
        "The document “%(title)s” was made public."
    ),
    "strategy.document_withdrawn": gettext_lazy(
        "The document “%(title)s” is public no longer: %(reason)s."
    ),
    "strategy.edition_begun": gettext_lazy(
        "Edition %(edition)s of the document “%(title)s” was begun."
    ),
    "strategy.goal_added": gettext_lazy("The goal %(code)s was added."),
    "strategy.goal_moved": gettext_lazy(
        "The goal %(code)s was moved; it stands below: %(below)s."
    ),
    "strategy.goal_removed": gettext_lazy("The goal %(code)s was removed: “%(text)s”."),
    "strategy.target_added": gettext_lazy(
        "A target on the indicator “%(indicator)s” for %(year)s was set."
    ),
    "strategy.target_confirmed": gettext_lazy(
        "The target on the indicator “%(indicator)s” was confirmed until %(until)s."
    ),
    "strategy.target_removed": gettext_lazy(
        "The target on the indicator “%(indicator)s” (%(value)s in %(year)s) was "
        "removed: %(reason)s."
    ),
    "strategy.indicator_added": gettext_lazy(
        "The local indicator “%(name)s” was described."
    ),
    "strategy.indicator_confirmed": gettext_lazy(
        "The local indicator “%(name)s” was confirmed until %(until)s."
    ),
    "strategy.break_added": gettext_lazy(
        "A break in the series “%(name)s” from %(period)s was noted: %(reason)s."
    ),
    "strategy.value_entered": gettext_lazy(
        "“%(name)s”, %(period)s: the value %(value)s was entered (version %(version)s)."
    ),
    "strategy.value_submitted": gettext_lazy(
        "“%(name)s”, %(period)s: the value %(value)s was handed over."
    ),
    "strategy.value_checked": gettext_lazy(
        "“%(name)s”, %(period)s: remarks about the value %(value)s were accepted: "
        "%(reason)s."
    ),
    "strategy.value_returned": gettext_lazy(
        "“%(name)s”, %(period)s: the value %(value)s was given back: %(reason)s."
    ),
    "strategy.values_imported": gettext_lazy(
        "Values of local indicators came in: %(values)s, checked: %(checked)s."
    ),
    "strategy.survey_sent": gettext_lazy(
        "“%(name)s”, %(period)s: answers of %(people)s people came in and were "
        "counted; rows of people were not kept."
    ),
    "strategy.survey_counted": gettext_lazy(
        "“%(name)s”, %(period)s: the value %(value)s was worked out from answers of "
        "%(people)s people to “%(question)s”."
    ),
    "strategy.survey_thrown_away": gettext_lazy(
        "“%(name)s”, %(period)s: counts of answers were removed."
    ),
    "strategy.check_answered": gettext_lazy(
        "The element “%(item)s” of the document “%(title)s” was answered."
    ),
    "strategy.diagnosis_written": gettext_lazy(
        "The draft diagnosis of the document “%(title)s” was written from the data."
    ),
    "strategy.diagnosis_edited": gettext_lazy(
        "The part “%(domain)s” of the diagnosis of “%(title)s” was edited."
    ),
}
_CHANGES: Final[dict[str, Promise]] = {
    "strategy.domain_changed": gettext_lazy("Domain %(number)s was changed: %(what)s."),
    "strategy.service_changed": gettext_lazy(
        "Service %(number)s was changed: %(what)s."
    ),
    "strategy.document_changed": gettext_lazy(
        "Document %(number)s was changed: %(what)s."
    ),
    "strategy.goal_changed": gettext_lazy("Goal %(number)s was changed: %(what)s."),
    "strategy.target_changed": gettext_lazy("Target %(number)s was changed: %(what)s."),
    "strategy.indicator_changed": gettext_lazy(
        "Local indicator %(number)s was changed: %(what)s."
    ),
}


def register() -> None:
    """Tell the trail how to say them; called once at start."""
    for kind, sentence in _SENTENCES.items():
        audit.presenter(kind)(_of(sentence))
    for kind, sentence in _CHANGES.items():
        audit.presenter(kind)(_change(sentence))
    audit.presenter("strategy.goals_renumbered")(_renumbered)
    audit.presenter("strategy.value_approved")(_approved)
    audit.presenter("strategy.value_published")(_published)


class _Known(dict[str, Any]):
    """Values of an event; a dash for what it does not tell."""

    def __missing__(self, key: str) -> str:
        return MISSING


def _facts(event: audit.Event) -> _Known:
    told = {
        k: MISSING if v in (None, "") else v for k, v in (event.after or {}).items()
    }
    return _Known({k: str(v).rstrip(".") for k, v in told.items()})


def _of(sentence: Promise) -> Callable[[audit.Event], str]:
    return lambda event: str(sentence) % _facts(event)


def _change(sentence: Promise) -> Callable[[audit.Event], str]:
    def tell(event: audit.Event) -> str:
        after = dict(event.after or {})
        number = after.pop("of", "") or event.target_id or MISSING
        what = cycle.changed_fields(event.before, after)
        return str(sentence) % {"number": number, "what": what.rstrip(".")}

    return tell


def _renumbered(event: audit.Event) -> str:
    facts = event.after or {}
    codes = "; ".join(f"{a} → {b}" for a, b in facts.get("codes", {}).items())
    return _("Goals of the document “%(title)s” got new symbols: %(codes)s.") % {
        "title": facts.get("title", MISSING),
        "codes": codes or MISSING,
    }


def _approved(event: audit.Event) -> str:
    sentence = _("“%(name)s”, %(period)s: the value %(value)s was approved.")
    if (event.after or {}).get("one_hand"):
        sentence = _(
            "“%(name)s”, %(period)s: the value %(value)s was approved by the person "
            "who entered it."
        )
    return sentence % _facts(event)


def _published(event: audit.Event) -> str:
    if event.before:
        return _(
            "“%(name)s”, %(period)s: the value %(old)s was corrected to %(value)s."
        ) % {**_facts(event), "old": event.before.get("value", MISSING)}
    return _("“%(name)s”, %(period)s: the value %(value)s was published.") % _facts(
        event
    )
