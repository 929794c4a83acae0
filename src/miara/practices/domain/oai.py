"""Requests of OAI-PMH 2.0: their verbs, arguments, days, and what is wrong with them.

http://www.openarchives.org/OAI/openarchivesprotocol.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

__all__ = ["ARGUMENTS", "FORMAT", "OaiError", "Request", "Span", "read", "span_of"]

#: The one format, which every repository has to have.
FORMAT: Final = "oai_dc"
#: By verb: arguments that it needs, and those that it takes.
ARGUMENTS: Final[Mapping[str, tuple[frozenset[str], frozenset[str]]]] = {
    "Identify": (frozenset(), frozenset()),
    "ListMetadataFormats": (frozenset(), frozenset({"identifier"})),
    "ListSets": (frozenset(), frozenset({"resumptionToken"})),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), frozenset()),
    "ListIdentifiers": (
        frozenset({"metadataPrefix"}),
        frozenset({"from", "until", "set", "resumptionToken"}),
    ),
    "ListRecords": (
        frozenset({"metadataPrefix"}),
        frozenset({"from", "until", "set", "resumptionToken"}),
    ),
}
_TOKEN: Final = "resumptionToken"  # noqa: S105 - a name of the protocol
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")


class OaiError(Exception):
    """What the protocol answers instead of records; ``code`` is one of its own."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(code, text)
        self.code = code
        self.text = text


@dataclass(frozen=True, slots=True)
class Request:
    """A verb with its arguments, each given once."""

    verb: str
    arguments: Mapping[str, str]

    def get(self, name: str) -> str:
        """An argument; empty when it was not given."""
        return self.arguments.get(name, "")


@dataclass(frozen=True, slots=True)
class Span:
    """Moments between which a record changed: [since, before)."""

    since: datetime | None = None
    before: datetime | None = None


def read(pairs: Mapping[str, Sequence[str]]) -> Request:
    """The request that parameters make.

    Raises
    ------
    OaiError
        ``badVerb`` or ``badArgument``.

    >>> read({"verb": ["GetRecord"], "identifier": ["x"], "metadataPrefix": ["y"]}).verb
    'GetRecord'
    """
    verbs = pairs.get("verb", ())
    if len(verbs) != 1 or verbs[0] not in ARGUMENTS:
        raise OaiError("badVerb", "Give one of: " + ", ".join(ARGUMENTS) + ".")
    verb = verbs[0]
    needed, taken = ARGUMENTS[verb]
    given = {name: values for name, values in pairs.items() if name != "verb"}
    for name, values in given.items():
        if name not in needed | taken:
            raise OaiError("badArgument", f"{verb} takes no argument {name[:40]}.")
        if len(values) != 1:
            raise OaiError("badArgument", f"The argument {name} is repeated.")
        if not values[0]:
            raise OaiError("badArgument", f"The argument {name} is empty.")
    if _TOKEN in given:
        if len(given) > 1:
            raise OaiError("badArgument", f"{_TOKEN} stands alone.")
    elif missing := needed - set(given):
        raise OaiError("badArgument", f"{verb} needs {', '.join(sorted(missing))}.")
    return Request(verb, {name: values[0] for name, values in given.items()})


def span_of(since: str, until: str) -> Span:
    """The span between two days, or two moments in UTC; empty texts leave it open.

    Raises
    ------
    OaiError
        ``badArgument``: unreadable, of two granularities, or the wrong way round.

    >>> span_of("2026-03-01", "2026-03-01").before
    datetime.datetime(2026, 3, 2, 0, 0, tzinfo=datetime.timezone.utc)
    """
    start, is_day = _moment(since)
    end, ends_on_day = _moment(until)
    if start and end:
        if is_day != ends_on_day:
            raise OaiError("badArgument", "from and until differ in granularity.")
        if start > end:
            raise OaiError("badArgument", "from is later than until.")
    step = timedelta(days=1) if ends_on_day else timedelta(seconds=1)
    return Span(start, end and end + step)


def _moment(text: str) -> tuple[datetime | None, bool]:
    if not text:
        return None, False
    is_day = bool(_DAY.fullmatch(text))
    if not is_day and not _MOMENT.fullmatch(text):
        raise OaiError("badArgument", "Write 2026-01-31 or 2026-01-31T12:00:00Z.")
    try:
        moment = datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC)
        moment + timedelta(days=1)
    except (ValueError, OverflowError) as error:
        raise OaiError("badArgument", f"There is no day {text}.") from error
    return moment, is_day
