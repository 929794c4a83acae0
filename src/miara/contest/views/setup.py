"""Settings of an edition, a tab a part: everything but the lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miara.contest.actions.forms import (
    APPLICATION,
    PROTOCOL,
    FormUse,
    adopt_form,
    choose_form,
    draft_of,
    form_in_use,
)
from miara.contest.actions.setup import (
    Change,
    change_basics,
    change_rules,
    publish_edition,
)
from miara.contest.domain.locking import Lock, Part
from miara.contest.errors import ContestError
from miara.contest.errors.setup import NotReadyError, closed_reason
from miara.contest.forms.rules import RULE_FORMS
from miara.contest.forms.setup import (
    BasicsForm,
    CallForm,
    ChangeReasonForm,
    GrantForm,
    grant_lines,
)
from miara.contest.models import Edition
from miara.contest.permissions import can_check, can_organise
from miara.contest.presenters.edition_texts import rules_by_language
from miara.contest.presenters.setup_words import (
    OUR_PROPOSALS,
    PARTS,
    address_of,
    readiness_rows,
    setup_tabs,
)
from miara.contest.queries.overview import overview_of
from miara.contest.queries.setup import Readiness, Step, lock_in, readiness
from miara.contest.views.guards import edition_page, moment_of, person
from miara.core.errors import MiaraError
from miara.core.localized import Localized

__all__ = [
    "basics",
    "call",
    "change_of",
    "form_tab",
    "grant",
    "office",
    "page_of",
    "protocol_tab",
    "publish",
    "rules",
]

Apply = Callable[[Change], object]


@edition_page(can_check)
def office(request: HttpRequest, edition: Edition) -> HttpResponse:
    """How far the edition is: what is missing, what comes next."""
    now = moment_of(request)
    steps = readiness(edition, now=now)
    told = steps if edition.published_at is None else _left(steps)
    return render(
        request,
        "contest/office/overview.html",
        {
            "edition": edition,
            "steps": readiness_rows(edition, told),
            "is_ready": all(row.done for row in steps if row.required),
            "may_organise": can_organise(request.user, edition, now=now),
            "work": overview_of(edition, now=now) if edition.published_at else None,
            "changes": edition.changes.order_by("-changed_at", "-pk")[:10],
        },
    )


@require_POST
@edition_page(can_organise)
def publish(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Announce the edition."""
    try:
        publish_edition(edition=edition, by=person(request), now=moment_of(request))
    except NotReadyError as error:
        messages.error(request, error.for_people())
    except ContestError as error:
        messages.error(request, error.for_people())
    else:
        messages.success(request, _("The edition is announced and public."))
    return redirect("contest:office", edition.contest.code, edition.slug)


@edition_page(can_organise)
def basics(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Name, theme, contact."""
    form = BasicsForm(request.POST or None, instance=_copy(edition))

    def apply(change: Change) -> object:
        return change_basics(edition=edition, values=form.cleaned_data, change=change)

    return _tab(request, edition, Part.BASICS, form, apply)


@edition_page(can_organise)
def call(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Dates of the call; closed once announced."""
    initial = {
        "announced_on": edition.announced_on,
        "opens_at": edition.opens_at,
        "closes_at": edition.closes_at,
    }
    form = CallForm(request.POST or None, initial=initial)

    def apply(change: Change) -> object:
        return change_basics(edition=edition, values=form.cleaned_data, change=change)

    return _tab(request, edition, Part.CALL, form, apply)


@edition_page(can_organise)
def grant(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Number of the grant and figures of its report."""
    initial = {
        "grant_number": edition.grant_number,
        "grant_report": grant_lines(edition.grant_report),
    }
    form = GrantForm(request.POST or None, initial=initial)

    def apply(change: Change) -> object:
        return change_basics(edition=edition, values=form.cleaned_data, change=change)

    return _tab(request, edition, Part.GRANT, form, apply)


@edition_page(can_organise)
def rules(request: HttpRequest, edition: Edition, section: str) -> HttpResponse:
    """One section of the rules."""
    kind = RULE_FORMS.get(section)
    if kind is None:
        raise Http404
    form = kind(request.POST or None, initial=kind.initial_of(edition.settings))

    def apply(change: Change) -> object:
        return change_rules(
            edition=edition, section=kind.section, values=form.values(), change=change
        )

    return _tab(request, edition, kind.part, form, apply)


@edition_page(can_organise)
def form_tab(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The application form: taken over, edited, published, chosen."""
    return _form_tab(request, edition, Part.FORM, APPLICATION)


@edition_page(can_organise)
def protocol_tab(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The form of the protocols of visits, as that of applications."""
    return _form_tab(request, edition, Part.PROTOCOL, PROTOCOL)


def _form_tab(
    request: HttpRequest, edition: Edition, part: Part, use: FormUse
) -> HttpResponse:
    lock, why = lock_in(edition, part)
    reason = _reason_form(request, lock)
    if request.method == "POST" and (reason is None or reason.is_valid()):
        act = adopt_form if request.POST.get("action") == "adopt" else choose_form
        try:
            act(edition=edition, change=change_of(request, part, reason), use=use)
        except MiaraError as error:
            messages.error(request, error.for_people())
        else:
            messages.success(request, _("Saved."))
            return redirect(address_of(edition, part))
    page = {
        "current_form": form_in_use(edition, use),
        "draft": draft_of(edition, use),
        "is_protocol": use is PROTOCOL,
        "lock": lock,
        "closed": closed_reason(why) if lock is Lock.CLOSED else "",
        "reason_form": reason,
    }
    return render(
        request,
        "contest/office/setup_application_form.html",
        page_of(edition, part) | page,
    )


def change_of(
    request: HttpRequest, part: Part, reason: forms.Form | None = None
) -> Change:
    """Who changes the part, when, and why."""
    return Change(
        part=part,
        by=person(request),
        now=moment_of(request),
        reason=reason.cleaned_data["why"] if reason else Localized(""),
        tell=rules_by_language,
    )


def page_of(edition: Edition, part: Part) -> dict[str, Any]:
    """What every tab shows."""
    return {
        "edition": edition,
        "part": PARTS[part],
        "tabs": setup_tabs(edition, part),
        "proposal": OUR_PROPOSALS.get(part, ""),
    }


def _tab(
    request: HttpRequest,
    edition: Edition,
    part: Part,
    form: forms.BaseForm,
    apply: Apply,
) -> HttpResponse:
    lock, why = lock_in(edition, part)
    reason = _reason_form(request, lock)
    status = 200
    if request.method == "POST":
        is_valid = form.is_valid() and (reason is None or reason.is_valid())
        try:
            if is_valid:
                apply(change_of(request, part, reason))
                messages.success(request, _("Saved."))
                return redirect(address_of(edition, part))
        except ContestError as error:
            form.add_error(None, error.for_people())
        status = 422
    page = {
        "form": form,
        "reason_form": reason,
        "closed": closed_reason(why) if lock is Lock.CLOSED else "",
    }
    return render(
        request,
        "contest/office/setup_form.html",
        page_of(edition, part) | page,
        status=status,
    )


def _left(steps: list[Readiness]) -> list[Readiness]:
    """What an announced edition still lacks; that its deadline passed is no fault."""
    return [row for row in steps if not row.done and row.step is not Step.CALL_AHEAD]


def _reason_form(request: HttpRequest, lock: Lock) -> ChangeReasonForm | None:
    return ChangeReasonForm(request.POST or None) if lock is Lock.REASON else None


def _copy(edition: Edition) -> Edition:
    """A model form writes into its instance; the page shows the stored one."""
    return Edition.objects.select_related("contest__owner").get(pk=edition.pk)
