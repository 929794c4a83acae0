"""Events of the trail as sentences."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miara.audit import public as audit

__all__ = ["register"]

_PLAIN: dict[str, Promise] = {
    "ceremony.rehearsal_prepared": gettext_lazy(
        "A rehearsal of the ceremony was prepared."
    ),
    "ceremony.opened": gettext_lazy("The ceremony was opened."),
    "ceremony.closed": gettext_lazy("The opening of the ceremony was taken back."),
    "ceremony.release_refused": gettext_lazy(
        "The last step was revealed, and the release of the results was refused."
    ),
}


def register() -> None:
    """Tell the trail how to say the events of this context."""
    for kind in (*_PLAIN, "ceremony.prepared", "ceremony.step_revealed"):
        if kind not in audit.kinds_told():
            audit.presenter(kind)(_sentence)


def _sentence(event: audit.Event) -> str:
    facts = event.after or {}
    if event.kind in _PLAIN:
        return str(_PLAIN[event.kind])
    if event.kind == "ceremony.prepared":
        return _("The ceremony of %(day)s was prepared.") % {
            "day": facts.get("day", "–")
        }
    if facts.get("offline"):
        text = _("Step %(step)s of the ceremony was revealed without network.")
    else:
        text = _("Step %(step)s of the ceremony was revealed.")
    return text % {"step": facts.get("step", "–")}
