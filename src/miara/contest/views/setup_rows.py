"""Settings that are lists: domains, groups, criteria, titles, dates, organisers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from miara.contest.actions.setup import move_row, remove_row, save_row
from miara.contest.domain.locking import Lock, Part
from miara.contest.errors import ContestError
from miara.contest.errors.setup import closed_reason
from miara.contest.forms.groups import (
    ClauseFormSet,
    GroupForm,
    clauses_from,
    initial_clauses,
)
from miara.contest.forms.setup import (
    ChangeReasonForm,
    CriterionForm,
    DomainForm,
    MilestoneForm,
    OrganiserForm,
    PatronForm,
    TitleForm,
)
from miara.contest.models import Edition
from miara.contest.permissions import can_organise
from miara.contest.presenters.rule_words import group_text, problem_text
from miara.contest.presenters.setup_words import ROW_KINDS, RowKind, address_of
from miara.contest.queries.setup import group_problems, lock_in
from miara.contest.views.guards import edition_page, moment_of, person
from miara.contest.views.setup import change_of, page_of
from miara.documents.public import keep_prepared

__all__ = ["row", "rows"]

_FORMS: dict[Part, type[forms.ModelForm]] = {
    Part.DOMAINS: DomainForm,
    Part.GROUPS: GroupForm,
    Part.CRITERIA: CriterionForm,
    Part.TITLES: TitleForm,
    Part.CALENDAR: MilestoneForm,
    Part.ORGANISERS: OrganiserForm,
    Part.PATRONS: PatronForm,
}


@edition_page(can_organise)
def rows(request: HttpRequest, edition: Edition, kind: str) -> HttpResponse:
    """The list of a part, with its order; groups with their faults."""
    found = _kind(kind)
    lock, why = lock_in(edition, found.part)
    reason = _reason(request, lock)
    if request.method == "POST":
        return _act(request, edition, found, reason)
    page: dict[str, Any] = {
        "kind": found,
        "rows": _listed(edition, found),
        "closed": closed_reason(why) if lock is Lock.CLOSED else "",
        "reason_form": reason,
    }
    if found.part is Part.GROUPS and edition.groups.exists():
        names = {group.code: str(group.name) for group in edition.groups.all()}
        page["problems"] = [
            problem_text(problem, names) for problem in group_problems(edition)
        ]
    if found.part is Part.CRITERIA:
        page["points"] = sum(
            each.max_points * each.weight for each in edition.criteria.all()
        )
        page["points_asked"] = edition.settings.marks.scale_total
    return render(
        request, "contest/office/setup_rows.html", page_of(edition, found.part) | page
    )


@edition_page(can_organise)
def row(
    request: HttpRequest, edition: Edition, kind: str, pk: int | None = None
) -> HttpResponse:
    """One row of a list, new or changed."""
    found = _kind(kind)
    lock, why = lock_in(edition, found.part)
    instance = (
        get_object_or_404(found.model, edition=edition, pk=pk)
        if pk
        else found.model(edition=edition)
    )
    data = request.POST or None
    form = _FORMS[found.part](data, request.FILES or None, instance=instance)
    clauses = None
    if found.part is Part.GROUPS:
        clauses = ClauseFormSet(
            data,
            initial=initial_clauses(getattr(instance, "rule", {})),
            prefix="clauses",
        )
    reason = _reason(request, lock)
    status = 200
    if request.method == "POST":
        status = 422
        parts: list[Any] = [
            form,
            *([clauses] if clauses else []),
            *([reason] if reason else []),
        ]
        if all([part.is_valid() for part in parts]):  # noqa: C419 - ask every one
            try:
                save_row(
                    edition=edition,
                    model=found.model,
                    pk=pk,
                    values=_values(request, form, clauses),
                    change=change_of(request, found.part, reason),
                )
            except ContestError as error:
                form.add_error(None, error.for_people())
            else:
                messages.success(request, _("Saved."))
                return redirect(address_of(edition, found.part))
    page = {
        "kind": found,
        "row": instance if pk else None,
        "form": form,
        "clauses": clauses,
        "reason_form": reason,
        "back": address_of(edition, found.part),
        "closed": closed_reason(why) if lock is Lock.CLOSED else "",
    }
    return render(
        request,
        "contest/office/setup_form.html",
        page_of(edition, found.part) | page,
        status=status,
    )


def _kind(slug: str) -> RowKind:
    try:
        return ROW_KINDS[slug]
    except KeyError:
        raise Http404 from None


def _reason(request: HttpRequest, lock: Lock) -> ChangeReasonForm | None:
    return ChangeReasonForm(request.POST or None) if lock is Lock.REASON else None


def _listed(edition: Edition, kind: RowKind) -> list[dict[str, object]]:
    order = {
        Part.TITLES: ("rank", "pk"),
        Part.CALENDAR: ("starts_at", "pk"),
    }.get(kind.part, ("position", "pk"))
    found = kind.model._default_manager.filter(edition=edition).order_by(*order)
    if kind.part is Part.ORGANISERS:
        found = found.select_related("organisation")
    texts = {}
    if kind.part is Part.GROUPS:
        texts = {rule.code: group_text(rule) for rule in edition.group_rules().groups}
    return [
        {
            "pk": each.pk,
            "name": str(each),
            "about": texts.get(getattr(each, "code", ""), "") or kind.describe(each),
        }
        for each in found
    ]


def _act(
    request: HttpRequest,
    edition: Edition,
    kind: RowKind,
    reason: ChangeReasonForm | None,
) -> HttpResponse:
    """Remove a row or move it."""
    action, _colon, number = request.POST.get("action", "").partition(":")
    pk = int(number) if number.isdigit() else 0
    get_object_or_404(kind.model, edition=edition, pk=pk)
    if reason is not None and not reason.is_valid():
        messages.error(
            request,
            _("Write the reason of the change in both languages below the list first."),
        )
        return redirect(address_of(edition, kind.part))
    change = change_of(request, kind.part, reason)
    try:
        if action == "remove":
            remove_row(edition=edition, model=kind.model, pk=pk, change=change)
        elif action in {"up", "down"} and kind.is_ordered:
            up = action == "up"
            move_row(edition=edition, model=kind.model, pk=pk, up=up, change=change)
        else:
            raise Http404
    except ContestError as error:
        messages.error(request, error.for_people())
    else:
        messages.success(request, _("Saved."))
    return redirect(address_of(edition, kind.part))


def _values(
    request: HttpRequest, form: forms.ModelForm, clauses: Any
) -> dict[str, Any]:
    values = dict(form.cleaned_data)
    if clauses is not None:
        values["rule"] = {"clauses": clauses_from(clauses)}
    prepared = values.pop("logo_file", None)
    if prepared is not None:
        values["logo"] = keep_prepared(
            prepared=prepared, by=person(request), now=moment_of(request)
        )
    return values
