"""Forms of surveys: a file of answers, and what answers count as."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miara.core.errors import MiaraError
from miara.documents import public as documents
from miara.strategy.actions.surveys import Choice
from miara.strategy.domain.answers import Answers, number_in, read_answers
from miara.strategy.domain.numbers import BadNumberError, read_number
from miara.strategy.domain.sheets import UnreadableSheetError, rows_of_file
from miara.strategy.forms.indicators import ValueForm
from miara.strategy.models import SurveyCount
from miara.strategy.phrases import answer_sentence

__all__ = ["ChoiceForm", "SurveyForm"]

LIMIT = 20_000_000
#: Answers by which people say that they do not know; left out unless somebody counts
#: them.
_UNKNOWING = (
    *("nie wiem", "trudno powiedzieć", "nie mam zdania", "brak odpowiedzi", "odmowa"),
    *("brak zdania", "nie dotyczy", "don't know", "no opinion", "hard to say"),
)
_LEFT_OUT, _COUNTED, _CHOSEN = "", "0", "1"


class SurveyForm(forms.Form):
    """A file with a row a person."""

    period = forms.CharField(
        label=gettext_lazy("Period"),
        max_length=9,
        help_text=gettext_lazy("A year (2025) or a quarter (2025-Q1)."),
    )
    file = forms.FileField(
        label=gettext_lazy("File of answers"),
        help_text=gettext_lazy(
            "XLSX, ODS or CSV, to 20 MB. One row is one person, the first row names "
            "the questions. Remove names, addresses and numbers of people before you "
            "send it."
        ),
    )
    weight = forms.CharField(
        label=gettext_lazy("Heading of the column of weights"),
        required=False,
        max_length=120,
        help_text=gettext_lazy(
            "Leave it empty when everybody counts the same. A column called “waga” or "
            "“weight” is found without it."
        ),
    )
    sampling = forms.ChoiceField(
        label=gettext_lazy("How people were chosen"),
        choices=[("", "—"), *SurveyCount.Sampling.choices],
        help_text=gettext_lazy(
            "A margin of error is told only of people drawn at random."
        ),
    )

    clean_period = ValueForm.clean_period

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is read yet."""
        super().__init__(*args, **kwargs)
        self.answers = Answers()
        self.faults: list[str] = []

    def clean(self) -> dict[str, Any]:
        """Read the file; cells that are wrong are told one by one."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if file := given.get("file"):
            self._read(file, given.get("weight", ""))
        return given

    def _read(self, file: Any, weight: str) -> None:
        try:
            content = documents.check_file(
                content=file, name=file.name, accept=documents.SHEETS, limit=LIMIT
            )
            self.answers = read_answers(rows_of_file(content), weight)
        except MiaraError as error:
            self.add_error("file", str(error.for_people()))
        except UnreadableSheetError:
            self.add_error(
                "file",
                _("This file cannot be read as a table. Save it as XLSX or CSV."),
            )
        else:
            self.faults = [answer_sentence(error) for error in self.answers.errors]
            if self.faults:
                self.add_error(
                    "file",
                    _("The file cannot be counted yet; cells to correct stand above."),
                )


class ChoiceForm(forms.Form):
    """What each answer of a question counts as.

    The measure decides the fields: of a share an answer is chosen, counted or left
    out; of a mean it is a number, or empty to be left out.
    """

    def __init__(
        self,
        *args: Any,
        question: str,
        counts: Mapping[str, Sequence[float]],
        measure: str,
        **kwargs: Any,
    ) -> None:
        """Make a field an answer, in the order of the counts."""
        super().__init__(*args, **kwargs)
        self.question, self.measure = question, measure
        self.names = {f"a{n}": answer for n, answer in enumerate(counts)}
        for name, answer in self.names.items():
            people = int(counts[answer][0])
            self.fields[name] = self._field(answer, people)
        self.fields["reason"] = forms.CharField(
            label=_("Reason of the correction"),
            required=False,
            max_length=300,
            help_text=_("Needed when a published value changes."),
        )

    @property
    def answers(self) -> list[Any]:
        """Bound fields of the answers."""
        return [self[name] for name in self.names]

    @property
    def choice(self) -> Choice:
        """What was chosen, of a valid form."""
        roles = {
            answer: self.cleaned_data[name]
            for name, answer in self.names.items()
            if self.cleaned_data[name] is not None
        }
        return Choice(self.question, self.measure, roles)

    def _field(self, answer: str, people: int) -> forms.Field:
        label = _("%(answer)s (people: %(people)s)") % {
            "answer": answer,
            "people": people,
        }
        if self.measure == SurveyCount.Measure.MEAN:
            number = None if _is_unknowing(answer) else number_in(answer)
            shown = "" if number is None else f"{number:g}".replace(".", ",")
            return _NumberField(label=label, required=False, initial=shown)
        return forms.TypedChoiceField(
            label=label,
            required=False,
            coerce=float,
            empty_value=None,
            initial=_LEFT_OUT if _is_unknowing(answer) else _COUNTED,
            choices=[
                (_CHOSEN, _("in the share")),
                (_COUNTED, _("in the whole only")),
                (_LEFT_OUT, _("left out")),
            ],
        )


class _NumberField(forms.CharField):
    """A number as people write it; None when empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, **kwargs)
        self.widget.attrs["inputmode"] = "decimal"

    def clean(self, value: Any) -> Any:
        """A number, or None."""
        text = super().clean(value)
        try:
            found = read_number(text)
        except BadNumberError:
            message = _("This is no number. Write one such as 4, or leave it empty.")
            raise forms.ValidationError(message) from None
        return None if found is None else float(found)


def _is_unknowing(answer: str) -> bool:
    return any(words in answer.casefold() for words in _UNKNOWING)
