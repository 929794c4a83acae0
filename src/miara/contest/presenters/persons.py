"""Words for what was erased of a person and what stays."""

from __future__ import annotations

from django.utils.translation import gettext as _

from miara.contest.actions.persons import PersonErasure, Why

__all__ = ["erasure_lines", "table_name"]


def table_name(code: str) -> str:
    """What a kind of data is called."""
    return {
        "experts": _("work as an expert: name, address, employer"),
        "jurors": _("seat in the jury"),
        "questions": _("questions about the rules"),
        "letters": _("letters"),
        "assignments": _("entrusted applications"),
        "marks": _("marks with justifications"),
        "conflicts": _("conflicts of interest"),
        "declarations": _("declarations of impartiality"),
        "recusals": _("recusals"),
        "applications": _("applications"),
        "submissions": _("submitted versions"),
        "readings": _("record of opened applications"),
        "roles": _("roles"),
    }.get(code, code)


def erasure_lines(done: PersonErasure) -> dict[str, list[str]]:
    """Lines of what was ``erased`` and what was ``kept``, with reasons."""
    why = {
        Why.ASSESSED: _(
            "shows who assessed and that nothing tied them; the results rest on it"
        ),
        Why.DECIDED: _("shows who decided about the results"),
        Why.SUBMITTED: _("shows who submitted on behalf of the unit"),
        Why.DUTY: _("belongs to the file of the case, which the law says to keep"),
    }
    return {
        "erased": [
            _("%(what)s: %(count)s") % {"what": table_name(name), "count": count}
            for name, count in done.erased.items()
        ],
        "kept": [
            _("%(what)s: %(count)s – %(why)s")
            % {"what": table_name(row.name), "count": row.count, "why": why[row.why]}
            for row in done.kept
        ],
    }
