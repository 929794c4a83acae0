"""Writing, publishing and copying versions of forms."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from miara.accounts.public import User
from miara.audit import public as audit
from miara.questionnaires.domain.checks import check, from_data
from miara.questionnaires.domain.definition import FormDefinition
from miara.questionnaires.errors import (
    DraftChanged,
    FaultyDefinition,
    NotADraft,
    VersionInUse,
)
from miara.questionnaires.models import Form, FormVersion

__all__ = [
    "create_form",
    "delete_draft",
    "publish_version",
    "save_draft",
    "start_version",
]


@transaction.atomic
def create_form(
    *,
    definition: FormDefinition,
    owner_kind: str,
    owner_id: str,
    by: User | None,
    now: datetime,
) -> FormVersion:
    """Make a form of a definition and return its first version, a draft.

    The definition need not be without faults: `publish_version` asks for that.
    """
    form = Form.objects.create(
        code=definition.code,
        owner_kind=owner_kind,
        owner_id=owner_id,
        created_at=now,
        created_by=by,
    )
    version = FormVersion.objects.create(
        form=form, number=1, data=definition.as_json(), created_at=now, created_by=by
    )
    audit.record(
        "questionnaires.form_created",
        by=by,
        at=now,
        target=form,
        after={"code": form.code},
    )
    return version


@transaction.atomic
def save_draft(
    *,
    version: FormVersion,
    data: Any,
    by: User,
    now: datetime,
    base_edits: int | None = None,
) -> FormVersion:
    """Replace the definition of a draft.

    Parameters
    ----------
    data
        Plain data of the whole definition.
    base_edits
        ``edits`` of the version that the editor saw; None not to compare.

    Raises
    ------
    NotADraft
        When the version is published.
    DraftChanged
        When somebody saved it meanwhile.
    FaultyDefinition
        When the data do not even have the shape of a form, or name another form.
    """
    found = _locked_draft(version)
    if base_edits is not None and found.edits != base_edits:
        raise DraftChanged
    definition, problems = from_data(data)
    if definition is None:
        raise FaultyDefinition(problems)
    found.data = {**definition.as_json(), "code": found.form.code}
    found.edits += 1
    found.save(update_fields=["data", "edits"])
    audit.record(
        "questionnaires.draft_saved",
        by=by,
        at=now,
        target=found,
        parent=found.form,
        after={"edits": found.edits},
    )
    return found


@transaction.atomic
def publish_version(
    *, version: FormVersion, by: User | None, now: datetime
) -> FormVersion:
    """Publish a draft: from now on it can be filled and never changes.

    Raises
    ------
    NotADraft
        When it is published already.
    FaultyDefinition
        With everything that has to be mended first.
    """
    found = _locked_draft(version)
    definition = found.definition
    blocking = [problem for problem in check(definition) if problem.blocks]
    if blocking:
        raise FaultyDefinition(blocking)
    found.state = FormVersion.State.PUBLISHED
    found.published_at, found.published_by = now, by
    found.sha256 = definition.sha256
    found.save(update_fields=["state", "published_at", "published_by", "sha256"])
    audit.record(
        "questionnaires.version_published",
        by=by,
        at=now,
        target=found,
        parent=found.form,
        after={"number": found.number, "sha256": found.sha256},
    )
    return found


@transaction.atomic
def start_version(
    *, form: Form, by: User | None, now: datetime, source: FormVersion | None = None
) -> FormVersion:
    """Start a draft as a copy of a version (the newest when none is named).

    Raises
    ------
    VersionInUse
        When the form has a draft already.
    """
    locked = Form.objects.select_for_update().get(pk=form.pk)
    newest = FormVersion.objects.filter(form=locked).order_by("-number").first()
    assert newest is not None  # a form is made with its first version
    if FormVersion.objects.drafts().filter(form=locked).exists():
        raise VersionInUse
    draft = FormVersion.objects.create(
        form=locked,
        number=newest.number + 1,
        data=(source or newest).data,
        created_at=now,
        created_by=by,
    )
    audit.record(
        "questionnaires.version_started",
        by=by,
        at=now,
        target=draft,
        parent=locked,
        after={"number": draft.number},
    )
    return draft


@transaction.atomic
def delete_draft(*, version: FormVersion, by: User, now: datetime) -> None:
    """Throw a draft away; with the only version of a form goes the form.

    Raises
    ------
    NotADraft
        When the version is published.
    """
    found = _locked_draft(version)
    form, number = found.form, found.number
    audit.record(
        "questionnaires.draft_deleted",
        by=by,
        at=now,
        target=found,
        parent=form,
        before={"number": number},
    )
    found.delete()
    if not FormVersion.objects.filter(form=form).exists():
        form.delete()


def _locked_draft(version: FormVersion) -> FormVersion:
    found = (
        FormVersion.objects.select_for_update(of=("self",))
        .select_related("form")
        .get(pk=version.pk)
    )
    if not found.is_draft:
        raise NotADraft
    return found
