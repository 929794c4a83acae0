"""Who comes to the desk of the base, and which addresses it opens to whom."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from miara.editing import public as editing
from miara.practices.permissions import can_edit, can_review

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["EDITORS", "EXPERTS", "OWN", "SPACE", "register"]

#: Namespaces of the addresses: of the library's views, and of ours.
SPACE: Final = "practices-cards"
OWN: Final = "practices-desk"


def _edits(user: User, now: datetime) -> bool:
    return bool(can_edit(user, now=now))


def _only_reviews(user: User, now: datetime) -> bool:
    return not can_edit(user, now=now) and bool(can_review(user, now=now))


EDITORS: Final = editing.Group(
    name="practices.editors",
    holds=_edits,
    home=f"{SPACE}:list",
    permissions=frozenset(
        {
            "practices.add_practicecard",
            "practices.change_practicecard",
            "practices.publish_practicecard",
            "practices.lock_practicecard",
            "practices.unlock_practicecard",
        }
    ),
)
#: Nobody of them writes, so the library's own pages stay closed to them.
EXPERTS: Final = editing.Group(
    name="practices.experts", holds=_only_reviews, home=f"{OWN}:reviews"
)

_FOR_EDITORS = (
    "list", "list_results", "add", "edit", "history", "history_results",
    "preview_on_edit", "revisions_view", "revisions_revert",
    "revisions_compare", "revisions_unschedule", "lock", "unlock",
    "confirm_workflow_cancellation", "workflow_history", "workflow_history_detail",
)  # fmt: skip
_OWN_FOR_EDITORS = ("card-state", "card-act")
_OWN_FOR_BOTH = ("reviews", "review", "draft", "draft-file")


def register() -> None:
    """Open the desk; called once at start."""
    editors, both = {EDITORS.name}, {EDITORS.name, EXPERTS.name}
    pages = {f"{SPACE}:{name}": frozenset(editors) for name in _FOR_EDITORS}
    pages |= {f"{OWN}:{name}": frozenset(editors) for name in _OWN_FOR_EDITORS}
    pages |= {f"{OWN}:{name}": frozenset(both) for name in _OWN_FOR_BOTH}
    editing.register_desk(editing.Desk("practices", (EDITORS, EXPERTS), pages))
