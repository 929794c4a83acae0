"""From public codes to places on the unit axis, on any day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from miara.cube.periods import Period
from miara.cube.register import COUNTRY, Register

Places = NDArray[np.intp]
NOWHERE: Final = -1


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the rows of a file go.

    ``passes`` are (rows, places) to be painted one after another: a unit with
    several rows has each of them in another pass, the one that counts last.
    """

    passes: tuple[tuple[Places, Places], ...]
    unplaced: Places  # rows whose code belongs to no unit


@dataclass(frozen=True, slots=True)
class Division:
    """Who belonged to whom on one day: places of parents, -1 = none."""

    municipalities: Places
    county_of: Places  # parallel to ``municipalities``
    voivodeship_of: Places
    counties: Places
    voivodeship_of_county: Places
    country: int


def last_day(period: Period) -> date:
    """The day whose territorial division a period's numbers mean."""
    return period.end - timedelta(days=1)


class Territory:
    """A register asked about codes and membership, with answers remembered."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.place = lru_cache(maxsize=4096)(self._place)
        self.division = lru_cache(maxsize=1024)(self._division)

    @cached_property
    def first_day(self) -> date:
        """The day the register begins; earlier days are read as this one."""
        return min((span.since for span in self.register.spans), default=date.min)

    @cached_property
    def created_on(self) -> Mapping[str, date]:
        """First known day of every unit."""
        days: dict[str, date] = {}
        for span in self.register.spans:
            days[span.uid] = min(span.since, days.get(span.uid, date.max))
        return days

    def codes_to_come(self, day: date) -> list[tuple[str, int]]:
        """First code and place of every municipality created after ``day``."""
        return [
            (code, self.register.position(uid))
            for uid, code, since in self._first_codes
            if since > max(day, self.first_day)
        ]

    @cached_property
    def _first_codes(self) -> list[tuple[str, str, date]]:
        return [
            (span.uid, span.code, span.since)
            for span in self.register.spans
            if len(span.code) == 6 and span.since == self.created_on[span.uid]
        ]

    @cached_property
    def _ended_on(self) -> Mapping[str, date]:
        days: dict[str, date] = {}
        for span in self.register.spans:
            until = span.until or date.max
            days[span.uid] = max(until, days.get(span.uid, until))
        return days

    def survives(self, uid: str, day: date) -> bool:
        """Whether the unit has a code on ``day`` or later."""
        return self._ended_on.get(uid, day) > day

    def _place(self, codes: tuple[str, ...], day: date) -> Placement:
        # The longer code counts (the municipality row of a city with county
        # rights), then the greater one: never the place in the file.
        order = sorted(range(len(codes)), key=lambda row: (len(codes[row]), codes[row]))
        passes: list[tuple[list[int], list[int]]] = []
        times: dict[str, int] = {}
        unplaced = []
        for row in order:
            uid = self.register.uid_of(codes[row], day)
            if uid is None:
                unplaced.append(row)
                continue
            turn = times[uid] = times.get(uid, -1) + 1
            if turn == len(passes):
                passes.append(([], []))
            passes[turn][0].append(row)
            passes[turn][1].append(self.register.position(uid))
        return Placement(
            tuple((_places(rows), _places(places)) for rows, places in passes),
            _places(unplaced),
        )

    def _division(self, day: date) -> Division:
        on = max(day, self.first_day)
        by_length: dict[int, dict[int, str]] = {2: {}, 4: {}, 6: {}}
        for span in self.register.spans:
            covers = span.since <= on and (span.until is None or on < span.until)
            if covers and len(span.code) in by_length:
                place = self.register.position(span.uid)
                by_length[len(span.code)][place] = span.code
        small, middle = by_length[6], by_length[4]
        municipalities, counties = sorted(small), sorted(middle)
        return Division(
            municipalities=_places(municipalities),
            county_of=self._parents([small[p] for p in municipalities], 4, on),
            voivodeship_of=self._parents([small[p] for p in municipalities], 2, on),
            counties=_places(counties),
            voivodeship_of_county=self._parents([middle[p] for p in counties], 2, on),
            country=self._at(COUNTRY, on),
        )

    def _parents(self, codes: Sequence[str], length: int, on: date) -> Places:
        known = {code[:length] for code in codes}
        found = {prefix: self._at(prefix, on) for prefix in known}
        return _places([found[code[:length]] for code in codes])

    def _at(self, code: str, on: date) -> int:
        uid = self.register.uid_of(code, on)
        return NOWHERE if uid is None else self.register.position(uid)


def _places(numbers: Sequence[int]) -> Places:
    return np.array(numbers, dtype=np.intp)
