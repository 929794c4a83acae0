"""Applications on their way to the good-practice base: the office and the author."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from miara.contest.actions.practice_cards import (
    answer_about_card,
    ask_about_card,
    make_practice_card,
    make_practice_cards,
)
from miara.contest.forms.cards import AnswerForm
from miara.contest.models import Edition, Entry, EntryCard
from miara.contest.permissions import can_organise, can_write_entry
from miara.contest.presenters.practice_cards import draft_view
from miara.contest.queries.practice_cards import (
    awarded_entries,
    card_of,
    public_results,
)
from miara.contest.views.entry_guards import entry_page
from miara.contest.views.guards import edition_page, moment_of, person, posted
from miara.core.errors import MiaraError
from miara.practices import public as practices
from miara.units import public as units

__all__ = ["ask", "cards", "confirm", "make"]


@edition_page(can_organise, even_closed=True)
@require_http_methods(["GET", "HEAD", "POST"])
def cards(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Finalists and laureates, and their way to the base; several go at once."""
    now = moment_of(request)
    if request.method == "POST":
        _carry_over(request, edition)
        return redirect(request.path)
    rows = awarded_entries(edition, now=now)
    shown = {row.entry.pk for row in rows}
    others = EntryCard.objects.filter(entry__edition=edition).exclude(entry__in=shown)
    places = units.units_by_uid([row.entry.unit_uid for row in rows])
    context = {
        "edition": edition,
        "is_out": public_results(edition, now=now) is not None,
        "rows": [(row, _unit(places, row.entry)) for row in rows],
        "others": others.select_related("entry").order_by("made_at", "pk"),
        "can_choose": any(row.made is None for row in rows),
        "unsettled": [
            row
            for row in rows
            if row.made and row.made.answer != EntryCard.Answer.RIGHT
        ],
    }
    return render(request, "contest/office/cards.html", context)


@require_POST
@edition_page(can_organise, even_closed=True)
def make(request: HttpRequest, edition: Edition, uid: str) -> HttpResponse:
    """Carry one application over."""
    entry = get_object_or_404(
        Entry.objects.exclude(number=""), edition=edition, uid=uid
    )
    try:
        make_practice_card(entry=entry, by=person(request), now=moment_of(request))
    except MiaraError as error:
        messages.error(request, error.for_people())
    else:
        messages.success(
            request,
            _("The draft is in the base. Its author was asked to confirm it."),
        )
    return redirect("contest:application", edition.contest.code, edition.slug, uid)


@require_POST
@edition_page(can_organise, even_closed=True)
def ask(request: HttpRequest, edition: Edition, uid: str) -> HttpResponse:
    """Ask the author of a description again."""
    made = get_object_or_404(EntryCard, entry__edition=edition, entry__uid=uid)
    try:
        ask_about_card(made=made, by=person(request), now=moment_of(request))
    except MiaraError as error:
        messages.error(request, error.for_people())
    else:
        messages.success(request, _("The author was asked again."))
    return redirect("contest:cards", edition.contest.code, edition.slug)


@entry_page
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, entry: Entry) -> HttpResponse:
    """The author reads the draft, confirms it or asks for a correction."""
    now, made = moment_of(request), card_of(entry)
    if made is None:
        raise Http404
    form = AnswerForm(posted(request), initial=_contact(made))
    if request.method == "POST" and form.is_valid():
        try:
            answer_about_card(
                made=made,
                is_right=request.POST.get("action") == "right",
                note=form.cleaned_data["note"],
                contact=form.contact(),
                by=person(request),
                now=now,
            )
        except MiaraError as error:
            form.add_error(None, error.for_people())
        else:
            messages.success(request, _("Thank you. Your answer is recorded."))
            return redirect(request.path)
    may = can_write_entry(person(request), entry, now=now)
    context = {
        "entry": entry,
        "edition": entry.edition,
        "made": made,
        "draft": draft_view(made.card),
        "form": form,
        "can_answer": bool(may) and made.answer != EntryCard.Answer.RIGHT,
    }
    status = 422 if form.errors else 200
    return render(request, "contest/entry/card.html", context, status=status)


def _carry_over(request: HttpRequest, edition: Edition) -> None:
    try:
        done = make_practice_cards(
            edition=edition,
            uids=request.POST.getlist("entry"),
            by=person(request),
            now=moment_of(request),
        )
    except MiaraError as error:
        messages.error(request, error.for_people())
        return
    count = len(done.made)
    if count:
        text = ngettext(
            "%(count)s application was carried over; its author was asked to confirm.",
            "%(count)s applications were carried over; their authors were asked to "
            "confirm.",
            count,
        )
        messages.success(request, text % {"count": count})
    elif not done.refused:
        messages.error(request, _("Choose at least one application."))
    for entry, refusal in done.refused:
        messages.error(request, f"{entry.number}: {refusal.for_people()}")


def _contact(made: EntryCard) -> dict[str, str]:
    row = made.card.contact
    return {name: getattr(row, name) for name in asdict(practices.Contact())}


def _unit(places: dict[str, units.UnitFacts], entry: Entry) -> str:
    unit = places.get(entry.unit_uid)
    return unit.full_name if unit else "–"
