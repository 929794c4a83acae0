"""What a file of resolutions would do, and its cells to correct, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from miara.core.numbers import MISSING
from miara.core.templatetags.miara import date_pl
from miara.council.domain.differences import Change, Plan
from miara.council.domain.states import State
from miara.council.domain.table import (
    LONGEST,
    MOST_ROWS,
    BadTableError,
    CellFault,
    Given,
    Reading,
)
from miara.council.phrases import FAULTS, PROBLEMS, RESOLUTION_FIELDS, state_word
from miara.organisations import public as organisations
from miara.strategy.public import Goal

__all__ = ["SHOWN", "ChangeLine", "IntakePage", "page_of", "problem_sentence"]

#: How many rows of each kind a page shows; the rest is told as a number.
SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A changed resolution: its title line and each difference."""

    line: int
    number: str
    day: str
    differences: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class AddedLine:
    """A new resolution."""

    line: int
    number: str
    day: str
    title: str
    executor: str
    state: str


@dataclass(frozen=True, slots=True)
class IntakePage:
    """Everything that a person looks at before deciding."""

    faults: list[str]
    more_faults: int
    added: list[AddedLine]
    added_count: int
    changed: list[ChangeLine]
    changed_count: int
    same: int
    ignored: tuple[str, ...]
    digest: str
    may_take: bool


def problem_sentence(error: BadTableError) -> str:
    """Why the whole file cannot be read, and what to do."""
    return str(PROBLEMS[error.problem]) % {
        "column": RESOLUTION_FIELDS.get(error.detail, error.detail),
        "rows": error.detail,
        "most": MOST_ROWS,
    }


def page_of(reading: Reading, plan: Plan, words: Mapping[str, str]) -> IntakePage:
    """The page of a file; two queries."""
    names = _Names(plan, words)
    faults = [_fault(each, reading, words) for each in plan.faults[:SHOWN]]
    return IntakePage(
        faults=faults,
        more_faults=len(plan.faults) - len(faults),
        added=[_added(row, names) for row in plan.added[:SHOWN]],
        added_count=len(plan.added),
        changed=[_changed(row, names) for row in plan.changed[:SHOWN]],
        changed_count=len(plan.changed),
        same=plan.same,
        ignored=reading.ignored,
        digest=plan.digest,
        may_take=not plan.faults and not plan.is_idle,
    )


def _fault(fault: CellFault, reading: Reading, words: Mapping[str, str]) -> str:
    what = str(FAULTS[fault.fault]) % {
        "value": fault.value,
        "most": LONGEST.get(fault.column, 0),
        "states": ", ".join(state_word(state.value, words) for state in State),
    }
    column = reading.headings.get(fault.column) or str(RESOLUTION_FIELDS[fault.column])
    return _("Row %(line)s, column “%(column)s”: %(what)s") % {
        "line": fault.line,
        "column": column,
        "what": what,
    }


def _added(row: Given, names: _Names) -> AddedLine:
    return AddedLine(
        row.line,
        row.number,
        date_pl(row.adopted_on, "short"),
        row.values.get("title", MISSING),
        names.shown("executor", row.values.get("executor")),
        names.shown("state", row.values.get("state", State.ADOPTED.value)),
    )


def _changed(change: Change, names: _Names) -> ChangeLine:
    return ChangeLine(
        change.line,
        change.number,
        date_pl(change.adopted_on, "short"),
        tuple(
            (
                str(RESOLUTION_FIELDS[name]),
                names.shown(name, change.before[name]),
                names.shown(name, value),
            )
            for name, value in change.after.items()
        ),
    )


class _Names:
    """Values of shown rows as people read them."""

    def __init__(self, plan: Plan, words: Mapping[str, str]) -> None:
        told = list(_values(plan))
        posts = {value for name, value in told if name == "executor" and value}
        goals = {pk for name, value in told if name == "goals" for pk in value or ()}
        self._posts = organisations.posts_by_id(posts)
        self._goals = {
            row.pk: row.code for row in Goal.objects.filter(pk__in=goals).only("code")
        }
        self._words = words

    def shown(self, name: str, value: Any) -> str:
        """One value; a dash for none."""
        if value in (None, "", ()):
            return MISSING
        if name == "executor":
            post = self._posts.get(value)
            return post.title if post else MISSING
        if name == "state":
            return state_word(value, self._words)
        if name == "goals":
            return ", ".join(sorted(self._goals.get(pk, MISSING) for pk in value))
        return date_pl(value, "short") if name == "deadline" else str(value)


def _values(plan: Plan) -> Iterable[tuple[str, Any]]:
    for given in plan.added[:SHOWN]:
        yield from given.values.items()
    for change in plan.changed[:SHOWN]:
        yield from change.before.items()
        yield from change.after.items()
