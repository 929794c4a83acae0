"""The debate in the office: preparing, the rules, publishing, the outcome."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.core.errors import MiaraError
from miara.council.actions import debates as acts
from miara.council.exports.sign_up import sign_up_pdf
from miara.council.forms.debates import (
    OpenForm,
    RulesForm,
    SessionForm,
    SpokeForm,
    VoteForm,
)
from miara.council.models import Debate, Vote
from miara.council.presenters.debate import (
    lack_sentences,
    page_of,
    rule_sentence,
    title_of,
)
from miara.council.presenters.terms import terms_of_debate
from miara.council.queries.debates import debate_row, debates_of
from miara.council.queries.resolutions import resolutions_of
from miara.council.queries.rules import offered_rule
from miara.cycle import public as cycle
from miara.documents import public as documents

READING_AND_SENDING = ["GET", "HEAD", "POST"]


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def debates(request: HttpRequest, address: str) -> HttpResponse:
    """Debates of the unit by years; begin to prepare one."""
    sends = request.method == "POST"
    at = cycle.door(request, address, "council", planning=sends)
    form = OpenForm(request.POST or None, initial={"year": at.today.year - 1})
    if sends and form.is_valid():
        year = form.cleaned_data["year"]
        try:
            acts.open_debate(at.unit.uid, year, by=at.user, now=at.now)
        except MiaraError as error:
            form.add_error("year", error.for_people())
        else:
            return redirect("council:debate", at.unit.address, year)
    rows = list(debates_of(at.unit.uid))
    page = at.page(rows=rows, form=form)
    status = 422 if form.errors else 200
    return render(request, "council/debates.html", page, status=status)


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def debate(request: HttpRequest, address: str, year: str) -> HttpResponse:
    """One debate: what is missing, what residents will read, publishing."""
    sends = request.method == "POST"
    at = cycle.door(request, address, "council", planning=sends)
    row = found(at, year)
    done = request.POST.get("do", "") if sends else ""
    form = cycle.ReasonForm(
        request.POST if done == "withdraw" else None, prefix="withdraw"
    )
    if done and _do(request, row, at, done, form):
        return redirect("council:debate", at.unit.address, row.year)
    page = at.page(
        row=row,
        page=page_of(at.unit, row, at.today, everything=True),
        lacks=lack_sentences(row),
        terms=terms_of_debate(at.unit, row),
        form=form,
        history=audit.describe_all(list(audit.events_for(row)[:30])),
    )
    return render(request, "council/debate.html", page, status=422 if done else 200)


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def change(request: HttpRequest, address: str, year: str) -> HttpResponse:
    """When, where, and what residents should know."""
    at = cycle.door(request, address, "council", planning=True)
    form = SessionForm(
        request.POST or None, instance=found(at, year), unit_uid=at.unit.uid
    )

    def save() -> None:
        acts.change_debate(
            found(at, year), form.values, version=form.seen, by=at.user, now=at.now
        )

    return _saved(request, at, year, form, save=save, template="council/session.html")


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def rules(request: HttpRequest, address: str, year: str) -> HttpResponse:
    """Who may speak, compared with the act."""
    at = cycle.door(request, address, "council", planning=True)
    form = RulesForm(
        request.POST or None, instance=found(at, year), unit_uid=at.unit.uid
    )

    def save() -> None:
        acts.set_rules(
            found(at, year),
            form.values,
            is_compared=form.cleaned_data["is_compared"],
            version=form.seen,
            by=at.user,
            now=at.now,
        )

    rule, residents = offered_rule(at.unit)
    more = {"offered": rule_sentence(rule, residents), "rule": rule}
    return _saved(
        request, at, year, form, save=save, template="council/rules.html", **more
    )


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def outcome(request: HttpRequest, address: str, year: str) -> HttpResponse:
    """How many spoke and how the council voted."""
    at = cycle.door(request, address, "council", planning=True)
    row = found(at, year)
    spoke, votes = _outcome_forms(request, row)
    # Each form checks its own fields, so that all errors are told at once.
    checked = [form.is_valid() for form in (spoke, *votes.values())]
    if all(checked):
        try:
            _record(row, spoke, votes, at)
        except MiaraError as error:
            spoke.add_error(None, error.for_people())
            if isinstance(error, cycle.ChangedMeanwhileError):
                spoke.data = {**request.POST.dict(), "version": str(error.version)}
        else:
            messages.success(request, _("The outcome is saved."))
            return redirect("council:debate", at.unit.address, row.year)
    is_wrong = bool(spoke.errors or any(form.errors for form in votes.values()))
    page = at.page(
        row=row,
        spoke=spoke,
        votes=[(Vote.Kind(kind).label, form) for kind, form in votes.items()],
        title=title_of(at.unit, row.year),
    )
    status = 422 if is_wrong else 200
    return render(request, "council/outcome.html", page, status=status)


@login_required
@never_cache
@require_safe
def form_file(request: HttpRequest, address: str, year: str) -> HttpResponse:
    """The sign-up form for residents as the office will print it."""
    at = cycle.door(request, address, "council")
    row = found(at, year)
    content = sign_up_pdf(at.unit, row, made_at=at.now)
    return pdf_response(content, row.year)


def pdf_response(content: bytes, year: int) -> HttpResponse:
    """The form as a file."""
    return documents.bytes_response(
        content,
        name=f"zgloszenie-do-debaty-{year}.pdf",
        kind=documents.FileKind.PDF,
        media_type="application/pdf",
    )


def found(at: cycle.Door, year: str) -> Debate:
    """The debate of the unit.

    Raises
    ------
    Http404
        When nobody began it.
    """
    row = debate_row(at.unit.uid, int(year))
    if row is None:
        raise Http404
    return row


def _do(
    request: HttpRequest, row: Debate, at: cycle.Door, done: str, form: Any
) -> bool:
    """Publish or withdraw; whether it is done or told in a message."""
    accounts.require(cycle.can_plan(at.user, at.unit.uid))
    who: dict[str, Any] = {"by": at.user, "now": at.now}
    if done == "withdraw" and not form.is_valid():
        return False
    try:
        if done == "publish":
            acts.publish_debate(row, **who)
            messages.success(request, _("Everybody can read the page now."))
        elif done == "withdraw":
            acts.withdraw_debate(row, reason=form.cleaned_data["reason"], **who)
            messages.success(request, _("The page is hidden again."))
        else:
            messages.error(request, _("This cannot be done any more."))
    except MiaraError as error:
        messages.error(request, error.for_people())
    return True


def _saved(
    request: HttpRequest,
    at: cycle.Door,
    year: str,
    form: Any,
    *,
    save: Callable[[], None],
    template: str,
    **more: Any,
) -> HttpResponse:
    """Show a form of a debate; save what was sent and go back to it."""
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except MiaraError as error:
            form.tell(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("council:debate", at.unit.address, int(year))
    row = found(at, year)
    page = at.page(row=row, form=form, title=title_of(at.unit, row.year), **more)
    return render(request, template, page, status=422 if form.errors else 200)


def _outcome_forms(
    request: HttpRequest, row: Debate
) -> tuple[SpokeForm, dict[str, VoteForm]]:
    data = request.POST if request.method == "POST" else None
    spoke = SpokeForm(
        data,
        initial={
            "residents_spoke": row.residents_spoke,
            "councillors_spoke": row.councillors_spoke,
            "version": row.version,
        },
    )
    year = row.session_on.year if row.session_on else row.year + 1
    resolutions = list(resolutions_of(row.unit_uid, year=year))
    known = {vote.kind: vote for vote in row.votes.all()}
    votes = {
        kind.value: VoteForm(
            data,
            prefix=kind.value.lower(),
            instance=known.get(kind.value),
            resolutions=resolutions,
            initial={} if kind.value in known else {"voted_on": row.session_on},
        )
        for kind in Vote.Kind
    }
    return spoke, votes


def _record(
    row: Debate, spoke: SpokeForm, votes: dict[str, VoteForm], at: cycle.Door
) -> None:
    given = dict(spoke.cleaned_data)
    version = given.pop("version")
    acts.record_outcome(
        row,
        **given,
        votes=[
            acts.VoteGiven(kind=kind, **form.cleaned_data)
            for kind, form in votes.items()
            if form.cleaned_data.get("result")
        ],
        version=version,
        by=at.user,
        now=at.now,
    )
