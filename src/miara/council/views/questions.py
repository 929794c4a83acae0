"""Questions about the report: written down, answered, shown, removed."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from miara.core.errors import MiaraError
from miara.council.actions import questions as acts
from miara.council.forms.debates import QuestionForm
from miara.council.queries.debates import question_of
from miara.council.views.debates import found
from miara.cycle import public as cycle

READING_AND_SENDING = ["GET", "HEAD", "POST"]


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def new(request: HttpRequest, address: str, year: str) -> HttpResponse:
    """Write a question down."""
    at = cycle.door(request, address, "council", planning=True)
    debate = found(at, year)
    form = QuestionForm(request.POST or None, unit_uid=at.unit.uid)
    if request.method == "POST" and form.is_valid():
        acts.add_question(debate, form.values, by=at.user, now=at.now)
        messages.success(request, _("The question is on the list."))
        return redirect("council:debate", at.unit.address, debate.year)
    status = 422 if form.errors else 200
    page = at.page(debate=debate, form=form)
    return render(request, "council/question.html", page, status=status)


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def question(request: HttpRequest, address: str, year: str, pk: int) -> HttpResponse:
    """Answer a question, word it better, show, hide or remove it."""
    at = cycle.door(request, address, "council", planning=True)
    debate = found(at, year)
    row = question_of(debate, pk)
    if row is None:
        raise Http404
    if request.method == "POST" and request.POST.get("do") == "remove":
        acts.remove_question(row, by=at.user, now=at.now)
        messages.success(request, _("The question was removed."))
        return redirect("council:debate", at.unit.address, debate.year)
    form = QuestionForm(request.POST or None, instance=row, unit_uid=at.unit.uid)
    if request.method == "POST" and form.is_valid():
        stored = question_of(debate, pk)
        try:
            if stored is not None:
                acts.change_question(
                    stored, form.values, version=form.seen, by=at.user, now=at.now
                )
        except MiaraError as error:
            form.tell(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("council:debate", at.unit.address, debate.year)
    status = 422 if form.errors else 200
    page = at.page(debate=debate, row=row, form=form)
    return render(request, "council/question.html", page, status=status)
