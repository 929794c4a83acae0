"""Refusals that a person is told about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from miara.core.errors import MiaraError

if TYPE_CHECKING:
    from miara.questionnaires.domain.checks import DefinitionProblem

__all__ = [
    "AttachmentRefused",
    "DraftChanged",
    "FaultyDefinition",
    "NotADraft",
    "NotPublished",
    "QuestionnairesError",
    "SheetLocked",
    "SnapshotMismatch",
    "UnknownField",
    "VersionInUse",
]


class QuestionnairesError(MiaraError):
    """An act of this context was refused; nothing was changed."""


class NotADraft(QuestionnairesError):
    """A published version never changes."""

    sentence = _(
        "This version is published and can no longer be changed. Start a new version."
    )


class DraftChanged(QuestionnairesError):
    """Somebody else saved the draft meanwhile."""

    sentence = _(
        "Somebody else has saved this draft meanwhile. Open it again and repeat your "
        "change."
    )


class NotPublished(QuestionnairesError):
    """Sheets are filled on published versions only."""

    sentence = _("This version of the form is not published yet.")


class VersionInUse(QuestionnairesError):
    """The form has a draft already."""

    sentence = _("This form already has a draft. Finish or delete it first.")


class SheetLocked(QuestionnairesError):
    """The sheet was sent or closed; answers can no longer be changed."""

    sentence = _(
        "This form is closed for changes. What you have just typed was not added to "
        "it; copy it if you need it."
    )


class AttachmentRefused(QuestionnairesError):
    """The field takes no such attachment, or no more of them."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def for_people(self) -> str:
        """Why."""
        return self.reason


class UnknownField(QuestionnairesError):
    """The version has no such field: the page is older than the form."""

    sentence = _("The form has changed. Open the page again.")


class SnapshotMismatch(QuestionnairesError):
    """A snapshot belongs to another form."""

    sentence = _("This copy comes from another form.")


class FaultyDefinition(QuestionnairesError):
    """The definition cannot be used; ``problems`` says why."""

    def __init__(self, problems: Sequence[DefinitionProblem]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = tuple(problems)

    def for_people(self) -> str:
        """Every problem, a sentence each."""
        return " ".join(str(problem) for problem in self.problems)
