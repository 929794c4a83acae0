"""Who did what, when: the whole trail for the operator."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from miara.audit import public as audit
from miara.indicators.permissions import can_see_operations
from miara.indicators.queries.trail import actor_names, kinds_recorded, trail_page
from miara.indicators.views.operator_guard import operators_only


@operators_only(can_see_operations)
@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """Events newest first, all or of one kind."""
    kind = request.GET.get("rodzaj", "")
    page = trail_page(kind=kind, before=_before(request.GET.get("przed", "")))
    names = actor_names(page.items)
    sentences = audit.describe_all(page.items)
    context = {
        "rows": [
            (event, _who(event, names), sentence)
            for event, sentence in zip(page.items, sentences, strict=True)
        ],
        "older_than": page.older_than,
        "kinds": kinds_recorded(),
        "kind": kind,
    }
    return render(request, "indicators/operator_trail.html", context)


def _before(told: str) -> int | None:
    if not told:
        return None
    # Longer than any key, and than SQLite can compare.
    if not (told.isascii() and told.isdigit() and len(told) < 19):
        raise Http404
    return int(told)


def _who(event: audit.Event, names: dict[str, str]) -> str:
    if not event.actor_id:
        return _("the program or a visitor")
    return names.get(event.actor_id) or _("a person whose account is closed")
