"""Public pages of the statements and the operator's forms."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import BaseModelFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.web.statements import queries
from miara.web.statements.actions import save_accessibility, save_privacy
from miara.web.statements.forms import (
    AccessibilityForm,
    PartyFormSet,
    ProcessingFormSet,
)
from miara.web.statements.models import Party, Processing
from miara.web.statements.permissions import can_edit_statements


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    statement = queries.present_statement()
    context = {
        "statement": statement,
        "review": statement
        and queries.review_of(statement, today=timezone.localdate()),
        "barriers": _lines(statement.barriers) if statement else [],
        "can_edit": bool(can_edit_statements(request.user)),
    }
    return render(request, "statements/accessibility.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def accessibility_edit(request: HttpRequest) -> HttpResponse:
    """The operator's form of the statement."""
    _require_editor(request)
    statement = queries.present_statement()
    form = AccessibilityForm(request.POST or None, instance=statement)
    if request.method == "POST" and form.is_valid():
        save_accessibility(
            statement=form.save(commit=False), by=request.user, now=timezone.now()
        )
        messages.success(request, _("The statement is saved and public."))
        return redirect("statements:accessibility")
    context = {
        "form": form,
        "review": statement
        and queries.review_of(statement, today=timezone.localdate()),
    }
    status = 422 if form.errors else 200
    return render(request, "statements/accessibility_edit.html", context, status=status)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Who processes personal data here, what for, on what ground, how long."""
    parties = list(Party.objects.order_by("kind", "name"))
    kinds = Party.Kind
    context = {
        "controllers": [p for p in parties if p.kind == kinds.CONTROLLER],
        "officers": [p for p in parties if p.kind == kinds.OFFICER],
        "processors": [p for p in parties if p.kind == kinds.PROCESSOR],
        "processings": Processing.objects.order_by("pk"),
        "declared": queries.declared_purposes(),
        "can_edit": bool(can_edit_statements(request.user)),
    }
    return render(request, "statements/privacy.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def privacy_edit(request: HttpRequest) -> HttpResponse:
    """The operator's form of the privacy page."""
    _require_editor(request)
    data = request.POST or None
    parties = PartyFormSet(
        data, prefix="parties", queryset=Party.objects.order_by("kind", "name")
    )
    processings = ProcessingFormSet(
        data, prefix="processings", queryset=Processing.objects.order_by("pk")
    )
    formsets: list[BaseModelFormSet] = [parties, processings]
    # Both are validated, so that errors of both show at once.
    valid = [each.is_valid() for each in formsets]
    if request.method == "POST" and all(valid):
        saved = [row for each in formsets for row in each.save(commit=False)]
        deleted = [row for each in formsets for row in each.deleted_objects]
        save_privacy(saved=saved, deleted=deleted, by=request.user, now=timezone.now())
        messages.success(request, _("The privacy page is saved and public."))
        return redirect("statements:privacy")
    context = {"parties": parties, "processings": processings}
    status = 422 if request.method == "POST" else 200
    return render(request, "statements/privacy_edit.html", context, status=status)


def _require_editor(request: HttpRequest) -> None:
    decision = can_edit_statements(request.user)
    if not decision:
        raise PermissionDenied(decision.reason)


def _lines(text: object) -> list[str]:
    return [line.strip() for line in str(text).splitlines() if line.strip()]
