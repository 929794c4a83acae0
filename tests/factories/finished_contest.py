"""An edition with everything in it, from applications to released results.

Every personal value carries the word `SENTINEL`, so that a test can look for it
wherever it should no longer be.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.factories.contest import (
    DURING,
    SMALL_FORM,
    World,
    make_entry,
    make_form,
    make_person,
    make_world,
)

from miara.contest import models
from miara.contest.actions.submission import add_version, present_content
from miara.contest.letters.shared import send
from miara.core.localized import Localized
from miara.documents.public import FileKind, keep_made
from miara.notifications.models import Dispatch, DispatchItem, Enquiry, Message
from miara.questionnaires import public as questionnaires

SENTINEL = "Wartownik"
#: The results are out since then.
RELEASED = datetime(2026, 10, 1, 10, tzinfo=UTC)
ENDED = datetime(2026, 11, 1, 10, tzinfo=UTC)

FORM: dict[str, Any] = {
    **SMALL_FORM,
    "sections": [
        {
            **SMALL_FORM["sections"][0],
            "fields": [
                *SMALL_FORM["sections"][0]["fields"],
                {
                    "code": "annexes",
                    "kind": "ATTACHMENTS",
                    "label": {"pl": "Załączniki", "en": "Annexes"},
                    "attachments": {"kinds": ["DOCUMENT"]},
                },
                {
                    "code": "consents",
                    "kind": "ATTACHMENTS",
                    "label": {"pl": "Zgody", "en": "Consents"},
                    "attachments": {"kinds": ["DOCUMENT"]},
                    "personal": {
                        "purpose": {"pl": "Zgoda", "en": "Consent"},
                        "keep_days": 365,
                    },
                },
            ],
        }
    ],
}


@dataclass(frozen=True, slots=True)
class Finished:
    """A world whose edition is over."""

    world: World
    entries: list[models.Entry]
    experts: list[models.Expert]
    chair: Any

    @property
    def edition(self) -> models.Edition:
        return self.world.edition


def make_finished(*, entries: int = 3) -> Finished:
    """Applications with files, signatures, marks, a visit, a jury, titles, letters."""
    world = make_world()
    edition = world.edition
    edition.form = make_form(edition, {**FORM, "code": "whole"})
    edition.save()
    chair = make_person("przewodnicząca".replace("ą", "a"))
    made = [make_finished_entry(world, number) for number in range(1, entries + 1)]
    experts = [_expert(world, number) for number in range(1, 4)]
    _marks(world, made, experts)
    _jury(world, made, chair)
    _papers(world, made[0])
    return Finished(world, made, experts, chair)


def made_file(text: str, name: str = "plik.txt") -> Any:
    """A kept file with a text."""
    return keep_made(
        content=text.encode(), name=name, kind=FileKind.TEXT, by=None, now=DURING
    )


def make_finished_entry(world: World, number: int) -> models.Entry:
    """An admitted application with attachments, papers, a signature and a check."""
    entry = make_entry(world)
    questionnaires.fill(
        sheet=entry.sheet,
        values={
            "title": f"Projekt {number}",
            "goals": "Krótsze kolejki w urzędzie.",
            "contact": {
                "name": f"Jan {SENTINEL}kontakt",
                "email": f"{SENTINEL.lower()}{number}@przyklad.pl",
            },
        },
        by=world.clerk,
        now=DURING,
    )
    for field, text in (("annexes", "koszty"), ("consents", f"{SENTINEL}zgoda")):
        questionnaires.attach_file(
            sheet=entry.sheet,
            field=field,
            kind="DOCUMENT",
            content=minimal_pdf(f"{text} {number}"),
            name=f"{text}.pdf",
            by=world.clerk,
            now=DURING,
        )
    content = questionnaires.content_of(entry.sheet)
    text, sha256 = present_content(entry, content)
    entry.number = f"2026/{number:03d}"
    entry.state = models.Entry.State.ACCEPTED
    version = add_version(
        entry,
        content=content,
        text=text,
        sha256=sha256,
        reason="SUBMISSION",
        by=world.clerk,
        received_at=DURING,
    )
    version.receipt = made_file(f"{SENTINEL}poswiadczenie {number}")
    version.pdf = made_file(f"{SENTINEL}wniosek {number}")
    version.save()
    models.EntrySignature.objects.create(
        entry=entry,
        signatory="HEAD",
        unit_uid=entry.unit_uid,
        full_name=f"{SENTINEL} Wójt",
        method="ELECTRONIC",
        file=made_file(f"{SENTINEL}podpis {number}"),
        sha256=sha256,
        added_at=DURING,
    )
    models.FormalCheck.objects.create(
        entry=entry,
        version=version,
        items={"eligible": {"ok": True, "note": ""}},
        started_at=DURING,
        started_by=world.organiser,
        verdict="ACCEPT",
        decided_at=DURING,
    )
    return entry


def minimal_pdf(text: str) -> bytes:
    """One page without fonts that carries a text in its information."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
        b"<</Title(" + text.encode() + b")>>",
    ]
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj" % number + content + b"endobj\n"
    start = len(body)
    body += b"xref\n0 5\n0000000000 65535 f \n"
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        body
        + b"trailer<</Size 5/Root 1 0 R/Info 4 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (start)
    )


def _expert(world: World, number: int) -> models.Expert:
    return models.Expert.objects.create(
        edition=world.edition,
        user=make_person(f"ekspert{number}"),
        full_name=f"Ekspert {SENTINEL} {number}",
        email=f"{SENTINEL.lower()}-ekspert{number}@przyklad.pl",
        employer=f"{SENTINEL} sp. z o.o.",
        home_uid=f"{SENTINEL}-dom",
        state="ACCEPTED",
        invited_at=DURING,
        answered_at=DURING,
        confidential_at=DURING,
    )


def _marks(
    world: World, entries: list[models.Entry], experts: list[models.Expert]
) -> None:
    criteria = list(world.edition.criteria.order_by("position", "pk"))
    for row, entry in enumerate(entries):
        for column, expert in enumerate(experts):
            models.Declaration.objects.create(
                entry=entry,
                expert=expert,
                is_free=True,
                text=f"{SENTINEL} oświadczam",
                declared_at=DURING,
            )
            assignment = models.Assignment.objects.create(
                entry=entry,
                expert=expert,
                state="SUBMITTED",
                assigned_at=DURING,
                submitted_at=DURING,
                total=Decimal(50 + 10 * row + column),
                overall="Dobry projekt.",
                confidence=4,
            )
            models.Mark.objects.bulk_create(
                models.Mark(
                    assignment=assignment,
                    criterion=criterion,
                    points=min(criterion.max_points, Decimal(1 + 2 * row + column)),
                    comment=f"Uwaga {criterion.code} {row} {column}",
                    changed_at=DURING,
                )
                for criterion in criteria
            )
    models.Conflict.objects.create(
        expert=experts[0],
        entry=entries[0],
        kind="DECLARED",
        state="DISMISSED",
        detail=f"{SENTINEL} szwagier",
        fingerprint="0" * 64,
        reason="Nie ma pokrewieństwa.",
        found_at=DURING,
        decided_at=DURING,
    )
    models.EntryReading.objects.create(
        entry=entries[0],
        reader=experts[0].user,
        part="EXPERT",
        on=DURING.date(),
        first_at=DURING,
    )


def _jury(world: World, entries: list[models.Entry], chair: Any) -> None:
    edition = world.edition
    visit = models.SiteVisit.objects.create(
        entry=entries[0],
        starts_at=DURING,
        host=f"{SENTINEL} gospodarz",
        state="DONE",
        findings="Zgodnie z wnioskiem.",
        closed_at=DURING,
    )
    models.Visitor.objects.create(visit=visit, full_name=f"{SENTINEL} gość")
    models.VisitFile.objects.create(
        visit=visit,
        file=made_file(f"{SENTINEL}zdjęcie"),
        caption="Sala",
        added_at=DURING,
    )
    juror = models.Juror.objects.create(
        edition=edition,
        user=chair,
        full_name="Helena Przykładowa",
        email=f"{SENTINEL.lower()}-kapitula@przyklad.pl",
        is_chair=True,
    )
    models.Recusal.objects.create(
        juror=juror,
        entry=entries[-1],
        reason=f"{SENTINEL} brat",
        recorded_at=DURING,
    )
    meeting = models.JuryMeeting.objects.create(
        edition=edition,
        starts_at=DURING,
        closed_at=DURING,
        minutes=made_file("Protokół posiedzenia"),
    )
    meeting.present.add(juror)
    models.Award.objects.create(
        edition=edition,
        meeting=meeting,
        kind=edition.title_kinds.order_by("rank")[0],
        cell=entries[0].cell,
        entry=entries[0],
        justification=Localized("Za pomysł.", "For the idea."),
        decided_at=DURING,
    )
    models.Release.objects.create(
        edition=edition, stage="RESULTS", released_at=RELEASED, set_at=DURING
    )


def _papers(world: World, entry: models.Entry) -> None:
    edition = world.edition
    text = models.EditionText.objects.create(
        edition=edition,
        kind="RULES",
        version=1,
        generated=Localized("Regulamin.", "Rules."),
        published_at=DURING,
    )
    models.Approval.objects.create(
        text=text,
        organisation=world.organisation,
        full_name=f"{SENTINEL} prezes",
        office=Localized("Prezes"),
    )
    models.PublicQuestion.objects.create(
        edition=edition,
        text=f"Pytam, {SENTINEL}",
        reply_to=f"{SENTINEL.lower()}-pytanie@przyklad.pl",
        asked_at=DURING,
    )
    message = send(
        "contest.entry_submitted",
        edition=edition,
        to=world.clerk,
        at=DURING,
        about=entry,
        number=entry.number,
        title=f"{SENTINEL} list",
        when="dziś",
        sha256="0",
        link="https://przyklad.pl",
    )
    Message.objects.filter(pk=message.pk).update(
        state="SENT", ended_at=ENDED - timedelta(days=1)
    )
    dispatch = Dispatch.objects.create(
        owner_kind="contest.edition",
        owner_id=edition.uid,
        title="Zaproszenie",
        channel="POST",
        subject="Zaproszenie",
        text="Zapraszamy.",
        created_at=DURING,
    )
    DispatchItem.objects.create(
        dispatch=dispatch,
        unit_uid=entry.unit_uid,
        channel="POST",
        address=f"ul. {SENTINEL} 1",
        proof_note=f"{SENTINEL} odebrał",
    )
    Enquiry.objects.create(
        owner_kind="contest.edition",
        owner_id=edition.uid,
        channel="PHONE",
        asked_at=DURING,
        subject=f"{SENTINEL} dzwonił",
        text=f"{SENTINEL} pytał o termin",
    )
    models.PaperCopy.objects.create(
        entry=entry,
        received_on=date(2026, 4, 28),
        matches=True,
        scan=made_file(f"{SENTINEL}skan"),
        registered_at=DURING,
    )
