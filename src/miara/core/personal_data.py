"""Which fields hold personal data, why, for how long and how copies are scrubbed.

Every model carries ``personal_data``: a dict from field name to `PersonalField`,
empty when the model holds none. The privacy page is made from these declarations, and
a test over all models fails on a field that nobody decided about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.utils.functional import _StrOrPromise

__all__ = [
    "LegalBasis",
    "PersonalField",
    "Scrub",
    "declared_fields",
    "our_models",
    "problems_of",
]


class LegalBasis(StrEnum):
    """Ground of processing under article 6(1) of the GDPR."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal_obligation"
    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTEREST = "legitimate_interest"

    @property
    def article(self) -> str:
        """The place in the regulation.

        >>> LegalBasis.PUBLIC_TASK.article
        '6(1)(e)'
        """
        letters = {
            LegalBasis.CONSENT: "a",
            LegalBasis.CONTRACT: "b",
            LegalBasis.LEGAL_OBLIGATION: "c",
            LegalBasis.PUBLIC_TASK: "e",
            LegalBasis.LEGITIMATE_INTEREST: "f",
        }
        return f"6(1)({letters[self]})"


class Scrub(StrEnum):
    """What a copy of the database made for others holds instead of the value."""

    BLANK = "blank"  # the field's empty value
    NULL = "null"
    FAKE_EMAIL = "fake_email"  # person-<pk>@example.invalid
    FAKE_NAME = "fake_name"  # Osoba <pk>
    DELETE = "delete"  # the row means nothing without it
    KEEP = "keep"  # a bare id, harmless without the table it points at


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalField:
    """Declaration of one field that holds personal data.

    Attributes
    ----------
    purpose
        What it is needed for: a translated sentence shown on the privacy page.
    keep_for
        For how long: a duration after which a scheduled task erases it, or a
        translated sentence where an event ends it ("until the account is closed").
    scrub
        How copies are scrubbed.
    legal_basis
        Ground of processing.
    """

    purpose: _StrOrPromise
    keep_for: timedelta | _StrOrPromise
    scrub: Scrub | str
    legal_basis: LegalBasis | str = LegalBasis.PUBLIC_TASK

    def __post_init__(self) -> None:
        """Refuse a scrub or a legal basis that does not exist."""
        object.__setattr__(self, "scrub", Scrub(self.scrub))
        object.__setattr__(self, "legal_basis", LegalBasis(self.legal_basis))


#: A field whose name has one of these words is personal until someone says otherwise.
SUSPICIOUS = re.compile(
    r"(^|_)(email|e_mail|mail|recipient|first_name|last_name|full_name|surname|person"
    r"|phone|mobile|telephone|ip|ip_address|user_agent|user|author|actor|pesel|nip"
    r"|address|street|birth|birthday|signature|contact|by|by_id)($|_id$|_name$)",
    re.IGNORECASE,
)


def our_models() -> list[type[models.Model]]:
    """Concrete models of this project (not of installed libraries), by label."""
    found = [
        model
        for model in apps.get_models()
        if model.__module__.startswith("miara.") and not model._meta.proxy
    ]
    return sorted(found, key=lambda model: model._meta.label)


def declared_fields(
    of: list[type[models.Model]] | None = None,
) -> Iterator[tuple[type[models.Model], str, PersonalField]]:
    """Yield (model, field name, declaration) for every personal field.

    Parameters
    ----------
    of
        Models to look at; all of ours when missing.
    """
    for model in our_models() if of is None else of:
        for name, declaration in getattr(model, "personal_data", {}).items():
            yield model, name, declaration


def problems_of(model: type[models.Model]) -> list[str]:
    """What is undecided or wrong in the declaration of one model.

    A field is suspected by its name, by its type (e-mail, IP address) or by pointing
    at the user model. A suspicion is answered by declaring the field or by naming it
    in ``not_personal``, a collection of field names beside ``personal_data``.

    Returns
    -------
    list[str]
        English sentences for developers; empty when all is decided.
    """
    label = model._meta.label
    # Inherited from an abstract mixin is fine, but the class must say it somewhere.
    declared: Mapping[str, object] | None = getattr(model, "personal_data", None)
    if declared is None:
        return [f"{label}: says nothing; add personal_data = {{}} or its fields"]
    names = {field.name for field in model._meta.get_fields()}
    innocent = set(getattr(model, "not_personal", ()))
    problems = [
        f"{label}.{name}: declared, but there is no such field"
        for name in sorted((set(declared) | innocent) - names)
    ]
    problems += [
        f"{label}.{name}: is not a PersonalField"
        for name, value in declared.items()
        if not isinstance(value, PersonalField)
    ]
    problems += [
        f"{label}.{field.name}: looks personal; declare it in personal_data"
        for field in model._meta.local_concrete_fields
        if field.name not in declared
        and field.name not in innocent
        and _looks_personal(field)
    ]
    return problems


def _looks_personal(field: models.Field) -> bool:
    """Whether the field's type, target or name suggests personal data."""
    if isinstance(field, models.EmailField | models.GenericIPAddressField):
        return True
    if field.is_relation and field.related_model is not None:
        return field.related_model is _user_model()
    return bool(SUSPICIOUS.search(field.name))


def _user_model() -> type[models.Model]:
    from django.contrib.auth import get_user_model  # needs a filled app registry

    return get_user_model()
