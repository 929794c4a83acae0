"""What can stop a harvest. Pages fetched so far are kept in every case."""

from collections.abc import Mapping
from datetime import datetime

from miara.cube.loads import Load


class HarvestError(Exception):
    """A harvest did not end as asked."""


class BadPlan(HarvestError):
    """The plan itself makes no sense."""


class UnknownSeries(BadPlan):
    """No variable of the definitions has these numbers in the bank.

    Attributes
    ----------
    numbers
        The numbers; a variable with such a ``bdl_id`` has to be defined first.
    """

    def __init__(self, numbers: tuple[int, ...]) -> None:
        self.numbers = numbers
        listed = ", ".join(map(str, numbers))
        super().__init__(f"no variable in definitions/variables has bdl_id {listed}")


class HarvestRunning(HarvestError):
    """Another process harvests the same plan now."""


class KeyRefused(HarvestError):
    """The server does not accept the key, or asks for one."""


class ServerUnreachable(HarvestError):
    """The server did not answer properly however often it was asked.

    Attributes
    ----------
    address
        What was asked for.
    what
        The last thing that went wrong.
    """

    def __init__(self, address: str, what: str) -> None:
        self.address = address
        self.what = what
        super().__init__(address, what)

    def __str__(self) -> str:
        return f"{self.address}: {self.what}"


class LimitReached(HarvestError):
    """The allowed number of requests is used up for longer than we agreed to wait.

    Attributes
    ----------
    until
        When asking may go on, in UTC; a harvest started then resumes.
    """

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(until)

    def __str__(self) -> str:
        return f"no more requests before {self.until:%Y-%m-%d %H:%M:%S %Z}"


class SeriesError(HarvestError):
    """One series could not be harvested; others can.

    Attributes
    ----------
    variable
        Number of the series.
    what
        What was found.
    page
        Page it was found on, from 0; None for the whole series.
    """

    def __init__(self, variable: int, what: str, page: int | None = None) -> None:
        self.variable = variable
        self.what = what
        self.page = page
        super().__init__(variable, what, page)

    def __str__(self) -> str:
        place = "" if self.page is None else f", page {self.page}"
        return f"variable {self.variable}{place}: {self.what}"


class NoSuchSeries(SeriesError):
    """The bank has no such series, or none at this level for these years."""


class FaultyReply(SeriesError):
    """The server keeps giving pages that contradict each other."""


class HarvestIncomplete(HarvestError):
    """Some series failed; the loads of the others are here.

    Attributes
    ----------
    loads
        Loads of the series that are whole, in the order of the plan.
    failures
        What went wrong, by number of the series.
    """

    def __init__(self, loads: list[Load], failures: Mapping[int, SeriesError]) -> None:
        self.loads = loads
        self.failures = dict(failures)
        super().__init__(loads, self.failures)

    def __str__(self) -> str:
        return "; ".join(str(error) for error in self.failures.values())
