"""The questions that a reader who proposes a practice is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from miara.questionnaires import public as questionnaires

__all__ = ["OWNER", "OWNER_ID", "Questions", "questions"]

#: Kind and id under which the form engine keeps the questions and the answers.
OWNER: Final = "PROPOSAL"
OWNER_ID: Final = "questions"
_CODE: Final = "proposal"


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked now; ``version`` is None until somebody answered or changed it."""

    definition: questionnaires.FormDefinition
    version: questionnaires.FormVersion | None


def questions() -> Questions:
    """The published questions of editors, else those of the program. Two queries."""
    form = questionnaires.form_of(OWNER, OWNER_ID, _CODE)
    version = None if form is None else questionnaires.published_version(form)
    if version is None:
        return Questions(questionnaires.load_form(_CODE), None)
    return Questions(version.definition, version)
