"""A file of resolutions read against the register of its unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from miara.council.domain.cells import UnreadableTableError, cells_of
from miara.council.domain.differences import Plan, Stored, plan_of
from miara.council.domain.states import State
from miara.council.domain.table import (
    BadTableError,
    Known,
    Problem,
    Reading,
    plain,
    read_table,
)
from miara.council.models import Resolution
from miara.council.phrases import state_names
from miara.council.queries.resolutions import words_of
from miara.organisations import public as organisations
from miara.strategy import public as strategy

__all__ = ["VALUES", "read_file", "register_plan", "stored_of"]

#: Values of a row of the register that a table may say something about.
VALUES = ("title", "subject", "basis", "state", "deadline", "publication")


def read_file(content: bytes, unit_uid: str, today: date) -> Reading:
    """Rows of a file; four queries.

    Raises
    ------
    BadTableError
        When it cannot be read as a whole.
    """
    try:
        cells = cells_of(content)
    except UnreadableTableError as error:
        raise BadTableError(Problem.UNREADABLE) from error
    return read_table(cells, _known(unit_uid, today))


def register_plan(reading: Reading, unit_uid: str) -> Plan:
    """What the rows would change in the register; two queries."""
    return plan_of(reading.rows, stored_of(unit_uid), reading.faults)


def stored_of(unit_uid: str) -> Mapping[tuple[str, date], Stored]:
    """The register of a unit by number and day; two queries."""
    links = Resolution.goals.through.objects.filter(resolution__unit_uid=unit_uid)
    goals: dict[int, list[int]] = defaultdict(list)
    for resolution, goal in links.values_list("resolution_id", "goal_id"):
        goals[resolution].append(goal)
    rows = Resolution.objects.filter(unit_uid=unit_uid)
    found = {}
    for row in rows:
        values = {name: getattr(row, name) for name in VALUES}
        values["executor"] = row.executor_id
        values["goals"] = tuple(sorted(goals[row.pk]))
        found[(row.number, row.adopted_on)] = Stored(
            row.pk, row.number, row.adopted_on, values
        )
    return found


def _known(unit_uid: str, today: date) -> Known:
    return Known(
        posts=_posts(unit_uid, today),
        states=_states(unit_uid),
        goals=_goals(unit_uid),
        today=today,
    )


def _posts(unit_uid: str, today: date) -> dict[str, list[int]]:
    """Posts by title, and by title with the symbol of the office.

    An ended post is known while no present one has its title.
    """
    rows = organisations.Post.objects.filter(organisational_unit__unit_uid=unit_uid)
    now: dict[str, list[int]] = defaultdict(list)
    ended: dict[str, list[int]] = defaultdict(list)
    for row in rows.select_related("organisational_unit").order_by("pk"):
        place = ended if row.until is not None and row.until <= today else now
        code = row.organisational_unit.code
        for name in {plain(row.title), plain(f"{row.title} {code}")}:
            place[name].append(row.pk)
    return {**ended, **now}


def _states(unit_uid: str) -> dict[str, str]:
    """Codes, common words in Polish and English, and the unit's own words over them."""
    found: dict[str, str] = {}
    for state in State:
        names = (state.value, *state_names(state))
        found |= {plain(name): state.value for name in names}
    own = words_of(unit_uid)
    return found | {plain(word): code for code, word in own.items()}


def _goals(unit_uid: str) -> dict[str, list[int]]:
    """Goals by symbol; of the document in force where several have the symbol."""
    current = strategy.current_document(unit_uid)
    rows = strategy.Goal.objects.filter(document__unit_uid=unit_uid).order_by("pk")
    found: dict[str, list[int]] = defaultdict(list)
    preferred: dict[str, list[int]] = defaultdict(list)
    for pk, code, document in rows.values_list("pk", "code", "document_id"):
        found[plain(code)].append(pk)
        if current is not None and document == current.pk:
            preferred[plain(code)].append(pk)
    return {**found, **preferred}
