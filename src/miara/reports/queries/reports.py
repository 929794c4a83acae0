"""Reports of a unit and their sections."""

from __future__ import annotations

from django.db.models import Max, QuerySet

from miara.reports.models import Report, Section

__all__ = ["report_of", "reports_of", "section_of", "sections_of"]


def reports_of(unit_uid: str) -> QuerySet[Report]:
    """Reports of a unit with the number of their last version; one query."""
    rows = Report.objects.filter(unit_uid=unit_uid).annotate(
        last=Max("versions__number")
    )
    return rows.order_by("-year", "kind", "-quarter")


def report_of(unit_uid: str, pk: int) -> Report | None:
    """One report when it belongs to the unit."""
    return Report.objects.filter(unit_uid=unit_uid, pk=pk).first()


def sections_of(report: Report) -> list[Section]:
    """Sections in their order; one query."""
    return list(report.sections.order_by("position", "pk"))


def section_of(report: Report, pk: int) -> Section | None:
    """One section of a report."""
    return report.sections.select_related("report").filter(pk=pk).first()
