"""Finding a sheet or a version of a form, and what the person may do with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest

from miara.accounts.public import Decision, person, require
from miara.core.request_context import moment
from miara.questionnaires.domain.audiences import Audience
from miara.questionnaires.domain.definition import Field, Section
from miara.questionnaires.models import AnswerSheet, FormVersion
from miara.questionnaires.permissions import (
    OwnerRules,
    access_to,
    can_edit_form,
    may_write,
    rules_of,
)
from miara.questionnaires.queries.sheets import sheet_by_uid

__all__ = ["Desk", "desk", "form_version", "now", "person", "writing_desk"]


@dataclass(frozen=True, slots=True)
class Desk:
    """A sheet, the rules of its owner, and what this person may do."""

    sheet: AnswerSheet
    rules: OwnerRules
    audience: Audience
    writing: Decision

    def may_change(self, codes: Iterable[str]) -> frozenset[str]:
        """Those of the fields that the person may change now."""
        if not self.writing:
            return frozenset()
        named = self.rules.open_fields(self.sheet)
        return frozenset(code for code in codes if named is None or code in named)

    def section(self, code: str) -> Section:
        """The section of a code; 404 where there is none."""
        found = self.sheet.version.definition.section(code)
        if found is None:
            raise Http404
        return found

    def field(self, code: str) -> Field:
        """The field of a code; 404 where there is none."""
        found = self.sheet.version.definition.by_code.get(code)
        if found is None:
            raise Http404
        return found


def desk(request: HttpRequest, uid: str) -> Desk:
    """The sheet for reading: 404 unless the person may know of it, 403 with a reason.

    Raises
    ------
    Http404, PermissionDenied
    """
    sheet = sheet_by_uid(uid)
    rules = None if sheet is None else rules_of(sheet.owner_kind)
    user = person(request)
    access = None if sheet is None else access_to(user, sheet)
    if sheet is None or rules is None or access is None:
        raise Http404
    require(access.decision)
    return Desk(sheet, rules, Audience(access.audience), may_write(user, sheet))


def writing_desk(request: HttpRequest, uid: str) -> Desk:
    """The sheet for writers: everybody who reads it whole, closed sheets included.

    Raises
    ------
    Http404, PermissionDenied
    """
    found = desk(request, uid)
    if found.audience != Audience.FULL:
        raise Http404
    return found


def form_version(request: HttpRequest, pk: int) -> FormVersion:
    """A version for its editors: 404 where nobody has rules, 403 with a reason.

    Raises
    ------
    Http404, PermissionDenied
    """
    found = FormVersion.objects.select_related("form").filter(pk=pk).first()
    if found is None or rules_of(found.form.owner_kind) is None:
        raise Http404
    require(can_edit_form(person(request), found.form))
    return found


def now() -> datetime:
    """When the request reached us: the moment that counts for deadlines."""
    return moment()
