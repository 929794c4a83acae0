"""The forms of an owner, and moving what is being filled in to a newer version."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.questionnaires.actions.sheets import MigrationReport, migrate_sheets
from miara.questionnaires.errors import QuestionnairesError
from miara.questionnaires.models import FormVersion
from miara.questionnaires.permissions import can_edit_forms_of, rules_of
from miara.questionnaires.presenters.differences import difference_lines
from miara.questionnaires.queries.forms import older_in_use, versions_of_owner
from miara.questionnaires.views.guards import form_version, now, person, require

__all__ = ["move", "owner_forms"]


@never_cache
@login_required
@require_safe
def owner_forms(request: HttpRequest, owner_kind: str, owner_id: str) -> HttpResponse:
    """Forms of an owner with their versions, and how many people fill each in."""
    rules = rules_of(owner_kind)
    if rules is None:
        raise Http404
    require(can_edit_forms_of(person(request), owner_kind, owner_id))
    language = get_language() or "pl"
    forms: dict[int, dict[str, Any]] = {}
    for version in versions_of_owner(owner_kind, owner_id):
        form = forms.setdefault(
            version.form_id,
            {
                "title": version.definition.title.in_language(language)
                or version.form.code,
                "code": version.form.code,
                "versions": [],
            },
        )
        form["versions"].append(version)
    context = {
        "owner_title": rules.forms_title(owner_id),
        "back_url": rules.forms_url(owner_id),
        "forms": list(forms.values()),
    }
    return render(request, "questionnaires/owner_forms.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """What moving forms to this version would change; a button does it.

    ``?z=`` names the older version to move from; the newest in use when missing.
    """
    target = form_version(request, pk)
    sources = list(older_in_use(target))
    chosen = request.POST.get("z") or request.GET.get("z")
    source = next(
        (each for each in sources if not chosen or str(each.number) == chosen), None
    )
    if request.method == "POST" and source is not None:
        try:
            done = _migrate(request, source, target, dry_run=False)
        except QuestionnairesError as error:
            messages.error(request, error.for_people())
        else:
            messages.success(request, _moved(len(done.sheets)))
        return redirect("questionnaires:move", target.pk)
    report = source and _migrate(request, source, target, dry_run=True)
    context = {
        "version": target,
        "title": target.definition.title.in_language(get_language()),
        "sources": sources,
        "source": source,
        "sheets": len(report.sheets) if report else 0,
        "differences": difference_lines(report.differences) if report else [],
        "losing": _losing(source, report) if source and report else [],
    }
    return render(request, "questionnaires/move.html", context)


def _migrate(
    request: HttpRequest, source: FormVersion, target: FormVersion, *, dry_run: bool
) -> MigrationReport:
    return migrate_sheets(
        source=source,
        target=target,
        by=person(request),
        now=now(),
        language=get_language() or "pl",
        dry_run=dry_run,
    )


def _losing(source: FormVersion, report: MigrationReport) -> list[tuple[str, int]]:
    """Labels of the fields that lose answers, and in how many forms."""
    language = get_language() or "pl"
    counts = Counter(code for codes in report.losing.values() for code in codes)
    fields = source.definition.by_code
    return [
        (fields[code].label.in_language(language) or code, counts[code])
        for code in fields
        if code in counts
    ]


def _moved(count: int) -> str:
    return ngettext(
        "%(count)s form being filled in was moved.",
        "%(count)s forms being filled in were moved.",
        count,
    ) % {"count": count}
