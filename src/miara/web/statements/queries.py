"""Reads for the statements."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miara.core.personal_data import LegalBasis, PersonalField, declared_fields
from miara.web.statements.domain import is_review_overdue, review_due_on
from miara.web.statements.models import AccessibilityStatement
from miara.web.statements.models.privacy import LEGAL_BASIS_CHOICES

__all__ = [
    "DeclaredPurpose",
    "Review",
    "declared_purposes",
    "present_statement",
    "review_of",
]

_DAYS_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class DeclaredPurpose:
    """Personal data of our tables that serve one purpose.

    Attributes
    ----------
    table : str
        What one row is, for people.
    fields : list of str
        Names of the fields, for people.
    purpose, basis, article, keep_for : str
        Translated; ``article`` is the place in the GDPR.
    """

    table: str
    fields: list[str]
    purpose: str
    basis: str
    article: str
    keep_for: str


@dataclass(frozen=True, slots=True)
class Review:
    """State of the yearly review of the accessibility statement."""

    due_on: date
    overdue: bool


def present_statement() -> AccessibilityStatement | None:
    """The statement of this site, None before the operator wrote it."""
    return AccessibilityStatement.objects.order_by("pk").first()


def review_of(statement: AccessibilityStatement, *, today: date) -> Review:
    """When the next review is due and whether it was missed."""
    return Review(
        review_due_on(statement.reviewed_on),
        is_review_overdue(statement.reviewed_on, today),
    )


def declared_purposes() -> list[DeclaredPurpose]:
    """What the models declare, grouped by table, purpose, basis and time."""
    grouped: dict[tuple[str, ...], list[str]] = {}
    bases = {code: str(label) for code, label in LEGAL_BASIS_CHOICES}
    for model, name, declared in declared_fields():
        basis = LegalBasis(declared.legal_basis)
        key = (
            str(model._meta.verbose_name),
            str(declared.purpose),
            bases[basis.value],
            basis.article,
            _duration(declared),
        )
        grouped.setdefault(key, []).append(_field_name(model, name))
    return [
        DeclaredPurpose(table, fields, purpose, basis, article, keep_for)
        for (table, purpose, basis, article, keep_for), fields in grouped.items()
    ]


def _field_name(model: type[models.Model], name: str) -> str:
    return str(getattr(model._meta.get_field(name), "verbose_name", name))


def _duration(declared: PersonalField) -> str:
    if not isinstance(declared.keep_for, timedelta):
        return str(declared.keep_for)
    days = declared.keep_for.days
    if days and days % _DAYS_A_YEAR == 0:
        years = days // _DAYS_A_YEAR
        return ngettext("%(count)s year", "%(count)s years", years) % {"count": years}
    if days:
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    return _("less than a day")
