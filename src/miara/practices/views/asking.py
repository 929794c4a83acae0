"""Asking the author: open to everybody, guarded against programs and floods."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from miara.accounts.public import User
from miara.core.visitor_limits import allow
from miara.practices.actions.asking import Letter, ask_author
from miara.practices.errors import PracticesError
from miara.practices.forms.asking import AskForm
from miara.practices.models import PracticeCard
from miara.practices.presenters.links import card_path
from miara.practices.queries.use import card_to_ask_about
from miara.practices.views.requests import card_of, now_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, address: str) -> HttpResponse:
    """A form whose letter goes to the author; the page shows nobody's address."""
    card = card_of(address, card_to_ask_about())
    if not card.is_askable:  # type: ignore[attr-defined]
        raise Http404
    person = request.user if isinstance(request.user, User) else None
    form = AskForm(
        request.POST or None,
        is_signed_in=person is not None,
        initial={"name": person.full_name, "email": person.email} if person else None,
    )
    context = {"card": card, "url": card_path(card.pk, card.title), "form": form}
    if request.method == "POST" and form.is_valid():
        if _is_taken(request, form, card, person):
            return render(request, "practices/use/asked.html", context)
        if not form.errors:
            form.add_error(
                None, _("Too many questions from here. Try again in an hour.")
            )
    status = 422 if form.errors else 200
    return render(request, "practices/use/ask.html", context, status=status)


def _is_taken(
    request: HttpRequest, form: AskForm, card: PracticeCard, person: User | None
) -> bool:
    """Pass the question on; what a program sent is thanked for and thrown away."""
    if form.is_trapped:
        return True
    now = now_of(request)
    if not allow("ask-author", request.META.get("REMOTE_ADDR", ""), now=now):
        return False
    given = form.cleaned_data
    try:
        ask_author(
            card,
            Letter(given["text"], given["name"], given["email"]),
            url=card_path(card.pk, card.title),
            by=person,
            now=now,
            with_copy=given.get("with_copy", False),
        )
    except PracticesError as error:
        form.add_error(None, error.for_people())
        return False
    return True
