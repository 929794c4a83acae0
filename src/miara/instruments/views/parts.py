"""Parts of an instrument: one form adds, changes and takes away each kind."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from miara.accounts import public as accounts
from miara.core.errors import MiaraError
from miara.cycle import public as cycle
from miara.instruments.actions import instruments as acts
from miara.instruments.forms.parts import PART_FORMS, PartForm
from miara.instruments.models import Instrument
from miara.instruments.phrases import PARTS
from miara.instruments.views.instruments import WORDS, found

READING_AND_SENDING = ["GET", "HEAD", "POST"]


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def part(
    request: HttpRequest, address: str, pk: int, word: str, number: str = ""
) -> HttpResponse:
    """Add a part, or change the one of a number."""
    at = cycle.door(request, address, "instruments")
    whole, code = found(at, pk), WORDS[word]
    accounts.require(cycle.can_act_for(at.user, whole.manager_id, at.unit.uid))
    row = _row(whole, code, int(number)) if number else None
    back = redirect("instruments:instrument", at.unit.address, whole.pk)
    if row is not None and request.POST.get("do") == "remove":
        acts.remove_part(whole, code, row.pk, by=at.user, now=at.now)
        messages.success(request, _("Taken away. The log keeps what it was."))
        return back
    given: dict[str, Any] = {} if row is None else {"instance": row}
    form = PART_FORMS[code](
        request.POST or None, instrument=whole, on=at.today, **given
    )
    if request.method == "POST" and form.is_valid() and _save(at, whole, code, form):
        messages.success(request, _("Saved."))
        return back
    page = at.page(whole=whole, row=row, form=form, name=PARTS[code])
    status = 422 if form.errors else 200
    return render(request, "instruments/part.html", page, status=status)


def _row(whole: Instrument, code: str, number: int) -> Any:
    model, field = acts.PART_MODELS[code]
    row = model._default_manager.filter(pk=number, **{field: whole}).first()
    if row is None:
        raise Http404
    return row


def _save(at: cycle.Door, whole: Instrument, code: str, form: PartForm) -> bool:
    who: dict[str, Any] = {"by": at.user, "now": at.now}
    try:
        if form.instance.pk is None:
            acts.add_part(whole, code, form.values, **who)
        else:
            number = form.instance.pk
            acts.change_part(whole, code, number, form.values, version=form.seen, **who)
    except MiaraError as error:
        form.tell(error)
        return False
    return True
