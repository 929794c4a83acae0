"""Forms of the register: a resolution, its execution, the list, words, a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from miara.council.domain.states import State
from miara.council.domain.table import plain
from miara.council.forms.shared import day_input, web_address
from miara.council.models import Resolution
from miara.council.phrases import STATES, state_word
from miara.cycle.public import PlanForm
from miara.organisations.public import Post

__all__ = ["FileForm", "FilterForm", "NoteForm", "ResolutionForm", "WordsForm"]


class ResolutionForm(PlanForm):
    """What was decided, who carries it out, by when and how far it is."""

    limits: ClassVar[Mapping[str, str]] = {
        **PlanForm.limits,
        "strategy.Goal": "document__unit_uid",
    }

    publication = web_address(
        _("Publication"), _("Address of the text, beginning with https://.")
    )

    class Meta:
        model = Resolution
        fields: ClassVar[list[str]] = [
            "number",
            "adopted_on",
            "title",
            "subject",
            "basis",
            "executor",
            "state",
            "deadline",
            "publication",
            "goals",
        ]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "adopted_on": day_input(),
            "title": forms.Textarea({"rows": 3}),
            "basis": forms.Textarea({"rows": 3}),
            "deadline": day_input(),
            "goals": forms.CheckboxSelectMultiple(),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "number": _("As the council numbers it, for example XXIV/180/2021."),
            "subject": _("A word or two of your own, to group by: budget, roads."),
            "deadline": _("Whoever executes it is reminded 30 days before."),
        }

    def __init__(
        self, *args: Any, words: Mapping[str, str], today: date, **kwargs: Any
    ) -> None:
        """Offer states in the words of the unit."""
        super().__init__(*args, **kwargs)
        self._today = today
        self.fields["state"] = forms.ChoiceField(
            label=_("State of execution"), choices=_states(words)
        )

    def ordered(self, label: str, rows: Any) -> Any:
        """Goals by symbol."""
        if label == "strategy.Goal":
            return rows.order_by("document_id", "code", "pk")
        return super().ordered(label, rows)

    def clean_number(self) -> str:
        """Without needless spaces, so that it is found again."""
        return " ".join(self.cleaned_data["number"].split())

    def clean_title(self) -> str:
        """In one line."""
        return " ".join(self.cleaned_data["title"].split())

    def clean_adopted_on(self) -> date:
        """A day that has come."""
        day: date = self.cleaned_data["adopted_on"]
        if day > self._today:
            raise ValidationError(
                _("This day has not come yet. Enter a resolution once it is adopted.")
            )
        return day

    def clean(self) -> dict[str, Any]:
        """A deadline does not come before the resolution."""
        given: dict[str, Any] = super().clean() or {}
        day, deadline = given.get("adopted_on"), given.get("deadline")
        if day and deadline and deadline < day:
            self.add_error(
                "deadline",
                _("The deadline comes before the date of the resolution."),
            )
        return given

    def validate_unique(self) -> None:
        """Leave it to the action, which tells it in a sentence."""

    def validate_constraints(self) -> None:
        """Leave it to the action, which tells it in a sentence."""


class NoteForm(forms.Form):
    """What was done about a resolution, when, and where it stands now."""

    noted_on = forms.DateField(label=_("Day of the note"), widget=day_input())
    text = forms.CharField(
        label=_("What was done"), max_length=5000, widget=forms.Textarea({"rows": 3})
    )

    field_order = ("noted_on", "state", "text")

    def __init__(
        self,
        *args: Any,
        words: Mapping[str, str],
        first: date,
        last: date,
        **kwargs: Any,
    ) -> None:
        """Offer states in the words of the unit.

        Parameters
        ----------
        first, last
            The day of the resolution and the present one: notes lie between.
        """
        super().__init__(*args, **kwargs)
        self._first, self._last = first, last
        self.fields["state"] = forms.ChoiceField(
            label=_("State from now on"), choices=_states(words)
        )
        self.order_fields(self.field_order)

    def clean_noted_on(self) -> date:
        """A day from the resolution until now."""
        day: date = self.cleaned_data["noted_on"]
        if day > self._last:
            raise ValidationError(_("This day has not come yet."))
        if day < self._first:
            raise ValidationError(_("This day comes before the resolution."))
        return day


class FilterForm(forms.Form):
    """Which resolutions the list shows."""

    text = forms.CharField(
        label=_("Number or words"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"type": "search"}),
    )
    year = forms.TypedChoiceField(
        label=_("Year of adoption"), required=False, coerce=int, empty_value=None
    )
    state = forms.ChoiceField(label=_("State of execution"), required=False)
    executor = forms.TypedChoiceField(
        label=_("Executor"), required=False, coerce=int, empty_value=None
    )
    overdue = forms.BooleanField(label=_("Past their deadline"), required=False)

    def __init__(
        self,
        *args: Any,
        words: Mapping[str, str],
        years: Sequence[int],
        posts: Sequence[Post],
        **kwargs: Any,
    ) -> None:
        """Offer what there is."""
        super().__init__(*args, **kwargs)
        every = ("", _("all"))
        offered: dict[str, list[tuple[Any, Any]]] = {
            "year": [every, *((y, str(y)) for y in years)],
            "state": [every, *_states(words)],
            "executor": [
                every,
                (0, _("nobody")),
                *((post.pk, post.title) for post in posts),
            ],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class WordsForm(forms.Form):
    """How the unit calls states; an empty field keeps the common word."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """One field a state."""
        super().__init__(*args, **kwargs)
        for state, word in STATES.items():
            self.fields[state.value] = forms.CharField(
                label=str(word).capitalize(), max_length=40, required=False
            )

    @property
    def words(self) -> dict[str, str]:
        """Chosen words by code, without needless spaces."""
        given = self.cleaned_data
        return {s.value: " ".join(given[s.value].split()) for s in State}

    def clean(self) -> dict[str, Any]:
        """Two states are not called the same."""
        given = super().clean() or self.cleaned_data
        if self.errors:
            return given
        seen: dict[str, str] = {}
        for code, word in self.words.items():
            shown = state_word(code, {code: word})
            name = plain(shown)
            if not name:
                self.add_error(code, _("A word needs letters."))
            elif name in seen:
                told = _text("Another state is called “%(word)s” already.")
                self.add_error(code, told % {"word": shown})
            seen[name] = code
        return given


class FileForm(forms.Form):
    """A file of resolutions."""

    content = forms.FileField(
        label=_("File with resolutions"), help_text=_("XLSX, ODS or CSV, to 5 MB.")
    )


def _states(words: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(state.value, state_word(state.value, words)) for state in State]
