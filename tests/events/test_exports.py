"""Files of a programme as the programs that read them see them."""

import json
from pathlib import Path

import icalendar
import pytest
from lxml import etree
from pydantic import BaseModel, ConfigDict, Field

SCHEMA = Path(__file__).with_name("schedule.xsd")
DATE = r"^\d{4}-\d\d-\d\d$"
MOMENT = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$"
GUID = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"


class Strict(BaseModel):
    """The published schema of JSON allows nothing beyond what it names."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Person(Strict):
    id: int
    name: str
    public_name: str


class Talk(Strict):
    id: int = Field(ge=1)
    guid: str = Field(pattern=GUID)
    date: str = Field(pattern=MOMENT)
    start: str = Field(pattern=r"^\d\d:\d\d$")
    duration: str = Field(pattern=r"^[0-9]+:[0-9]{2}$")
    room: str
    slug: str = Field(pattern=r"^[a-z0-9_-]+[a-z0-9]$")
    url: str = Field(pattern="^https?://")
    title: str
    subtitle: str | None
    track: str | None
    type: str
    language: str
    abstract: str | None
    description: str | None
    persons: list[Person]
    links: list[object]
    attachments: list[object]


class Day(Strict):
    index: int
    date: str = Field(pattern=DATE)
    day_start: str = Field(pattern=MOMENT)
    day_end: str = Field(pattern=MOMENT)
    rooms: dict[str, list[Talk]]


class Room(Strict):
    name: str
    guid: str = Field(pattern=GUID)
    description: str | None
    capacity: int | None


class Conference(Strict):
    acronym: str = Field(pattern=r"^[a-z0-9_-][a-z0-9_]{3,}(-2[0-9]{3}-[a-z]+)?$")
    title: str
    start: str = Field(pattern=DATE)
    end: str = Field(pattern=DATE)
    daysCount: int  # noqa: N815 - the name of the format
    timeslot_duration: str
    time_zone_name: str
    url: str = Field(pattern="^https?://")
    rooms: list[Room]
    days: list[Day]


class Schedule(Strict):
    version: str
    base_url: str
    conference: Conference


@pytest.fixture
def ask(meeting, client):
    """A file of the event."""

    def get(name):
        answer = client.get(f"/wydarzenia/{meeting.event.code}/{name}")
        assert answer.status_code == 200
        return answer.content

    return get


def test_schedule_json_has_the_published_shape(ask):
    whole = json.loads(ask("schedule.json"))
    assert set(whole) == {"$schema", "generator", "schedule"}
    found = Schedule.model_validate(whole["schedule"]).conference
    assert found.daysCount == len(found.days) == 2
    talks = [talk for rooms in found.days[0].rooms.values() for talk in rooms]
    assert len(talks) == 5
    assert talks[0].persons[0].name == "Anna Wymyślona"
    assert talks[0].date == "2026-10-07T09:00:00+02:00"


def test_schedule_xml_is_valid(ask):
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    tree = etree.fromstring(ask("schedule.xml"))
    schema.assertValid(tree)
    titles = tree.xpath("day[1]/room[@name='Sala A']/event/title/text()")
    assert titles == ["Wykład", "Panel <1>", "Kawa", "Drugi wykład"]


def test_calendars_open(ask):
    days = icalendar.Calendar.from_ical(ask("wydarzenie.ics")).walk("VEVENT")
    assert len(days) == 2
    talks = icalendar.Calendar.from_ical(ask("program.ics")).walk("VEVENT")
    assert len({talk["uid"] for talk in talks}) == len(talks) == 5
    first = next(talk for talk in talks if talk["summary"] == "Wykład")
    assert first.decoded("dtstart").isoformat() == "2026-10-07T09:00:00+02:00"
    assert "Sala A" in first["location"]


def test_the_printed_programme_is_a_pdf(ask):
    assert ask("program.pdf").startswith(b"%PDF-")
