"""Every field of the rules of an edition, in plain words; one form a section."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from miara.contest.domain.locking import Part
from miara.contest.domain.rules import EditionRules
from miara.contest.forms.setup import day_field
from miara.contest.presenters.rule_words import (
    DISCREPANCIES,
    JOINT,
    KINDS,
    PAPER,
    SIGNATORIES,
    SIGNATURES,
)
from miara.core.localized import Localized, LocalizedFormField

__all__ = ["RULE_FORMS", "RuleForm"]

_EMPTY_NO_LIMIT: Final = _("Empty: no limit.")


def _many(label: Any, words: dict[Any, Any], **options: Any) -> Any:
    return forms.MultipleChoiceField(
        label=label,
        choices=[(key.value, text) for key, text in words.items()],
        widget=forms.CheckboxSelectMultiple,
        **options,
    )


def _one(label: Any, words: dict[Any, Any], *, empty: Any = None, **kw: Any) -> Any:
    choices: list[Any] = [(key.value, text) for key, text in words.items()]
    if empty is not None:
        choices.insert(0, ("", empty))
    return forms.ChoiceField(label=label, choices=choices, required=empty is None, **kw)


def _count(label: Any, low: int, high: int, **options: Any) -> Any:
    return forms.IntegerField(label=label, min_value=low, max_value=high, **options)


def _yes(label: Any, **options: Any) -> Any:
    return forms.BooleanField(label=label, required=False, **options)


class RuleForm(forms.Form):
    """A section of the rules; `initial_of` and `values` translate to and from JSON."""

    part: ClassVar[Part]
    section: ClassVar[str] = ""

    @classmethod
    def initial_of(cls, rules: EditionRules) -> dict[str, Any]:
        """What the form shows of the present rules."""
        data = rules.model_dump(mode="json")
        return dict(data[cls.section] if cls.section else data)

    def values(self) -> dict[str, Any]:
        """What was entered, as JSON of the section; empty texts are None."""
        return {
            name: None if value == "" else value
            for name, value in self.cleaned_data.items()
        }


class ConditionsForm(RuleForm):
    """Who may enter, and with what."""

    part, section = Part.CONDITIONS, "conditions"
    lead_kinds = _many(_("Who may enter as the leader"), KINDS)
    joint = _one(_("Alone or together"), JOINT)
    partner_kinds = _many(_("Who may be a partner"), KINDS, required=False)
    max_partners = _count(
        _("At most partners"), 0, 200, required=False, help_text=_EMPTY_NO_LIMIT
    )
    max_per_unit = _count(
        _("At most applications of one unit"),
        1,
        50,
        required=False,
        help_text=_EMPTY_NO_LIMIT,
    )
    max_per_unit_and_domain = _count(
        _("At most applications of one unit in one domain"),
        1,
        50,
        required=False,
        help_text=_EMPTY_NO_LIMIT,
    )
    partners_count = _yes(_("An application counts toward the limits of partners too"))
    months_before_announcement = _count(
        _("In use for at least so many months before the announcement"),
        0,
        120,
        required=False,
        help_text=_("Counted from the day of the announcement, whatever is extended."),
    )
    implemented_from = day_field(label=_("In use not earlier than"), required=False)
    implemented_to = day_field(label=_("In use not later than"), required=False)
    paper_counts = _one(
        _("For paper, what decides"), PAPER, empty=_("no applications on paper")
    )
    population_year = _count(
        _("Year of the count of inhabitants"),
        1990,
        2100,
        required=False,
        help_text=_("For the groups. Empty: the latest one known."),
    )

    def clean(self) -> dict[str, Any]:
        """The window of implementation is no empty one."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("implemented_from"), cleaned.get("implemented_to")
        if first and last and last < first:
            self.add_error("implemented_to", _("This day lies before the first one."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Days as text."""
        found = super().values()
        for name in ("implemented_from", "implemented_to"):
            found[name] = found[name] and found[name].isoformat()
        return found


class SignaturesForm(RuleForm):
    """Whose signatures make an application complete."""

    part, section = Part.SIGNATURES, "signatures"
    signatories = _many(_("Who signs"), SIGNATORIES)
    kinds = _many(_("How it may be signed"), SIGNATURES)
    deputy_allowed = _yes(_("An authorised deputy may sign"))
    needed_before_deadline = _yes(_("Signatures are needed before the deadline"))


class FormalForm(RuleForm):
    """How applications are checked for completeness."""

    part, section = Part.FORMAL, "formal"
    checklist = LocalizedFormField(
        label=_("List of the formal check"),
        multiline=True,
        help_text=_("One condition in a line, the same number in both languages."),
    )
    supplement_days = _count(_("Days to supplement an application"), 1, 90)
    second_pair_of_eyes = _yes(_("A rejection needs a second person"))
    appeals = _yes(_("Applicants may appeal against a rejection"))
    appeal_days = _count(_("Days to appeal"), 1, 90)

    @classmethod
    def initial_of(cls, rules: EditionRules) -> dict[str, Any]:
        """The list as lines."""
        found = super().initial_of(rules)
        rows = found.pop("checklist")
        found["checklist"] = Localized(
            *("\n".join(row["text"].get(name, "") for row in rows)
              for name in ("pl", "en"))
        )  # fmt: skip
        found["known"] = rows
        return found

    def clean_checklist(self) -> list[dict[str, Any]]:
        """Lines with codes; a line that stays keeps its code."""
        text: Localized = self.cleaned_data["checklist"]
        polish, english = _lines(text.pl), _lines(text.en)
        if english and len(english) != len(polish):
            raise forms.ValidationError(
                _("There are %(pl)s lines in Polish and %(en)s in English."),
                params={"pl": len(polish), "en": len(english)},
            )
        known = {
            row["text"].get("pl"): row["code"] for row in self.initial.get("known", [])
        }
        found: list[dict[str, Any]] = []
        for place, line in enumerate(polish):
            code = known.get(line) or slugify(line)[:40] or f"row-{place + 1}"
            while any(row["code"] == code for row in found):
                code = f"{code}-{place + 1}"
            texts = {"pl": line, "en": english[place] if english else line}
            found.append({"code": code, "text": texts})
        return found


class MarksForm(RuleForm):
    """How experts work."""

    part, section = Part.MARKS, "marks"
    experts_per_entry = _count(_("Experts per application"), 1, 7)
    spare_per_cell = _count(_("Spare experts per group and domain"), 0, 3)
    load_floor = _count(_("At least applications for an expert"), 0, 500)
    load_ceiling = _count(_("At most applications for an expert"), 1, 500)
    scale_total = forms.DecimalField(
        label=_("Most points of all criteria together"), min_value=1, max_value=10_000
    )
    discrepancy_share = forms.DecimalField(
        label=_("Marks differ too much from this share of all points"),
        min_value=0,
        max_value=1,
        help_text=_("0.25 means a quarter of all points."),
    )
    discrepancy = _one(_("What follows then"), DISCREPANCIES)
    blind = _yes(_("Experts do not see whose application it is"))
    same_county_conflicts = _yes(_("Experts do not mark units of their own county"))

    def clean(self) -> dict[str, Any]:
        """The floor of the load is not above its ceiling."""
        cleaned = super().clean() or {}
        low, high = cleaned.get("load_floor"), cleaned.get("load_ceiling")
        if low is not None and high is not None and low > high:
            self.add_error("load_ceiling", _("This is less than the least number."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Decimals as text."""
        found = super().values()
        for name in ("scale_total", "discrepancy_share"):
            found[name] = str(found[name])
        return found


class FinalsForm(RuleForm):
    """Who becomes a finalist."""

    part, section = Part.FINALS, "finals"
    threshold = forms.DecimalField(
        label=_("Finalists have more points than"),
        required=False,
        min_value=0,
        help_text=_("Empty: no threshold."),
    )
    finalists_per_cell = _count(
        _("At most finalists in a group and domain"),
        1,
        50,
        required=False,
        help_text=_EMPTY_NO_LIMIT,
    )
    tie_tolerance = forms.DecimalField(
        label=_("A tie is a difference of at most so many points"), min_value=0
    )
    certain_from = forms.DecimalField(
        label=_("A place is certain from this probability"),
        min_value=0,
        max_value=1,
        help_text=_("Below it the ranking says “visit or discuss”."),
    )
    visits = _yes(_("Finalists are visited"))

    def values(self) -> dict[str, Any]:
        """Decimals as text."""
        found = super().values()
        for name in ("threshold", "tie_tolerance", "certain_from"):
            found[name] = None if found[name] is None else str(found[name])
        return found


class PublicityForm(RuleForm):
    """What the edition makes public; the rules say so."""

    part, section = Part.PUBLICITY, "publicity"
    entries = _yes(_("List of applications after the call"))
    entry_count = _yes(_("Number of applications"))
    jurors = _yes(_("Names of the jury"))
    recusals = _yes(_("Who of the jury stood aside, and where"))
    marks_of_laureates = _yes(_("Points of laureates"))
    justifications = _yes(_("Justifications of decisions"))
    cost = forms.DecimalField(
        label=_("Cost of the edition in złoty"),
        required=False,
        min_value=0,
        decimal_places=2,
        max_digits=14,
        help_text=_("Empty: not shown."),
    )

    def values(self) -> dict[str, Any]:
        """The cost as text."""
        found = super().values()
        found["cost"] = None if found["cost"] is None else str(found["cost"])
        return found


class FilesForm(RuleForm):
    """Attachments and technical minutes."""

    part, section = Part.FILES, ""
    attachment_limit_mb = _count(_("Largest attachment, MB"), 1, 500)
    attachments_total_mb = _count(_("All attachments of an application, MB"), 1, 2000)
    grace_minutes = _count(
        _("Minutes after the deadline for those who had begun"),
        0,
        120,
        help_text=_("0: the deadline is the deadline."),
    )


class PersonalForm(RuleForm):
    """How long data of persons are kept."""

    part, section = Part.PERSONAL, ""
    personal_days = _count(
        _("Days for which data of persons are kept after the file is closed"),
        30,
        36_500,
        help_text=_("Fields of the form may name a shorter time of their own."),
    )


RULE_FORMS: Final[dict[str, type[RuleForm]]] = {
    form.part.value.lower(): form
    for form in (
        ConditionsForm,
        SignaturesForm,
        FormalForm,
        MarksForm,
        FinalsForm,
        PublicityForm,
        FilesForm,
        PersonalForm,
    )
}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
