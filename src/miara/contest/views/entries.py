"""Applications for those who write them: list, start, home, applicant and partners."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.contest.actions.entries import describe_entry, start_entry
from miara.contest.actions.partners import (
    ask_partner,
    confirm_partner,
    partner_by_token,
)
from miara.contest.domain.stages import Mover, moves
from miara.contest.forms.entries import (
    ConfirmForm,
    DescribeForm,
    StartForm,
    partner_rows,
)
from miara.contest.models import Entry
from miara.contest.permissions import can_write_entry
from miara.contest.presenters.entry_home import home_of
from miara.contest.presenters.entry_words import (
    STATES,
    group_text,
    partner_text,
    unit_name,
)
from miara.contest.presenters.trail_entries import TOLD_TO_APPLICANTS
from miara.contest.queries.editions import edition_at
from miara.contest.queries.entries import entries_of
from miara.contest.queries.writing import describing_decision, writing_decision
from miara.contest.views.entry_guards import entry_page
from miara.contest.views.guards import moment_of, person, posted
from miara.core.errors import MiaraError
from miara.units import public as units

__all__ = [
    "describe",
    "entries",
    "entry",
    "history",
    "partner_ask",
    "partner_confirm",
    "start",
]

LINES = 100


@never_cache
@login_required
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """My applications, newest first."""
    found = list(entries_of(person(request), now=moment_of(request)))
    names = units.units_by_uid([row.unit_uid for row in found])
    rows = [
        {
            "entry": row,
            "state": STATES[row.state].label,
            "unit": names[row.unit_uid].full_name if row.unit_uid in names else "–",
        }
        for row in found
    ]
    return render(request, "contest/entry/list.html", {"rows": rows})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, contest: str, slug: str) -> HttpResponse:
    """Begin an application for one of the units that the person edits."""
    edition, now = edition_at(contest, slug), moment_of(request)
    if edition is None or edition.published_at is None or edition.published_at > now:
        raise Http404
    own = _units_of(request)
    if not own:
        raise PermissionDenied(
            _(
                "Applications are begun by people who edit for a local government. Ask "
                "its administrator for the role of an editor."
            )
        )
    form = StartForm(posted(request), edition=edition, own=own)
    if request.method == "POST" and form.is_valid():
        try:
            begun = start_entry(
                edition=edition,
                unit_code=form.cleaned_data["unit"],
                domain=form.cleaned_data["domain"],
                entrant_name=form.cleaned_data["entrant_name"],
                union=form.cleaned_data["union"],
                by=person(request),
                now=now,
            )
        except MiaraError as error:
            form.add_error(None, error.for_people())
        else:
            return redirect("contest:entry", begun.uid)
    values = {"edition": edition, "form": form}
    return render(request, "contest/entry/start.html", values, status=_status(form))


@entry_page
@require_safe
def entry(request: HttpRequest, entry: Entry) -> HttpResponse:
    """State of one application, what is missing and what comes next."""
    home = home_of(entry, now=moment_of(request))
    return render(
        request, "contest/entry/home.html", {**frame(request, entry), "home": home}
    )


@entry_page
@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Domain, applicant and partners, with the group that follows."""
    now = moment_of(request)
    form = DescribeForm(
        posted(request), edition=entry.edition, initial=_described(entry)
    )
    rows = partner_rows(entry, posted(request))
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        try:
            decision = describing_decision(entry, now)
            if not decision:
                form.add_error(None, decision.reason)
            else:
                describe_entry(
                    entry=entry,
                    domain=form.cleaned_data["domain"],
                    entrant_name=form.cleaned_data["entrant_name"],
                    union=form.cleaned_data["union"],
                    partners=rows.rows(),
                    by=person(request),
                    now=now,
                )
        except MiaraError as error:
            form.add_error(None, error.for_people())
        if form.is_valid():
            messages.success(request, _("Saved."))
            return redirect("contest:entry-describe", entry.uid)
    shown = frame(request, entry)
    if shown["can_write"] and not (may := describing_decision(entry, now)):
        shown |= {"can_write": False, "why_not": may.reason}
    values = {
        **shown,
        "form": form,
        "rows": rows,
        "group": group_text(entry.group_facts, entry.proposed_group),
        "partners": [
            (partner_text(row), row)
            for row in entry.partners.order_by("position", "pk")
        ],
    }
    code = 422 if request.method == "POST" else 200
    return render(request, "contest/entry/describe.html", values, status=code)


@entry_page
@require_POST
def partner_ask(request: HttpRequest, entry: Entry, pk: int) -> HttpResponse:
    """Send the link to a partner."""
    partner = get_object_or_404(entry.partners.exclude(email=""), pk=pk)
    try:
        ask_partner(partner=partner, by=person(request), now=moment_of(request))
    except MiaraError as error:
        messages.error(request, error.for_people())
    else:
        messages.success(request, _("The link was sent to %s.") % partner.email)
    return redirect("contest:entry-describe", entry.uid)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def partner_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link of a partner; no account is needed."""
    partner = partner_by_token(token)
    form = ConfirmForm(posted(request))
    if partner is not None and request.method == "POST" and form.is_valid():
        by = request.user if isinstance(request.user, accounts.User) else None
        try:
            partner = confirm_partner(
                token=token,
                full_name=form.cleaned_data["full_name"],
                by=by,
                now=moment_of(request),
            )
        except MiaraError as error:
            form.add_error(None, error.for_people())
    values: dict[str, Any] = {"partner": partner, "form": form}
    if partner is not None:
        values |= {
            "entry": partner.entry,
            "lead": unit_name(partner.entry.unit_uid),
            "name": partner.name or unit_name(partner.unit_uid),
        }
    code = 404 if partner is None else _status(form)
    return render(request, "contest/entry/partner_confirm.html", values, status=code)


@entry_page
@require_safe
def history(request: HttpRequest, entry: Entry) -> HttpResponse:
    """What happened to the application, newest first."""
    # What the office, experts and the jury do among themselves is not told here.
    found = list(audit.events_for(entry).filter(kind__in=TOLD_TO_APPLICANTS)[:LINES])
    lines = zip(found, audit.describe_all(found), strict=True)
    values = {**frame(request, entry), "lines": list(lines)}
    return render(request, "contest/entry/history.html", values)


def frame(request: HttpRequest, entry: Entry) -> dict[str, Any]:
    """What every page of an application shows around its content."""
    now = moment_of(request)
    may_write = can_write_entry(person(request), entry, now=now)
    writing = writing_decision(entry, now) if may_write else may_write
    return {
        "entry": entry,
        "edition": entry.edition,
        "state": STATES[entry.state],
        "can_write": bool(writing),
        "why_not": "" if writing else writing.reason,
        "moves": {move.code for move in moves(entry.state, Mover.APPLICANT)}
        if may_write
        else set(),
        "can_appeal": bool(may_write),
    }


def _described(entry: Entry) -> dict[str, Any]:
    who = "union" if entry.union_id else "body" if entry.entrant_name else "unit"
    return {
        "domain": entry.domain_id,
        "who": who,
        "entrant_name": entry.entrant_name,
        "union": entry.union_id,
    }


def _units_of(request: HttpRequest) -> list[units.UnitFacts]:
    """Units for which the person edits, by name."""
    scopes = accounts.scopes_of(
        person(request),
        accounts.Permission.EDIT_WORK,
        kind=accounts.ScopeKind.UNIT,
        now=moment_of(request),
    )
    found = units.units_by_uid({scope.id for scope in scopes}).values()
    return sorted((unit for unit in found if unit.exists), key=lambda u: u.name)


def _status(form: Any) -> int:
    return 422 if form.is_bound and not form.is_valid() else 200
