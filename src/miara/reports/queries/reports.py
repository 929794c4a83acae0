"""Reports of a unit and their sections."""

from __future__ import annotations

from django.db.models import QuerySet

from miara.reports.models import Report, Section

__all__ = ["public_report", "report_of", "reports_of", "section_of", "sections_of"]


def reports_of(unit_uid: str, *, is_public: bool = False) -> QuerySet[Report]:
    """Reports of a unit, the newest year first; one query."""
    rows = Report.objects.filter(unit_uid=unit_uid)
    if is_public:
        rows = rows.filter(published_at__isnull=False)
    return rows.order_by("-year", "kind")


def report_of(unit_uid: str, pk: int) -> Report | None:
    """One report when it belongs to the unit."""
    return Report.objects.filter(unit_uid=unit_uid, pk=pk).first()


def public_report(unit_uid: str, year: int, kind: str) -> Report | None:
    """A report that everybody may read."""
    rows = reports_of(unit_uid, is_public=True)
    return rows.filter(year=year, kind=kind).first()


def sections_of(report: Report) -> list[Section]:
    """Sections in their order; one query."""
    return list(report.sections.order_by("position", "pk"))


def section_of(report: Report, pk: int) -> Section | None:
    """One section of a report."""
    return report.sections.select_related("report").filter(pk=pk).first()
