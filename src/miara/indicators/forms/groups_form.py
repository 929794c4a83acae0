"""The form of an own comparison group."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from miara.cube.register import Level
from miara.indicators.domain.unit_lenses import MOST_IN_GROUP
from miara.units import public as units
from miara.units.public import UnitFacts

_CODE = re.compile(r"^(\d{2,7})\b")
_MOST_WRONG = 5


class GroupForm(forms.Form):
    """A name, a level, and units one a line: names or codes."""

    name = forms.CharField(label=gettext_lazy("Name of the group"), max_length=120)
    poziom = forms.ChoiceField(
        label=gettext_lazy("Level"),
        choices=[
            (Level.MUNICIPALITY.value, gettext_lazy("municipalities")),
            (Level.COUNTY.value, gettext_lazy("counties")),
            (Level.VOIVODESHIP.value, gettext_lazy("voivodeships")),
        ],
    )
    units = forms.CharField(
        label=gettext_lazy("Local governments, one a line"),
        help_text=gettext_lazy(
            "Names or codes, as many as a hundred. Where several have the same name, "
            "write the code or add the county."
        ),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=20_000,
    )

    def clean(self) -> dict[str, Any]:
        """Turn the lines into units; every line that fails is named."""
        cleaned = super().clean() or {}
        if "units" not in cleaned or "poziom" not in cleaned:
            return cleaned
        level = Level(cleaned["poziom"])
        found: dict[str, UnitFacts] = {}
        wrong: list[str] = []
        for line in filter(None, map(str.strip, cleaned["units"].splitlines())):
            unit = unit_of_line(line, level)
            if unit is None:
                wrong.append(line)
            else:
                found[unit.uid] = unit
            if len(found) > MOST_IN_GROUP or len(wrong) > _MOST_WRONG:
                break
        self._complain(found, wrong)
        cleaned["uids"] = list(found)
        return cleaned

    def _complain(self, found: dict[str, UnitFacts], wrong: list[str]) -> None:
        if wrong:
            self.add_error(
                "units",
                ValidationError(
                    ngettext(
                        "This line fits nobody, or more than one: %(lines)s.",
                        "These lines fit nobody, or more than one: %(lines)s.",
                        len(wrong),
                    )
                    % {"lines": "; ".join(wrong)}
                ),
            )
        if len(found) > MOST_IN_GROUP:
            self.add_error(
                "units",
                _("A group has at most %(most)s local governments.")
                % {"most": MOST_IN_GROUP},
            )


def unit_of_line(line: str, level: Level) -> UnitFacts | None:
    """The one unit that a line means, else None.

    A line is a code, a name, or a name with words of its county or voivodeship; a
    code at the beginning decides ("120617 Zielonki").
    """
    code = _CODE.match(line)
    if code:
        unit = units.unit_by_code(code[1])
        return unit if unit and unit.exists and level in unit.levels else None
    matches = units.search(line, level=level, limit=20)
    same = [m for m in matches if units.slug(m.unit.name) == units.slug(line)]
    if len(same) == 1:
        return same[0].unit
    return matches[0].unit if len(matches) == 1 else None
