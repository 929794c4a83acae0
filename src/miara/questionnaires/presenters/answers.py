"""Values as people read them: on the preview, in conflicts, on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from miara.core import numbers
from miara.questionnaires.domain.definition import Field
from miara.questionnaires.domain.kinds import COLUMNS, COMPOSITE, Kind, PartnerKind
from miara.questionnaires.domain.values import (
    as_amount,
    as_day,
    as_number,
    cost_totals,
    is_empty,
    official_of,
)
from miara.questionnaires.queries.sheets import Content

__all__ = [
    "COLUMN_LABELS",
    "PARTNER_KINDS",
    "PART_LABELS",
    "Shown",
    "shown",
    "shown_fields_of",
    "text_of",
]

COLUMN_LABELS = {
    (Kind.COSTS, "item"): gettext_lazy("What the cost is for"),
    (Kind.COSTS, "one_off"): gettext_lazy("One-off cost (zł)"),
    (Kind.COSTS, "yearly"): gettext_lazy("Yearly cost (zł)"),
    (Kind.COSTS, "source"): gettext_lazy("Source of finance"),
    (Kind.RESULTS, "indicator"): gettext_lazy("Indicator of Miara"),
    (Kind.RESULTS, "name"): gettext_lazy("Name of the indicator"),
    (Kind.RESULTS, "unit"): gettext_lazy("Unit of measure"),
    (Kind.RESULTS, "baseline"): gettext_lazy("Value before"),
    (Kind.RESULTS, "baseline_year"): gettext_lazy("Year before"),
    (Kind.RESULTS, "target"): gettext_lazy("Target value"),
    (Kind.RESULTS, "achieved"): gettext_lazy("Value achieved"),
    (Kind.RESULTS, "achieved_year"): gettext_lazy("Year of the value achieved"),
    (Kind.RESULTS, "source"): gettext_lazy("Source of the data"),
    (Kind.PARTNERS, "kind"): gettext_lazy("Kind of partner"),
    (Kind.PARTNERS, "code"): gettext_lazy("Code of the unit"),
    (Kind.PARTNERS, "name"): gettext_lazy("Name (of a unit: code or full name)"),
    (Kind.PARTNERS, "role"): pgettext_lazy("of a partner", "Role"),
}
PART_LABELS = {
    (Kind.PERIOD, "from"): gettext_lazy("Beginning"),
    (Kind.PERIOD, "to"): gettext_lazy("End (empty: still going on)"),
    (Kind.PERSON, "name"): gettext_lazy("Name and surname"),
    (Kind.PERSON, "office"): gettext_lazy("Office held"),
    (Kind.CONTACT, "name"): gettext_lazy("Name and surname"),
    (Kind.CONTACT, "post"): gettext_lazy("Post"),
    (Kind.CONTACT, "phone"): gettext_lazy("Telephone"),
    (Kind.CONTACT, "email"): gettext_lazy("E-mail address"),
}
PARTNER_KINDS = {
    PartnerKind.UNIT: gettext_lazy("local government"),
    PartnerKind.ORGANISATION: gettext_lazy("organisation, company or university"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer ready to be shown.

    Attributes
    ----------
    paragraphs
        Lines of text; empty for a table.
    header, rows
        Of a table; ``numeric`` are positions of columns of numbers.
    total
        A sentence under the table.
    """

    code: str
    label: str
    paragraphs: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    numeric: tuple[int, ...] = ()
    total: str = ""
    files: tuple[Any, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.paragraphs or self.rows or self.files)


def shown_fields_of(content: Content, codes: list[str]) -> list[Shown]:
    """Answers to fields, in the order given, those without an answer too."""
    values = content.values
    return [
        shown(
            content.definition.by_code[code],
            values.get(code),
            tuple(content.files_of(code)),
        )
        for code in codes
    ]


def shown(field: Field, value: Any, files: tuple[Any, ...] = ()) -> Shown:
    """One answer, in the language of the request."""
    label = field.label.in_language(get_language())
    if field.kind in COLUMNS and not is_empty(value):
        return _table(field, label, value)
    text = text_of(field, value)
    return Shown(
        field.code, label, tuple(text.split("\n")) if text else (), files=files
    )


def text_of(field: Field, value: Any) -> str:
    """An answer as plain text, a line a row; empty when there is none."""
    if is_empty(value):
        return ""
    if field.kind in COLUMNS:
        table = _table(field, "", value)
        return "\n".join(" · ".join(filter(None, row)) for row in table.rows)
    return _TELLERS.get(field.kind, _plain)(field, value)


def _plain(field: Field, value: Any) -> str:
    return str(value)


def _number(field: Field, value: str) -> str:
    return _decimal(as_number(value), value)


def _money(field: Field, value: str) -> str:
    amount = as_amount(value)
    language = get_language() or "pl"
    return value if amount is None else numbers.format_pln(amount, 2, language)


def _decimal(number: Decimal | None, typed: str) -> str:
    if number is None:
        return typed
    exponent = number.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return numbers.format_number(number, places, get_language() or "pl")


def _day(field: Field, value: str) -> str:
    return _told_day(value)


def _told_day(text: str) -> str:
    day = as_day(text)
    return text if day is None else formats.date_format(day, "DATE_FORMAT")


def _period(field: Field, value: Mapping[str, str]) -> str:
    start = _told_day(value["from"])
    if not value["to"]:
        return _("since %(start)s, still going on") % {"start": start}
    return _("from %(start)s to %(end)s") % {
        "start": start,
        "end": _told_day(value["to"]),
    }


def _yes_no(field: Field, value: bool) -> str:
    return _("yes") if value else _("no")


def _choice(field: Field, value: str) -> str:
    return _labels(field).get(value, value)


def _choices(field: Field, value: list[str]) -> str:
    labels = _labels(field)
    return ", ".join(labels.get(code, code) for code in value)


def _labels(field: Field) -> dict[str, str]:
    language = get_language()
    return {choice.code: choice.label.in_language(language) for choice in field.choices}


def _keywords(field: Field, value: list[str]) -> str:
    return ", ".join(value)


def _unit(field: Field, value: Mapping[str, str]) -> str:
    return f"{value['name']} ({value['code']})" if value["code"] else value["name"]


def _parts(field: Field, value: Mapping[str, str]) -> str:
    return ", ".join(value[part] for part in COMPOSITE[field.kind] if value[part])


def _statement(field: Field, value: Mapping[str, Any]) -> str:
    text = field.statement.in_language(get_language())
    return f"{_('Confirmed:')} {text}"


def _consent(field: Field, value: Mapping[str, Any]) -> str:
    rules = field.attachments
    text = rules.consent.in_language(get_language()) if rules else ""
    return f"{_('Confirmed:')} {text}" if text else ""


_TELLERS: dict[Kind, Any] = {
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.DATE: _day,
    Kind.PERIOD: _period,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.KEYWORDS: _keywords,
    Kind.UNIT: _unit,
    Kind.PERSON: _parts,
    Kind.CONTACT: _parts,
    Kind.STATEMENT: _statement,
    Kind.ATTACHMENTS: _consent,
}
_HIDDEN_COLUMNS = {(Kind.RESULTS, "indicator"), (Kind.PARTNERS, "code")}
_NUMERIC = {"one_off", "yearly", "baseline", "target", "achieved"}


def _table(field: Field, label: str, value: list[dict[str, Any]]) -> Shown:
    columns = [c for c in COLUMNS[field.kind] if (field.kind, c) not in _HIDDEN_COLUMNS]
    total = ""
    if field.kind == Kind.COSTS:
        language = get_language() or "pl"
        sums = cost_totals(value)
        total = _("Together: one-off %(one_off)s, yearly %(yearly)s.") % {
            name: numbers.format_pln(amount, 2, language)
            for name, amount in sums.items()
        }
    return Shown(
        code=field.code,
        label=label,
        header=tuple(str(COLUMN_LABELS[field.kind, column]) for column in columns),
        rows=tuple(
            tuple(_cell(field.kind, column, row) for column in columns) for row in value
        ),
        numeric=tuple(i for i, column in enumerate(columns) if column in _NUMERIC),
        total=total,
    )


def _cell(kind: Kind, column: str, row: Mapping[str, Any]) -> str:
    text = str(row[column])
    if kind == Kind.COSTS and column in _NUMERIC:
        amount = as_amount(text)
        language = get_language() or "pl"
        return text if amount is None else numbers.format_number(amount, 2, language)
    if column in _NUMERIC and text:
        return _decimal(as_number(text), text)
    if column == "kind":
        return str(PARTNER_KINDS.get(PartnerKind(text), text)) if text else ""
    if kind == Kind.PARTNERS and column == "name" and row["code"]:
        return f"{text} ({row['code']})"
    if kind == Kind.RESULTS and column == "source" and official_of(row):
        return _("official data: %(source)s") % {"source": text}
    return text
