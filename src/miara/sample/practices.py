"""Descriptions of the fictional good practices: what they say and how they stand.

The texts are in ``practice_texts``; here they become plain data, the same on every run.
Codes of parts are those of the standard template of the base.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Final

__all__ = ["PracticeText", "ResultText", "Standing", "practices"]

_FILES: Final = ("full_1.txt", "full_2.txt", "short.txt")
_PARAGRAPH: Final = " // "
_PARTS: Final = (
    "summary", "situation", "goals", "solution", "people", "organisation",
    "innovation", "results", "staff", "obstacles", "repetition", "lessons",
)  # fmt: skip
_PLAIN: Final = (
    "service", "lead", "sentence", "title_en", "summary_en", "note", "address",
)  # fmt: skip
_ROWS: Final = ("partner", "result", "cost", "award")


@dataclass(frozen=True, slots=True)
class Standing:
    """What the demo does with a description.

    Attributes
    ----------
    state
        ``draft`` never published; ``fresh``, ``asked`` and ``stale`` public, with less
        and less recent confirmation; ``redraft`` public with a newer draft;
        ``archived``.
    days
        Since somebody last confirmed it.
    reason, replaced_by
        Why it is archived; the title of the description in its place.
    """

    state: str
    days: int
    reason: str = ""
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class ResultText:
    """A number before and after; ``indicator`` is a code of Miara's or empty."""

    label: str
    indicator: str
    direction: str
    is_aim: bool
    measure: str
    before: Decimal
    before_year: int
    after: Decimal
    after_year: int
    source: str


@dataclass(frozen=True, slots=True)
class PracticeText:
    """One description as an author would tell it.

    Attributes
    ----------
    unit
        Code of the leading unit.
    texts
        By code of the part.
    partners
        Code of a unit, or a name, with what it did.
    costs
        Kind, what for, amount, year of prices, source.
    awards
        Contest, title, year.
    plain
        Texts of one line by name: ``service``, ``lead``, ``sentence``, ``title_en``,
        ``summary_en``, ``note`` of the archive, ``address`` in an earlier base.
    """

    number: int
    title: str
    unit: str
    section: str
    domain: str
    began_on: date
    ended_on: date | None
    standing: Standing
    is_full: bool
    texts: Mapping[str, str]
    plain: Mapping[str, str]
    partners: tuple[tuple[str, str], ...] = ()
    results: tuple[ResultText, ...] = ()
    costs: tuple[tuple[str, str, Decimal, int, str], ...] = ()
    awards: tuple[tuple[str, str, int], ...] = field(default=())


@cache
def practices() -> tuple[PracticeText, ...]:
    """All descriptions, the full ones first.

    Raises
    ------
    ValueError
        When a line of the files is not what it should be: caught by a test.
    """
    blocks = [
        (name.startswith("full"), block)
        for name in _FILES
        for block in f"\n{_read(name)}".split("\n= ")[1:]
    ]
    return tuple(
        _practice(number, block.splitlines(), is_full)
        for number, (is_full, block) in enumerate(blocks)
    )


def _read(name: str) -> str:
    path = files("miara.sample") / "practice_texts" / name
    lines = path.read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))


def _practice(number: int, lines: list[str], is_full: bool) -> PracticeText:
    said: dict[str, str] = {}
    rows: dict[str, list[tuple[str, ...]]] = {name: [] for name in _ROWS}
    for line in filter(str.strip, lines[1:]):
        name, _colon, text = line.partition(": ")
        if name in rows:
            rows[name].append(tuple(cell.strip() for cell in text.split("|")))
        elif name in said or name not in {*_PARTS, *_PLAIN, "at", "state"}:
            msg = f"{lines[0]}: a line is wrong: {line}"
            raise ValueError(msg)
        else:
            said[name] = text.strip().replace(_PARAGRAPH, "\n\n")
    unit, section, domain, began, *ended = said["at"].split()
    return PracticeText(
        number=number,
        title=lines[0].strip(),
        unit=unit,
        section=section,
        domain=domain,
        began_on=date.fromisoformat(began),
        ended_on=date.fromisoformat(ended[0]) if ended else None,
        standing=_standing(said["state"]),
        is_full=is_full,
        texts={code: said[code] for code in _PARTS if code in said},
        plain={name: said[name] for name in _PLAIN if name in said},
        partners=tuple((who, what) for who, what in rows["partner"]),
        results=tuple(_result(row) for row in rows["result"]),
        costs=tuple(
            (kind, label, Decimal(amount), int(year), source)
            for kind, label, amount, year, source in rows["cost"]
        ),
        awards=tuple(
            (contest, title, int(year)) for contest, title, year in rows["award"]
        ),
    )


def _standing(text: str) -> Standing:
    """``fresh 60``, or ``archived REPLACED 500 Title of the newer one``."""
    state, *rest = text.split(maxsplit=3)
    if state != "archived":
        return Standing(state, int(rest[0]))
    reason, days, *title = rest
    return Standing(state, int(days), reason, title[0] if title else "")


def _result(cells: tuple[str, ...]) -> ResultText:
    label, code, direction, aim, measure, before, year, after, later, source = cells
    return ResultText(
        label=label,
        indicator=code,
        direction=direction,
        is_aim=aim == "aim",
        measure=measure,
        before=Decimal(before),
        before_year=int(year),
        after=Decimal(after),
        after_year=int(later),
        source=source,
    )
