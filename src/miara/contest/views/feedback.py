"""Feedback: the office writes it, applicants read it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from miara.contest.actions.feedback import (
    draft_feedback,
    save_feedback,
    send_feedback,
)
from miara.contest.errors.closing import ChangedMeanwhileError
from miara.contest.forms.closing import FeedbackForm
from miara.contest.models import Edition, Entry, Feedback
from miara.contest.permissions import can_organise
from miara.contest.queries.closing import results_are_out
from miara.contest.queries.feedback import comments_of, feedback_of, sent_feedback
from miara.contest.views.entry_guards import entry_page
from miara.contest.views.guards import edition_page, moment_of, person
from miara.core.errors import MiaraError

__all__ = ["edit", "office", "read"]


@edition_page(can_organise)
def office(request: HttpRequest, edition: Edition) -> HttpResponse:
    """All feedback of an edition: begin, see, send."""
    now, by = moment_of(request), person(request)
    if request.method == "POST":
        try:
            _act(request, edition, by, now)
        except MiaraError as error:
            messages.error(request, error.for_people())
        return redirect(request.path)
    is_out = results_are_out(edition, now=now)
    rows = list(feedback_of(edition)) if is_out else []
    ready = sum(row.state == Feedback.State.READY for row in rows)
    context = {"edition": edition, "is_out": is_out, "rows": rows, "ready": ready}
    return render(request, "contest/closing/feedback_list.html", context)


@edition_page(can_organise)
def edit(request: HttpRequest, edition: Edition, uid: str) -> HttpResponse:
    """Words for one applicant beside the comments of experts."""
    now = moment_of(request)
    if not results_are_out(edition, now=now):
        raise Http404
    found = get_object_or_404(
        Feedback.objects.select_related("entry__edition"),
        entry__edition=edition,
        entry__uid=uid,
    )
    is_sent = found.state == Feedback.State.SENT
    rows = comments_of(found.entry)
    form = FeedbackForm(request.POST or None, rows=rows, initial=_initial(found))
    if request.method == "POST" and form.is_valid():
        try:
            save_feedback(
                feedback=found,
                points=form.points(),
                summary=form.cleaned_data["summary"],
                is_ready=form.cleaned_data["is_ready"],
                revision=form.cleaned_data["revision"],
                by=person(request),
                now=now,
            )
        except MiaraError as error:
            form.add_error(None, error.for_people())
            if isinstance(error, ChangedMeanwhileError):
                form = _again(form, found, rows)
        else:
            messages.success(request, _("Saved."))
            return redirect(request.path)
    context = {
        "edition": edition,
        "feedback": found,
        "entry": found.entry,
        "form": form,
        "groups": form.groups(),
        "is_sent": is_sent,
        "told": told_points(found) if is_sent or form.errors else [],
    }
    status = 422 if form.errors else 200
    return render(request, "contest/closing/feedback.html", context, status=status)


@require_safe
@entry_page
def read(request: HttpRequest, entry: Entry) -> HttpResponse:
    """What an applicant was told."""
    found = sent_feedback(entry)
    if found is None:
        raise Http404
    context = {
        "edition": entry.edition,
        "entry": entry,
        "feedback": found,
        "told": told_points(found),
    }
    return render(request, "contest/closing/feedback_read.html", context)


def told_points(feedback: Feedback) -> list[dict[str, Any]]:
    """Criteria with what was said of them, empty ones left out."""
    names = {
        row.code: row
        for row in feedback.entry.edition.criteria.order_by("position", "pk")
    }
    return [
        {**row, "name": names[row["criterion"]].name}
        for row in feedback.points
        if row["criterion"] in names and (row["strengths"] or row["weaknesses"])
    ]


def _act(request: HttpRequest, edition: Edition, by: Any, now: Any) -> None:
    if request.POST.get("action") == "send":
        count = send_feedback(edition=edition, by=by, now=now)
        told = ngettext(
            "Feedback was sent for %(count)s application.",
            "Feedback was sent for %(count)s applications.",
            count,
        )
    else:
        count = draft_feedback(edition=edition, by=by, now=now)
        told = ngettext(
            "%(count)s draft was begun.", "%(count)s drafts were begun.", count
        )
    messages.success(request, told % {"count": count})


def _initial(feedback: Feedback) -> dict[str, Any]:
    values: dict[str, Any] = {
        "summary": feedback.summary,
        "is_ready": feedback.state == Feedback.State.READY,
        "revision": feedback.revision,
    }
    for row in feedback.points:
        for kind in ("strengths", "weaknesses"):
            values[f"{kind}_{row['criterion']}"] = row[kind]
    return values


def _again(form: FeedbackForm, feedback: Feedback, rows: Any) -> FeedbackForm:
    """The same words upon the newest revision: saving again replaces the other's."""
    feedback.refresh_from_db()
    data: Any = form.data
    data = data.copy()
    data["revision"] = str(feedback.revision)
    again = FeedbackForm(data, rows=rows, initial=_initial(feedback))
    again.is_valid()
    for error in form.non_field_errors():
        again.add_error(None, error)
    return again
