"""Adoptions: declared on a page of the card, kept by the people of the unit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.accounts import public as accounts
from miara.indicators import public as indicators
from miara.practices.actions import adoptions as acts
from miara.practices.domain.adoption import ADOPTED, GIVEN_UP, WANTED
from miara.practices.errors import PracticesError
from miara.practices.forms.adoptions import (
    AimForm,
    DeclareForm,
    GiveUpForm,
    StartForm,
)
from miara.practices.models import Adoption
from miara.practices.permissions import (
    can_adopt_for,
    units_to_adopt_for,
    units_to_read_for,
)
from miara.practices.presenters import adoptions as pages
from miara.practices.presenters.links import card_path
from miara.practices.queries.cards import public_cards
from miara.practices.queries.use import (
    adoptions_of_units,
    open_adoption,
    use_of_own_cards,
)
from miara.practices.views.requests import card_of, now_of
from miara.units import public as units

READING_AND_SENDING = ["GET", "HEAD", "POST"]


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def declare(request: HttpRequest, address: str) -> HttpResponse:
    """Say that a unit of the person wants to adopt the practice, or did."""
    user, now = accounts.person(request), now_of(request)
    card = card_of(address, public_cards())
    uids = units_to_adopt_for(user, now=now)
    if not uids:
        raise PermissionDenied(
            _("Only people with a role of an editor in a local government declare it.")
        )
    known = units.units_by_uid(uids)
    if len(uids) == 1 and (going := open_adoption(card, uids)):
        return redirect("practice-use:adoption", going.pk)
    form = DeclareForm(
        request.POST or None,
        units=[(uid, known[uid].full_name if uid in known else uid) for uid in uids],
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = acts.declare_adoption(
                card,
                given["unit"],
                state=given["state"],
                starts_on=given["starts_on"],
                changes=given["changes"],
                by=user,
                now=now,
            )
        except PracticesError as error:
            form.add_error(None, error.for_people())
        else:
            messages.success(request, _("Declared. Readers of the practice see it."))
            return redirect("practice-use:adoption", made.pk)
    context = {"card": card, "url": card_path(card.pk, card.title), "form": form}
    status = 422 if form.errors else 200
    return render(request, "practices/use/declare.html", context, status=status)


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def adoption(request: HttpRequest, pk: int) -> HttpResponse:
    """One adoption for the people of its unit: what was said, what may be done."""
    user, now = accounts.person(request), now_of(request)
    row = adoptions_of_units(units_to_read_for(user, now=now)).filter(pk=pk).first()
    if row is None:
        raise Http404
    may = can_adopt_for(user, row.unit_uid, now=now)
    done = request.POST.get("do", "") if request.method == "POST" else ""
    if request.method == "POST":
        accounts.require(may)
    forms = _forms(request, row, done) if may else {}
    if done and done not in forms:
        # Somebody else was faster, or the button is none of ours.
        messages.error(request, _("This cannot be done any more."))
        return redirect("practice-use:adoption", row.pk)
    if done and (form := forms[done]).is_valid():
        try:
            _ACTS[done](row, form.cleaned_data, by=user, now=now)
        except PracticesError as error:
            form.add_error(None, error.for_people())
        else:
            messages.success(request, _("Saved. Readers of the practice see it."))
            return redirect("practice-use:adoption", row.pk)
    known = units.units_by_uid([row.unit_uid])
    names = _names([row])
    (own,) = pages.own_lines([row], known, names)
    context = {
        "row": row,
        "own": own,
        "forms": forms,
        "done": done,
        "form": forms.get(done),
        "refusal": may.reason,
        "unit": known.get(row.unit_uid),
    }
    is_wrong = bool(done and forms[done].errors)
    status = 422 if is_wrong else 200
    return render(request, "practices/use/adoption.html", context, status=status)


@login_required
@never_cache
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """What the person's units adopt, and what others do with their practices."""
    user, now = accounts.person(request), now_of(request)
    uids = units_to_read_for(user, now=now)
    rows = list(adoptions_of_units(uids)) if uids else []
    context = {
        "units": list(units.units_by_uid(uids).values()) if uids else [],
        "adoptions": pages.own_lines(
            rows, units.units_by_uid({row.unit_uid for row in rows}), _names(rows)
        ),
        "uses": pages.use_lines(use_of_own_cards(uids, now=now)) if uids else [],
    }
    return render(request, "practices/use/own.html", context)


def _forms(request: HttpRequest, row: Adoption, done: str) -> dict[str, Form]:
    """Forms of what may be done with the adoption now, by the value of the button."""

    def data(name: str) -> Any:
        return request.POST if done == name else None

    if row.state == GIVEN_UP:
        return {}
    start = {"starts_on": row.starts_on, "changes": row.changes}
    made: dict[str, Form] = {}
    if row.state == WANTED:
        made["adopt"] = StartForm(data("adopt"), prefix="adopt", initial=start)
        made["adopt"].fields["starts_on"].required = True
    made["correct"] = StartForm(data("correct"), prefix="correct", initial=start)
    if row.state == ADOPTED:
        made["correct"].fields["starts_on"].required = True
    if row.starts_on:
        groups = indicators.choices_of_unit(row.unit_uid, get_language() or "pl")
        made["aim"] = AimForm(data("aim"), prefix="aim", groups=groups)
    made["giveup"] = GiveUpForm(data("giveup"), prefix="giveup")
    return made


_ACTS: dict[str, Callable[..., object]] = {
    "adopt": lambda row, given, **who: acts.adopt(row, **given, **who),
    "correct": lambda row, given, **who: acts.correct_adoption(row, **given, **who),
    "aim": lambda row, given, **who: acts.declare_aim(row, **given, **who),
    "giveup": lambda row, given, **who: acts.give_up(row, **given, **who),
}


def _names(rows: list[Adoption]) -> dict[str, str]:
    codes = [aim.indicator for row in rows for aim in row.aims.all()]
    return indicators.names_of_indicators(codes, get_language() or "pl")
