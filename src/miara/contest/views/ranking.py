"""The ranking for the office and the jury, and its files."""

from __future__ import annotations

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miara.contest.domain.ranking.marks import FaultyMarks
from miara.contest.exports.ranking import marks_csv, ranking_workbook
from miara.contest.models import Edition, Expert
from miara.contest.permissions import can_judge, can_organise
from miara.contest.presenters.ranking import cell_views, refusal_text, severity_rows
from miara.contest.queries.jury import barred_cells
from miara.contest.queries.ranking import (
    cell_code,
    kept_ranking_of,
    labels_of,
    marks_of,
)
from miara.contest.views.guards import edition_page, moment_of, person
from miara.core.numbers import format_percent

__all__ = ["file", "page"]

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@edition_page(can_organise, can_judge)
def page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Every group and domain: mean, corrected estimate, certainty, stability."""
    content = marks_of(edition)
    labels = labels_of(edition)
    try:
        ranking, report = kept_ranking_of(content)
    except FaultyMarks:
        ranking, report = None, []
    organises = bool(can_organise(request.user, edition, now=moment_of(request)))
    hidden = set() if organises else _hidden_cells(request, edition)
    if ranking is not None and hidden:
        cells = tuple(row for row in ranking.cells if row.cell not in hidden)
        ranking = replace(ranking, cells=cells)
        report = [row for row in report if row.cell not in hidden]
    experts = {row.uid: row for row in Expert.objects.filter(edition=edition)}
    rules = edition.settings.finals
    certain = format_percent(100 * float(rules.certain_from), 0, get_language() or "pl")
    return render(
        request,
        "contest/experts/ranking.html",
        {
            "edition": edition,
            "cells": cell_views(ranking, report, labels) if ranking else [],
            "refusal": refusal_text(ranking, labels) if ranking else "",
            "severities": severity_rows(ranking, experts) if ranking else [],
            "threshold": rules.threshold,
            "certain": certain,
            "organises": organises,
            "hidden": len(hidden),
        },
    )


@edition_page(can_organise, can_judge)
def file(request: HttpRequest, edition: Edition, suffix: str) -> HttpResponse:
    """The marks as CSV, or everything as a workbook."""
    organises = can_organise(request.user, edition, now=moment_of(request))
    if not organises and _hidden_cells(request, edition):
        raise PermissionDenied(
            _("The files hold applications in which you take no part.")
        )
    content = marks_of(edition)
    if suffix == "csv":
        response = HttpResponse(
            "\ufeff" + marks_csv(content), content_type="text/csv; charset=utf-8"
        )
    elif suffix == "xlsx":
        ranking, report = kept_ranking_of(content)
        names = labels_of(edition).units
        response = HttpResponse(
            ranking_workbook(content, ranking, report, names=names), content_type=_XLSX
        )
    else:
        raise Http404
    name = f"ranking-{edition.slug}.{suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _hidden_cells(request: HttpRequest, edition: Edition) -> set[str]:
    """Tables kept from a member of the jury who was recused in them."""
    barred = barred_cells(edition, person(request))
    cells = edition.cells.select_related("group", "domain")
    # Without a seat nothing is known of their ties, so every table is kept from them.
    return {cell_code(cell) for cell in cells if barred is None or cell.pk in barred}
