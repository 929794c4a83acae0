"""Pages for residents and councillors, and what the unit shows on them."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.budget import public as budget
from miara.core.errors import MiaraError
from miara.council import public as council
from miara.cycle import public as cycle
from miara.reports.actions.boards import set_board
from miara.reports.exports.boards import divisions_csv, tasks_csv
from miara.reports.forms.boards import BoardForm
from miara.reports.presenters import boards as shown
from miara.reports.presenters import councillor as told
from miara.reports.presenters.versions import public_report
from miara.reports.queries import boards as found
from miara.reports.queries.versions import public_reports
from miara.reports.views.shared import file_of, number_in

__all__ = ["board_settings", "councillors", "divisions_file", "residents", "tasks_file"]


@require_safe
def residents(request: HttpRequest, address: str) -> HttpResponse:
    """What the unit wants to reach, what it builds, where money goes, when to speak."""
    unit, today = cycle.unit_of_address(address), _today(request)
    board = found.board_of(unit.uid)
    year = found.year_shown(board, today, number_in(request, "rok", 0))
    goals, works = found.goals_shown(unit.uid, today), found.works_shown(unit.uid)
    tasks = found.tasks_shown(board, year)
    debate = found.debate_shown(unit.uid, today)
    page = {
        "unit": unit,
        "note": board.note,
        "year": year,
        "documents": goals.documents,
        "goals_sentence": shown.goals_sentence(goals),
        "goals": shown.goals_of(goals.goals, unit.address),
        "works_sentence": shown.works_sentence(works) if works else "",
        "works": shown.works_of(works, unit.address),
        "civic": shown.civic_sentence(works),
        "money": year and shown.money_figure(tasks, year.year, year.population),
        "debate": debate,
        "debate_sentence": shown.debate_sentence(debate),
    }
    return render(request, "reports/residents.html", page)


@require_safe
def councillors(request: HttpRequest, address: str) -> HttpResponse:
    """Reports, goals in danger, spending by division, resolutions, what to ask."""
    unit, today = cycle.unit_of_address(address), _today(request)
    board = found.board_of(unit.uid)
    year = found.year_shown(board, today, number_in(request, "rok", 0))
    goals, works = found.goals_shown(unit.uid, today), found.works_shown(unit.uid)
    divisions = found.divisions_shown(board, year)
    resolutions = (
        council.resolutions_of_year(unit.uid, today.year)
        if board.shows_resolutions
        else []
    )
    reports = public_reports(unit.uid)
    debate = found.debate_shown(unit.uid, today)
    page = {
        "unit": unit,
        "note": board.note,
        "year": year,
        "reports": [public_report(row, unit.name, unit.address) for row in reports],
        "goals_sentence": shown.goals_sentence(goals),
        "danger": told.danger_table(goals),
        "divisions": told.divisions_table(divisions) if divisions else None,
        "divisions_sentence": year
        and divisions
        and told.divisions_sentence(divisions, year.year),
        "resolutions": told.resolutions_table(resolutions),
        "questions": told.question_sentences(
            goals=goals,
            works=works,
            divisions=divisions,
            resolutions=resolutions,
            quarter=budget.last_ended_quarter(year.year, today) if year else 0,
            has_report=any(row.kind == "STATE" for row in reports),
            today=today,
        ),
        "debate": debate,
        "debate_sentence": shown.debate_sentence(debate),
    }
    return render(request, "reports/councillors.html", page)


@require_safe
def tasks_file(request: HttpRequest, address: str) -> HttpResponse:
    """All tasks that the unit shows, as CSV; a heading alone when it shows none."""
    unit, today = cycle.unit_of_address(address), _today(request)
    board = found.board_of(unit.uid)
    year = found.year_shown(board, today, number_in(request, "rok", 0))
    content = tasks_csv(found.tasks_shown(board, year))
    return file_of(content, f"zadania-{unit.address}", "csv")


@require_safe
def divisions_file(request: HttpRequest, address: str) -> HttpResponse:
    """Spending by division as CSV; a heading alone when the unit does not show it."""
    unit, today = cycle.unit_of_address(address), _today(request)
    board = found.board_of(unit.uid)
    year = found.year_shown(board, today, number_in(request, "rok", 0))
    content = divisions_csv(found.divisions_shown(board, year), year)
    return file_of(content, f"dzialy-{unit.address}", "csv")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def board_settings(request: HttpRequest, address: str) -> HttpResponse:
    """Say what residents and councillors see; for those who plan."""
    at = cycle.door(request, address, "dashboard", planning=True)
    row = found.board_of(at.unit.uid)
    form = BoardForm(request.POST or None, instance=row, unit_uid=at.unit.uid)
    if request.method == "POST" and form.is_valid():
        try:
            set_board(
                at.unit.uid, form.values, version=form.seen, by=at.user, now=at.now
            )
        except MiaraError as error:
            form.tell(error)
        else:
            messages.success(request, _("Saved. Everybody sees it so from now on."))
            return redirect("reports:residents", at.unit.address)
    status = 422 if form.errors else 200
    return render(
        request, "reports/board_settings.html", at.page(form=form), status=status
    )


def _today(request: HttpRequest) -> date:
    return timezone.localdate(request.received_at)  # type: ignore[attr-defined]
