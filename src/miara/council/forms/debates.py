"""Forms of the debate: the session, the rules, the outcome, questions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from miara.council.domain.privacy import Trace, traces_in
from miara.council.forms.shared import day_input, web_address
from miara.council.models import Debate, Question, Resolution, Vote
from miara.council.phrases import TRACES
from miara.cycle.public import PlanForm

__all__ = [
    "OpenForm",
    "QuestionForm",
    "RulesForm",
    "SessionForm",
    "SpokeForm",
    "VoteForm",
]


class OpenForm(forms.Form):
    """Of which report the debate is."""

    year = forms.IntegerField(
        label=_("Year that the report is about"), min_value=2018, max_value=2100
    )


class SessionForm(PlanForm):
    """When, where, and what residents should know."""

    report_link = web_address(_("Address of the report"))
    broadcast_link = web_address(_("Address of the broadcast"))

    class Meta:
        model = Debate
        fields: ClassVar[list[str]] = [
            "session_on",
            "starts_at",
            "place",
            "introduction",
            "report_link",
            "broadcast_link",
            "submission_place",
            "asks_address",
            "privacy_note",
        ]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "session_on": day_input(),
            "starts_at": forms.TimeInput({"type": "time"}, format="%H:%M"),
            "introduction": forms.Textarea({"rows": 4}),
            "submission_place": forms.Textarea({"rows": 3}),
            "privacy_note": forms.Textarea({"rows": 6}),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "session_on": _(
                "Sign-ups are taken in until the day before. The term of the session "
                "in the calendar moves to this day."
            ),
            "place": _("Address and room, and how to get in without steps."),
            "submission_place": _("Office, room and hours; another way when there is."),
            "asks_address": _(
                "Ask for no more than you need: names and signatures are enough where "
                "the council did not decide otherwise."
            ),
            "privacy_note": _("Who processes the data, what for, how long, rights."),
        }

    def clean_session_on(self) -> date | None:
        """A day after the year that the report is about."""
        day: date | None = self.cleaned_data["session_on"]
        if day is not None and not 1 <= day.year - self.instance.year <= 2:
            told = _text("The report of %(year)s is debated in one of the next years.")
            raise ValidationError(told % {"year": self.instance.year})
        return day


class RulesForm(PlanForm):
    """Who may speak; whether somebody compared it with the act."""

    rules_source = web_address(
        _("Publication of the rules"), _("Where residents can read the provision.")
    )
    is_compared = forms.BooleanField(
        label=_("I compared these rules with the act and with resolutions of ours"),
        required=False,
        help_text=_("Residents are told the rules once somebody has confirmed them."),
    )

    class Meta:
        model = Debate
        fields: ClassVar[list[str]] = [
            "signatures",
            "speakers",
            "speakers_basis",
            "rules_basis",
            "rules_source",
        ]
        help_texts: ClassVar[dict[str, Any]] = {
            "speakers_basis": _("When the council allowed more: number and day."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for whole numbers above zero."""
        super().__init__(*args, **kwargs)
        for name in ("signatures", "speakers"):
            self.fields[name].min_value = 1  # type: ignore[attr-defined]
            self.fields[name].widget.attrs["min"] = 1

    def clean_signatures(self) -> int | None:
        """At least one."""
        return _positive(self.cleaned_data["signatures"])

    def clean_speakers(self) -> int | None:
        """At least one."""
        return _positive(self.cleaned_data["speakers"])

    @property
    def values(self) -> dict[str, Any]:
        """The rules alone."""
        return {k: v for k, v in super().values.items() if k != "is_compared"}


def _positive(number: int | None) -> int | None:
    if number == 0:
        raise ValidationError(_("Write a number of at least 1."))
    return number


class SpokeForm(forms.Form):
    """How many people spoke; only numbers."""

    residents_spoke = forms.IntegerField(
        label=_("Residents who spoke"), min_value=0, max_value=9999, required=False
    )
    councillors_spoke = forms.IntegerField(
        label=_("Councillors who spoke"), min_value=0, max_value=9999, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class VoteForm(forms.ModelForm):
    """A vote: the result, the day, all three numbers or none."""

    class Meta:
        model = Vote
        fields: ClassVar[list[str]] = [
            "result",
            "voted_on",
            "in_favour",
            "against",
            "abstained",
            "resolution",
        ]
        widgets: ClassVar[dict[str, forms.Widget]] = {"voted_on": day_input()}

    def __init__(
        self, *args: Any, resolutions: Sequence[Resolution], **kwargs: Any
    ) -> None:
        """Offer resolutions of the year of the session."""
        super().__init__(*args, **kwargs)
        self.fields["result"].required = False
        self.fields["voted_on"].required = False
        field: Any = self.fields["resolution"]
        field.queryset = Resolution.objects.filter(pk__in=[r.pk for r in resolutions])
        field.choices = [("", "–"), *((r.pk, str(r)[:120]) for r in resolutions)]

    def clean(self) -> dict[str, Any]:
        """A result has its day; numbers come together."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        numbers = ("in_favour", "against", "abstained")
        told = [given.get(name) is not None for name in numbers]
        said = any(told) or given.get("resolution")
        if not given.get("result") and said and "result" not in self.errors:
            self.add_error("result", _("Choose how the vote ended."))
        has_day = given.get("voted_on") or "voted_on" in self.errors
        if given.get("result") and not has_day:
            self.add_error("voted_on", _("Write the day of the vote."))
        if any(told) and not all(told):
            for name, is_there in zip(numbers, told, strict=True):
                if not is_there and name not in self.errors:
                    self.add_error(name, _("Write all three numbers or none."))
        return given

    def validate_unique(self) -> None:
        """The action replaces votes as a whole."""

    def validate_constraints(self) -> None:
        """Said in words by `clean`."""


class QuestionForm(PlanForm):
    """A question without names, its answer, and whether everybody sees it."""

    class Meta:
        model = Question
        fields: ClassVar[list[str]] = ["asked", "text", "answer", "is_public"]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "text": forms.Textarea({"rows": 4}),
            "answer": forms.Textarea({"rows": 6}),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "text": _(
                "Write it without names and without anything that tells who asked."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Questions need no choice of other rows."""
        super().__init__(*args, **kwargs)
        self.fields["asked"] = forms.ChoiceField(
            label=_("Asked by"), choices=Question.Asked.choices
        )

    def clean_text(self) -> str:
        """Without personal data."""
        return self._without(self.cleaned_data["text"], set(Trace))

    def clean_answer(self) -> str:
        """Without numbers of persons; the office may give its own address."""
        return self._without(self.cleaned_data["answer"], {Trace.PESEL})

    def _without(self, text: str, unwanted: set[Trace]) -> str:
        found = [trace for trace in traces_in(text) if trace in unwanted]
        if found:
            told = _text(
                "This seems to hold personal data: %(what)s. Take it out; everybody "
                "may read this text."
            )
            what = ", ".join(str(TRACES[trace]) for trace in found)
            raise ValidationError(told % {"what": what})
        return text
