"""Goals of a document: added, changed, moved, removed."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from miara.strategy.actions import goals as acts
from miara.strategy.forms.plans import GoalForm, MoveForm
from miara.strategy.models import Document, Goal
from miara.strategy.queries.plans import document_of
from miara.strategy.views.doors import READING_AND_SENDING, Door, door, form_page

__all__ = ["goal", "goal_move", "goal_new", "goal_remove"]


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def goal_new(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Add a goal below another one, or at the top."""
    at = door(request, address, planning=True)
    document = document_of(at.uid, pk)
    if document is None:
        raise Http404
    parent = _parent(document, request.GET.get("pod", ""))
    form = GoalForm(
        request.POST or None,
        unit_uid=at.uid,
        on=at.today,
        initial={"code": _next_code(document, parent)},
    )
    level = document.levels[parent.level + 1 :] if parent else document.levels
    return form_page(
        at,
        form,
        lambda: acts.add_goal(document, form.values, parent=parent, **at.who),
        done=_("The goal was added."),
        back=_document(at, document.pk),
        title=_("New goal: %(level)s") % {"level": level[0] if level else "–"},
        lead=_("Below the goal %(goal)s.") % {"goal": parent} if parent else "",
        button=_("Add the goal"),
    )


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def goal(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Change a goal where it stands."""
    at = door(request, address, planning=True)
    row = _row(at, pk)
    form = GoalForm(request.POST or None, instance=row, unit_uid=at.uid, on=at.today)
    return form_page(
        at,
        form,
        lambda: acts.change_goal(row, form.values, seen=form.seen, **at.who),
        done=_("The goal was changed."),
        back=_document(at, row.document_id),
        template="strategy/goal.html",
        title=_("Goal %(code)s") % {"code": row.code},
        button=_("Save the goal"),
        row=row,
    )


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def goal_move(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Put a goal below another one or in another order."""
    at = door(request, address, planning=True)
    row = _row(at, pk)
    form = MoveForm(request.POST or None, goal=row)

    def save() -> None:
        given = form.cleaned_data
        place = given["place"] - 1
        acts.move_goal(row, parent=given["parent"], place=place, **at.who)

    return form_page(
        at,
        form,
        save,
        done=_("The goal was moved with everything below it."),
        back=_document(at, row.document_id),
        title=_("Move the goal %(code)s") % {"code": row.code},
        lead=row.text,
        button=_("Move the goal"),
    )


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def goal_remove(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Remove a goal on which nothing hangs, after asking once."""
    from django.forms import Form

    at = door(request, address, planning=True)
    row = _row(at, pk)
    form = Form(request.POST if request.method == "POST" else None)
    return form_page(
        at,
        form,
        lambda: acts.remove_goal(row, **at.who),
        done=_("The goal was removed."),
        back=_document(at, row.document_id),
        title=_("Remove the goal %(code)s") % {"code": row.code},
        lead=_("“%(text)s” will be removed; the trail keeps its words.")
        % {"text": row.text},
        button=_("Remove the goal"),
        kind="danger",
    )


def _row(at: Door, pk: int) -> Goal:
    rows = Goal.objects.filter(document__unit_uid=at.uid, pk=pk)
    row = rows.select_related("document").first()
    if row is None:
        raise Http404
    return row


def _parent(document: Document, told: str) -> Goal | None:
    if not told:
        return None
    number = int(told) if told.isdecimal() else 0
    row = Goal.objects.filter(document=document, pk=number).first()
    if row is None:
        raise Http404
    return row


def _next_code(document: Document, parent: Goal | None) -> str:
    """A symbol that is free: that of the parent and the next number."""
    from miara.strategy.domain.tree import roman

    taken = set(Goal.objects.filter(document=document).values_list("code", flat=True))
    number = 1
    while (code := f"{parent.code}.{number}" if parent else roman(number)) in taken:
        number += 1
    return code


def _document(at: Door, pk: int) -> str:
    return reverse("strategy:document", args=[at.address, pk])
