"""Events of the context as sentences."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miara.audit import public as audit
from miara.indicators.models import DataLoad, ErrorReport
from miara.indicators.presenters.imports import table_title
from miara.indicators.presenters.titles import title_of
from miara.units import public as units

__all__ = ["register"]

SHORT_ID = 12


def register() -> None:
    """Tell the trail how to say the events of this context."""
    for kind, tell in _SINGLE.items():
        audit.presenter(kind)(tell)
    audit.presenter_of_many("indicators.load.withdrawn")(_loads_withdrawn)
    audit.presenter_of_many("indicators.error.reported")(_errors_reported)


def _group_created(event: audit.Event) -> str:
    count = _after(event).get("units", 0)
    return ngettext(
        "A comparison group of %(count)s unit was made.",
        "A comparison group of %(count)s units was made.",
        count,
    ) % {"count": count}


def _built(event: audit.Event) -> str:
    after = _after(event)
    count = sum((after.get("values") or {}).values())
    return ngettext(
        "Build %(id)s was computed: %(count)s value.",
        "Build %(id)s was computed: %(count)s values.",
        count,
    ) % {"id": _short(after.get("vintage")), "count": count}


def _published(event: audit.Event) -> str:
    facts = {"id": _short(_after(event).get("vintage"))}
    if not event.before:
        return _("Build %(id)s is served, the first one.") % facts
    facts["before"] = _short(event.before.get("vintage"))
    return _("Build %(id)s is served in place of %(before)s.") % facts


def _pruned(event: audit.Event) -> str:
    count = len((event.before or {}).get("vintages", []))
    return ngettext(
        "%(count)s build that was never served was deleted.",
        "%(count)s builds that were never served were deleted.",
        count,
    ) % {"count": count}


def _uploaded(event: audit.Event) -> str:
    return _("The file %(file)s was handed in.") % {"file": _told(event, "file")}


def _load_recorded(event: audit.Event) -> str:
    table = _told(event, "table")
    return _("The file %(file)s was imported: %(table)s.") % {
        "file": _told(event, "file"),
        "table": table_title(table, default=table),
    }


def _download_noted(event: audit.Event) -> str:
    return _("The file %(file)s was downloaded on %(day)s; the day was added.") % {
        "file": _told(event, "file"),
        "day": _told(event, "retrieved_on"),
    }


def _loads_withdrawn(events: Sequence[audit.Event]) -> list[str]:
    ids = [event.target_id for event in events]
    rows = DataLoad.objects.filter(pk__in=[int(key) for key in ids if key.isdigit()])
    names = {str(pk): name for pk, name in rows.values_list("pk", "file_name")}
    told = _("The file %(file)s was withdrawn.")
    return [told % {"file": names.get(key, f"#{key}")} for key in ids]


def _errors_reported(events: Sequence[audit.Event]) -> list[str]:
    known = units.units_by_uid({str(_told(event, "unit")) for event in events})
    return [_error_reported(event, known) for event in events]


def _error_reported(event: audit.Event, known: Mapping[str, units.UnitFacts]) -> str:
    uid = _told(event, "unit")
    unit = known.get(uid)
    return _("Somebody reported an error: %(indicator)s, %(unit)s, %(period)s.") % {
        "indicator": title_of(_told(event, "indicator")),
        "unit": unit.full_name if unit else uid,
        "period": _told(event, "period"),
    }


def _error_answered(event: audit.Event) -> str:
    state = _told(event, "state")
    labels = dict(ErrorReport.State.choices)
    return _("A report of an error was answered: %(state)s.") % {
        "state": labels.get(state, state)
    }


def _harvest_ordered(event: audit.Event) -> str:
    series = ", ".join(map(str, _after(event).get("variables") or [])) or "–"
    return _("A harvest from the Local Data Bank was ordered; series: %(series)s.") % {
        "series": series
    }


def _harvest_on(event: audit.Event) -> str:
    return _("The order of harvest no. %(id)s was switched on.") % {
        "id": event.target_id
    }


def _harvest_off(event: audit.Event) -> str:
    return _("The order of harvest no. %(id)s was switched off.") % {
        "id": event.target_id
    }


def _subscribed(event: audit.Event) -> str:
    return _("Somebody confirmed a subscription to changes.")


def _unsubscribed(event: audit.Event) -> str:
    return _("Somebody ended a subscription; the address was erased.")


def _after(event: audit.Event) -> Mapping[str, Any]:
    return event.after or {}


def _told(event: audit.Event, name: str) -> str:
    return str(_after(event).get(name) or "–")


def _short(vintage_id: object) -> str:
    return str(vintage_id or "–")[:SHORT_ID]


_SINGLE: dict[str, audit.Presenter] = {
    "indicators.group.created": _group_created,
    "indicators.vintage.built": _built,
    "indicators.vintage.published": _published,
    "indicators.vintage.pruned": _pruned,
    "indicators.upload.received": _uploaded,
    "indicators.load.recorded": _load_recorded,
    "indicators.load.download_noted": _download_noted,
    "indicators.error.answered": _error_answered,
    "indicators.harvest.ordered": _harvest_ordered,
    "indicators.harvest.switched_on": _harvest_on,
    "indicators.harvest.stopped": _harvest_off,
    "indicators.subscription.confirmed": _subscribed,
    "indicators.subscription.ended": _unsubscribed,
}
