"""Own groups: made by anybody, found only by their address."""

import pytest
from tests.factories.vintages import PUBLISHED_AT, UNITS, publish_small_vintage

from miara.accounts.models import User
from miara.audit.models import Event
from miara.core import visitor_limits
from miara.cube.register import Level
from miara.indicators.actions.groups import WrongGroupSize, create_group
from miara.indicators.models import PeerGroup

pytestmark = pytest.mark.django_db
NEW = "/grupy/nowa/"
MUNICIPALITIES = [unit.code for unit in UNITS if len(unit.code) == 6]


@pytest.fixture(autouse=True)
def _published(settings):
    visitor_limits.limits.forget()
    publish_small_vintage(settings)


def make(client, lines, name="Nad Prądnikiem", level="gmina"):
    return client.post(NEW, {"name": name, "poziom": level, "units": lines})


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_anybody_makes_a_group_of_names_and_codes(client, is_signed_in):
    if is_signed_in:
        client.force_login(User.objects.create_user(email="ewa@example.pl"))
    response = make(client, "Zielonki\n120607 Michałowice\n\n  126101\nLiszki")
    group = PeerGroup.objects.get()
    assert response["Location"] == f"/grupy/{group.token}/"
    assert group.unit_uids == ["120617", "120607", "126101", "120606"]
    assert bool(group.created_by) is is_signed_in
    html = client.get(f"/grupy/{group.token}/").content.decode()
    assert "Nad Prądnikiem" in html
    assert f"/jednostki/120617-zielonki/?na-tle=grupa-{group.token}" in html
    assert 'name="robots" content="noindex"' in html


def test_the_trail_tells_of_it():
    group = create_group(
        name="A", level=Level.MUNICIPALITY, unit_uids=["120617", "120617"],
        by=None, now=PUBLISHED_AT,
    )  # fmt: skip
    assert group.unit_uids == ["120617"]
    event = Event.objects.get(kind="indicators.group.created")
    assert event.after == {"level": "gmina", "units": 1}


@pytest.mark.parametrize("count", [0, 101])
def test_a_group_has_from_one_to_a_hundred(count):
    with pytest.raises(WrongGroupSize):
        create_group(
            name="A", level=Level.MUNICIPALITY,
            unit_uids=[str(n) for n in range(count)], by=None, now=PUBLISHED_AT,
        )  # fmt: skip
    assert PeerGroup.objects.count() == 0


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("Nowa Wieś", "do kilku: Nowa Wieś."),
        ("Zielonki\nqqqqq", "do kilku: qqqqq."),
        ("1206", "do kilku: 1206."),
        ("999999", "do kilku: 999999."),
    ],
)
def test_a_line_that_fits_nobody_or_several_is_named(client, lines, told):
    response = make(client, lines)
    assert response.status_code == 422
    html = response.content.decode()
    assert told in html
    assert lines.splitlines()[0] in html  # nothing has to be typed again
    assert PeerGroup.objects.count() == 0


def test_a_county_word_tells_units_of_one_name_apart(client):
    make(client, "Nowa Wieś piaseczyński")
    assert PeerGroup.objects.get().unit_uids == ["141806"]


def test_a_copy_begins_with_the_members(client):
    make(client, "Zielonki\nLiszki")
    group = PeerGroup.objects.get()
    html = client.get(f"{NEW}?z={group.token}").content.decode()
    assert "120617 Zielonki\n120606 Liszki" in html
    assert client.get(f"{NEW}?z=nieznana").status_code == 400


def test_tokens_cannot_be_guessed():
    tokens = {
        create_group(
            name="A", level=Level.MUNICIPALITY, unit_uids=["120617"],
            by=None, now=PUBLISHED_AT,
        ).token
        for _ in range(20)
    }  # fmt: skip
    assert len(tokens) == 20
    assert all(len(token) == 22 for token in tokens)


def test_an_unknown_address_is_not_found(client):
    assert client.get("/grupy/AAAAAAAAAAAAAAAAAAAAAA/").status_code == 404


def test_a_name_is_escaped(client):
    make(client, "Zielonki", name="<b>x</b>")
    group = PeerGroup.objects.get()
    for path in (
        f"/grupy/{group.token}/",
        f"/jednostki/120617-zielonki/?na-tle=grupa-{group.token}",
    ):
        assert "<b>x</b>" not in client.get(path).content.decode()


def test_all_municipalities_make_a_group_of_counties_impossible(client):
    assert make(client, "\n".join(MUNICIPALITIES), level="powiat").status_code == 422
    assert make(client, "krakowski\nKraków", level="powiat").status_code == 302


def test_one_visitor_makes_only_so_many_an_hour(client, monkeypatch):
    monkeypatch.setattr(visitor_limits, "MOST_AN_HOUR", 2)
    for name in "AB":
        assert make(client, "Zielonki", name=name).status_code == 302
    answer = make(client, "Zielonki", name="C")
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Za dużo grup z tego miejsca." in html
    assert "Zielonki" in html  # what was written is still there
    other = client.post(
        NEW, {"name": "D", "poziom": "gmina", "units": "Zielonki"},
        REMOTE_ADDR="192.0.2.7",
    )  # fmt: skip
    assert other.status_code == 302
    assert set(PeerGroup.objects.values_list("name", flat=True)) == {"A", "B", "D"}


def test_forms_with_mistakes_are_not_counted(client, monkeypatch):
    monkeypatch.setattr(visitor_limits, "MOST_AN_HOUR", 1)
    for _ in range(3):
        assert make(client, "Nigdzie takiej nie ma").status_code == 422
    assert make(client, "Zielonki").status_code == 302
