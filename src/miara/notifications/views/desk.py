"""The outbox: list, preview, hold, release, cancel."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from miara.core.errors import MiaraError
from miara.notifications.actions.bounces import clear_address
from miara.notifications.actions.outbox import (
    cancel_messages,
    hold_messages,
    release_messages,
)
from miara.notifications.forms.desk import ReleaseForm
from miara.notifications.models import BouncedAddress, Message
from miara.notifications.owners import (
    SITE,
    SITE_ID,
    can_read,
    can_release,
    can_see,
    private_kinds,
)
from miara.notifications.presenters import owner_of, shown_of
from miara.notifications.queries.outbox import (
    bounced_addresses,
    messages_of,
    state_counts,
)
from miara.notifications.views.guards import (
    delivery_page,
    logged_in,
    message_for,
    require,
)

PER_PAGE = 50
Owner = tuple[str, str] | None


@logged_in
@require_http_methods(["GET", "HEAD", "POST"])
def operator_desk(request: HttpRequest) -> HttpResponse:
    """Every message, for the operator."""
    require(can_see(request.user, SITE, SITE_ID))
    return _desk(request, None)


@delivery_page
@require_http_methods(["GET", "HEAD", "POST"])
def owner_desk(request: HttpRequest, owner: tuple[str, str]) -> HttpResponse:
    """Messages of one owner."""
    return _desk(request, owner)


@logged_in
@require_http_methods(["GET", "HEAD", "POST"])
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """One message as its reader gets it, and its way; the way alone for others."""
    row = message_for(request.user, pk)
    if request.method == "POST":
        _act(request, [row.pk], request.POST.get("action", ""))
        return redirect("notifications:message", pk)
    may_read = bool(can_read(request.user, row.owner_kind or SITE, row.owner_id))
    context = {
        "row": row,
        "shown": shown_of(row, may_read=may_read),
        "may_read": may_read,
        "tries": row.tries.order_by("-at", "-pk"),
        "files": row.attachments.select_related("file").order_by("place"),
        "may_release": bool(
            can_release(request.user, row.owner_kind or SITE, row.owner_id)
        ),
        "can_undo": row.state == Message.State.QUEUED and row.attempts == 0,
        "back": _address(_owner_of(request, row)),
    }
    return render(request, "notifications/message.html", context)


@logged_in
@require_safe
def message_html(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML part alone, where no script, form or foreign picture can act."""
    row = message_for(request.user, pk)
    require(can_read(request.user, row.owner_kind or SITE, row.owner_id))
    return HttpResponse(
        row.html,
        headers={"Content-Security-Policy": "sandbox; default-src 'none'"},
    )


@logged_in
@require_POST
def bounce_clear(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to an address again."""
    require(can_release(request.user, SITE, SITE_ID))
    row = get_object_or_404(BouncedAddress, pk=pk)
    clear_address(address=row, by=request.user, now=timezone.now())
    messages.success(request, _("Mail to this address is sent again."))
    return redirect("notifications:operator-desk")


def _desk(request: HttpRequest, owner: Owner) -> HttpResponse:
    if request.method == "POST":
        return _acted(request, owner)
    state = request.GET.get("stan", "")
    kind = request.GET.get("rodzaj", "")
    found = messages_of(owner, state=state, kind=kind)
    if kind:
        # Which kinds of private letters there are would tell what they are about.
        found = _readable(request, owner, found)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    owners = {(row.owner_kind or SITE, row.owner_id) for row in page}
    may_read = {each: bool(can_read(request.user, *each)) for each in owners}
    lines = [
        shown_of(row, may_read=may_read[row.owner_kind or SITE, row.owner_id])
        for row in page
    ]
    counts = state_counts(owner)
    context = {
        **_frame(request, owner),
        "page": page,
        "lines": lines,
        "state": state,
        "kind": kind,
        "states": [
            (value, label, counts.get(value, 0))
            for value, label in Message.State.choices
        ],
        "held": counts.get(Message.State.HELD, 0),
        "leaving": messages_of(owner, state=Message.State.QUEUED)
        .filter(released_at__isnull=False, next_try_at__gt=timezone.now())
        .count(),
        "stopped": bounced_addresses()[:50] if owner is None else [],
    }
    return render(request, "notifications/desk.html", context)


def _acted(request: HttpRequest, owner: Owner) -> HttpResponse:
    """Act on the ticked messages; a release asks for their number first."""
    rows = _readable(request, owner, messages_of(owner))
    action = request.POST.get("action", "")
    if action == "hold-released":
        chosen = rows.filter(
            state=Message.State.QUEUED, released_at__isnull=False, attempts=0
        )
        action = "hold"
    elif request.POST.get("all"):
        chosen = rows.filter(state=Message.State.HELD)
    else:
        ids = [int(each) for each in request.POST.getlist("id") if each.isdigit()]
        chosen = rows.filter(pk__in=ids)
    keys = list(chosen.values_list("pk", flat=True))
    if not keys:
        messages.error(request, _("Tick at least one message."))
        return redirect(_address(owner))
    if action in {"release", "confirm"}:
        return _release(request, owner, keys, confirmed=action == "confirm")
    _act(request, keys, action)
    return redirect(_address(owner))


def _readable(
    request: HttpRequest, owner: Owner, rows: QuerySet[Message]
) -> QuerySet[Message]:
    """Those whose contents the person may read, of one owner or of everybody."""
    if owner is None:
        return rows.exclude(owner_kind__in=private_kinds())
    return rows if can_read(request.user, *owner) else rows.none()


def _release(
    request: HttpRequest, owner: Owner, keys: list[int], *, confirmed: bool
) -> HttpResponse:
    rows = Message.objects.filter(pk__in=keys, state=Message.State.HELD)
    form = ReleaseForm(request.POST if confirmed else None)
    if confirmed and form.is_valid():
        try:
            count = release_messages(
                ids=keys,
                typed=form.cleaned_data["typed"],
                by=request.user,
                now=timezone.now(),
            )
        except MiaraError as error:
            form.add_error("typed", error.for_people())
        else:
            messages.success(
                request,
                ngettext(
                    "%(count)s message leaves in ten minutes. "
                    "Until then you can hold it.",
                    "%(count)s messages leave in ten minutes. "
                    "Until then you can hold them.",
                    count,
                )
                % {"count": count},
            )
            return redirect(_address(owner))
    context = {
        **_frame(request, owner),
        "form": form,
        "rows": rows.defer("text", "html").order_by("recipient", "pk")[:500],
        "count": rows.count(),
        "keys": keys,
    }
    status = 422 if form.errors else 200
    return render(request, "notifications/release.html", context, status=status)


def _act(request: HttpRequest, keys: list[int], action: str) -> None:
    acts = {"hold": hold_messages, "cancel": cancel_messages}
    if action not in acts:
        messages.error(request, _("Choose what to do with the messages."))
        return
    try:
        count = acts[action](ids=keys, by=request.user, now=timezone.now())
    except MiaraError as error:
        messages.error(request, error.for_people())
        return
    texts = {
        "hold": _("Messages held: %(count)s."),
        "cancel": _("Messages cancelled: %(count)s."),
    }
    messages.success(request, texts[action] % {"count": count})


def _frame(request: HttpRequest, owner: Owner) -> dict[str, Any]:
    kind, owner_id = owner or (SITE, SITE_ID)
    return {
        "owner": owner_of(kind, owner_id),
        "is_all": owner is None,
        "may_release": bool(can_release(request.user, kind, owner_id)),
        "here": _address(owner),
    }


def _address(owner: Owner) -> str:
    if owner is None:
        return reverse("notifications:operator-desk")
    return reverse("notifications:owner-desk", args=owner)


def _owner_of(request: HttpRequest, row: Message) -> Owner:
    return (row.owner_kind, row.owner_id) if row.owner_kind else None
