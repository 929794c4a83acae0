"""What the author is asked to write where the data say nothing or not enough."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["hint_of"]

_HINTS: Final[dict[str, Promise]] = {
    "legal-persons": _(
        "Plans of institutions of culture and other legal persons of the unit are not "
        "kept here. Write how they were carried out, or leave the section empty: "
        "readers do not see empty sections."
    ),
    "undertakings": _(
        "The table has limits of the forecast. Write how far each undertaking has come."
    ),
    "quarter": _("Write what the council should know about the quarter."),
    "short-money": _("Write in one or two plain sentences what the money was for."),
}
_DOMAIN: Final = _(
    "Write in plain words what residents gained in this domain and what did not work."
)


def hint_of(code: str) -> Promise | str:
    """What to write in a section; empty where nothing special is asked."""
    if code in _HINTS:
        return _HINTS[code]
    is_domain = code.startswith("short-") and code not in {"short-civic"}
    return _DOMAIN if is_domain and code != "short-council" else ""
