"""What sections are written from; each part is read once, and only when asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from miara.budget import public as budget
from miara.council import public as council
from miara.instruments import public as instruments
from miara.reports.domain.chain import Chain, Key, Kind
from miara.reports.queries.chain import Loaded, chain_of
from miara.strategy import public as strategy

__all__ = ["Facts"]


@dataclass
class Facts:
    """The unit, the time that is reported on, and the day of writing.

    ``vintages`` gathers those whose numbers stand in some section.
    """

    unit_uid: str
    year: int
    quarter: int
    on: date

    def __post_init__(self) -> None:
        """Begin with no vintage."""
        self.vintages: set[str] = set()

    @cached_property
    def loaded(self) -> Loaded:
        """The whole chain of the year."""
        return chain_of(self.unit_uid, self.year, self.on)

    @property
    def chain(self) -> Chain:
        """The graph of it."""
        return self.loaded.chain

    @cached_property
    def standings(self) -> dict[int, strategy.Standing]:
        """Where all targets stand by numbers up to the year."""
        numbers = [node.key.pk for node in self.chain.of_kind(Kind.TARGET)]
        found = self.loaded.standings(numbers, self.year)
        self.vintages |= {each.measure.vintage for each in found.values()} - {""}
        return found

    def told_below(self, key: Key) -> list[strategy.Standing]:
        """Standings of targets that feed a node, in the order of their rows."""
        below = sorted(
            each for each in self.chain.down(key) if each.kind is Kind.TARGET
        )
        return [self.standings[each.pk] for each in below if each.pk in self.standings]

    @cached_property
    def budget_year(self) -> budget.BudgetYear | None:
        """The budget of the year."""
        return budget.year_of(self.unit_uid, self.year)

    @cached_property
    def totals(self) -> budget.Totals | None:
        """Sums of the budget; None when there is none."""
        return budget.totals_of(self.budget_year) if self.budget_year else None

    @cached_property
    def civic(self) -> list[instruments.Instrument]:
        """Public projects of the civic budget of editions up to the year."""
        found = instruments.civic_projects(self.unit_uid)
        return [row for row in found if (row.civic_year or 0) <= self.year]

    @cached_property
    def resolutions(self) -> list[council.ResolutionFacts]:
        """Resolutions of the council adopted in the year."""
        return list(council.resolutions_of_year(self.unit_uid, self.year))

    @cached_property
    def quarter_reports(self) -> list[budget.ApprovedReport]:
        """Every task of the year with what was approved about the quarter."""
        return budget.approved_reports(self.unit_uid, self.year, self.quarter)
