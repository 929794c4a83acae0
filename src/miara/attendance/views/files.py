"""Files: the list for spreadsheets, badges, a certificate."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from miara.attendance.exports.printed import badges_pdf, certificate_pdf
from miara.attendance.exports.tables import as_csv, as_xlsx, guest_rows
from miara.attendance.forms.office import FilterForm
from miara.attendance.models import Desk, Guest
from miara.attendance.queries.desks import days_of
from miara.attendance.queries.guests import (
    Wanted,
    guests_of,
    offices_by_voivodeship,
    registration_at,
)
from miara.attendance.views.guards import desk_page, moment_of
from miara.events import public as events

__all__ = ["badges", "certificate", "table"]

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@desk_page
@require_safe
def table(request: HttpRequest, desk: Desk, suffix: str) -> HttpResponse:
    """The list as shown, for a spreadsheet."""
    if suffix not in {"csv", "xlsx"}:
        raise Http404
    form = FilterForm(request.GET, voivodeships=offices_by_voivodeship(desk))
    rows = guest_rows(desk, form.wanted)
    name = f"{desk.event.code}-uczestnicy.{suffix}"
    if suffix == "csv":
        return _file(as_csv(rows), "text/csv; charset=utf-8", name)
    return _file(as_xlsx(rows), _XLSX, name)


@desk_page
@require_safe
def badges(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Badges of everybody with a place, by name."""
    rows = guests_of(desk, Wanted(state=Guest.State.PLACE)).exclude(name="")
    found = list(rows.order_by("name", "pk"))
    if not found:
        raise Http404
    made = badges_pdf(desk, found, made_at=moment_of(request))
    return _file(made, "application/pdf", f"{desk.event.code}-plakietki.pdf")


@never_cache
@require_safe
def certificate(request: HttpRequest, key: str, uid: str) -> HttpResponse:
    """The certificate of somebody who came, from the last day of the event on."""
    row = registration_at(key)
    guest = (
        row.guests.filter(uid=uid, arrived_at__isnull=False).first() if row else None
    )
    if row is None or guest is None:
        raise Http404
    days = days_of(row.desk.event)
    if not days or timezone.localdate(moment_of(request)) < days[-1]:
        raise Http404
    made = certificate_pdf(guest, row.desk, [events.day_name(day) for day in days])
    return _file(made, "application/pdf", f"{row.desk.event.code}-zaswiadczenie.pdf")


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
