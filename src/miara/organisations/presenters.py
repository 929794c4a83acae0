"""Events of organisations as sentences."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from miara.audit import public as audit
from miara.organisations.models import Organisation
from miara.units import public as units

__all__ = ["register"]

_STRUCTURE: Final[dict[str, Promise]] = {
    "organisations.orgunit_added": gettext_lazy(
        "The organisational unit “%(name)s” was entered."
    ),
    "organisations.orgunit_changed": gettext_lazy(
        "The organisational unit “%(of)s” was changed: %(what)s."
    ),
    "organisations.post_added": gettext_lazy("The post “%(name)s” was entered."),
    "organisations.post_changed": gettext_lazy(
        "The post “%(of)s” was changed: %(what)s."
    ),
    "organisations.auxiliary_added": gettext_lazy(
        "The auxiliary unit “%(name)s” was entered."
    ),
    "organisations.auxiliary_changed": gettext_lazy(
        "The auxiliary unit “%(of)s” was changed: %(what)s."
    ),
}


def register() -> None:
    """Tell the trail how to say the events of this context."""
    audit.presenter_of_many(
        "organisations.created",
        "organisations.updated",
        "organisations.member_added",
        "organisations.member_ended",
    )(_sentences)
    for kind, sentence in _STRUCTURE.items():
        audit.presenter(kind)(_structure(sentence))
    audit.presenter("organisations.reorganised")(_reorganised)
    audit.presenter("organisations.directory_imported")(_directory_imported)
    audit.presenter("organisations.head_corrected")(_head_corrected)


def _directory_imported(event: audit.Event) -> str:
    facts = event.after or {}
    return _(
        "The directory of heads of units was brought up to the list %(file)s "
        "of %(as_of)s: new entries %(new)s, changed %(changed)s."
    ) % {key: facts.get(key, "–") for key in ("file", "as_of", "new", "changed")}


def _head_corrected(event: audit.Event) -> str:
    facts = event.after or {}
    return _("The entry of the unit %(unit)s in the directory was corrected.") % {
        "unit": facts.get("unit", "–")
    }


def _sentences(events: Sequence[audit.Event]) -> list[str]:
    told = [(event, _facts(event)) for event in events]
    known = units.units_by_uid({str(f["unit"]) for _event, f in told if "unit" in f})
    full = {uid: unit.full_name for uid, unit in known.items()}
    keys = {int(e.parent_id) for e in events if (e.parent_id or "").isdigit()}
    rows = Organisation.objects.filter(pk__in=keys).only("name")
    names = {str(row.pk): str(row.name) for row in rows}
    return [_sentence(event, facts, full, names) for event, facts in told]


def _facts(event: audit.Event) -> dict[str, Any]:
    return {**(event.before or {}), **(event.after or {})}


def _sentence(
    event: audit.Event,
    facts: Mapping[str, Any],
    full: Mapping[str, str],
    names: Mapping[str, str],
) -> str:
    unit, parent = str(facts.get("unit", "–")), str(event.parent_id or "–")
    templates = {
        "organisations.created": _("The organisation %(name)s was entered."),
        "organisations.updated": _("The data of the organisation %(name)s changed."),
        "organisations.member_added": _(
            "A unit joined: %(unit)s, organisation: %(organisation)s, "
            "first day: %(since)s."
        ),
        "organisations.member_ended": _(
            "A unit left: %(unit)s, organisation: %(organisation)s, "
            "last day: %(last_day)s."
        ),
    }
    return templates[event.kind] % {
        "name": _name(facts.get("name") or {}),
        "unit": full.get(unit, unit),
        "organisation": names.get(parent, parent),
        "since": _day(facts.get("since")),
        "last_day": _day(facts.get("until"), earlier=1),
    }


def _day(text: object, *, earlier: int = 0) -> str:
    if not text:
        return "–"
    day = date.fromisoformat(str(text)) - timedelta(days=earlier)
    return date_format(day, "DATE_FORMAT")


def _name(names: Mapping[str, Any]) -> str:
    return str(names.get(get_language() or "pl") or names.get("pl") or "–")


def _structure(sentence: Promise) -> Callable[[audit.Event], str]:
    def tell(event: audit.Event) -> str:
        after = dict(event.after or {})
        facts = {name: after.pop(name, "–") for name in ("of", "name", "since")}
        what = _changes(event.before or {}, after)
        return str(sentence) % {**facts, "what": what}

    return tell


def _reorganised(event: audit.Event) -> str:
    changes = (event.after or {}).get("changes", [])
    told = [
        f"{each['of']} ({_changes(each['before'], each['after'])})" for each in changes
    ]
    return _("The office was reorganised in one act: %(what)s.") % {
        "what": "; ".join(told) or "–"
    }


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Values before and after; who holds a post is not named here."""
    words = {
        "holder": _("person"),
        "title": _("title of the post"),
        "name": _("name"),
        "code": _("symbol"),
        "parent": _("stands below"),
        "organisational_unit": _("organisational unit"),
        "deputy": _("deputy"),
        "until": _("until"),
        "since": _("since"),
        "kind": _("kind"),
    }
    parts = []
    for name, value in after.items():
        if name == "holder":
            parts.append(_("the person changed"))
            continue
        old, new = before.get(name) or "–", value or "–"
        parts.append(f"{words.get(name, name)}: {old} → {new}")
    return "; ".join(parts) or "–"
