"""Nothing of the results is on any page or in any file of an event before its hour."""

import re
from datetime import timedelta

import pytest
from tests.factories.contest import make_world
from tests.factories.events import NOW, make_event
from tests.factories.jury import MEETING, make_decided

from miara.contest.models import Award, Release
from miara.core.localized import Localized
from miara.events.actions.programme import draft_from_edition
from miara.events.actions.versions import publish_programme
from miara.events.domain.drafting import DraftWishes
from miara.events.errors import FinalistsSecretError

AFTER = MEETING + timedelta(days=10)


@pytest.fixture
def decided(db):
    """An event of an edition whose jury has decided and told nobody."""
    world = make_world()
    bench, _meeting = make_decided(world)
    meeting = make_event(world=world, code="final")
    meeting.event.edition = world.edition
    meeting.event.save()
    return meeting, bench


def draft(meeting):
    return draft_from_edition(
        event=meeting.event,
        day=meeting.days[1],
        room=meeting.rooms[0],
        wishes=DraftWishes(),
        by=meeting.world.organiser,
        now=AFTER,
    )


def release(meeting, bench, stage, at):
    return Release.objects.create(
        edition=meeting.world.edition,
        stage=stage,
        released_at=at,
        set_by=bench.chair,
        set_at=at,
    )


def crawl(client, start):
    """Every page and file of events reachable from an address."""
    found, waiting = {}, [start]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        answer = client.get(path)
        body = (
            b"".join(answer.streaming_content) if answer.streaming else answer.content
        )
        found[path] = plain(body)
        for link in re.findall(r'href="(/(?:en/)?wydarzenia/[^"#?]*)', found[path]):
            if not link.endswith(".pdf"):
                waiting.append(link)
    return found


def plain(body):
    """Text of a page without the spaces that keep words together."""
    return body.decode("utf-8", "replace").replace("\N{NO-BREAK SPACE}", " ")


def secrets():
    """Titles of entries with a decision, and titles of the decisions themselves."""
    rows = Award.objects.filter(entry__isnull=False).select_related("entry")
    return {row.entry.title for row in rows} - {""}


def test_before_the_release_nobody_drafts_and_nothing_is_told(decided, client):
    meeting, bench = decided
    for person in (meeting.world.organiser, bench.chair):
        with pytest.raises(Exception) as refused:  # noqa: PT011 - two reasons
            draft_from_edition(
                event=meeting.event,
                day=meeting.days[1],
                room=meeting.rooms[0],
                wishes=DraftWishes(),
                by=person,
                now=AFTER,
            )
        if person == meeting.world.organiser:
            assert isinstance(refused.value, FinalistsSecretError)
    client.force_login(
        meeting.world.organiser, "django.contrib.auth.backends.ModelBackend"
    )
    office = plain(client.get("/wydarzenia/final/biuro/program/projekt/").content)
    client.logout()
    pages = crawl(client, "/wydarzenia/")
    assert "/wydarzenia/final/program/" in pages
    assert "/wydarzenia/final/schedule.json" in pages
    assert secrets()
    for title in secrets():
        assert title not in office
        assert [path for path, text in pages.items() if title in text] == []


def test_finalists_are_drafted_once_and_hidden_when_withdrawn(decided, client):
    meeting, bench = decided
    made = release(meeting, bench, Release.Stage.FINALISTS, AFTER)
    drafted = draft(meeting)
    talks = [row for row in drafted.sessions if row.whose]
    assert len(talks) == len({row.whose.entry_uid for row in talks}) == 2
    again = draft(meeting)
    assert len(again.sessions) == len(drafted.sessions)
    assert meeting.event.sessions.exclude(entry_uid="").count() == 2
    publish_programme(
        event=meeting.event,
        note=Localized(""),
        by=meeting.world.organiser,
        now=AFTER,
    )
    titles = {row.whose.title for row in talks}
    page = plain(client.get("/wydarzenia/final/program/").content)
    assert all(title in page for title in titles)
    # First places are no finalists' business before the results.
    assert "I miejsce" not in page
    made.released_at = NOW + timedelta(days=3650)
    made.save()
    pages = crawl(client, "/wydarzenia/final/")
    assert "Prezentacja finalisty" in pages["/wydarzenia/final/program/"]
    for title in titles:
        assert [path for path, text in pages.items() if title in text] == []
