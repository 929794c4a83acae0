"""Forms of an edition, of applications and of visits: taken over, published, chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db import transaction

from miara.contest.actions.setup import Change, change_basics
from miara.contest.errors.setup import NoDraftError
from miara.contest.models import Edition
from miara.questionnaires import public as questionnaires
from miara.questionnaires.public import FormVersion

__all__ = [
    "APPLICATION",
    "FORM_OWNERS",
    "PROTOCOL",
    "FormUse",
    "adopt_form",
    "choose_form",
    "draft_of",
    "form_in_use",
]


@dataclass(frozen=True, slots=True)
class FormUse:
    """What an edition uses a form for.

    Attributes
    ----------
    field
        Of the edition, which names the version in use.
    owner
        Kind of owner of such forms; the id is the uid of the edition.
    default
        Code of the form that comes with the program.
    """

    field: str
    owner: str
    default: str


#: Applications; the form is rebuilt from what sources prove.
APPLICATION: Final = FormUse("form", "EDITION", "slz")
#: Protocols of site visits; the form is ours.
PROTOCOL: Final = FormUse("visit_form", "EDITION_VISIT", "visit")
FORM_OWNERS: Final = tuple(use.owner for use in (APPLICATION, PROTOCOL))


def form_in_use(edition: Edition, use: FormUse = APPLICATION) -> FormVersion | None:
    """The version with which new sheets are opened."""
    found: FormVersion | None = getattr(edition, use.field)
    return found


def draft_of(edition: Edition, use: FormUse = APPLICATION) -> FormVersion | None:
    """The version of the edition's own form that is being edited."""
    for form in questionnaires.forms_of(use.owner, edition.uid):
        draft = next((v for v in questionnaires.versions_of(form) if v.is_draft), None)
        if draft is not None:
            return draft
    return None


@transaction.atomic
def adopt_form(
    *, edition: Edition, change: Change, use: FormUse = APPLICATION
) -> FormVersion:
    """Start a draft of the edition's own form.

    It begins as a copy of the form in use, or of the one that comes with the program.
    A draft that is there already stays.

    Raises
    ------
    NotAllowedError, PartClosedError, ReasonNeededError
    """
    present = form_in_use(edition, use)
    change_basics(edition=edition, values={use.field: present}, change=change)
    if (draft := draft_of(edition, use)) is not None:
        return draft
    own = questionnaires.forms_of(use.owner, edition.uid).first()
    if own is not None:
        return questionnaires.start_version(form=own, by=change.by, now=change.now)
    definition = (
        present.definition if present else questionnaires.load_form(use.default)
    )
    return questionnaires.create_form(
        definition=definition,
        owner_kind=use.owner,
        owner_id=edition.uid,
        by=change.by,
        now=change.now,
    )


@transaction.atomic
def choose_form(
    *, edition: Edition, change: Change, use: FormUse = APPLICATION
) -> Edition:
    """Publish the draft and open new sheets with it.

    Raises
    ------
    NotAllowedError, PartClosedError, ReasonNeededError
    NoDraftError
        When nothing is being edited.
    FaultyDefinition
        With everything to be mended first.
    """
    draft = draft_of(edition, use)
    if draft is None:
        raise NoDraftError
    version = questionnaires.publish_version(
        version=draft, by=change.by, now=change.now
    )
    return change_basics(edition=edition, values={use.field: version}, change=change)
