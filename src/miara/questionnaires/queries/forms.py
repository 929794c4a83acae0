"""Reads of forms and their versions."""

from django.db.models import Count, Q, QuerySet

from miara.questionnaires.models import AnswerSheet, Form, FormVersion

__all__ = [
    "draft_of",
    "form_of",
    "forms_of",
    "older_in_use",
    "open_in_older",
    "published_version",
    "versions_of",
    "versions_of_owner",
]


def form_of(owner_kind: str, owner_id: str, code: str) -> Form | None:
    """The form of an owner by its code."""
    return Form.objects.filter(
        owner_kind=owner_kind, owner_id=owner_id, code=code
    ).first()


def forms_of(owner_kind: str, owner_id: str = "") -> QuerySet[Form]:
    """Forms of an owner, by code."""
    return Form.objects.filter(owner_kind=owner_kind, owner_id=owner_id).order_by(
        "code", "pk"
    )


def versions_of(form: Form) -> QuerySet[FormVersion]:
    """Versions of a form, newest first, with ``sheet_count``. One query."""
    return (
        FormVersion.objects.filter(form=form)
        .annotate(sheet_count=Count("sheets"))
        .order_by("-number")
    )


def published_version(form: Form) -> FormVersion | None:
    """The newest published version."""
    return FormVersion.objects.published().filter(form=form).order_by("-number").first()


def draft_of(form: Form) -> FormVersion | None:
    """The version being edited."""
    return FormVersion.objects.drafts().filter(form=form).first()


_OPEN = Count("sheets", filter=Q(sheets__locked_at=None))


def versions_of_owner(owner_kind: str, owner_id: str) -> QuerySet[FormVersion]:
    """Versions of all forms of an owner: forms by code, the newest version first.

    Each has its form, ``sheet_count`` and ``open_count``. One query.
    """
    return (
        FormVersion.objects.filter(form__owner_kind=owner_kind, form__owner_id=owner_id)
        .select_related("form")
        .annotate(sheet_count=Count("sheets"), open_count=_OPEN)
        .order_by("form__code", "form_id", "-number")
    )


def older_in_use(version: FormVersion) -> QuerySet[FormVersion]:
    """Older versions that people are filling in, the newest first; ``open_count``."""
    return (
        FormVersion.objects.filter(form=version.form_id, number__lt=version.number)
        .annotate(open_count=_OPEN)
        .filter(open_count__gt=0)
        .order_by("-number")
    )


def open_in_older(version: FormVersion) -> int:
    """How many forms are being filled in on older versions."""
    return AnswerSheet.objects.filter(
        version__form=version.form_id,
        version__number__lt=version.number,
        locked_at=None,
    ).count()
