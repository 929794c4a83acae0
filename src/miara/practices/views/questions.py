"""The yearly question: opened from a mail, answered by one press."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from miara.practices.actions.questions import answer_question
from miara.practices.errors import AnsweredError
from miara.practices.models import PracticeQuestion
from miara.practices.presenters.links import card_path
from miara.practices.presenters.words import day
from miara.practices.queries.questions import question_of_key

Answer = PracticeQuestion.Answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, key: str) -> HttpResponse:
    """Three buttons; programs that open links of mails answer nothing.

    The key of the mail is the proof, an account is not needed.
    """
    found = question_of_key(key)
    if found is None:
        raise Http404
    row, is_answered = found
    context = {
        "title": row.card.title,
        "url": card_path(row.card.pk, row.card.title),
        "day": day(row.about),
        "answers": Answer,
    }
    status = 200
    if request.method == "POST":
        given = request.POST.get("answer", "")
        if given in Answer.values:
            try:
                answer_question(row, given, by=None, now=request.received_at)  # type: ignore[attr-defined]
            except AnsweredError as error:
                context["refusal"] = error.for_people()
                status = 409
            else:
                context["given"] = given
        else:
            status = 422
    elif is_answered:
        context["refusal"] = AnsweredError().for_people()
    return render(request, "practices/question.html", context, status=status)
