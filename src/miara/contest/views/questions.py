"""Questions and answers: asked in public, answered in the office."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miara.contest.actions.questions import answer_question, ask_question
from miara.contest.errors import ContestError
from miara.contest.forms.texts import AnswerForm, AskForm
from miara.contest.models import Edition
from miara.contest.permissions import can_organise
from miara.contest.views.guards import (
    edition_page,
    moment_of,
    person,
    public_edition,
)
from miara.core.localized import Localized

__all__ = ["answer", "desk", "questions"]


@public_edition
def questions(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Published answers, and a form to ask."""
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if not form.cleaned_data["website"]:
                ask_question(
                    edition=edition,
                    text=form.cleaned_data["text"],
                    reply_to=form.cleaned_data["reply_to"],
                    language=get_language() or "pl",
                    sender=request.META.get("REMOTE_ADDR", ""),
                    now=moment_of(request),
                )
        except ContestError as error:
            form.add_error(None, error.for_people())
        else:
            messages.success(
                request,
                _("We have your question. The answer will be published here."),
            )
            return redirect("contest:questions", edition.contest.code, edition.slug)
    rows = edition.questions.filter(published_at__lte=moment_of(request))
    page = Paginator(rows.order_by("-published_at", "-pk"), 30).get_page(
        request.GET.get("page")
    )
    status = 422 if form.errors else 200
    return render(
        request,
        "contest/public/questions.html",
        {"edition": edition, "page": page, "form": form},
        status=status,
    )


@edition_page(can_organise)
def desk(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Questions that wait first, then those answered."""
    rows = edition.questions.order_by("answered_at", "-asked_at", "-pk")
    waiting = [row for row in rows[:200] if row.answered_at is None]
    answered = Paginator(
        edition.questions.filter(answered_at__isnull=False).order_by(
            "-answered_at", "-pk"
        ),
        50,
    ).get_page(request.GET.get("page"))
    return render(
        request,
        "contest/office/questions.html",
        {"edition": edition, "waiting": waiting, "page": answered},
    )


@edition_page(can_organise)
def answer(request: HttpRequest, edition: Edition, pk: int) -> HttpResponse:
    """One question with its answer."""
    row = get_object_or_404(edition.questions, pk=pk)
    form = AnswerForm(
        request.POST or None,
        initial={
            "published_text": row.published_text or Localized(row.text),
            "answer": row.answer,
            "publish": row.answered_at is None or row.published_at is not None,
        },
    )
    if request.method == "POST" and form.is_valid():
        answer_question(
            question=row,
            published_text=form.cleaned_data["published_text"],
            answer=form.cleaned_data["answer"],
            is_public=form.cleaned_data["publish"],
            by=person(request),
            now=moment_of(request),
        )
        messages.success(request, _("Saved."))
        return redirect("contest:questions-desk", edition.contest.code, edition.slug)
    status = 422 if form.errors else 200
    return render(
        request,
        "contest/office/question.html",
        {"edition": edition, "row": row, "form": form},
        status=status,
    )
