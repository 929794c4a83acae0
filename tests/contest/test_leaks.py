"""Nothing of the results leaks before their moment: every role at every address.

Letters, the trail, the log and the cache are searched as well. After the moment the
same search must find what it looks for, or it would prove nothing.
"""

import itertools
import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
import structlog
from django.core.cache import cache
from django.core.serializers.json import DjangoJSONEncoder
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone, translation
from tests.factories.contest import World, make_member, make_person, make_world
from tests.factories.jury import (
    MEETING,
    RELEASE,
    SENTINEL,
    SENTINEL_EN,
    SPECIAL,
    Bench,
    decide,
    make_bench,
    make_decided,
    make_meeting,
)

from miara.accounts.public import RoleCode, User, grant_role, unit_scope
from miara.audit.public import Event, describe_all
from miara.contest.actions.announcing import announce_due
from miara.contest.actions.diplomas import prepare_diplomas
from miara.contest.actions.jury import close_meeting
from miara.contest.actions.press import keep_package, seal_package
from miara.contest.actions.release import release_word, set_release
from miara.contest.actions.visits import plan_visit
from miara.contest.exports.minutes import minutes_of
from miara.contest.exports.press_kit import press_kit
from miara.contest.models import Diploma, JuryMeeting, Release, SiteVisit
from miara.contest.queries.results import sealed_results
from miara.contest.roles import ContestRole
from miara.notifications.models import Message

pytestmark = pytest.mark.django_db
SECRETS = (SENTINEL, SENTINEL_EN, SPECIAL, "Secret-title-7319")
BEFORE, AFTER = RELEASE - timedelta(seconds=1), RELEASE + timedelta(seconds=1)
DAY = timedelta(days=1)
RESULTS = Release.Stage.RESULTS
#: Where the jury itself works; their members read the results there.
ROOM = ("jury", "release", "jury-meeting", "jury-minutes", "jury-paper")
#: Addresses that end the session.
ENDS = {"accounts:logout"}


@pytest.fixture
def clock(monkeypatch):
    """Sets the time of the whole program."""

    def at(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return at


def seal_everything(world: World, bench: Bench, meeting: JuryMeeting) -> None:
    """Diplomas, minutes, package for the press and the hour: all ready beforehand."""
    edition, by, now = world.edition, bench.chair, MEETING + DAY
    minutes_of(meeting)
    prepare_diplomas(edition=edition, by=by, now=now)
    sealed, _decision = sealed_results(edition, user=by, now=now)
    package = seal_package(press_kit(edition, sealed, at=now))
    keep_package(edition=edition, stage=RESULTS, sealed=package, by=by, now=now)
    set_release(
        edition=edition,
        stage=RESULTS,
        released_at=RELEASE,
        typed=release_word(edition, RESULTS),
        by=by,
        now=now,
    )


def make_roles(world: World, bench: Bench) -> dict[str, User | None]:
    """One person in every part; None is a stranger."""
    other = make_person("inna")
    grant_role(
        user=other,
        role_code=RoleCode.UNIT_EDITOR,
        scope=unit_scope("120602"),
        by=None,
        now=MEETING,
    )
    return {
        "anonymous": None,
        "other unit": other,
        "author": world.clerk,
        "checker": make_member(world, ContestRole.CHECKER, "sprawdza"),
        "expert": make_member(world, ContestRole.EXPERT, "ekspert"),
        "organiser": world.organiser,
        "operator": User.objects.get(email="operator@przyklad.pl"),
        "juror": bench.juror,
        "chair": bench.chair,
    }


def contest_addresses(world: World, bench: Bench) -> list[tuple[str, str]]:
    """Every address of the contest with everything that could stand in it."""
    known: dict[str, list[object]] = {
        "contest": [world.edition.contest.code],
        "slug": [world.edition.slug],
        "stage": ["results", "finalists"],
        "code": [Diploma.objects.order_by("pk")[0].code, world.edition.contest.code],
        "uid": [
            bench.entries[1].uid,
            SiteVisit.objects.get().uid,
            JuryMeeting.objects.get().uid,
        ],
        "pk": [world.edition.awards.order_by("pk")[0].pk],
    }
    found = []
    for name, converters in names_of(get_resolver(), "contest"):
        values = [known.get(key) or ["1"] for key in converters]
        for chosen in itertools.product(*values):
            arguments = dict(zip(converters, chosen, strict=True))
            try:
                found.append((name, reverse(f"contest:{name}", kwargs=arguments)))
            except Exception:
                continue
    return found


def names_of(
    resolver: URLResolver, namespace: str, inside: bool = False
) -> Iterator[tuple[str, list[str]]]:
    """Names of a namespace with the names of their arguments."""
    for row in resolver.url_patterns:
        if isinstance(row, URLResolver):
            here = inside or row.namespace == namespace
            yield from names_of(row, namespace, here)
        elif inside and isinstance(row, URLPattern) and row.name:
            yield row.name, list(row.pattern.converters)


def other_addresses() -> list[tuple[str, str]]:
    """Pages beside the contest where something could slip through."""
    return [
        ("search", "/szukaj/?q=Biblioteka+czynna"),
        ("home", "/"),
        ("home-en", "/en/"),
        ("unit", "/jednostki/120602-zielonki/"),
        ("mail", "/operator/poczta/"),
        ("trail", "/operator/slad/"),
    ]


def body_of(response) -> str:
    content = (
        b"".join(response.streaming_content)
        if response.streaming
        else (response.content)
    )
    headers = " ".join(f"{key}: {value}" for key, value in response.headers.items())
    return headers + content.decode("utf-8", errors="replace")


def leaks_in(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


def walk(people: dict[str, User | None], addresses) -> dict[tuple[str, str], list[str]]:
    """Secrets by role and name of address."""
    found: dict[tuple[str, str], list[str]] = {}
    for role, user in people.items():
        client = Client(raise_request_exception=False)
        if user is not None:
            client.force_login(user)
        for name, url in addresses:
            if name in ROOM and role in {"juror", "chair"}:
                continue
            response = client.get(url)
            assert response.status_code != 500, (role, url)
            if secrets := leaks_in(body_of(response)):
                found[role, name] = secrets
    return found


def test_no_role_at_no_address_learns_anything_before_the_moment(clock):
    world = make_world()
    bench, meeting = make_decided(world)
    plan_visit(
        entry=bench.entries[0], starts_at=MEETING, by=world.organiser, now=MEETING
    )
    seal_everything(world, bench, meeting)
    people = make_roles(world, bench)
    addresses = contest_addresses(world, bench) + other_addresses()
    assert {"results", "press", "diploma-check", "visit"} <= {n for n, _u in addresses}
    clock(BEFORE)
    with structlog.testing.capture_logs() as log:
        announce_due(BEFORE)
        assert walk(people, addresses) == {}
    assert leaks_in(json.dumps(log, default=str)) == []
    letters = Message.objects.values_list("subject", "text", "html")
    assert leaks_in(" ".join(" ".join(row) for row in letters)) == []
    events = list(Event.objects.all())
    told = describe_all(events)
    raw = [json.dumps([e.before, e.after], cls=DjangoJSONEncoder) for e in events]
    assert leaks_in(" ".join([*told, *raw])) == []
    assert leaks_in(repr(getattr(cache, "_cache", {}))) == []
    # A diploma that is not public is unknown, like one that does not exist.
    code = Diploma.objects.order_by("pk")[0].code
    assert Client().get(f"/dyplom/{code}/").status_code == 404
    assert Client().get(f"/dyplom/{code}/dyplom.pdf").status_code == 404
    # The same eyes see it a moment later.
    clock(AFTER)
    shown = walk({"anonymous": None}, addresses)
    assert {name for _role, name in shown} >= {"results", "results-csv", "results-json"}
    assert Client().get(f"/dyplom/{code}/dyplom.pdf").status_code == 200


def test_page_before_the_moment_does_not_change_with_what_is_decided(clock):
    """Neither bytes nor tags tell that something was decided, or that an hour is set."""
    world = make_world()
    bench = make_bench(world)
    pages = ["wyniki/", "finalisci/", "wyniki.csv", "wyniki.json"]
    clock(MEETING - DAY)

    def seen() -> list[tuple[int, str, bytes]]:
        client = Client()
        answers = [client.get(f"/konkursy/lider/2026/{page}") for page in pages]
        return [(a.status_code, a.get("ETag", ""), a.content) for a in answers]

    empty = seen()
    meeting = make_meeting(world, bench)
    decide(world, bench, meeting)
    close_meeting(meeting=meeting, by=bench.chair, now=MEETING)
    seal_everything(world, bench, meeting)
    clock(BEFORE)
    assert seen() == empty
    tags = [tag for _status, tag, _content in empty]
    clock(AFTER)
    for page, tag in zip(pages, tags, strict=True):
        answer = Client().get(
            f"/konkursy/lider/2026/{page}", headers={"If-None-Match": tag or '"x"'}
        )
        assert answer.status_code == 200, page
    with translation.override("en"):
        english = Client().get("/en/konkursy/lider/2026/wyniki/").content.decode()
    assert SENTINEL_EN in english
