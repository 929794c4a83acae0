"""Targets: set, looked at, changed, confirmed, removed."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from miara.core.errors import MiaraError
from miara.cycle.public import ReasonForm
from miara.indicators import public as indicators
from miara.strategy.actions import targets as acts
from miara.strategy.forms.targets import ReviewForm, TargetForm
from miara.strategy.models import Goal, Service, Target
from miara.strategy.permissions import can_keep
from miara.strategy.presenters.document import target_line
from miara.strategy.presenters.target_chart import target_figure
from miara.strategy.queries.standing import standings, targets_of_unit
from miara.strategy.views.doors import READING_AND_SENDING, Door, door, form_page

__all__ = ["target", "target_edit", "target_new"]


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def target_new(request: HttpRequest, address: str, about: str, pk: int) -> HttpResponse:
    """Set a target of a goal (``cel``) or of a service (``usluga``)."""
    at = door(request, address, planning=True)
    aim = _aim(at, about, pk)
    form = TargetForm(
        request.POST or None,
        unit_uid=at.uid,
        on=at.today,
        national=indicators.choices_of_unit(at.uid, get_language() or "pl"),
        initial={"final_year": at.today.year + 5, "tolerance": 0},
    )
    back = (
        reverse("strategy:document", args=[at.address, aim.document_id])
        if isinstance(aim, Goal)
        else reverse("strategy:service", args=[at.address, aim.pk])
    )
    return form_page(
        at,
        form,
        lambda: acts.add_target(
            aim, form.values, steps=form.cleaned_data["steps"], **at.who
        ),
        done=_("The target was set."),
        back=back,
        title=_("New target"),
        lead=str(aim),
        button=_("Set the target"),
    )


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def target(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Where a target stands, drawn; its owner confirms it here."""
    at = door(request, address)
    row = _row(at, pk)
    may_keep = can_keep(at.user, row.owner_id, at.uid)
    review, removal = _forms(at)
    if request.method == "POST":
        done = _act(at, row, review, removal)
        if done is not None:
            return done
    (found,) = standings(at.uid, [row], at.today.year - 1).values()
    wrong = next((f for f in (review, removal) if f.is_bound), None)
    return at.render(
        "strategy/target.html",
        status=422 if wrong is not None else 200,
        row=row,
        line=target_line(found),
        figure=target_figure(found),
        review=review if may_keep else None,
        removal=removal,
        form=wrong,
    )


def _forms(at: Door) -> tuple[ReviewForm, ReasonForm]:
    done = at.request.POST.get("do", "")
    data = at.request.POST if at.request.method == "POST" else None
    review = ReviewForm(data if done == "confirm" else None, today=at.today)
    return review, ReasonForm(data if done == "remove" else None)


def _act(
    at: Door, row: Target, review: ReviewForm, removal: ReasonForm
) -> HttpResponse | None:
    """Confirm or remove; None when something is to be corrected."""
    try:
        if review.is_bound and review.is_valid():
            acts.confirm_target(row, until=review.cleaned_data["until"], **at.who)
            messages.success(at.request, _("The target was confirmed."))
            return redirect("strategy:target", at.address, row.pk)
        if removal.is_bound and removal.is_valid():
            back = _back(at, row)
            reason = removal.cleaned_data["reason"]
            acts.remove_target(row, reason=reason, **at.who)
            messages.success(at.request, _("The target was removed."))
            return redirect(back)
    except MiaraError as error:
        messages.error(at.request, error.for_people())
        return redirect("strategy:target", at.address, row.pk)
    return None


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def target_edit(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Change a target and its path."""
    at = door(request, address, planning=True)
    row = _row(at, pk)
    form = TargetForm(
        request.POST or None,
        instance=row,
        unit_uid=at.uid,
        on=at.today,
        national=indicators.choices_of_unit(at.uid, get_language() or "pl"),
        initial={"steps": {step.year: step.value for step in row.steps.all()}},
    )
    return form_page(
        at,
        form,
        lambda: acts.change_target(
            row,
            form.values,
            steps=form.cleaned_data["steps"],
            seen=form.seen,
            **at.who,
        ),
        done=_("The target was changed."),
        back=reverse("strategy:target", args=[at.address, row.pk]),
        title=_("Change the target"),
        lead=str(row.goal or row.service),
        button=_("Save the target"),
    )


def _row(at: Door, pk: int) -> Target:
    row = targets_of_unit(at.uid).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _aim(at: Door, about: str, pk: int) -> Goal | Service:
    row: Goal | Service | None
    if about == "cel":
        goals = Goal.objects.filter(document__unit_uid=at.uid, pk=pk)
        row = goals.select_related("document").first()
    else:
        row = Service.objects.filter(unit_uid=at.uid, pk=pk).first()
    if row is None:
        raise Http404
    return row


def _back(at: Door, row: Target) -> str:
    if row.goal is not None:
        return reverse("strategy:document", args=[at.address, row.goal.document_id])
    return reverse("strategy:domains", args=[at.address])
