"""What a load of the archive did, in lines for the terminal."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miara.contest.actions.past import ArchiveReport, EditionLine, OpenName
from miara.contest.actions.past_cards import ShownResults
from miara.units import public as units

__all__ = ["base_lines", "report_lines"]


def report_lines(report: ArchiveReport) -> Iterator[str]:
    """One line an edition, then entrants that stay without a unit, with the reason."""
    for line in report.editions:
        yield _edition(line)
    for code in report.removed:
        yield _("%(code)s: removed, the files do not have it any more") % {"code": code}
    if report.bodies:
        yield ngettext(
            "%(count)s entrant is a union or an association, not a unit.",
            "%(count)s entrants are unions or associations, not units.",
            report.bodies,
        ) % {"count": report.bodies}
    if units.register_day() is None:
        yield _(
            "The register of units is empty, so no result is tied to a unit. Import "
            "it (miara import terc) and load the archive again."
        )
    elif report.open_names:
        yield _("Left without a unit, with the units that the name may mean:")
        names = _titles(report)
        for name in report.open_names:
            yield _open(name, names)
    if not report.has_changed:
        yield _("Nothing changed: the archive was up to date.")


def base_lines(shown: ShownResults) -> Iterator[str]:
    """What became of the results in the good-practice base."""
    if shown.made:
        yield ngettext(
            "Good-practice base: %(count)s new short entry.",
            "Good-practice base: %(count)s new short entries.",
            shown.made,
        ) % {"count": shown.made}
    if shown.tied:
        yield ngettext(
            "Good-practice base: %(count)s entry tied to its unit.",
            "Good-practice base: %(count)s entries tied to their units.",
            shown.tied,
        ) % {"count": shown.tied}


def _edition(line: EditionLine) -> str:
    states = {
        "new": _("new"),
        "changed": _("brought up to date"),
        "same": _("unchanged"),
    }
    results = ngettext(
        "%(count)s result, %(tied)s tied to a unit",
        "%(count)s results, %(tied)s tied to units",
        line.results,
    ) % {"count": line.results, "tied": line.tied}
    return f"{line.code}: {states[line.state]}, {results}"


def _titles(report: ArchiveReport) -> dict[str, str]:
    uids = {uid for name in report.open_names for uid in name.candidates}
    return {
        uid: f"{unit.code} {unit.full_name}"
        for uid, unit in units.units_by_uid(uids).items()
    }


def _open(name: OpenName, titles: dict[str, str]) -> str:
    if not name.candidates:
        why = _("no unit of this name and kind in the register")
    else:
        why = "; ".join(titles.get(uid, uid) for uid in name.candidates)
    return f"  {name.code} {name.entrant}: {why}"
