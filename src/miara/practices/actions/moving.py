"""An archive moved into the base: what would happen to each row, and doing it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from miara.audit import public as audit
from miara.core.errors import MiaraError
from miara.core.progress import Progress
from miara.practices.actions.cards import (
    create_card,
    lead_here,
    publish_card,
    write_card,
)
from miara.practices.actions.link_check import ask_links
from miara.practices.domain.migration.findings import (
    Code,
    Finding,
    refusal,
    warning,
)
from miara.practices.domain.migration.likeness import Likeness, LikenessIndex
from miara.practices.domain.migration.mapping import ArchiveMapping, Columns
from miara.practices.domain.migration.plan import Plan, PlannedRow, Standing
from miara.practices.domain.migration.rows import ParsedRow, Reader
from miara.practices.domain.migration.table import BadArchive, read_table
from miara.practices.errors import NotAllowedError
from miara.practices.models import MovedRow, PracticeCard, PracticeLife
from miara.practices.permissions import can_edit, can_publish
from miara.practices.queries.moving import (
    KnownCard,
    RegisterOfUnits,
    addresses_of_others,
    base_index,
    known_cards,
    titles_of,
    vocabulary,
)

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["ArchiveRefusedError", "Moved", "move_archive", "plan_archive"]

Origin = PracticeCard.Origin


class ArchiveRefusedError(MiaraError):
    """The whole file cannot be read, or its mapping does not fit."""

    def __init__(self, bad: BadArchive) -> None:
        super().__init__(bad.problem.value)
        self.problem, self.detail = bad.problem, bad.detail

    def for_people(self) -> str:
        """What is wrong and what to do."""
        sentences = {
            "EMPTY": _("The file is empty."),
            "UNREADABLE": _(
                "The file cannot be read (%(detail)s). Send XLSX, CSV, or a list of"
                " records in JSON."
            ),
            "NO_TITLE_COLUMN": _(
                "No row of headings with a title was found. Name the column “Tytuł”, or"
                " say in the mapping which column holds the title."
            ),
            "TOO_MANY_ROWS": _(
                "The file has more than %(detail)s rows. Divide it into smaller ones."
            ),
            "UNKNOWN_HEADING": _(
                "The mapping names the heading “%(detail)s”, which is not in the file."
            ),
            "BAD_MAPPING": _("The mapping cannot be used: %(detail)s"),
        }
        return sentences[self.problem.value] % {"detail": self.detail}


@dataclass(frozen=True, slots=True)
class Moved:
    """What was done. ``plan`` has rows that failed meanwhile as refused."""

    plan: Plan
    created: int
    changed: int
    published: int


def plan_archive(
    *,
    content: bytes,
    name: str,
    today: date,
    mapping: ArchiveMapping | None = None,
    with_duplicates: bool = False,
    ask: bool = False,
    progress: Progress | None = None,
    may_ask: Callable[[str], bool] | None = None,
) -> Plan:
    """Read an archive and tell what would happen to each row; nothing is written.

    Parameters
    ----------
    with_duplicates
        Take rows that look like others all the same, with a warning.
    ask
        Ask every address that texts and columns name whether it answers.
    may_ask
        See `ask_links`.

    Raises
    ------
    ArchiveRefusedError
        When the whole file cannot be read.
    """
    progress = progress or Progress()
    mapping = mapping or ArchiveMapping()
    try:
        table = read_table(
            content, name, lambda labels: Columns.is_header(labels, mapping)
        )
        columns = Columns.of(table.headings, mapping)
    except BadArchive as bad:
        raise ArchiveRefusedError(bad) from bad
    reader = Reader(columns, mapping, vocabulary(), RegisterOfUnits(), today)
    reader = reader.with_addresses_of(table.rows)
    progress.stage(_("Reading rows"), total=len(table.rows))
    parsed: list[ParsedRow] = []
    for row in table.rows:
        parsed.append(reader.parse(row))
        progress.advance()
    rows = _compared(parsed, with_duplicates=with_duplicates)
    if ask:
        rows = _with_links(rows, progress, may_ask)
    reported = {"attachments", "links", "reasons"}
    unused = [
        heading
        for heading in columns.unused
        if any(row.cells.get(heading) not in {None, ""} for row in table.rows)
    ]
    return Plan(
        file=name,
        table=replace(
            table,
            headings=tuple(
                h for h in table.headings if h not in columns.of_field("reasons")
            ),
        ),
        rows=tuple(rows),
        unused=tuple(h for h in unused if h not in reported),
        says_when_confirmed=bool(columns.of_field("confirmed")),
    )


def move_archive(
    plan: Plan,
    *,
    by: User | None,
    now: datetime,
    publish: bool = False,
    confirmed_on: date | None = None,
    progress: Progress | None = None,
) -> Moved:
    """Make cards of the rows that are ready; each row stands or falls alone.

    A row whose card is there already becomes a new draft when it says something else,
    and changes nothing otherwise. With ``publish`` cards are made public, also those
    moved before as drafts; what people corrected here since stays a draft.

    Parameters
    ----------
    confirmed_on
        When descriptions were last confirmed, for rows that do not say.

    Raises
    ------
    NotAllowedError
        When the person may not edit, or publish.
    """
    if by is not None:
        decisions = [can_edit(by, now=now)]
        decisions += [can_publish(by, now=now)] if publish else []
        for decision in decisions:
            if not decision:
                raise NotAllowedError(reason=decision.reason)
    progress = progress or Progress()
    progress.stage(_("Moving descriptions"), total=len(plan.rows))
    rows: list[PlannedRow] = []
    created = changed = published = 0
    for row in plan.rows:
        done = row
        if not row.is_left_out:
            try:
                was_published = _move_row(
                    row,
                    plan.file,
                    by=by,
                    now=now,
                    publish=publish,
                    confirmed_on=confirmed_on,
                )
            except (MiaraError, IntegrityError) as error:
                done = replace(row, findings=(*row.findings, _failure(error)))
            else:
                created += row.standing is Standing.NEW
                changed += row.standing is Standing.CHANGED
                published += was_published
        rows.append(done)
        progress.advance()
    moved = Moved(replace(plan, rows=tuple(rows)), created, changed, published)
    if created or changed or published:
        _record(moved, by=by, now=now)
    return moved


@transaction.atomic
def _record(moved: Moved, *, by: User | None, now: datetime) -> None:
    audit.record(
        "practices.archive_moved",
        by=by,
        at=now,
        after={
            "file": moved.plan.file,
            "created": moved.created,
            "changed": moved.changed,
            "published": moved.published,
            "left_out": len(moved.plan.left_out()),
        },
    )


@transaction.atomic
def _move_row(
    row: PlannedRow,
    file: str,
    *,
    by: User | None,
    now: datetime,
    publish: bool,
    confirmed_on: date | None,
) -> bool:
    """One row; tells whether a card became public or its new text did."""
    parsed = row.parsed
    if row.standing is Standing.UNCHANGED:
        return _publish_waiting(row, by=by, now=now) if publish else False
    if row.known_as is None:
        card = create_card(
            parsed.content,
            by=by,
            now=now,
            origin=Origin.MIGRATED,
            origin_note=file[:300],
            origin_key=parsed.key,
        )
    else:
        card = PracticeCard.objects.select_for_update(of=("self",)).get(pk=row.known_as)
        card = write_card(card, parsed.content, by=by, now=now)
    day = parsed.confirmed or (confirmed_on if row.known_as is None else None)
    if day is not None:
        _set_confirmed(card, day, is_new=row.known_as is None)
    lead_here(card, parsed.addresses, by=by, now=now)
    may_publish = publish and not row.was_edited
    if may_publish:
        card = publish_card(card, by=by, now=now, checked=False)
    MovedRow.objects.update_or_create(
        card=card,
        defaults={
            "file": file[:200],
            "number": parsed.row.number,
            "digest": parsed.digest,
            "revision": card.latest_revision_id,
            "moved_at": now,
        },
    )
    return may_publish


def _publish_waiting(row: PlannedRow, *, by: User | None, now: datetime) -> bool:
    """Make a card public that was moved here as a draft and waits since."""
    if row.is_live or row.was_edited or row.known_as is None:
        return False
    card = PracticeCard.objects.get(pk=row.known_as)
    publish_card(card, by=by, now=now, checked=False)
    return True


def _set_confirmed(card: PracticeCard, day: date, *, is_new: bool) -> None:
    """The day of the archive; never earlier than what was confirmed here."""
    life = PracticeLife.objects.select_for_update().get(card=card)
    life.confirmed_on = day if is_new else max(life.confirmed_on, day)
    life.save(update_fields=["confirmed_on"])


def _failure(error: Exception) -> Finding:
    """Only a second import at the same moment breaks a rule of the tables."""
    told = (
        error.for_people()
        if isinstance(error, MiaraError)
        else _("somebody else moved the same description at this moment")
    )
    return refusal(Code.FAILED, reason=told)


def _compared(
    parsed: Sequence[ParsedRow], *, with_duplicates: bool
) -> list[PlannedRow]:
    """Rows beside each other, beside the base and beside what was moved before."""
    known = known_cards(row.key for row in parsed)
    taken = addresses_of_others(a for row in parsed for a in row.addresses)
    base, inside = base_index(), LikenessIndex[int]()
    first_of_key: dict[str, int] = {}
    first_of_address: dict[str, int] = {}
    doubles: list[tuple[ParsedRow, list[Finding], Likeness[int] | None]] = []
    for row in parsed:
        found: list[Finding] = []
        number, before = row.row.number, known.get(row.key)
        first = first_of_key.setdefault(row.key, number)
        if first != number:
            code = Code.SAME_ID if row.has_old_id else Code.SAME_ROW
            found.append(refusal(code, row=first))
        found += _address_findings(row, before, taken, first_of_address)
        content = row.content
        texts = (row.group, content.title, content.texts.get("summary", ""))
        like = None
        if content.title and before is None and first == number:
            if near := inside.like(*texts):
                found.append(
                    _duplicate(
                        Code.DUPLICATE_IN_FILE, near, refuses=not with_duplicates
                    )
                )
            like = base.like(*texts)
        if content.title:
            inside.add(number, *texts)
        doubles.append((row, found, like))
    titles = titles_of(like.key for _row, _found, like in doubles if like)
    return [
        _planned(
            row,
            found,
            like,
            known.get(row.key),
            titles,
            with_duplicates=with_duplicates,
        )
        for row, found, like in doubles
    ]


def _planned(
    row: ParsedRow,
    found: list[Finding],
    like: Likeness[int] | None,
    before: KnownCard | None,
    titles: dict[int, str],
    *,
    with_duplicates: bool,
) -> PlannedRow:
    if like is not None:
        double = _duplicate(Code.DUPLICATE_IN_BASE, like, refuses=not with_duplicates)
        facts = {**double.facts, "title": titles.get(like.key, "")}
        found.append(replace(double, facts=facts))
    if before is not None and before.is_archived and before.digest != row.digest:
        found.append(refusal(Code.FAILED, reason=_("the description is archived")))
    is_same = before is not None and before.digest == row.digest
    was_edited = before is not None and before.is_edited_since
    if was_edited and not is_same:
        found.append(warning(Code.EDITED_SINCE, card=before.number if before else 0))
    return PlannedRow(
        parsed=row,
        findings=(*row.findings, *found),
        known_as=before.number if before else None,
        was_edited=was_edited,
        is_same=is_same,
        is_live=before is not None and before.is_live,
    )


def _duplicate(code: Code, like: Likeness[int], *, refuses: bool) -> Finding:
    make = refusal if refuses else warning
    return make(
        code,
        number=like.key,
        titles=round(100 * like.title),
        summaries=round(100 * like.summary),
    )


def _address_findings(
    row: ParsedRow,
    before: KnownCard | None,
    taken: dict[str, tuple[int, str]],
    first_of_address: dict[str, int],
) -> list[Finding]:
    found = []
    own = before.number if before else None
    for address in row.addresses:
        other = taken.get(address)
        if other and other[0] != own:
            found.append(refusal(Code.ADDRESS_TAKEN, value=address, where=other[1]))
            continue
        first = first_of_address.setdefault(address, row.row.number)
        if first != row.row.number:
            where = _("row %(number)s") % {"number": first}
            found.append(refusal(Code.ADDRESS_TAKEN, value=address, where=where))
    return found


def _with_links(
    rows: list[PlannedRow],
    progress: Progress,
    may_ask: Callable[[str], bool] | None,
) -> list[PlannedRow]:
    states = ask_links(
        (link for row in rows for _column, link in row.parsed.links),
        progress,
        stage=_("Asking links"),
        may_ask=may_ask,
    )
    return [
        replace(
            row,
            findings=(
                *row.findings,
                *(
                    warning(
                        Code.BROKEN_LINK,
                        column,
                        value=link,
                        fault=states[link].fault,
                        status=states[link].status,
                    )
                    for column, link in row.parsed.links
                    if states[link].fault is not None
                ),
            ),
        )
        for row in rows
    ]
