"""Site visits: the plan of the office, the protocol of the team."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from miara.accounts.public import User
from miara.contest.actions.visits import (
    TeamRow,
    add_visit_file,
    cancel_visit,
    close_visit,
    plan_visit,
    update_visit,
    write_findings,
)
from miara.contest.forms.jury import (
    VISIT_FILES,
    FindingsForm,
    NewVisitForm,
    VisitFileForm,
    VisitForm,
)
from miara.contest.models import Edition, SiteVisit, VisitFile
from miara.contest.permissions import can_judge, can_organise, can_work_visit
from miara.contest.queries.jury import barred_reason_for, entries_before_jury
from miara.contest.queries.recipients import applicant_of, applicants_of
from miara.contest.views.guards import edition_page, moment_of, person
from miara.core.errors import MiaraError
from miara.documents import public as documents

__all__ = ["visit", "visit_file", "visits"]

FILE_LIMIT = 20 * 2**20


@edition_page(can_organise)
def visits(request: HttpRequest, edition: Edition) -> HttpResponse:
    """All visits of an edition, and planning another."""
    entries = entries_before_jury(edition)
    form = NewVisitForm(request.POST or None, entries=entries)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = plan_visit(
                entry=data["entry"],
                starts_at=data["starts_at"],
                ends_at=data["ends_at"],
                place=data["place"],
                host=data["host"],
                team=_team(data["team"]),
                by=person(request),
                now=moment_of(request),
            )
        except MiaraError as error:
            form.add_error(None, error.for_people())
        else:
            messages.success(request, _("The visit was planned."))
            return redirect(
                "contest:visit", edition.contest.code, edition.slug, made.uid
            )
    found = list(
        SiteVisit.objects.filter(entry__edition=edition)
        .select_related("entry__union")
        .prefetch_related("team")
        .order_by("starts_at", "pk")
    )
    names = applicants_of([row.entry for row in found])
    rows = [(row, names[row.entry_id]) for row in found]
    context = {"edition": edition, "form": form, "rows": rows}
    status = 422 if form.errors else 200
    return render(request, "contest/office/visits.html", context, status=status)


def _visit_page(view: Any) -> Any:
    """A visit for its team and office, and, once closed, for the jury."""

    @wraps(view)
    def guarded(
        request: HttpRequest, contest: str, slug: str, uid: str, **kwargs: Any
    ) -> HttpResponse:
        row = get_object_or_404(
            SiteVisit.objects.select_related(
                "entry__edition__contest__owner", "entry__union", "sheet"
            ),
            uid=uid,
            entry__edition__contest__code=contest,
            entry__edition__slug=slug,
        )
        now, user = moment_of(request), person(request)
        may_work = can_work_visit(user, row, now=now)
        if not may_work:
            edition = row.entry.edition
            if not can_judge(user, edition, now=now):
                raise Http404
            if row.state != SiteVisit.State.DONE:
                raise PermissionDenied(_("The protocol of the visit is not closed."))
            barred = barred_reason_for(edition, user, row.entry, now=now)
            if barred is not None:
                raise PermissionDenied(
                    _("You take no part in this application, so its papers are hidden.")
                )
        return view(request, row, may_work=bool(may_work), **kwargs)

    return never_cache(login_required(guarded))


@_visit_page
def visit(request: HttpRequest, row: SiteVisit, *, may_work: bool) -> HttpResponse:
    """One visit: plan, findings, files, closing."""
    now, by = moment_of(request), person(request)
    organises = bool(can_organise(by, row.entry.edition, now=now))
    action = request.POST.get("action", "") if request.method == "POST" else ""
    if action and not may_work:
        raise PermissionDenied
    plan = VisitForm(
        request.POST if action == "plan" else None,
        initial={
            "starts_at": row.starts_at,
            "ends_at": row.ends_at,
            "place": row.place,
            "host": row.host,
            "team": _team_text(row),
        },
    )
    findings = FindingsForm(
        request.POST if action == "findings" else None,
        initial={"findings": row.findings},
    )
    attach = VisitFileForm(*((request.POST, request.FILES) if action == "file" else ()))
    used: Any = {"plan": plan, "findings": findings, "file": attach}.get(action)
    if action in {"close", "cancel"} or (used is not None and used.is_valid()):
        try:
            _act(action, row, used, request)
        except MiaraError as error:
            if used is None:
                messages.error(request, error.for_people())
            else:
                used.add_error(None, error.for_people())
        else:
            messages.success(request, _("Saved."))
            return redirect(request.path)
    context = {
        "edition": row.entry.edition,
        "visit": row,
        "applicant": applicant_of(row.entry),
        "plan": plan,
        "findings": findings,
        "attach": attach,
        "files": row.files.select_related("file").order_by("added_at", "pk"),
        "may_work": may_work and row.state == SiteVisit.State.PLANNED,
        "organises": organises and row.state == SiteVisit.State.PLANNED,
        "may_list": organises,
        "protocol": reverse("questionnaires:sheet", args=[row.sheet.uid])
        if row.sheet
        else "",
    }
    bad = any(form.errors for form in (plan, findings, attach))
    return render(
        request, "contest/office/visit.html", context, status=422 if bad else 200
    )


@require_safe
@_visit_page
def visit_file(
    request: HttpRequest, row: SiteVisit, *, may_work: bool, pk: int
) -> HttpResponse:
    """A file of a visit."""
    found = get_object_or_404(
        VisitFile.objects.select_related("file"), visit=row, pk=pk
    )
    return documents.file_response(found.file, request=request, inline=True)


def _act(action: str, row: SiteVisit, form: Any, request: HttpRequest) -> None:
    by, now = person(request), moment_of(request)
    if action == "plan":
        data = dict(form.cleaned_data)
        data["team"] = _team(data["team"])
        update_visit(visit=row, by=by, now=now, **data)
    elif action == "findings":
        write_findings(
            visit=row, findings=form.cleaned_data["findings"], by=by, now=now
        )
    elif action == "file":
        upload = form.cleaned_data["file"]
        prepared = documents.prepare_file(
            content=upload.file,
            name=upload.name,
            accept=VISIT_FILES,
            limit=FILE_LIMIT,
        )
        add_visit_file(
            visit=row,
            prepared=prepared,
            caption=form.cleaned_data["caption"],
            by=by,
            now=now,
        )
    elif action == "close":
        close_visit(visit=row, by=by, now=now)
    else:
        cancel_visit(visit=row, by=by, now=now)


def _team(text: str) -> list[TeamRow]:
    """Lines of "name, address": the first one leads."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    pairs = [line.partition(",") for line in lines]
    emails = {email.strip().lower() for _name, _comma, email in pairs if email.strip()}
    known = {user.email: user for user in User.objects.filter(email__in=emails)}
    return [
        TeamRow(name.strip()[:200], known.get(email.strip().lower()), place == 0)
        for place, (name, _comma, email) in enumerate(pairs)
    ]


def _team_text(row: SiteVisit) -> str:
    people = row.team.select_related("user").order_by("-is_lead", "pk")
    return "\n".join(
        f"{one.full_name}, {one.user.email}" if one.user else one.full_name
        for one in people
    )
