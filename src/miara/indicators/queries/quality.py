"""How good the data and their descriptions are: the data-quality report."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from miara.cube.compute.blocks import method_of
from miara.cube.definitions import Definitions, Indicator, Status
from miara.cube.flags import has_number
from miara.cube.store import Vintage
from miara.cube.store.vintage import Block
from miara.indicators.domain.suspicious import Suspects, implausible, jumps

IMPLAUSIBLE = "implausible"
JUMP = "jump"
#: The worst are listed, all are counted.
MOST_LISTED = 500


@dataclass(frozen=True, slots=True)
class Coverage:
    """One indicator at one level: how many units have a number in each period."""

    level: str
    indicator: str
    units: int
    by_period: tuple[tuple[str, int], ...]

    @property
    def latest(self) -> tuple[str, int] | None:
        """The last period with any number."""
        return self.by_period[-1] if self.by_period else None


@dataclass(frozen=True, slots=True)
class Suspect:
    """One number to look at.

    ``size`` is None for a value outside the plausible range; ``before`` is the
    value of the period before a jump.
    """

    reason: str
    level: str
    indicator: str
    unit_code: str
    period: str
    value: float
    before: float | None
    size: float | None


@dataclass(frozen=True, slots=True)
class QualityReport:
    """Everything the report says; texts are made one layer up.

    Attributes
    ----------
    vintage_id
        The build looked at; empty when there is none: descriptions only.
    variables_without_source
        Published series whose definition names no source.
    variables_without_numbers
        Series that indicators need and no file gave.
    numbers_without_file
        Series in the build with numbers of which no file is the origin.
    indicators_without_owner, indicators_without_review, reviews_overdue
        Codes of indicators.
    unconfirmed
        Indicators not yet seen to work on a real file or reply.
    suspects
        The worst, by level and indicator; ``suspect_counts`` has all of them as
        (level, indicator, reason) -> count.
    """

    vintage_id: str
    variables_without_source: tuple[str, ...]
    variables_without_numbers: tuple[str, ...]
    numbers_without_file: tuple[str, ...]
    indicators_without_owner: tuple[str, ...]
    indicators_without_review: tuple[str, ...]
    reviews_overdue: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    coverage: tuple[Coverage, ...]
    suspects: tuple[Suspect, ...]
    suspect_counts: dict[tuple[str, str, str], int]


def quality_report(
    *, definitions: Definitions, vintage: Vintage | None, today: date
) -> QualityReport:
    """Look at the definitions and at one build.

    Parameters
    ----------
    vintage
        The build; None looks at the definitions only.
    today
        The day on which a review counts as overdue.
    """
    indicators = definitions.indicators.values()
    suspects = list(_suspects(definitions, vintage)) if vintage else []
    counts: dict[tuple[str, str, str], int] = {}
    for suspect in suspects:
        key = (suspect.level, suspect.indicator, suspect.reason)
        counts[key] = counts.get(key, 0) + 1
    worst = sorted(suspects, key=_gravity)[:MOST_LISTED]
    return QualityReport(
        vintage_id=vintage.id if vintage else "",
        variables_without_source=tuple(
            code
            for code, variable in definitions.variables.items()
            if variable.source is None and variable.formula is None
        ),
        variables_without_numbers=_without_numbers(definitions, vintage),
        numbers_without_file=tuple(
            code
            for code, variable in (vintage.variables if vintage else {}).items()
            if not variable.origins
        ),
        indicators_without_owner=tuple(
            i.code for i in indicators if not i.authored_by.pl.strip()
        ),
        indicators_without_review=tuple(
            i.code for i in indicators if i.next_review is None
        ),
        reviews_overdue=tuple(
            i.code for i in indicators if i.next_review and i.next_review < today
        ),
        unconfirmed=tuple(i.code for i in indicators if i.status is Status.UNCONFIRMED),
        coverage=tuple(_coverage(vintage)) if vintage else (),
        suspects=tuple(worst),
        suspect_counts=dict(sorted(counts.items())),
    )


def _without_numbers(
    definitions: Definitions, vintage: Vintage | None
) -> tuple[str, ...]:
    if vintage is None:
        return ()
    needed = {
        code
        for indicator in definitions.indicators
        for code in definitions.inputs_of(indicator)
    }
    return tuple(sorted(needed - set(vintage.variables)))


def _coverage(vintage: Vintage) -> Iterator[Coverage]:
    for block in vintage.blocks:
        numbers = has_number(np.asarray(block.quantity("flag"))).sum(axis=2)
        labels = [period.label for period in block.periods]
        for place, code in enumerate(block.indicators):
            yield Coverage(
                level=block.level.value,
                indicator=code,
                units=len(block.units),
                by_period=tuple(
                    (label, int(count))
                    for label, count in zip(labels, numbers[place], strict=True)
                    if count
                ),
            )


def _suspects(definitions: Definitions, vintage: Vintage) -> Iterator[Suspect]:
    for block in vintage.blocks:
        for code in block.indicators:
            indicator = definitions.indicators.get(code)
            if indicator is not None:
                yield from _suspects_of(indicator, block, vintage)


def _suspects_of(
    indicator: Indicator, block: Block, vintage: Vintage
) -> Iterator[Suspect]:
    place = block.index_of_indicator[indicator.code]
    values = np.asarray(block.quantity("value")[place])
    method = method_of(indicator)
    found = {
        IMPLAUSIBLE: implausible(
            values, indicator.plausible.low, indicator.plausible.high
        ),
        JUMP: jumps(
            values,
            np.asarray(block.quantity("flag")[place]),
            np.asarray(block.quantity("denominator")[place]),
            method=method.interval,
            factor=method.factor,
        ),
    }
    names = [vintage.code_of_unit[uid] for uid in block.units]
    for reason, cells in found.items():
        yield from _told((reason, indicator.code), cells, values, block, names)


def _told(
    what: tuple[str, str],
    cells: Suspects,
    values: np.ndarray,
    block: Block,
    names: list[str],
) -> Iterator[Suspect]:
    reason, indicator = what
    for t, u, size in zip(cells.period, cells.unit, cells.size, strict=True):
        before = float(values[t - 1, u]) if t else float("nan")
        yield Suspect(
            reason=reason,
            level=block.level.value,
            indicator=indicator,
            unit_code=names[u],
            period=block.periods[t].label,
            value=float(values[t, u]),
            before=None if np.isnan(before) else before,
            size=None if np.isnan(size) else float(size),
        )


def _gravity(suspect: Suspect) -> tuple[int, float]:
    """Values out of range first, then the greatest jumps."""
    return (0, 0.0) if suspect.size is None else (1, -abs(suspect.size))
