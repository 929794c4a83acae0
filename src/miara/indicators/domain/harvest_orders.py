"""What people write when they ask for a harvest: numbers of series and years."""

import re
from datetime import date

from miara.cube.harvest import LEVELS, BadPlan, HarvestPlan
from miara.cube.register import Level


def variables_in(text: str) -> tuple[int, ...]:
    """Numbers of series separated by commas or spaces, in order, each once.

    Raises
    ------
    ValueError
        When something is not a number; its text is the message.

    >>> variables_in("72305, 60559 72305")
    (72305, 60559)
    """
    words = [word for word in re.split(r"[\s,;]+", text) if word]
    for word in words:
        if not (word.isascii() and word.isdigit()):
            raise ValueError(word)
    return tuple(dict.fromkeys(int(word) for word in words))


def years_in(text: str) -> range:
    """A span of years, ``2015-2024`` (with any dash), or one year.

    Raises
    ------
    ValueError
        When it is neither, or ends before it begins.

    >>> years_in("2015–2024"), years_in("2024")
    (range(2015, 2025), range(2024, 2025))
    """
    found = re.fullmatch(r"\s*(\d{4})\s*(?:[-–—]\s*(\d{4})\s*)?", text)
    if found is None:
        raise ValueError(text)
    first = int(found[1])
    last = int(found[2] or first)
    if last < first:
        raise ValueError(text)
    return range(first, last + 1)


def plan_of(variables: tuple[int, ...], level: Level, years: range) -> HarvestPlan:
    """The plan of an order.

    Raises
    ------
    miara.cube.harvest.BadPlan
        When it makes no sense.
    """
    if level not in LEVELS:
        raise BadPlan(f"no level {level}")
    return HarvestPlan(variables, level, tuple(years))


def years_until(first: int, last: int | None, today: date) -> range:
    """Years of a standing order: to ``last``, or to the last complete year."""
    end = today.year - 1 if last is None else last
    return range(first, max(first, end) + 1)
