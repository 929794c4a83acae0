"""A draft diagnosis written from the data of the platform and comparisons."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from miara.indicators import public as indicators

__all__ = ["draft_diagnosis"]

_MOST = 6


def draft_diagnosis(unit_uid: str) -> tuple[str, dict[str, str]] | None:
    """Text in Polish by the code of a management domain, and the vintage behind it.

    A section says first what stands out, then what changed steadily, then the other
    numbers, and at last what nothing is known about. Nothing is guessed.

    Returns
    -------
    tuple or None
        None when nothing is published about the unit.
    """
    with override("pl"):
        told = indicators.told_of_unit(unit_uid, "pl")
        if told is None:
            return None
        texts = {
            code: _section(lines, told.missing.get(code, 0))
            for code, lines in told.lines.items()
        }
    return told.vintage, texts


def _section(lines: list[indicators.ToldLine], missing: int) -> str:
    parts = [
        _part(_("Strong sides:"), [_line(x) for x in lines if x.verdict == 1]),
        _part(_("Weak sides:"), [_line(x) for x in lines if x.verdict == -1]),
        _part(
            _("Different than elsewhere:"), [_line(x) for x in lines if x.verdict == 2]
        ),
        _part(_("Steady changes:"), [_moved(x) for x in lines if x.movement]),
        _part(_("Other numbers:"), [_line(x) for x in lines if x.verdict == 0]),
    ]
    if missing:
        parts.append(
            ngettext(
                "One indicator of this domain has no number for the unit.",
                "%(count)s indicators of this domain have no number for the unit.",
                missing,
            )
            % {"count": missing}
        )
    return "\n\n".join(filter(None, parts))


def _part(heading: str, lines: list[str]) -> str:
    if not lines:
        return ""
    return "\n".join([heading, *(f"– {line}" for line in lines[:_MOST])])


def _line(line: indicators.ToldLine) -> str:
    return _("%(title)s (%(period)s): %(sentence)s") % {
        "title": line.title,
        "period": line.period,
        "sentence": line.sentence,
    }


def _moved(line: indicators.ToldLine) -> str:
    return _("%(title)s: %(change)s") % {"title": line.title, "change": line.movement}
