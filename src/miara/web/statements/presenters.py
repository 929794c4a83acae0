"""Events of the statements as sentences."""

from django.utils.translation import gettext as _

from miara.audit import public as audit

__all__ = ["register"]


def register() -> None:
    """Tell the trail how to say the events of the statements."""
    for kind in (
        "statements.accessibility_saved",
        "statements.privacy_row_saved",
        "statements.privacy_row_deleted",
    ):
        audit.presenter(kind)(_sentence)


def _sentence(event: audit.Event) -> str:
    return {
        "statements.accessibility_saved": _("The accessibility statement was saved."),
        "statements.privacy_row_saved": _("A row of the privacy page was saved."),
        "statements.privacy_row_deleted": _("A row of the privacy page was deleted."),
    }[event.kind]
