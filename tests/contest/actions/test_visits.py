"""Site visits: planned by the office, written by the team, closed for good."""

from datetime import timedelta

import pytest
from tests.factories.contest import make_person, make_world
from tests.factories.jury import MEETING, make_bench

from miara.contest.actions.visits import (
    TeamRow,
    close_visit,
    plan_visit,
    update_visit,
    write_findings,
)
from miara.contest.errors import NotAllowedError
from miara.contest.errors.jury import FindingsMissingError, VisitClosedError
from miara.contest.queries.jury import closed_visits
from miara.notifications.models import Message

pytestmark = pytest.mark.django_db
BEFORE = MEETING - timedelta(days=9)


def test_visit_from_plan_to_closed_protocol():
    world = make_world()
    bench = make_bench(world)
    visitor = make_person("wizytator")
    entry = bench.entries[0]
    given = {"starts_at": BEFORE, "place": "Zielonki", "now": BEFORE}
    team = [TeamRow("Wizytator", visitor, is_lead=True), TeamRow("Bez Konta")]
    with pytest.raises(NotAllowedError):
        plan_visit(entry=entry, team=team, by=visitor, **given)
    visit = plan_visit(entry=entry, team=team, by=world.organiser, **given)
    letter = Message.objects.get(kind="contest.visit_planned")
    assert letter.recipient == world.clerk.email
    assert "Zielonki" in letter.text
    # The team writes, an outsider of it does not; the plan is the office's.
    with pytest.raises(NotAllowedError):
        write_findings(visit=visit, findings="Coś", by=bench.juror, now=BEFORE)
    with pytest.raises(NotAllowedError):
        update_visit(visit=visit, ends_at=None, host="", team=[], by=visitor, **given)
    with pytest.raises(FindingsMissingError):
        close_visit(visit=visit, by=visitor, now=BEFORE)
    write_findings(visit=visit, findings="Zgodne.", by=visitor, now=BEFORE)
    assert closed_visits(world.edition) == {}
    close_visit(visit=visit, by=visitor, now=BEFORE)
    (shown,) = closed_visits(world.edition)[entry.pk]
    assert shown.findings == "Zgodne."
    with pytest.raises(VisitClosedError):
        write_findings(visit=visit, findings="Inaczej.", by=visitor, now=MEETING)
