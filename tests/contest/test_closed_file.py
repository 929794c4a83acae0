"""Nothing of a closed file changes, whoever tries and whatever way the writing takes.

Every act is tried by somebody who may do it, on an edition whose file was closed. Saving
rows is refused by a guard; this also finds what writes past it: updates of many rows.
"""

import copy
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Model
from tests.contest.test_rights_of_actions import ROWS, acts
from tests.factories.contest_cast import Cast, make_cast

from miara.contest.models import Edition
from miara.contest.still import GUARDED
from miara.core.errors import MiaraError

pytestmark = pytest.mark.django_db

#: Erasing is what may still be done, and answers to a request of a person.
ERASING = {"erase_person", "answer_person"}


def state_of_file(cast: Cast) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the file."""
    found = {}
    for model, way in GUARDED.items():
        path = "__".join([*way, "pk"]) if way else "pk"
        rows = model._default_manager.filter(**{path: cast.edition.pk})
        found[model.__name__] = sorted(map(str, rows.values_list()))
    return found


def fresh(value: Any) -> Any:
    """What a request after the closing would read."""
    if isinstance(value, Model) and value.pk is not None:
        return type(value)._default_manager.get(pk=value.pk)
    if isinstance(value, list):
        return [fresh(each) for each in value]
    return copy.copy(value)


def written_by(cast: Cast, name: str) -> list[str]:
    """Tables of the closed file that an act changed; everything is undone."""
    row, act = ROWS[name], acts()[name]
    by = cast.people[min(row.who, default="organiser")]
    with transaction.atomic():
        arguments = row.make(cast)
        if "change" in arguments:
            arguments["change"] = arguments["change"](by, row.at)
        else:
            arguments["by"] = by
        for moment in {"now", "received_at"} & set(act.__annotations__):
            arguments[moment] = row.at
        Edition.objects.filter(pk=cast.edition.pk).update(archived_at=row.at)
        arguments = {key: fresh(value) for key, value in arguments.items()}
        before = state_of_file(cast)
        try:
            with transaction.atomic():
                act(**arguments)
        except MiaraError:
            pass
        after = state_of_file(cast)
        transaction.set_rollback(True)
    return [key for key in before if before[key] != after[key]]


def test_no_act_changes_a_closed_file(settings, monkeypatch):
    monkeypatch.setattr("miara.documents.typesetting._in_transaction", lambda: False)
    cast = make_cast()
    changed = {
        name: tables
        for name in ROWS
        if name not in ERASING and (tables := written_by(cast, name))
    }
    assert changed == {}
