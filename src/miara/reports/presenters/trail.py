"""What was done with reports, as sentences of the trail."""

from __future__ import annotations

from django.utils.translation import gettext as _

from miara.audit import public as audit

__all__ = ["register"]


def register() -> None:
    """Tell the trail how to say them; called once at start."""
    audit.presenter("reports.report_made")(_made)
    audit.presenter("reports.report_made_anew")(_made_anew)
    audit.presenter("reports.report_published")(_published)
    audit.presenter("reports.files_ordered")(_files)
    audit.presenter("reports.section_edited")(_edited)
    audit.presenter("reports.section_follows_data")(_follows)


def _made(event: audit.Event) -> str:
    return _("A report on the year %(year)s was made.") % _facts(event)


def _made_anew(event: audit.Event) -> str:
    return _(
        "The report on the year %(year)s was made anew from the data; texts that have "
        "to be looked at: %(conflicts)s."
    ) % _facts(event)


def _published(event: audit.Event) -> str:
    after = event.after or {}
    if after.get("version", 1) == 1:
        return _("A report was made public.")
    return _("Version %(version)s of a report was made public: %(note)s.") % {
        "version": after["version"],
        "note": str(after.get("note", "")).rstrip("."),
    }


def _files(event: audit.Event) -> str:
    return _("Files of a report were asked for.")


def _edited(event: audit.Event) -> str:
    return _("The text of a section of a report was written.")


def _follows(event: audit.Event) -> str:
    return _("A section of a report follows the data again.")


def _facts(event: audit.Event) -> dict[str, object]:
    after = event.after or {}
    return {"year": after.get("year"), "conflicts": after.get("conflicts", 0)}
