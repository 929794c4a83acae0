"""The register: the list, one resolution, entering and changing, words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.core.errors import MiaraError
from miara.council.actions import resolutions as acts
from miara.council.exports.register import register_file
from miara.council.exports.tables import MEDIA
from miara.council.forms.resolutions import (
    FilterForm,
    NoteForm,
    ResolutionForm,
    WordsForm,
)
from miara.council.models import Resolution
from miara.council.phrases import state_word
from miara.council.presenters.register import lines_of, sentence_of
from miara.council.queries.counts import counts_of
from miara.council.queries.resolutions import (
    resolution_of,
    resolutions_of,
    settings_of,
    words_of,
    years_of,
)
from miara.cycle import public as cycle
from miara.organisations import public as organisations

READING_AND_SENDING = ["GET", "HEAD", "POST"]
ON_PAGE = 50


@login_required
@never_cache
@require_safe
def register(request: HttpRequest, address: str) -> HttpResponse:
    """Resolutions of the unit, the newest first."""
    at = cycle.door(request, address, "council")
    words = words_of(at.unit.uid)
    form, chosen = _filter(request, at, words)
    rows = resolutions_of(at.unit.uid, **chosen)
    paged = Paginator(rows, ON_PAGE).get_page(request.GET.get("page"))
    page = at.page(
        form=form,
        page=paged,
        lines=lines_of(paged, words, today=at.today),
        sentence=sentence_of(*counts_of(at.unit.uid, at.today), words),
        found=paged.paginator.count,
        is_narrowed=bool(chosen),
        query=request.GET.urlencode(),
    )
    return render(request, "council/register.html", page)


@login_required
@never_cache
@require_safe
def table(request: HttpRequest, address: str, suffix: str) -> HttpResponse:
    """The resolutions of the list, with the same filters, as a file."""
    at = cycle.door(request, address, "council")
    words = words_of(at.unit.uid)
    _form, chosen = _filter(request, at, words)
    rows = resolutions_of(at.unit.uid, **chosen)
    rows = rows.select_related("executor__organisational_unit")
    content = register_file(rows.prefetch_related("goals"), words, suffix)
    response = HttpResponse(content, content_type=MEDIA[suffix])
    name = f"uchwaly-{at.unit.address}.{suffix}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def resolution(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """One resolution: how it is carried out; taken off when entered by mistake."""
    at = cycle.door(request, address, "council")
    row, words = found(at, pk), words_of(at.unit.uid)
    may_note = bool(cycle.can_act_for(at.user, row.executor_id, at.unit.uid))
    done = request.POST.get("do", "") if request.method == "POST" else ""
    if done:
        may = cycle.can_act_for(at.user, row.executor_id, at.unit.uid)
        accounts.require(
            may if done == "note" else cycle.can_plan(at.user, row.unit_uid)
        )
    forms = _forms(request, row, done, words, at) if may_note else {}
    if done and done not in forms:
        messages.error(request, _("This cannot be done any more."))
        return redirect("council:resolution", at.unit.address, row.pk)
    if done and forms[done].is_valid() and _do(forms[done], row, at, done):
        messages.success(request, _("Saved."))
        if done == "remove":
            return redirect("council:register", at.unit.address)
        return redirect("council:resolution", at.unit.address, row.pk)
    notes = sorted(row.notes.all(), key=lambda x: (x.noted_on, x.pk), reverse=True)
    page = at.page(
        row=row,
        line=lines_of([row], words, today=at.today)[0],
        notes=[(note, state_word(note.state, words)) for note in notes],
        forms=forms,
        form=forms.get(done),
        history=audit.describe_all(list(audit.events_for(row)[:30])),
    )
    return render(request, "council/resolution.html", page, status=422 if done else 200)


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def new(request: HttpRequest, address: str) -> HttpResponse:
    """Put a resolution on the register."""
    at = cycle.door(request, address, "council", planning=True)
    form = _form_of(request, at)
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.create_resolution(
                at.unit.uid, form.values, by=at.user, now=at.now
            )
        except MiaraError as error:
            form.tell(error)
        else:
            messages.success(request, _("The resolution is on the register."))
            return redirect("council:resolution", at.unit.address, made.pk)
    status = 422 if form.errors else 200
    return render(request, "council/edit.html", at.page(form=form), status=status)


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def change(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Describe a resolution anew."""
    at = cycle.door(request, address, "council", planning=True)
    form = _form_of(request, at, found(at, pk))
    if request.method == "POST" and form.is_valid():
        stored = found(at, pk)
        try:
            acts.change_resolution(
                stored, form.values, version=form.seen, by=at.user, now=at.now
            )
        except MiaraError as error:
            form.tell(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("council:resolution", at.unit.address, pk)
    status = 422 if form.errors else 200
    page = at.page(form=form, row=found(at, pk))
    return render(request, "council/edit.html", page, status=status)


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def words(request: HttpRequest, address: str) -> HttpResponse:
    """How the unit calls states of resolutions."""
    at = cycle.door(request, address, "council", planning=True)
    row = settings_of(at.unit.uid)
    form = WordsForm(
        request.POST or None, initial={**row.words, "version": row.version}
    )
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["version"]
        try:
            acts.change_words(
                at.unit.uid, form.words, version=seen, by=at.user, now=at.now
            )
        except MiaraError as error:
            form.add_error(None, error.for_people())
            if isinstance(error, cycle.ChangedMeanwhileError):
                form.data = {**request.POST.dict(), "version": str(error.version)}
        else:
            messages.success(request, _("The words are saved."))
            return redirect("council:register", at.unit.address)
    status = 422 if form.errors else 200
    return render(request, "council/words.html", at.page(form=form), status=status)


def found(at: cycle.Door, pk: int) -> Resolution:
    """The resolution of the unit.

    Raises
    ------
    Http404
        When there is none.
    """
    row = resolution_of(at.unit.uid, pk)
    if row is None:
        raise Http404
    return row


def _filter(
    request: HttpRequest, at: cycle.Door, words: Any
) -> tuple[FilterForm, dict[str, Any]]:
    """The form of the list and what it asks for; nonsense asks for everything."""
    form = FilterForm(
        request.GET or None,
        words=words,
        years=years_of(at.unit.uid),
        posts=organisations.posts_of(at.unit.uid, at.today),
    )
    given = form.cleaned_data if form.is_valid() else {}
    chosen = {
        name: given[name]
        for name in ("year", "state", "executor", "text")
        if given.get(name) not in (None, "")
    }
    if given.get("overdue"):
        chosen["overdue_on"] = at.today
    return form, chosen


def _form_of(
    request: HttpRequest, at: cycle.Door, row: Resolution | None = None
) -> ResolutionForm:
    return ResolutionForm(
        request.POST or None,
        instance=row,
        unit_uid=at.unit.uid,
        on=at.today,
        words=words_of(at.unit.uid),
        today=at.today,
    )


def _forms(
    request: HttpRequest, row: Resolution, done: str, words: Any, at: cycle.Door
) -> dict[str, Any]:
    """Forms of what may be done now, by the value of the button."""

    def data(name: str) -> Any:
        return request.POST if done == name else None

    forms: dict[str, Any] = {
        "note": NoteForm(
            data("note"),
            prefix="note",
            words=words,
            first=row.adopted_on,
            last=at.today,
            initial={"noted_on": at.today, "state": row.state},
        )
    }
    if at.plans:
        forms["remove"] = cycle.ReasonForm(data("remove"), prefix="remove")
    return forms


def _do(form: Any, row: Resolution, at: cycle.Door, done: str) -> bool:
    who: dict[str, Any] = {"by": at.user, "now": at.now}
    given = form.cleaned_data
    do: dict[str, Callable[[], object]] = {
        "note": lambda: acts.note_execution(row, **given, **who),
        "remove": lambda: acts.remove_resolution(row, **given, **who),
    }
    try:
        do[done]()
    except MiaraError as error:
        form.add_error(None, error.for_people())
        return False
    return True
