"""People of an application: invite, end a role."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from miara.accounts import public as accounts
from miara.contest.forms.entries import InviteForm
from miara.contest.models import Entry
from miara.contest.queries.people import invitations_of, members_of
from miara.contest.roles import ContestRole, entry_scope
from miara.contest.views.entries import frame
from miara.contest.views.entry_guards import entry_page
from miara.contest.views.guards import moment_of, person
from miara.core.errors import MiaraError

__all__ = ["people"]


@entry_page
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Who works on the application; its authors invite others and end roles.

    Handing the work over is inviting an author and ending one's own role; an
    application is never left without an author.
    """
    now, scope = moment_of(request), entry_scope(entry.uid)
    action = request.POST.get("action", "")
    form = InviteForm(request.POST if action == "invite" else None)
    try:
        if action == "invite" and form.is_valid():
            name = entry.title or str(entry.edition)
            accounts.invite(
                email=form.cleaned_data["email"],
                role_code=form.cleaned_data["role"],
                scope=scope,
                scope_name=name,
                by=person(request),
                now=now,
            )
            messages.success(request, _("The invitation was sent."))
            return redirect("contest:entry-people", entry.uid)
        if action == "end":
            _end(request, entry)
            return redirect("contest:entry-people", entry.uid)
    except MiaraError as error:
        if action == "invite":
            form.add_error("email", error.for_people())
        else:
            messages.error(request, error.for_people())
    held = members_of(entry, now=now)
    values = {
        **frame(request, entry),
        "form": form,
        "people": [
            {"member": row, "role": accounts.role_name(row.role)} for row in held
        ],
        "invited": [
            {"row": row, "role": accounts.role_name(row.role)}
            for row in invitations_of(entry, now=now)
        ],
        "may_invite": bool(
            accounts.can_grant(person(request), ContestRole.READER, scope, now=now)
        ),
    }
    code = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "contest/entry/people.html", values, status=code)


def _end(request: HttpRequest, entry: Entry) -> None:
    now, pk = moment_of(request), request.POST.get("pk", "")
    held = members_of(entry, now=now)
    row = next((each for each in held if str(each.pk) == pk), None)
    if row is None:
        return
    authors = [each for each in held if each.role == ContestRole.AUTHOR]
    if row in authors and len(authors) == 1:
        messages.error(
            request,
            _("An application needs an author. Invite another one first."),
        )
        return
    accounts.revoke_role(membership=row, by=person(request), now=now)
    messages.success(request, _("The role was ended."))
