"""The operator's pages of sites: which there are, what they are called, who edits."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.accounts import public as accounts
from miara.core.request_context import moment
from miara.documents import public as documents
from miara.portal.actions.sites import SiteFacts, change_site, open_site
from miara.portal.forms.sites import NewSiteForm, SiteFactsForm
from miara.portal.models import Site
from miara.portal.permissions import can_manage_sites
from miara.portal.presenters.site_rows import site_facts, site_rows

__all__ = ["site", "site_list", "site_new"]

View = Callable[..., HttpResponse]
READING_AND_SENDING = ["GET", "HEAD", "POST"]


def _operators(view: View) -> View:
    """Strangers log in first; people who do not manage sites get the reason."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        accounts.require(can_manage_sites(request.user, now=moment()))
        return view(request, *args, **kwargs)

    return never_cache(login_required(guarded))


@_operators
@require_safe
def site_list(request: HttpRequest) -> HttpResponse:
    """All sites with their hosts and editors."""
    return render(request, "portal/sites/list.html", {"rows": site_rows(moment())})


@_operators
@require_http_methods(READING_AND_SENDING)
def site_new(request: HttpRequest) -> HttpResponse:
    """Open a site."""
    form = NewSiteForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        row = _saved(request, form, None)
        if row is not None:
            messages.success(request, _("The site is open. Now invite its editors."))
            return redirect("portal-sites-of-operator:site", row.code)
    status = 422 if form.errors else 200
    return render(request, "portal/sites/new.html", {"form": form}, status=status)


@_operators
@require_http_methods(READING_AND_SENDING)
def site(request: HttpRequest, code: str) -> HttpResponse:
    """Name, look, hosts and editors of one site."""
    row = get_object_or_404(Site.objects.select_related("logo"), code=code)
    form = SiteFactsForm(
        request.POST or None,
        request.FILES or None,
        site=row,
        initial={
            "name": row.name,
            "organisation": row.organisation_id,
            "accent": row.accent,
            "logo_alternative": row.logo_alternative,
        },
    )
    if request.method == "POST" and form.is_valid() and _saved(request, form, row):
        messages.success(request, _("Saved. Readers see it at once."))
        return redirect(request.path)
    context = {"form": form, **site_facts(row, moment())}
    status = 422 if form.errors else 200
    return render(request, "portal/sites/site.html", context, status=status)


def _saved(request: HttpRequest, form: SiteFactsForm, row: Site | None) -> Site | None:
    """The site as told; None when its values do not fit, which the form then says."""
    by, now, told = accounts.person(request), moment(), form.cleaned_data
    try:
        with transaction.atomic():
            row = row or open_site(
                told["code"], name=told["name"], organisation=None, by=by, now=now
            )
            logo = None
            if form.prepared is not None:
                prepared = form.prepared
                logo = documents.keep_prepared(prepared=prepared, by=by, now=now)
            facts = SiteFacts(
                told["name"],
                told["organisation"],
                told["accent"],
                logo,
                told["logo_alternative"],
            )
            return change_site(row, facts, by=by, now=now)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None
