"""What an expert may read, and the state of their marks.

Every page and file of experts starts from here: a suspected or confirmed conflict, a
formal decision, a role that ended, each takes the entry out of sight at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from miara.accounts import public as accounts
from miara.contest.domain.marking import Given, Scale
from miara.contest.domain.masking import mask, masker
from miara.contest.models import (
    Assignment,
    Cell,
    Conflict,
    Criterion,
    Declaration,
    Edition,
    Entry,
    Expert,
)
from miara.contest.roles import EDITION
from miara.contest.roles import ContestPermission as May
from miara.documents.public import StoredFile
from miara.questionnaires import public as questionnaires
from miara.questionnaires.public import Audience
from miara.units import public as units

if TYPE_CHECKING:
    from miara.contest.permissions import Person

__all__ = [
    "BLOCKING",
    "OPEN",
    "Desk",
    "DeskLine",
    "ReadFile",
    "Reading",
    "blocking_conflicts",
    "criteria_of",
    "desk_of",
    "given_of",
    "others_of",
    "readable_assignments",
    "reading_of",
    "scale_of",
]

_States = Assignment.State
#: States of an assignment that counts.
OPEN = (_States.ASKED, _States.IN_WORK, _States.SUBMITTED)
#: Conflicts that keep an expert from an entry.
BLOCKING = (Conflict.State.SUSPECTED, Conflict.State.CONFIRMED)


def blocking_conflicts() -> QuerySet[Conflict]:
    """Conflicts of the expert and entry of an outer row that block reading."""
    return Conflict.objects.filter(
        expert=OuterRef("expert"), entry=OuterRef("entry"), state__in=BLOCKING
    )


def readable_assignments(user: Person, *, now: datetime) -> QuerySet[Assignment]:
    """Assignments that a person works on, in their own order of reading. Two queries.

    Only those of editions where they are an expert now, who declared confidentiality,
    of entries that passed the formal check, without a conflict that was not dismissed.
    """
    editions = {
        scope.id
        for scope in accounts.scopes_of(user, May.ASSESS, kind=EDITION, now=now)
    }
    return (
        Assignment.objects.filter(
            expert__user_id=user.pk or 0,
            expert__state=Expert.State.ACCEPTED,
            expert__confidential_at__isnull=False,
            expert__edition__uid__in=editions,
            entry__state=Entry.State.ACCEPTED,
            entry__latest__isnull=False,
            state__in=OPEN,
        )
        .exclude(Exists(blocking_conflicts()))
        .select_related(
            "expert", "entry__edition__contest", "entry__cell__group", "entry__domain"
        )
        .order_by("due_at", "entry__edition_id", "position", "pk")
    )


@dataclass(frozen=True, slots=True)
class DeskLine:
    """What the desk says of one assignment; no more is read than is shown."""

    uid: str
    state: str
    due_at: datetime | None
    position: int
    title: str
    unit_uid: str
    cell_id: int | None
    edition_id: int


@dataclass(frozen=True, slots=True)
class Desk:
    """Lines of a desk with the editions and cells they name, by key."""

    lines: list[DeskLine]
    editions: dict[int, Edition]
    cells: dict[int, Cell]


def desk_of(user: Person, *, now: datetime) -> Desk:
    """The desk of a person. Four queries, however long it is."""
    rows = readable_assignments(user, now=now).select_related(None)
    lines = [
        DeskLine(*row)
        for row in rows.values_list(
            "uid",
            "state",
            "due_at",
            "position",
            "entry__title",
            "entry__unit_uid",
            "entry__cell_id",
            "entry__edition_id",
        )
    ]
    cells = Cell.objects.filter(pk__in={row.cell_id for row in lines if row.cell_id})
    return Desk(
        lines,
        Edition.objects.in_bulk({row.edition_id for row in lines}),
        {row.pk: row for row in cells.select_related("group", "domain")},
    )


@dataclass(frozen=True, slots=True)
class ReadFile:
    """An attachment as an expert gets it; ``number`` is its address."""

    number: int
    field: str
    name: str
    description: str
    file: StoredFile | None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A submitted application as one expert reads it.

    ``answers`` holds only fields that they may see, masked in a blind edition.
    """

    title: str
    unit: units.UnitFacts | None
    entrant: str
    partners: tuple[str, ...]
    sections: tuple[
        tuple[questionnaires.Section, tuple[questionnaires.Field, ...]], ...
    ]
    answers: dict[str, Any]
    files: tuple[ReadFile, ...]
    is_blind: bool


def reading_of(entry: Entry) -> Reading:
    """What was submitted last, in full or blind as the edition says. Up to 5 queries.

    Blind readers get fields marked for them and attachments of such fields alone, under
    names that say nothing; names of the units behind the entry are taken out of texts.

    Parameters
    ----------
    entry
        With ``edition`` and ``latest``; who may read it was decided before.
    """
    blind = entry.edition.settings.marks.blind
    assert entry.latest is not None
    sealed = json.loads(entry.latest.snapshot)
    definition = _definition(entry, sealed["application"])
    answers = sealed["application"]["answers"]
    audience = Audience.BLIND if blind else Audience.FULL
    allowed = [
        (section, field)
        for section, field in questionnaires.shown_fields(definition, answers)
        if questionnaires.may_see(audience, field)
        and (blind is False or field.personal is None)
    ]
    codes = {field.code for _section, field in allowed}
    seen = {code: value for code, value in answers.items() if code in codes}
    files = _files(entry, sealed["application"]["files"], codes, blind=blind)
    title = _title(definition, answers, codes)
    unit = units.unit_by_uid(entry.unit_uid)
    partners = tuple(_partner_names(sealed["partners"]))
    if blind:
        pattern = masker(_names(unit, sealed))
        return Reading(
            mask(title, pattern),
            None,
            "",
            (),
            _by_section(allowed),
            mask(seen, pattern),
            files,
            is_blind=True,
        )
    return Reading(
        title,
        unit,
        entry.entrant_name,
        partners,
        _by_section(allowed),
        seen,
        files,
        is_blind=False,
    )


def _definition(
    entry: Entry, application: dict[str, Any]
) -> questionnaires.FormDefinition:
    """The wording of the form that was submitted, also after the form moved on."""
    version = entry.sheet.version
    if version.number != application["version"]:
        version = version.form.versions.get(number=application["version"])
    return version.definition


def _by_section(
    allowed: Iterable[tuple[questionnaires.Section, questionnaires.Field]],
) -> tuple[tuple[questionnaires.Section, tuple[questionnaires.Field, ...]], ...]:
    found: dict[str, tuple[questionnaires.Section, list[questionnaires.Field]]] = {}
    for section, field in allowed:
        found.setdefault(section.code, (section, []))[1].append(field)
    return tuple((section, tuple(fields)) for section, fields in found.values())


def _title(
    definition: questionnaires.FormDefinition, answers: dict[str, Any], codes: set[str]
) -> str:
    field = definition.with_role(questionnaires.SummaryRole.TITLE)
    if field is None or field.code not in codes:
        return ""
    return str(answers.get(field.code, ""))


def _names(unit: units.UnitFacts | None, sealed: dict[str, Any]) -> list[str]:
    """Names that would tell a blind reader who applies."""
    partner_units = units.units_by_uid(row["unit"] for row in sealed["partners"])
    names = [sealed["entrant"], *(row["name"] for row in sealed["partners"])]
    for facts in (unit, *partner_units.values()):
        if facts is not None:
            names += [facts.name, *([facts.county.name] if facts.county else [])]
    return names


def _partner_names(partners: list[dict[str, str]]) -> Iterable[str]:
    known = units.units_by_uid(row["unit"] for row in partners if row["unit"])
    for row in partners:
        facts = known.get(row["unit"])
        yield facts.full_name if facts else row["name"]


def _files(
    entry: Entry, sealed: list[dict[str, Any]], codes: set[str], *, blind: bool
) -> tuple[ReadFile, ...]:
    """Attachments of the submitted version, found by the digest of their content."""
    wanted = [row for row in sealed if row["field"] in codes]
    digests = {row["sha256"] for row in wanted if row["sha256"]}
    kept = {
        file.sha256: file
        for file in StoredFile.objects.living().filter(sha256__in=digests)
    }
    sheet_files = questionnaires.SheetFile.objects.filter(sheet_id=entry.sheet_id)
    names = {
        row.file.sha256: row.file.name
        for row in sheet_files.select_related("file")
        if row.file is not None
    }
    found = []
    for number, row in enumerate(wanted, 1):
        file = kept.get(row["sha256"])
        if blind and row["url"]:  # a film on a page of the unit would name it
            continue
        suffix = f".{file.kind.lower()}" if file else ""
        neutral = f"{row['field']}-{row['position']}{suffix}"
        found.append(
            ReadFile(
                number,
                row["field"],
                neutral if blind else names.get(row["sha256"], neutral),
                "" if blind else row["alternative_text"],
                file,
                row["url"],
            )
        )
    return tuple(found)


def scale_of(criterion: Criterion) -> Scale:
    """A criterion as marks need it."""
    return Scale(
        criterion.code,
        criterion.max_points,
        criterion.step,
        criterion.weight,
        criterion.needs_comment,
    )


def criteria_of(edition: Edition) -> list[Criterion]:
    """Criteria in the order of the page. One query."""
    return list(edition.criteria.order_by("position", "pk"))


def given_of(assignment: Assignment) -> dict[str, Given]:
    """Marks written so far, by code of criterion. One query."""
    rows = assignment.marks.select_related("criterion")
    return {row.criterion.code: Given(row.points, row.comment) for row in rows}


def others_of(assignment: Assignment) -> list[Assignment] | None:
    """Assignments of the other experts with their marks; None while they are hidden.

    Nobody sees the others' marks before all experts of the entry submitted, their own
    included. A further expert, called after a discrepancy, sees those before them only
    at the end, and does not hide again what the first ones have seen.
    """
    present = list(
        Assignment.objects.filter(entry_id=assignment.entry_id, state__in=OPEN)
        .select_related("expert")
        .prefetch_related("marks__criterion")
        .order_by("pk")
    )
    extra = Assignment.Kind.EXTRA
    regular = [row for row in present if row.kind != extra]
    whole = all(row.state == _States.SUBMITTED for row in present)
    first = all(row.state == _States.SUBMITTED for row in regular)
    if not (whole or (first and assignment.kind != extra)):
        return None
    shown = present if whole else regular
    return [row for row in shown if row.pk != assignment.pk]


def has_declared(assignment: Assignment) -> bool:
    """Whether the expert declared to be free of ties to the entry."""
    return Declaration.objects.filter(
        Q(expert_id=assignment.expert_id, entry_id=assignment.entry_id, is_free=True)
    ).exists()
