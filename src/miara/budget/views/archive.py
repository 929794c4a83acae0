"""A ZIP of reports: sent, read, each file inside with its result."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from miara.budget.actions.archive import Sent, send_archive
from miara.budget.forms.files import ArchiveForm
from miara.budget.presenters.archive import archive_table
from miara.budget.views.door import BOTH, door
from miara.core.errors import MiaraError

__all__ = ["archive"]


@login_required
@never_cache
@require_http_methods(BOTH)
def archive(request: HttpRequest, address: str, year: int) -> HttpResponse:
    """Send an archive; its reports become drafts, and nothing else changes."""
    at = door(request, address, year)
    at.require_keeping()
    form = ArchiveForm(request.POST or None, request.FILES or None)
    found: list[Sent] = []
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["content"]
        try:
            found = send_archive(at.year, content=sent, name=sent.name, **at.who)
        except MiaraError as error:
            form.add_error("content", error.for_people())
    table = archive_table(found, at.unit.address, at.year.year) if found else None
    return at.show(
        request,
        "archive",
        422 if form.errors else 200,
        form=form,
        table=table,
        drafts=len({each.file.pk for each in found if each.file}),
    )
