"""A contest with something on every page: for looking at all of them at once.

The cast of `contest_cast` with its letters, its directory and a form with every kind of
field; and an edition that is over, with results, feedback and a diploma.
"""

import re
from dataclasses import dataclass
from typing import Any

from tests.factories.assessment import make_assignment
from tests.factories.contest import AFTER, make_entry
from tests.factories.contest_cast import make_cast
from tests.factories.finished_contest import ENDED, made_file, make_finished
from tests.questionnaires.conftest import ANSWERS, definition_of

from miara.accounts.public import User
from miara.contest import models
from miara.contest.actions.dossiers import DOSSIER_JOB
from miara.contest.actions.experts import token_of
from miara.contest.actions.feedback import draft_feedback, save_feedback, send_feedback
from miara.contest.actions.partners import ask_partner
from miara.contest.actions.practice_cards import make_practice_card
from miara.core.models import Job
from miara.documents.models import SignatureCheck
from miara.notifications import public as notifications
from miara.notifications.models import BouncedAddress, Message
from miara.organisations import public as organisations
from miara.questionnaires import public as questionnaires

#: Codes of offices with heads, as the association gets them from its members.
HEADS = (
    "TERYT;Stanowisko;Imię i nazwisko;e-mail;e-Doręczenia\n"
    "120617;Wójt;Anna Wymyślona;wojt@zielonki.example;AE:PL-12345-67890-ABCDE-12\n"
    "120611;p.o. Burmistrza;Jan Zmyślony;b@skawina.example;\n"
)


@dataclass(frozen=True, slots=True)
class ContestSite:
    """People by their part, and what addresses name."""

    people: dict[str, User | None]
    named: dict[str, str]


def make_contest_site() -> ContestSite:
    """An edition in the middle of everything; to be looked at at `AFTER`."""
    cast = make_cast()
    edition, office = cast.edition, {"by": cast.world.organiser, "now": AFTER}
    paper = made_file("podpis wniosku")
    signed = models.EntrySignature.objects.create(
        entry=cast.submitted,
        signatory="HEAD",
        unit_uid=cast.submitted.unit_uid,
        full_name="Wójt Zielonek",
        method="ELECTRONIC",
        file=paper,
        check_result=SignatureCheck.objects.create(
            file=paper,
            position=1,
            format=SignatureCheck.Format.PADES,
            kind=SignatureCheck.Kind.TRUSTED,
            found_verdict=SignatureCheck.Outcome.NOT_VERIFIED,
            covers_all=True,
            checked_at=AFTER,
        ),
        sha256=cast.submitted.latest.sha256,
        added_at=AFTER,
    )
    undeclared = models.Expert.objects.get(full_name="Trzecia")
    asked_only = make_assignment(cast.entry, undeclared)
    ask_partner(partner=cast.partner, by=cast.world.clerk, now=AFTER)
    asked = Message.objects.get(kind="contest.partner_asked")
    named = {name: _key(thing) for name, thing in cast.things.items()} | {
        "edition": f"konkursy/{edition.contest.code}/{edition.slug}",
        "contest": edition.contest.code,
        "undeclared": asked_only.uid,
        "signed": str(signed.pk),
        "domain": str(edition.domains.order_by("position")[0].pk),
        "invitation": token_of(cast.invited),
        "partner_link": re.findall(r"/zgloszenia/partner/([^/\s]+)/", asked.text)[0],
        "letters": f"poczta/contest.edition/{edition.uid}",
        "job": str(_job("contest.make_diplomas", edition, cast.people["chair"]).pk),
    }
    people = cast.people | {"undeclared": undeclared.user}
    return ContestSite(people, named | _letters(edition, office) | _form(cast))


def make_finished_site() -> ContestSite:
    """An edition whose results are out; to be looked at at `ENDED`."""
    made = make_finished(entries=2)
    edition, organiser = made.edition, made.world.organiser
    office = {"by": organiser, "now": ENDED}
    draft_feedback(edition=edition, **office)
    first = models.Feedback.objects.order_by("pk")[0]
    code = edition.criteria.order_by("position")[0].code
    words = {"criterion": code, "strengths": "Jasny cel.", "weaknesses": "Brak danych."}
    save_feedback(
        feedback=first,
        points=[words],
        summary="Gratulujemy.",
        is_ready=True,
        revision=0,
        **office,
    )
    send_feedback(edition=edition, **office)
    diploma = models.Diploma.objects.create(
        award=edition.awards.order_by("pk")[0],
        number="LIDER/2026/1",
        recipient_name="Gmina Zielonki",
        issued_at=ENDED,
        file=made_file("dyplom"),
    )
    make_practice_card(entry=made.entries[0], **office)
    named = {
        "edition": f"konkursy/{edition.contest.code}/{edition.slug}",
        "entry": made.entries[0].uid,
        "second": made.entries[1].uid,
        "diploma": diploma.code,
        "job": str(_job(DOSSIER_JOB, edition, organiser).pk),
    }
    people = {"organiser": organiser, "author": made.world.clerk, "anonymous": None}
    return ContestSite(people, named)


def _key(thing: Any) -> str:
    """What stands in the address of a thing."""
    return str(getattr(thing, "uid", "") or thing.pk)


def _job(kind: str, edition: models.Edition, by: User | None) -> Job:
    assert by is not None
    return Job.objects.create(
        kind=kind,
        params={"edition": edition.uid},
        created_at=AFTER,
        created_by_id=str(by.pk),
    )


def _with_letters(item: notifications.DispatchItem) -> None:
    """As after the job that sets the letter of each head."""
    item.letter = made_file("pismo")
    item.letter_sha256 = item.letter.sha256
    item.save()
    dispatch = item.dispatch
    dispatch.has_letter, dispatch.letters_file = True, made_file("pisma")
    dispatch.save()
    Job.objects.create(
        kind="notifications.make_letters",
        params={"dispatch": dispatch.pk},
        state=Job.State.DONE,
        report={"lines": ["Przygotowano 1 pismo."]},
        created_at=AFTER,
        started_at=AFTER,
        heartbeat_at=AFTER,
        finished_at=AFTER,
    )


def _letters(edition: models.Edition, office: dict[str, Any]) -> dict[str, str]:
    """A dispatch by e-mail and one by post, an enquiry, a bounce, a list to take in."""
    organisations.import_directory(
        HEADS.encode(),
        file_name="wykaz.csv",
        source="Wykaz zmyślony",
        as_of=AFTER.date(),
        **office,
    )
    waiting, _report = organisations.prepare_import(
        content=HEADS.replace("Anna", "Ewa").encode() + b"1;x;y;;\n",
        file_name="nowy.csv",
        source="Wykaz zmyślony",
        as_of=AFTER.date(),
        **office,
    )
    operator = User.objects.get(email="operator@przyklad.pl")
    for owner_kind, owner_id, by in (
        ("contest.edition", edition.uid, office["by"]),
        ("site", "0", operator),
    ):
        owner = {"owner_kind": owner_kind, "owner_id": owner_id}
        sender = {"by": by, "now": AFTER}
        for channel in ("EMAIL", "POST"):
            made = notifications.make_dispatch(
                **owner,
                title="Zaproszenie",
                channel=channel,
                audience=notifications.Audience(),
                subject="Konkurs dla: {{ unit }}",
                text="{{ salutation }},\n\nzapraszamy.",
                **sender,
            )
            notifications.approve_dispatch(dispatch=made, **sender)
        notifications.log_enquiry(
            **owner,
            channel="PHONE",
            asked_at=AFTER,
            subject="Termin",
            text="Do 8 kwietnia.",
            unit_uid="120617",
            **sender,
        )
    BouncedAddress.objects.create(
        address="x@example.org", code="5.1.1", is_hard=True, bounced_at=AFTER
    )
    rows = notifications.DispatchItem.objects.filter(
        dispatch__owner_id=edition.uid, dispatch__channel="POST"
    )
    item = rows.order_by("pk")[0]
    _with_letters(item)
    sent = Message.objects.filter(owner_id=edition.uid).order_by("-pk")[0]
    return {
        "list": str(waiting.pk),
        "dispatch": str(item.dispatch_id),
        "proof": str(item.pk),
        "message": str(sent.pk),
    }


def _form(cast: Any) -> dict[str, str]:
    """A form with every kind of field: published and filled in, and a draft after it."""
    edition, by = cast.edition, cast.world.organiser
    owner = {"owner_kind": "EDITION", "owner_id": edition.uid}
    first = questionnaires.create_form(
        definition=definition_of(), by=by, now=AFTER, **owner
    )
    first = questionnaires.publish_version(version=first, by=by, now=AFTER)
    entry = make_entry(
        cast.world, unit_uid="120102", channel=models.Entry.Channel.PAPER
    )
    entry.sheet = questionnaires.open_sheet(
        version=first, owner_kind="ENTRY", owner_id=entry.uid, by=by, now=AFTER
    )
    entry.save()
    questionnaires.fill(sheet=entry.sheet, values=ANSWERS, by=by, now=AFTER)
    draft = questionnaires.start_version(form=first.form, by=by, now=AFTER)
    data = draft.data
    data["sections"][1]["fields"] = data["sections"][1]["fields"][1:]  # no mail
    draft = questionnaires.save_draft(version=draft, data=data, by=by, now=AFTER)
    return {
        "copied": entry.uid,
        "sheet": entry.sheet.uid,
        "version": str(first.pk),
        "next_version": str(draft.pk),
        "edition_uid": edition.uid,
    }
