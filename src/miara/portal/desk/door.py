"""Who comes to the desk of the portal, and which addresses it opens."""

from __future__ import annotations

from typing import Final

from miara.editing import public as editing
from miara.portal.permissions import edits_any

__all__ = ["EDITORS", "NEWS", "OWN", "register"]

#: Namespaces of the addresses: of the library's views, and of ours.
NEWS: Final = "portal-news"
OWN: Final = "portal-desk"

_ACTS = ("add", "change", "publish", "lock", "unlock")
EDITORS: Final = editing.Group(
    name="portal.editors",
    holds=edits_any,
    home=f"{NEWS}:list",
    permissions=frozenset(f"portal.{act}_news" for act in _ACTS),
)
_LIBRARY = (
    "list", "list_results", "add", "edit", "history", "history_results",
    "preview_on_edit", "revisions_view", "revisions_revert", "revisions_compare",
    "revisions_unschedule", "lock", "unlock",
)  # fmt: skip
_OWN = ("news-state", "news-act", "draft", "draft-file")


def register() -> None:
    """Open the desk; called once at start."""
    names = [f"{NEWS}:{name}" for name in _LIBRARY] + [f"{OWN}:{name}" for name in _OWN]
    pages = {name: frozenset({EDITORS.name}) for name in names}
    editing.register_desk(editing.Desk("portal", (EDITORS,), pages))
