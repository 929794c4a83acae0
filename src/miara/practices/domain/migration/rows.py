"""A row of an archive turned into the content of a description, with what was found."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Final, TypeVar

from miara.practices.domain.content import Award, Contact, Content, Cost, Partner
from miara.practices.domain.costs import CostKind
from miara.practices.domain.former import (
    LONGEST,
    addresses_of_card,
    canonical,
    id_parameter,
)
from miara.practices.domain.migration import cells as read
from miara.practices.domain.migration.findings import Code, Finding, refusal, warning
from miara.practices.domain.migration.mapping import (
    ArchiveMapping,
    Columns,
    Vocabulary,
    known_words,
)
from miara.practices.domain.migration.places import (
    PlaceCells,
    Register,
    place_of,
)
from miara.practices.domain.migration.table import Cell, Row, plain, text_of
from miara.practices.domain.texts import PART_CODES, shortfalls

__all__ = ["ParsedRow", "Reader", "digest_of"]

T = TypeVar("T")

_EMAIL: Final = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]{2,}")
#: Most characters of the columns of a card.
_LIMITS: Final = {
    "title": 200,
    "title_en": 200,
    "result_sentence": 300,
    "service": 120,
    "lead_name": 300,
    "costs_source": 300,
    "contact_office": 300,
    "contact_office_phone": 40,
    "contact_person": 200,
}
_PARTNER_LIMIT, _AWARD_LIMIT, _KEY_LIMIT = 300, 200, 120


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """A row as it would become a card.

    ``key`` is the identity by which a second import finds the card. ``content`` is
    there even when something refuses the row, as far as it could be read.
    """

    row: Row
    content: Content
    key: str
    has_old_id: bool
    addresses: tuple[str, ...] = ()
    told: tuple[str, ...] = ()  # of these, the addresses that the row itself names
    confirmed: date | None = None
    links: tuple[tuple[str, str], ...] = ()  # column, address
    findings: tuple[Finding, ...] = ()

    @property
    def group(self) -> str:
        """Who leads the practice, for telling duplicates."""
        return self.content.unit_uid or plain(self.content.lead_name)

    @property
    def digest(self) -> str:
        """Hash of everything that an import would write."""
        return digest_of(self.content, self.told, self.confirmed)


def digest_of(
    content: Content, addresses: tuple[str, ...], confirmed: date | None
) -> str:
    """The same for equal content, whatever file it came in."""
    told = [asdict(content), list(addresses), confirmed]
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass
class _Work:
    """One row being read: findings gather here."""

    row: Row
    findings: list[Finding] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Reader:
    """Reads rows of one file.

    Parameters
    ----------
    columns, mapping
        What the headings mean.
    vocabulary
        Codes of sections and domains.
    register
        The register of units.
    today
        No description can have been confirmed later.
    id_parameter
        Parameter of old addresses that holds the old number.
    """

    columns: Columns
    mapping: ArchiveMapping
    vocabulary: Vocabulary
    register: Register
    today: date
    id_parameter: str = ""

    def with_addresses_of(self, rows: Iterable[Row]) -> Reader:
        """The same reader, told by all rows which parameter holds the old number."""
        told = []
        for row in rows:
            work = _Work(row)
            number = self._line(work, "old_id")
            told += [(item, number) for _heading, item in self._old_addresses(work)]
        return replace(self, id_parameter=id_parameter(told))

    def parse(self, row: Row) -> ParsedRow:
        """Read a row; whatever cannot be read refuses it, so that nothing is lost."""
        work = _Work(row)
        title = self._line(work, "title")
        if not title:
            work.findings.append(refusal(Code.NO_TITLE, self._heading("title")))
        place = place_of(self._place_cells(work), self.register)
        work.findings += place.findings
        units, partners = self._more_units(work)
        lead_name = self._line(work, "lead_name") or place.lead_name
        is_refused = any(found.refuses for found in place.findings)
        if not (place.uid or lead_name or is_refused):
            work.findings.append(warning(Code.NO_UNIT))
        began, ended, running = self._period(work)
        content = Content(
            title=title,
            unit_uid=place.uid,
            lead_name=lead_name,
            title_en=self._line(work, "title_en"),
            summary_en=self._text(work, "summary_en"),
            result_sentence=self._line(work, "result_sentence"),
            section=self._code(work, "section", Code.UNKNOWN_SECTION),
            domain=self._code(work, "domain", Code.UNKNOWN_DOMAIN),
            service=self._line(work, "service"),
            began_on=began,
            ended_on=ended,
            is_running=running,
            costs_source=self._line(work, "costs_source"),
            texts={code: self._text(work, code) for code in PART_CODES},
            partners=(*units, *partners),
            costs=self._costs(work),
            awards=self._awards(work),
            contact=self._contact(work),
        )
        if not content.section:
            is_told = any(f.code is Code.UNKNOWN_SECTION for f in work.findings)
            work.findings += [] if is_told else [warning(Code.NO_SECTION)]
        self._measure(work, content)
        old_id = self._line(work, "old_id")
        self._by_hand(work)
        return ParsedRow(
            row,
            content,
            self._key(old_id, content),
            bool(old_id),
            *self._addresses(work),
            self._confirmed(work),
            tuple(dict.fromkeys(work.links)),
            tuple(work.findings),
        )

    def _heading(self, field_name: str) -> str:
        found = self.columns.of_field(field_name)
        return found[0] if found else ""

    def _cells(self, work: _Work, field_name: str) -> list[tuple[str, Cell]]:
        """Cells of a field that say anything, by heading; else its constant."""
        found = [
            (heading, cell)
            for heading in self.columns.of_field(field_name)
            if _says(cell := work.row.cells.get(heading))
        ]
        constant = self.mapping.constants.get(field_name, "")
        return found or ([("", constant)] if constant else [])

    def _line(self, work: _Work, field_name: str) -> str:
        """A short text in one line, within the column of the card."""
        for heading, cell in self._cells(work, field_name):
            text = " ".join(read.paragraphs_of(cell)[0].split())
            limit = _LIMITS.get(field_name)
            if limit and len(text) > limit:
                work.findings.append(
                    refusal(Code.TOO_LONG, heading, length=len(text), limit=limit)
                )
            return text
        return ""

    def _text(self, work: _Work, field_name: str) -> str:
        parts = []
        for heading, cell in self._cells(work, field_name):
            text, was_html = read.paragraphs_of(cell, self.mapping.base_url)
            parts.append(text)
            if was_html:
                work.findings.append(warning(Code.HTML, heading))
            work.links += [(heading, link) for link in read.addresses_in(text)]
        return "\n\n".join(parts)

    def _code(self, work: _Work, field_name: str, code: Code) -> str:
        for heading, cell in self._cells(work, field_name):
            text = read.paragraphs_of(cell)[0]
            found = self.vocabulary.code(field_name, text, self.mapping)
            if found is None:
                work.findings.append(refusal(code, heading, value=text))
            return found or ""
        return ""

    def _read(
        self,
        work: _Work,
        field_name: str,
        function: Callable[[Cell], T],
        code: Code,
    ) -> T | None:
        """The first cell of a field through a function that may not understand it."""
        for heading, cell in self._cells(work, field_name):
            try:
                return function(cell)
            except read.ForeignMoney:
                code = Code.FOREIGN_MONEY
            except read.Unreadable:
                pass
            shown = text_of(cell)[:80]
            work.findings.append(refusal(code, heading, value=shown))
            return None
        return None

    def _place_cells(self, work: _Work) -> PlaceCells:
        names = self._cells(work, "unit")
        listed = read.list_of(names[0][1]) if names else []
        return PlaceCells(
            name=listed[0] if listed else "",
            code=self._line(work, "unit_code"),
            county=self._line(work, "county"),
            voivodeship=self._line(work, "voivodeship"),
            name_column=self._heading("unit"),
            code_column=self._heading("unit_code"),
        )

    def _more_units(self, work: _Work) -> tuple[list[Partner], list[Partner]]:
        names = self._cells(work, "unit")
        listed = read.list_of(names[0][1])[1:] if names else []
        if listed:
            work.findings.append(
                warning(Code.MORE_UNITS, names[0][0], others="; ".join(listed))
            )
        partners = [
            (heading, item)
            for heading, cell in self._cells(work, "partners")
            for item in read.list_of(cell)
        ]
        return (
            [self._partner(work, names[0][0], item) for item in listed],
            [self._partner(work, heading, item) for heading, item in partners],
        )

    def _partner(self, work: _Work, heading: str, text: str) -> Partner:
        """A unit of the register when the name means one without doubt."""
        found = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", text)
        name, role = (found[1], found[2]) if found else (text, "")
        place = place_of(PlaceCells(name=name), self.register)
        if not place.uid and found:
            place = place_of(PlaceCells(name=text), self.register)
            name, role = (text, "") if place.uid else (name, role)
        for part in (name, role):
            if len(part) > _PARTNER_LIMIT:
                work.findings.append(
                    refusal(
                        Code.TOO_LONG, heading, length=len(part), limit=_PARTNER_LIMIT
                    )
                )
        if place.uid and not place.findings:
            return Partner(unit_uid=place.uid, role=role)
        return Partner(name=name, role=role)

    def _period(self, work: _Work) -> tuple[date | None, date | None, bool | None]:
        period = self._read(work, "period", read.period_of, Code.BAD_PERIOD)
        began = self._read(work, "began", read.date_of, Code.BAD_DATE)
        ended = self._read(
            work, "ended", lambda cell: read.date_of(cell, end=True), Code.BAD_DATE
        )
        running = self._read(work, "is_running", _yes_no, Code.BAD_YES_NO)
        if period is not None:
            began, ended = began or period.began, ended or period.ended
            running = period.is_running if running is None else running
        if began and ended and ended < began:
            column = self._heading("ended") or self._heading("period")
            facts = {"began": began, "ended": ended}
            work.findings.append(refusal(Code.BAD_PERIOD, column, value="", **facts))
            ended = None
        return began, ended, running

    def _confirmed(self, work: _Work) -> date | None:
        found = self._read(
            work, "confirmed", lambda cell: read.date_of(cell, end=False), Code.BAD_DATE
        )
        if found and found > self.today:
            work.findings.append(
                refusal(Code.FUTURE, self._heading("confirmed"), value=found)
            )
            return None
        return found

    def _costs(self, work: _Work) -> tuple[Cost, ...]:
        year = self._read(work, "cost_year", read.year_of, Code.BAD_YEAR)
        found = []
        for field_name, kind in (
            ("cost_one_off", CostKind.ONE_OFF),
            ("cost_yearly", CostKind.YEARLY),
        ):
            money = self._read(work, field_name, read.money_of, Code.BAD_MONEY)
            if money is None:
                continue
            heading = self._heading(field_name)
            if money.is_about:
                work.findings.append(warning(Code.ABOUT, heading))
            label = heading[:200] or known_words().fields[field_name][0]
            found.append(Cost(kind, label, money.amount, year))
        return tuple(found)

    def _awards(self, work: _Work) -> tuple[Award, ...]:
        found = []
        for heading, cell in self._cells(work, "awards"):
            for item in read.list_of(cell):
                award, is_told = read.award_of(item)
                if not is_told:
                    work.findings.append(
                        warning(Code.AWARD_WHOLE, heading, value=item[:80])
                    )
                longest = max(len(award.contest), len(award.title))
                if longest > _AWARD_LIMIT:
                    work.findings.append(
                        refusal(
                            Code.TOO_LONG, heading, length=longest, limit=_AWARD_LIMIT
                        )
                    )
                found.append(award)
        return tuple(found)

    def _contact(self, work: _Work) -> Contact:
        person = self._line(work, "contact_person")
        told = self._email(work, "contact_person_email")
        inside = _EMAIL.search(person)
        if inside and not told:
            told = inside[0].strip("().").lower()
            person = re.sub(r"[\s,;:(<]*$", "", person[: inside.start()]) + (
                person[inside.end() :].rstrip(">) ")
            )
        return Contact(
            office=self._line(work, "contact_office"),
            office_email=self._email(work, "contact_office_email"),
            office_phone=self._line(work, "contact_office_phone"),
            person_name=person,
            person_email=told,
        )

    def _email(self, work: _Work, field_name: str) -> str:
        text = self._line(work, field_name).removeprefix("mailto:").lower()
        if text and (len(text) > 254 or _EMAIL.fullmatch(text) is None):
            work.findings.append(
                refusal(Code.BAD_EMAIL, self._heading(field_name), value=text[:80])
            )
            return ""
        return text

    def _measure(self, work: _Work, content: Content) -> None:
        for short in shortfalls(content.texts):
            column = self._heading(short.part)
            code = Code.LONG if short.is_too_long else Code.SHORT
            facts = {"part": short.part, "words": short.words}
            limit = short.most if short.is_too_long else short.least
            work.findings.append(warning(code, column, **facts, limit=limit))

    def _by_hand(self, work: _Work) -> None:
        for field_name, code in (
            ("attachments", Code.FILES_BY_HAND),
            ("links", Code.LINKS_BY_HAND),
        ):
            for heading, cell in self._cells(work, field_name):
                items = read.list_of(cell)
                work.links += [
                    (heading, link) for item in items for link in self._links(item)
                ]
                work.findings.append(
                    warning(
                        code, heading, count=len(items), items="; ".join(items)[:300]
                    )
                )

    def _links(self, item: str) -> list[str]:
        """Addresses that an item names; with an address of the base, paths too."""
        found = read.addresses_in(item)
        base_url = self.mapping.base_url
        if found or not base_url or " " in item or "/" not in item:
            return found
        return read.addresses_in(read.whole_address(item, base_url))

    def _old_addresses(self, work: _Work) -> list[tuple[str, str]]:
        return [
            (heading, item)
            for heading, cell in self._cells(work, "old_address")
            for item in read.list_of(cell)
        ]

    def _addresses(self, work: _Work) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Everything that leads to the card, and what the row itself names."""
        parameter = self.mapping.id_parameter or self.id_parameter
        found: list[str] = []
        told: list[str] = []
        for heading, item in self._old_addresses(work):
            addresses = addresses_of_card(item, parameter)
            longest = max(map(len, addresses), default=0)
            if longest > LONGEST:
                work.findings.append(
                    refusal(Code.TOO_LONG, heading, length=longest, limit=LONGEST)
                )
            found += addresses
            told.append(canonical(item))
        return tuple(dict.fromkeys(found)), tuple(dict.fromkeys(told))

    def _key(self, old_id: str, content: Content) -> str:
        """Identity within the origin; without an old number, of title and unit."""
        if old_id:
            key = f"{self.mapping.base}:{old_id}" if self.mapping.base else old_id
            if len(key) <= _KEY_LIMIT:
                return key
        led_by = content.unit_uid or plain(content.lead_name)
        told = "\n".join([self.mapping.base, old_id, plain(content.title), led_by])
        return f"sha256:{hashlib.sha256(told.encode()).hexdigest()}"


def _says(cell: Cell) -> bool:
    text = text_of(cell)
    return bool(text) and text.casefold() not in known_words().nothing


def _yes_no(cell: Cell) -> bool:
    text = plain(text_of(cell))
    if text in known_words().yes:
        return True
    if text in known_words().no:
        return False
    raise read.Unreadable
