"""Who comes to the desk of the portal, and which addresses it opens."""

from __future__ import annotations

from typing import Final

from miara.editing import public as editing
from miara.portal.permissions import edits_any

__all__ = ["EDITORS", "NEWS", "OWN", "PAGES", "SITES", "register"]

#: Namespaces of the addresses: of the library's views, and of ours.
NEWS: Final = "portal-news"
PAGES: Final = "portal-pages"
SITES: Final = "portal-sites"
OWN: Final = "portal-desk"

_ACTS = ("add", "change", "publish", "lock", "unlock")
EDITORS: Final = editing.Group(
    name="portal.editors",
    holds=edits_any,
    home=f"{NEWS}:list",
    permissions=frozenset(
        {f"portal.{act}_{what}" for act in _ACTS for what in ("news", "sitepage")}
        | {"portal.change_site"}
    ),
)
_LIBRARY = (
    "list", "list_results", "add", "edit", "history", "history_results",
    "preview_on_edit", "revisions_view", "revisions_revert", "revisions_compare",
    "revisions_unschedule", "lock", "unlock",
)  # fmt: skip
_OWN = ("news-state", "news-act", "page-state", "page-act", "draft", "draft-file")
_OF_SITES = ("list", "list_results", "edit")


def register() -> None:
    """Open the desk; called once at start."""
    names = [f"{space}:{name}" for space in (NEWS, PAGES) for name in _LIBRARY]
    names += [f"{SITES}:{name}" for name in _OF_SITES]
    names += [f"{OWN}:{name}" for name in _OWN]
    pages = {name: frozenset({EDITORS.name}) for name in names}
    editing.register_desk(editing.Desk("portal", (EDITORS,), pages))
