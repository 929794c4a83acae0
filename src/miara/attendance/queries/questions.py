"""The questions that people who register for an event are asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from miara.questionnaires import public as questionnaires

__all__ = ["OWNER", "Questions", "questions_of"]

#: Kind under which the form engine keeps the questions and answers of an event; the id
#: is the identity of the event.
OWNER: Final = "REGISTRATION"
_CODE: Final = "registration"


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked now; ``version`` is None until somebody answered or changed it."""

    definition: questionnaires.FormDefinition
    version: questionnaires.FormVersion | None


def questions_of(event_uid: str) -> Questions:
    """The published questions of the office, else those of the program. Two queries."""
    form = questionnaires.form_of(OWNER, event_uid, _CODE)
    version = None if form is None else questionnaires.published_version(form)
    if version is None:
        return Questions(questionnaires.load_form(_CODE), None)
    return Questions(version.definition, version)
