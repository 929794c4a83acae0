"""Texts of letters, dispatches and enquiries of one owner."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from miara.core.errors import MiaraError
from miara.core.htmx import render_page_or_part
from miara.documents import public as documents
from miara.notifications.actions.dispatches import (
    Audience,
    approve_dispatch,
    ask_for_letters,
    cancel_dispatch,
    lines_of,
    log_enquiry,
    make_dispatch,
    record_proof,
)
from miara.notifications.actions.letter_files import set_letter
from miara.notifications.actions.templates import (
    FlawedTextError,
    reset_template,
    save_template,
)
from miara.notifications.domain.templates import (
    TemplateKind,
    flaws_of,
    template_kind,
    template_kinds,
)
from miara.notifications.exports import merge_list
from miara.notifications.forms.desk import (
    DispatchForm,
    EnquiryForm,
    ProofForm,
    TemplateForm,
)
from miara.notifications.letters import DISPATCH_LETTER
from miara.notifications.models import Dispatch
from miara.notifications.owners import can_release, mail_owner
from miara.notifications.presenters import flaw_text, owner_of
from miara.notifications.queries.dispatches import (
    dispatch_progress,
    dispatches_of,
    enquiries_of,
    examples_of,
    items_of,
    letters_job,
)
from miara.notifications.queries.templates import history_of
from miara.notifications.rendering import default_texts, example
from miara.notifications.views.guards import (
    dispatch_for,
    logged_in,
    owner_page,
    require,
)
from miara.units import public as units

Owner = tuple[str, str]
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@owner_page
@require_safe
def template_list(request: HttpRequest, owner: Owner) -> HttpResponse:
    """Letters whose texts the owner may write."""
    context = {
        **_frame(request, owner),
        "rows": [(each, str(each.title())) for each in _kinds_of(owner)],
        "languages": settings.LANGUAGES,
    }
    return render(request, "notifications/template_list.html", context)


@owner_page
@require_http_methods(["GET", "HEAD", "POST"])
def template(
    request: HttpRequest, owner: Owner, *, kind: str, language: str
) -> HttpResponse:
    """One text: written, previewed with samples, put back, with its history."""
    letter = template_kind(kind)
    if (
        letter is None
        or letter not in _kinds_of(owner)
        or language not in dict(settings.LANGUAGES)
    ):
        raise Http404
    history = list(history_of(*owner, kind, language)[:50])
    now_text = _texts_in_force(letter, history, language)
    form = TemplateForm(
        request.POST or None,
        initial={"subject": now_text[0], "text": now_text[1]},
    )
    shown = now_text
    if request.method == "POST":
        facts = {
            "owner_kind": owner[0],
            "owner_id": owner[1],
            "kind": kind,
            "language": language,
            "by": request.user,
            "now": timezone.now(),
        }
        done = _template_posted(request, form, facts)
        if done:
            return redirect("notifications:template", *owner, kind, language)
        if form.is_valid():
            shown = (form.cleaned_data["subject"], form.cleaned_data["text"])
    context = {
        **_frame(request, owner),
        "letter": letter,
        "title": str(letter.title()),
        "language": language,
        "form": form,
        "history": history,
        "variables": [
            (name, str(each.description()), each.sample_in(language), each.required)
            for name, each in letter.variables.items()
        ],
        "preview": _preview(letter, shown, language),
        "warnings": [
            flaw_text(flaw)
            for flaw in flaws_of(shown[1], letter, whole=shown[0] + shown[1])
            if any(shown)
        ],
        "is_in_files": letter.in_files,
        "is_own": bool(history) and not history[0].is_default,
    }
    status = 422 if form.errors else 200
    return render(request, "notifications/template.html", context, status=status)


@owner_page
@require_safe
def dispatch_list(request: HttpRequest, owner: Owner) -> HttpResponse:
    """Dispatches of the owner."""
    context = {**_frame(request, owner), "rows": dispatches_of(*owner)[:200]}
    return render(request, "notifications/dispatch_list.html", context)


@owner_page
@require_http_methods(["GET", "HEAD", "POST"])
def dispatch_new(request: HttpRequest, owner: Owner) -> HttpResponse:
    """Prepare a letter to heads of units."""
    require(can_release(request.user, *owner))
    known = mail_owner(owner[0])
    form = DispatchForm(
        request.POST or None,
        with_letter=known is not None and known.letter_pdf is not None,
        initial={"text": "{{ salutation }},\n\n"},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = make_dispatch(
                owner_kind=owner[0],
                owner_id=owner[1],
                title=data["title"],
                channel=data["channel"],
                audience=Audience(
                    kinds=data["kinds"], voivodeships=data["voivodeships"]
                ),
                subject=data["subject"],
                text=data["text"],
                has_letter=data.get("has_letter", False),
                by=request.user,
                now=timezone.now(),
            )
        except FlawedTextError as error:
            _add_flaws(form, error)
        except MiaraError as error:
            form.add_error(None, error.for_people())
        else:
            return redirect("notifications:dispatch", made.pk)
    context = {
        **_frame(request, owner),
        "form": form,
        "variables": [
            (name, str(each.description()), each.sample_in("pl"), each.required)
            for name, each in DISPATCH_LETTER.variables.items()
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "notifications/dispatch_new.html", context, status=status)


@logged_in
@require_http_methods(["GET", "HEAD", "POST"])
def dispatch(request: HttpRequest, pk: int) -> HttpResponse:
    """One dispatch: examples, approval, progress, letters by state."""
    row = dispatch_for(request.user, pk)
    if request.method == "POST":
        _dispatch_posted(request, row)
        return redirect("notifications:dispatch", pk)
    job = letters_job(row)
    state = request.GET.get("stan", "")
    page = Paginator(items_of(row, state), 50).get_page(request.GET.get("page"))
    names = units.units_by_uid(item.unit_uid for item in page)
    context = {
        **_frame(request, (row.owner_kind, row.owner_id)),
        "row": row,
        "is_draft": row.state == Dispatch.State.DRAFT,
        "is_approved": row.state == Dispatch.State.APPROVED,
        "progress": dispatch_progress(row),
        "job": job,
        "is_setting": job is not None and not job.is_finished,
        "examples": examples_of(row),
        "page": page,
        "state": state,
        "lines": [(item, _name_of(names, item.unit_uid)) for item in page],
    }
    return render_page_or_part(
        request, "notifications/dispatch.html", context, part="letters"
    )


@logged_in
@require_http_methods(["GET", "HEAD", "POST"])
def dispatch_proof(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Record that the letter to one unit went another way."""
    row = dispatch_for(request.user, pk)
    letter = get_object_or_404(row.items.select_related("dispatch"), pk=item)
    form = ProofForm(request.POST or None, initial={"channel": letter.channel})
    if request.method == "POST" and form.is_valid():
        try:
            record_proof(
                item=letter, by=request.user, now=timezone.now(), **form.cleaned_data
            )
        except MiaraError as error:
            form.add_error(None, error.for_people())
        else:
            messages.success(request, _("The proof is recorded."))
            return redirect("notifications:dispatch", pk)
    names = units.units_by_uid([letter.unit_uid])
    context = {
        **_frame(request, (row.owner_kind, row.owner_id)),
        "row": row,
        "form": form,
        "unit": _name_of(names, letter.unit_uid),
        "address": letter.address,
    }
    status = 422 if form.errors else 200
    return render(request, "notifications/dispatch_proof.html", context, status=status)


@logged_in
@require_safe
def dispatch_letter(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """The PDF of one head as it was kept; before the approval, as it would be set."""
    row = dispatch_for(request.user, pk)
    letter = get_object_or_404(row.items.select_related("letter"), pk=item)
    try:
        if letter.letter is not None:
            return documents.file_response(letter.letter, request=request, inline=True)
        line = lines_of([letter]).get(letter.unit_uid)
        if row.state != Dispatch.State.DRAFT or not row.has_letter or line is None:
            raise Http404
        content = set_letter(row, line)
    except MiaraError as error:
        messages.error(request, error.for_people())
        return redirect("notifications:dispatch", pk)
    return documents.bytes_response(
        content,
        name=f"pismo-{line.unit.code}.pdf",
        kind=documents.FileKind.PDF,
        media_type=PDF,
        inline=True,
    )


@logged_in
@require_safe
def dispatch_letters(request: HttpRequest, pk: int) -> HttpResponse:
    """All letters of a dispatch as one PDF for print."""
    row = dispatch_for(request.user, pk)
    if row.letters_file is None:
        raise Http404
    try:
        return documents.file_response(row.letters_file, request=request)
    except documents.DocumentsError as error:
        raise PermissionDenied(error.for_people()) from error


@logged_in
@require_safe
def dispatch_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Merge list for post, labels and e-Doręczenia, with proofs."""
    row = dispatch_for(request.user, pk)
    return HttpResponse(
        merge_list(row),
        content_type=XLSX,
        headers={
            "Content-Disposition": f'attachment; filename="wysylka-{row.pk}.xlsx"'
        },
    )


@owner_page
@require_http_methods(["GET", "HEAD", "POST"])
def enquiry_list(request: HttpRequest, owner: Owner) -> HttpResponse:
    """Questions that came, and a form to note the next one."""
    form = EnquiryForm(request.POST or None, initial={"asked_at": timezone.localtime()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            log_enquiry(
                owner_kind=owner[0],
                owner_id=owner[1],
                channel=data["channel"],
                asked_at=data["asked_at"],
                subject=data["subject"],
                text=data["text"],
                unit_uid=data["unit"],
                by=request.user,
                now=timezone.now(),
            )
        except MiaraError as error:
            form.add_error(None, error.for_people())
        else:
            messages.success(request, _("The enquiry is noted."))
            return redirect("notifications:enquiry-list", *owner)
    page = Paginator(enquiries_of(*owner), 50).get_page(request.GET.get("page"))
    names = units.units_by_uid(row.unit_uid for row in page)
    context = {
        **_frame(request, owner),
        "form": form,
        "page": page,
        "lines": [(row, _name_of(names, row.unit_uid)) for row in page],
    }
    status = 422 if form.errors else 200
    return render(request, "notifications/enquiry_list.html", context, status=status)


def _template_posted(
    request: HttpRequest, form: TemplateForm, facts: dict[str, Any]
) -> bool:
    """Save or reset; False when the page is to be shown again."""
    action = request.POST.get("action", "")
    try:
        if action == "reset":
            reset_template(**facts)
            messages.success(request, _("The default text is in force again."))
            return True
        if not form.is_valid() or action == "preview":
            return False
        data = form.cleaned_data
        save_template(subject=data["subject"], text=data["text"], **facts)
    except FlawedTextError as error:
        _add_flaws(form, error)
        return False
    except MiaraError as error:
        form.add_error(None, error.for_people())
        return False
    messages.success(request, _("The text is saved; the next letters will use it."))
    return True


def _dispatch_posted(request: HttpRequest, row: Dispatch) -> None:
    acts = {
        "approve": approve_dispatch,
        "cancel": cancel_dispatch,
        "letters": ask_for_letters,
    }
    act = acts.get(request.POST.get("action", ""))
    if act is None:
        return
    try:
        act(dispatch=row, by=request.user, now=timezone.now())
    except MiaraError as error:
        messages.error(request, error.for_people())
    else:
        messages.success(request, _("Done. What was decided is shown below."))


def _add_flaws(form: Form, error: FlawedTextError) -> None:
    for name, flaws in error.flaws.items():
        for flaw in flaws:
            form.add_error(name, flaw_text(flaw))


def _kinds_of(owner: Owner) -> list[TemplateKind]:
    known = mail_owner(owner[0])
    found = template_kinds(known.letters if known else "")
    return [each for each in found if each is not DISPATCH_LETTER]


def _texts_in_force(
    letter: TemplateKind, history: list[Any], language: str
) -> tuple[str, str]:
    if history and not history[0].is_default:
        return history[0].subject, history[0].text
    return default_texts(letter, language) or ("", "")


def _preview(
    letter: TemplateKind, texts: tuple[str, str], language: str
) -> dict[str, str] | None:
    """The letter with samples; None while the text cannot be filled."""
    own = None if texts == ("", "") and letter.in_files else texts
    if own is not None and (
        not own[0] or any(f.is_error for text in own for f in flaws_of(text, letter))
    ):
        return None
    made = example(letter, language, own)
    return {"subject": made.subject, "text": made.text}


def _name_of(names: dict[str, units.UnitFacts], uid: str) -> str:
    found = names.get(uid)
    return uid if found is None else found.full_name


def _frame(request: HttpRequest, owner: Owner) -> dict[str, Any]:
    return {
        "owner": owner_of(*owner),
        "may_release": bool(can_release(request.user, *owner)),
    }
