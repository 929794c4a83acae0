"""Mass reorganisation: a table, a preview, one act."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from miara.core.errors import MiaraError
from miara.organisations import public as organisations
from miara.organisations.public import Move, MoveRow
from miara.strategy.domain.pasted import rows_of_text
from miara.strategy.domain.sheets import UnreadableSheetError, rows_of_file
from miara.strategy.forms.structure import MovesForm
from miara.strategy.presenters.structure import fault_sentence, move_sentence
from miara.strategy.views.doors import READING_AND_SENDING, Door, door

__all__ = ["reorganisation"]


@dataclass(frozen=True, slots=True)
class _Plan:
    moves: list[Move]
    errors: list[str]


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def reorganisation(request: HttpRequest, address: str) -> HttpResponse:
    """Look at what a table would move, then carry it out."""
    at = door(request, address, current="structure", planning=True)
    form = MovesForm(request.POST or None, request.FILES or None, today=at.today)
    plan: _Plan | None = None
    if request.method == "POST" and form.is_valid():
        plan = _plan(at, form)
        if plan is not None and _is_to_be_done(at, plan):
            done = _carry_out(at, form, plan)
            if done is not None:
                return done
    return at.render(
        "strategy/reorganisation.html",
        status=422 if form.errors or (plan and plan.errors) else 200,
        form=form,
        errors=plan.errors if plan else [],
        preview=[move_sentence(move) for move in plan.moves] if plan else [],
    )


def _is_to_be_done(at: Door, plan: _Plan) -> bool:
    return at.request.POST.get("do") == "move" and not plan.errors


def _plan(at: Door, form: MovesForm) -> _Plan | None:
    try:
        cells = _cells(form)
    except UnreadableSheetError:
        form.add_error(
            "file", _("This file cannot be read as a table. Save it as XLSX or CSV.")
        )
        return None
    units = organisations.organisational_units_of(at.uid, at.today)
    posts = organisations.posts_of(at.uid, at.today)
    by_key = {f"u{row.pk}": row for row in units}
    unit_names = {row.name.casefold(): f"u{row.pk}" for row in units}
    unit_names |= {row.code.casefold(): f"u{row.pk}" for row in units}
    post_names = {row.title.casefold(): f"p{row.pk}" for row in posts}
    rows, faults = organisations.read_moves(cells, post_names, unit_names)
    known_posts = {f"p{row.pk}": row for row in posts}

    def move(row: MoveRow) -> Move:
        thing = known_posts[row.post] if row.post else by_key[row.unit]
        return Move(thing, by_key.get(row.to), row.title, row.ends)

    return _Plan([move(row) for row in rows], [fault_sentence(f) for f in faults])


def _cells(form: MovesForm) -> list[list[str]]:
    file = form.cleaned_data["file"]
    if not file:
        return rows_of_text(form.cleaned_data["text"])
    cells = rows_of_file(file.read())
    # Kept in the field: the next press carries out what was looked at.
    data = QueryDict(mutable=True)
    data.update({k: str(v) for k, v in form.data.items()})
    data["text"] = "\n".join("\t".join(row) for row in cells)
    form.data = data
    return cells


def _carry_out(at: Door, form: MovesForm, plan: _Plan) -> HttpResponse | None:
    try:
        count = organisations.reorganise(
            at.uid, plan.moves, on=form.cleaned_data["on"], **at.who
        )
    except MiaraError as error:
        form.add_error(None, error.for_people())
        return None
    told = ngettext(
        "One row of the structure was changed.",
        "%(count)s rows of the structure were changed.",
        count,
    )
    messages.success(at.request, told % {"count": count})
    return redirect("strategy:structure", at.address)
