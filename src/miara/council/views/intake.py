"""Files of resolutions: the template, sending, looking, taking over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.accounts import public as accounts
from miara.core.errors import MiaraError
from miara.council.actions import intake as acts
from miara.council.domain.table import BadTableError
from miara.council.exports.tables import MEDIA
from miara.council.exports.template import template_file
from miara.council.forms.resolutions import FileForm
from miara.council.models import ResolutionIntake
from miara.council.presenters.intake import page_of, problem_sentence
from miara.council.queries.intake import read_file, register_plan
from miara.council.queries.resolutions import intake_of, intakes_of, words_of
from miara.cycle import public as cycle
from miara.documents import public as documents
from miara.organisations import public as organisations

READING_AND_SENDING = ["GET", "HEAD", "POST"]
#: How many files sent before the page lists.
LISTED = 20


@login_required
@never_cache
@require_safe
def template(request: HttpRequest, address: str, suffix: str) -> HttpResponse:
    """A table to fill in, with the unit's own posts and words to choose from."""
    at = cycle.door(request, address, "council", planning=True)
    posts = organisations.posts_of(at.unit.uid, at.today)
    content = template_file(posts, words_of(at.unit.uid), suffix)
    response = HttpResponse(content, content_type=MEDIA[suffix])
    name = f"wzor-uchwaly.{suffix}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def intakes(request: HttpRequest, address: str) -> HttpResponse:
    """Send a file to be looked at."""
    at = cycle.door(request, address, "council", planning=True)
    # A form without a file has no fields at all, and is still one that was sent.
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FileForm(*sent)
    if form.is_valid():
        given = form.cleaned_data["content"]
        try:
            made = acts.send_file(
                at.unit.uid,
                content=given.read(acts.LIMIT + 1),
                name=given.name,
                by=at.user,
                now=at.now,
            )
        except MiaraError as error:
            form.add_error("content", error.for_people())
        else:
            return redirect("council:intake", at.unit.address, made.pk)
    status = 422 if form.errors else 200
    page = at.page(form=form, files=list(intakes_of(at.unit.uid)[:LISTED]))
    return render(request, "council/intakes.html", page, status=status)


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def intake(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """What a file would do, cell by cell; taken over as a whole or removed."""
    at = cycle.door(request, address, "council", planning=True)
    row = _found(at, pk)
    done = request.POST.get("do", "") if request.method == "POST" else ""
    error = _do(request, row, at, done) if done else ""
    if done and not error:
        return redirect("council:register", at.unit.address)
    page = at.page(row=row, error=error, **_look(row, at))
    return render(request, "council/intake.html", page, status=422 if error else 200)


def _found(at: cycle.Door, pk: int) -> ResolutionIntake:
    row = intake_of(at.unit.uid, pk)
    if row is None:
        raise Http404
    return row


def _look(row: ResolutionIntake, at: cycle.Door) -> dict[str, Any]:
    """The dry run; a file that was taken over is not read again."""
    if row.state != ResolutionIntake.State.DRAFT:
        return {}
    try:
        reading = read_file(documents.read_file(row.stored), at.unit.uid, at.today)
    except BadTableError as error:
        return {"problem": problem_sentence(error)}
    except documents.DocumentsError as error:
        return {"problem": error.for_people()}
    plan = register_plan(reading, at.unit.uid)
    return {"look": page_of(reading, plan, words_of(at.unit.uid))}


def _do(request: HttpRequest, row: ResolutionIntake, at: cycle.Door, done: str) -> str:
    """Carry out what the button says; the sentence of what went wrong, else empty."""
    accounts.require(cycle.can_plan(at.user, at.unit.uid))
    try:
        if done == "remove":
            acts.throw_away(row, by=at.user, now=at.now)
            messages.success(request, _("The file was removed. Nothing has changed."))
            return ""
        digest = request.POST.get("digest", "")
        plan = acts.take_over(row, digest=digest, by=at.user, now=at.now)
    except BadTableError as error:
        return problem_sentence(error)
    except MiaraError as error:
        return error.for_people()
    added, changed = len(plan.added), len(plan.changed)
    told = (
        ngettext(
            "%(count)s resolution was added.",
            "%(count)s resolutions were added.",
            added,
        )
        % {"count": added},
        ngettext("%(count)s was changed.", "%(count)s were changed.", changed)
        % {"count": changed},
    )
    messages.success(request, " ".join(told))
    return ""
