"""Who may do what with a form or a sheet: rules that upper contexts register.

This context does not know what a sheet belongs to. Whoever opens sheets registers the
rules of its kind of owner once, in ``AppConfig.ready``. A kind nobody registered is
invisible: its pages answer 404.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from django.utils.translation import gettext as _

from miara.accounts import public as accounts
from miara.accounts.public import Decision
from miara.questionnaires.domain.audiences import Audience
from miara.questionnaires.models import AnswerSheet, Form

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    Person: TypeAlias = accounts.User | AnonymousUser

__all__ = [
    "Access",
    "OwnerRules",
    "access_to",
    "can_edit_form",
    "can_edit_forms_of",
    "may_read",
    "may_write",
    "register_owner",
    "rules_of",
]


@dataclass(frozen=True, slots=True)
class Access:
    """The answer to "may this person read?": whether, why not, and what of it."""

    decision: Decision
    audience: Audience = Audience.FULL

    def __bool__(self) -> bool:
        return self.decision.allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerRules:
    """Rules of one kind of owner.

    Attributes
    ----------
    can_edit_form
        ``(user, owner_id)``: may change the forms of an owner.
    can_write
        ``(user, sheet)``: may answer; the reason of a refusal is shown.
    can_read
        ``(user, sheet)``: may read, and as which audience.
    back_url
        ``(sheet)``: where the page of a sheet leads back to; empty for nowhere.
    title
        ``(sheet)``: what the sheet is called on its pages; empty for the form's title.
    exists
        ``(user, sheet)``: whether the person may learn that the sheet exists at all;
        when False the answer is 404.
    keeps_late
        ``(user, sheet)``: whether what a person types after writing was refused is
        kept in the history, outside the answers, so that nothing typed is lost.
    finish
        ``(sheet)``: label and address of the step after filling in ("Send the
        application"), or None.
    open_fields
        ``(sheet)``: codes of the fields that may be changed while writing is allowed;
        None for all of them.
    file_limits
        ``(sheet)``: bytes of the largest attachment and of all of them together,
        beside the limits of the fields; None for no such limits.
    forms_title
        ``(owner_id)``: what the owner is called above the list of its forms.
    forms_url
        ``(owner_id)``: where that list leads back to; empty for nowhere.
    """

    can_edit_form: Callable[[Person, str], Decision]
    can_write: Callable[[Person, AnswerSheet], Decision]
    can_read: Callable[[Person, AnswerSheet], Access]
    back_url: Callable[[AnswerSheet], str] = lambda sheet: ""
    title: Callable[[AnswerSheet], str] = lambda sheet: ""
    exists: Callable[[Person, AnswerSheet], bool] | None = None
    keeps_late: Callable[[Person, AnswerSheet], bool] = lambda user, sheet: False
    finish: Callable[[AnswerSheet], tuple[str, str] | None] = lambda sheet: None
    open_fields: Callable[[AnswerSheet], frozenset[str] | None] = lambda sheet: None
    file_limits: Callable[[AnswerSheet], tuple[int, int] | None] = lambda sheet: None
    forms_title: Callable[[str], str] = lambda owner_id: ""
    forms_url: Callable[[str], str] = lambda owner_id: ""


_rules: dict[str, OwnerRules] = {}


def register_owner(kind: str, rules: OwnerRules) -> None:
    """Say how rights to forms and sheets of a kind of owner are decided.

    Registering a kind again replaces its rules.
    """
    _rules[kind] = rules


def rules_of(kind: str) -> OwnerRules | None:
    """Rules of a kind of owner; None where nobody registered any."""
    return _rules.get(kind)


def access_to(user: Person, sheet: AnswerSheet) -> Access | None:
    """Whether a person reads a sheet; None when they may not even know of it."""
    rules = rules_of(sheet.owner_kind)
    if rules is None:
        return None
    access = rules.can_read(user, sheet)
    known = bool(access) if rules.exists is None else rules.exists(user, sheet)
    return access if known else None


def may_read(user: Person, sheet: AnswerSheet) -> Access:
    """Whether a person reads a sheet, refused where nobody registered rules."""
    return access_to(user, sheet) or Access(
        Decision(allowed=False, reason=_("There is no such form."))
    )


def may_write(user: Person, sheet: AnswerSheet) -> Decision:
    """Whether a person answers: the owner's rule, and the sheet is not closed."""
    rules = rules_of(sheet.owner_kind)
    if rules is None:
        return Decision(allowed=False, reason=_("There is no such form."))
    if sheet.is_locked:
        return Decision(
            allowed=False, reason=_("This form is closed for changes; it can be read.")
        )
    return rules.can_write(user, sheet)


def can_edit_form(user: Person, form: Form) -> Decision:
    """Whether a person changes a form; the operator may change all that have rules."""
    return can_edit_forms_of(user, form.owner_kind, form.owner_id)


def can_edit_forms_of(user: Person, owner_kind: str, owner_id: str) -> Decision:
    """Whether a person changes the forms of an owner, and moves sheets between them."""
    rules = rules_of(owner_kind)
    if rules is None:
        return Decision(allowed=False, reason=_("There is no such form."))
    if accounts.is_operator(user):
        return Decision(allowed=True)
    return rules.can_edit_form(user, owner_id)
