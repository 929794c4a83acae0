"""Rules and texts of the edition, letters, questions, and the trail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db.models import Q

from miara.audit import public as audit
from miara.contest.actions.forms import FORM_OWNERS
from miara.contest.actions.visits import VISIT
from miara.contest.domain.closing.layout import LOG_CSV, LOG_JSON
from miara.contest.exports.closing.rows import Package, hour, polish
from miara.contest.letters.shared import OWNER
from miara.contest.models import (
    Edition,
    EditionText,
    Entry,
    PublicQuestion,
    SiteVisit,
)
from miara.contest.roles import EDITION, ENTRY
from miara.core.localized import Localized
from miara.notifications import public as notifications
from miara.questionnaires import public as questionnaires

__all__ = ["log_of", "write_letters", "write_log", "write_rules"]

_BATCH = 500
#: Kinds of parents whose id is the uid of an edition, an application or a visit.
_PARENTS = (
    *("ENTRY", VISIT, *FORM_OWNERS, OWNER),
    *(f"accounts.scope.{kind}" for kind in (EDITION, ENTRY)),
)


def write_rules(package: Package) -> None:
    """What the edition was: rules as data, structure, dates, texts, questions."""
    package.progress.stage("Zasady i teksty")
    edition = package.edition
    package.bag.data("zasady/regulamin.json", edition.settings.model_dump(mode="json"))
    package.bag.data("zasady/budowa.json", _structure(edition))
    if edition.form is not None:
        package.bag.data("zasady/formularz.json", edition.form.data)
    if edition.visit_form is not None:
        package.bag.data("zasady/protokol-wizyty.json", edition.visit_form.data)
    texts = EditionText.objects.filter(edition=edition).select_related("file")
    rows = []
    for row in texts.prefetch_related("approvals").order_by("kind", "version"):
        place = f"zasady/{row.kind.lower()}-{row.version}"
        for language in ("pl", "en"):
            parts = (
                Localized.of(text).in_language(language)
                for text in (row.generated, row.added)
                if text
            )
            package.bag.add(f"{place}-{language}.txt", "\n\n".join(parts) + "\n")
        rows += [
            (row.kind, row.version, hour(row.published_at), name.full_name,
             polish(name.office), hour(name.decided_at), name.is_approved, name.remark)
            for name in row.approvals.all()
        ]  # fmt: skip
        package.keep(place, row.file)
    package.bag.table(
        "zasady/akceptacje.csv",
        ("tekst", "wersja", "opublikowano", "kto", "stanowisko", "kiedy", "przyjeto",
         "uwaga"),
        rows,
    )  # fmt: skip
    questions = PublicQuestion.objects.filter(edition=edition).order_by("pk")
    package.bag.table(
        "zasady/pytania.csv",
        ("zadano", "pytanie", "odpowiedz", "opublikowano"),
        (
            (hour(row.asked_at), row.text, polish(row.answer), hour(row.published_at))
            for row in questions.iterator()
        ),
    )


def _structure(edition: Edition) -> dict[str, object]:
    return {
        "groups": [
            {"code": row.code, "name": polish(row.name), "rule": row.rule}
            for row in edition.groups.order_by("position", "pk")
        ],
        "domains": [
            {"code": row.code, "name": polish(row.name)}
            for row in edition.domains.order_by("position", "pk")
        ],
        "criteria": [
            {
                "code": row.code,
                "name": polish(row.name),
                "weight": str(row.weight),
                "most": str(row.max_points),
                "step": str(row.step),
                "levels": row.levels,
            }
            for row in edition.criteria.order_by("position", "pk")
        ],
        "titles": [
            {
                "code": row.code,
                "name": polish(row.name),
                "role": row.role,
                "rank": row.rank,
                "per_cell": row.per_cell,
                "at_most": row.at_most,
                "ex_aequo": row.ex_aequo,
            }
            for row in edition.title_kinds.order_by("rank", "pk")
        ],
        "call": {
            "announced_on": str(edition.announced_on or ""),
            "opens": hour(edition.opens_at),
            "first_deadline": hour(edition.first_closes_at),
            "deadline": hour(edition.closes_at),
            "published": hour(edition.published_at),
        },
        "calendar": [
            {
                "kind": row.kind,
                "title": polish(row.title),
                "place": polish(row.place),
                "from": hour(row.starts_at),
                "to": hour(row.ends_at),
                "whole_days": row.whole_days,
                "public": row.is_public,
            }
            for row in edition.milestones.order_by("starts_at", "pk")
        ],
        "organisers": [
            str(row.organisation)
            for row in edition.organisers.select_related("organisation").order_by(
                "position", "pk"
            )
        ],
        "patrons": [
            {"kind": row.kind, "name": polish(row.name)}
            for row in edition.patrons.order_by("position", "pk")
        ],
        "extensions": [
            {
                "from": hour(row.from_at),
                "to": hour(row.to_at),
                "reason": polish(row.reason),
                "announced": hour(row.announced_at),
            }
            for row in edition.extensions.order_by("pk")
        ],
        "changes": [
            {
                "part": row.part,
                "reason": polish(row.reason),
                "before": row.before,
                "after": row.after,
                "at": hour(row.changed_at),
            }
            for row in edition.changes.order_by("pk")
        ],
    }


def write_letters(package: Package) -> None:
    """Every letter of the edition, and how it went; texts as long as they are kept."""
    package.progress.stage("Listy")
    owner = (OWNER, package.edition.uid)
    messages = notifications.Message.objects.of_owner(*owner).order_by("pk")
    package.bag.table(
        "listy/listy.csv",
        ("numer", "rodzaj", "do", "temat", "stan", "utworzono", "zakonczono",
         "wrocil", "tresc"),
        (
            (row.message_id, row.kind, row.recipient, row.subject, row.state,
             hour(row.created_at), hour(row.ended_at), hour(row.bounced_at),
             "treść usunięto po upływie terminu" if row.erased_at else row.text)
            for row in messages.iterator()
        ),
    )  # fmt: skip
    dispatched = notifications.DispatchItem.objects.filter(
        dispatch__owner_kind=OWNER, dispatch__owner_id=package.edition.uid
    ).select_related("dispatch")
    package.learn_units(
        set(dispatched.order_by().values_list("unit_uid", flat=True).distinct())
    )
    package.bag.table(
        "listy/wysylki.csv",
        ("wysylka", "jednostka", "droga", "adres", "stan", "dowod", "uwaga",
         "wyslano", "skrot_pisma"),
        (
            (row.dispatch.title, package.unit(row.unit_uid), row.channel, row.address,
             row.state, row.proof_number, row.proof_note, hour(row.proof_at),
             row.letter_sha256)
            for row in dispatched.order_by("pk").iterator()
        ),
    )  # fmt: skip
    enquiries = notifications.Enquiry.objects.filter(
        owner_kind=OWNER, owner_id=package.edition.uid
    ).order_by("pk")
    package.bag.table(
        "listy/zapytania.csv",
        ("kiedy", "droga", "temat", "tresc"),
        (
            (hour(row.asked_at), row.channel, row.subject, row.text)
            for row in enquiries.iterator()
        ),
    )


def log_of(edition: Edition) -> Iterator[audit.Event]:
    """The trail of an edition and its applications, oldest first.

    With it who was given and lost which role in them, what became of their forms, and
    the protocols of visits.
    """
    entries = Entry.objects.filter(edition=edition).values_list("pk", "uid")
    keys = {str(pk) for pk, _uid in entries}
    uids = {uid for _pk, uid in entries} | {edition.uid}
    own = {"contest.edition": {str(edition.pk)}, "contest.entry": keys}
    visits = SiteVisit.objects.filter(entry__edition=edition)
    uids.update(visits.values_list("uid", flat=True))
    asked = Q(parent_kind__in=_PARENTS, parent_id__in=uids)
    forms = [
        form
        for owner in FORM_OWNERS
        for form in questionnaires.forms_of(owner, edition.uid)
    ]
    for kind in ("target", "parent"):
        asked |= Q(
            **{
                f"{kind}_kind": "questionnaires.form",
                f"{kind}_id__in": [str(form.pk) for form in forms],
            }
        )
    for kind, ids in own.items():
        asked |= Q(target_kind=kind, target_id__in=ids)
        asked |= Q(parent_kind=kind, parent_id__in=ids)
    yield from audit.Event.objects.filter(asked).order_by("pk").iterator()


def write_log(package: Package) -> None:
    """The trail twice: a table with sentences, and everything as it is kept."""
    package.progress.stage("Dziennik")
    package.bag.table(
        LOG_CSV,
        ("chwila", "kto", "rodzaj", "zdanie", "obiekt", "zawiera_sie_w"),
        (
            (hour(event.at), event.actor_id, event.kind, sentence,
             f"{event.target_kind} {event.target_id}".strip(),
             f"{event.parent_kind} {event.parent_id}".strip())
            for event, sentence in _told(log_of(package.edition))
        ),
    )  # fmt: skip
    package.bag.lines(
        LOG_JSON,
        (
            {
                "at": event.at.isoformat(),
                "actor": event.actor_id,
                "kind": event.kind,
                "target": [event.target_kind, event.target_id],
                "parent": [event.parent_kind, event.parent_id],
                "before": event.before,
                "after": event.after,
                "request": event.request_id,
            }
            for event in log_of(package.edition)
        ),
    )


def _told(events: Iterable[audit.Event]) -> Iterator[tuple[audit.Event, str]]:
    """Events with their sentences, asked for in batches."""
    flow = iter(events)
    while batch := list(islice(flow, _BATCH)):
        yield from zip(batch, audit.describe_all(batch), strict=True)
