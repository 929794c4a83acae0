"""Starting a contest and an edition."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from miara.contest.actions.editions import create_contest, create_edition
from miara.contest.domain.presets import presets
from miara.contest.errors import ContestError
from miara.contest.forms.beginnings import ContestForm, EditionForm
from miara.contest.models import Contest
from miara.contest.permissions import can_found
from miara.contest.queries.editions import organisations_to_found
from miara.contest.views.guards import moment_of, person, require
from miara.core.localized import Localized
from miara.units import public as units

__all__ = ["contest_new", "edition_new"]


@never_cache
@login_required
def contest_new(request: HttpRequest) -> HttpResponse:
    """A new series of editions, for people of an organisation."""
    now = moment_of(request)
    owners = organisations_to_found(person(request), now=now)
    if not owners:
        raise PermissionDenied(
            _("Contests are started by editors of an organisation on this site.")
        )
    form = ContestForm(request.POST or None, owners=owners)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            contest = create_contest(
                owner=data["owner"],
                code=data["code"],
                name=data["name"],
                about=data["about"],
                by=person(request),
                now=now,
            )
        except ContestError as error:
            form.add_error("code", error.for_people())
        else:
            return redirect("contest:edition-new", contest.code)
    status = 422 if form.errors else 200
    return render(
        request, "contest/office/contest_new.html", {"form": form}, status=status
    )


@never_cache
@login_required
def edition_new(request: HttpRequest, contest: str) -> HttpResponse:
    """A new edition from a preset or an earlier edition."""
    found = get_object_or_404(Contest.objects.select_related("owner"), code=contest)
    now = moment_of(request)
    require(can_found(request.user, found.owner.uid, now=now))
    earlier = list(found.editions.order_by("-year", "-pk"))
    form = EditionForm(
        request.POST or None, earlier=earlier, initial={"year": now.year}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        start, by_uid = data["start_from"], {row.uid: row for row in earlier}
        try:
            edition = create_edition(
                contest=found,
                slug=data["slug"] or str(data["year"]),
                year=data["year"],
                start_from=by_uid.get(start, start),
                name=data["name"] or None,
                is_fictional=units.is_fictional(),
                by=person(request),
                now=now,
            )
        except ContestError as error:
            form.add_error("slug", error.for_people())
        else:
            messages.success(
                request,
                _("The edition “%(name)s” is ready to be set up. Nobody sees it yet.")
                % {"name": Localized.of(edition.name)},
            )
            return redirect("contest:office", found.code, edition.slug)
    page = {"form": form, "contest": found, "presets": presets().values()}
    status = 422 if form.errors else 200
    return render(request, "contest/office/edition_new.html", page, status=status)
