"""Tables: forms and their versions, filled sheets and their answers."""

from miara.questionnaires.models.form import Form, FormVersion
from miara.questionnaires.models.sheet import (
    Answer,
    AnswerChange,
    AnswerSheet,
    SheetFile,
    SheetPresence,
)

__all__ = [
    "Answer",
    "AnswerChange",
    "AnswerSheet",
    "Form",
    "FormVersion",
    "SheetFile",
    "SheetPresence",
]
