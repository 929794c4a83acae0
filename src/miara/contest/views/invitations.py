"""Inviting units: letters to the heads of groups, their progress, enquiries."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from miara.contest.forms.texts import InvitationForm
from miara.contest.letters.shared import OWNER, address
from miara.contest.models import Edition, EditionText
from miara.contest.permissions import can_organise
from miara.contest.presenters.moments import moment
from miara.contest.queries.dispatches import dispatches_with_progress
from miara.contest.queries.placements import UNPLACED, units_by_group
from miara.contest.views.guards import edition_page, moment_of, person
from miara.core.errors import MiaraError
from miara.notifications import public as notifications
from miara.notifications.public import Audience, Channel

__all__ = ["invitations"]


@edition_page(can_organise)
def invitations(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Letters sent so far, and a new one by groups."""
    placed = units_by_group(edition)
    names = {row.code: str(row.name) for row in edition.groups.order_by("position")}
    names[UNPLACED] = _("no group proposed")
    choices = [
        (code or "-", f"{name} ({len(placed[code])})")
        for code, name in names.items()
        if placed.get(code)
    ]
    letter = edition.texts.filter(
        kind=EditionText.Kind.LETTER, published_at__isnull=False
    ).exists()
    form = InvitationForm(
        request.POST or None,
        choices=choices,
        has_letter=letter,
        initial=_initial(edition) | {"groups": [code for code, _label in choices]},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        chosen = {"" if code == "-" else code for code in data["groups"]}
        try:
            made = notifications.make_dispatch(
                owner_kind=OWNER,
                owner_id=edition.uid,
                title=data["title"],
                channel=data["channel"],
                audience=Audience(
                    unit_uids=[uid for code in chosen for uid in placed[code]]
                ),
                subject=data["subject"],
                text=data["text"],
                has_letter=data.get("has_letter", False),
                by=person(request),
                now=moment_of(request),
            )
        except MiaraError as error:
            form.add_error("text", error.for_people())
        else:
            return redirect("notifications:dispatch", made.pk)
    page = {
        "edition": edition,
        "form": form,
        "rows": dispatches_with_progress(edition),
        "has_letter": letter,
        "enquiries": notifications.enquiries_of(OWNER, edition.uid)[:10],
        "enquiries_url": reverse(
            "notifications:enquiry-list", args=[OWNER, edition.uid]
        ),
        "desk_url": reverse("notifications:owner-desk", args=[OWNER, edition.uid]),
    }
    status = 422 if form.errors else 200
    return render(request, "contest/office/invitations.html", page, status=status)


def _initial(edition: Edition) -> dict[str, object]:
    """A short letter that the office may change; letters to heads are in Polish."""
    link = address("contest:edition", edition.contest.code, edition.slug)
    with override("pl"):
        lines = [
            "{{ salutation }},",
            f"zapraszamy do udziału w konkursie „{edition.name}”.",
        ]
        if edition.theme:
            lines.append(f"Temat edycji: {edition.theme}.")
        if edition.closes_at:
            lines.append(f"Na wnioski czekamy do: {moment(edition.closes_at)}.")
        lines += [
            f"Zasady, kalendarz i formularz: {link}",
            "Z wyrazami szacunku\norganizatorzy konkursu",
        ]
        return {
            "channel": Channel.EMAIL,
            "title": "",
            "subject": f"Zaproszenie do konkursu „{edition.name}”",
            "text": "\n\n".join(lines),
            "has_letter": True,
        }
